"""The office at work in tests of screens: who is signed in, and a complaint brought to a stage by the services."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from complaints.models import Answer, Complaint, ViolationType
from complaints.rules.answer import AnswerParts
from complaints.services.access import share, tend
from complaints.services.answers import issue_answer, save_draft
from complaints.services.forwarding import forward
from complaints.services.register import Registered
from foundation.accounts.models import User
from foundation.vault.keys import Keyring
from tests.factories.accounts import keyring, signed_in
from tests.factories.complaints import Office, received

NOW = datetime(2026, 11, 17, 3, 0, tzinfo=UTC)
"""Tuesday 17 November 2026, 10.00 WIB: a day after RECEIVED_AT."""
ANSWER_TEXT = "Petugas loket telah diperiksa dan mengakui meminta uang. Uang Anda dikembalikan pada 20 November 2026."


@dataclass
class Desk:
    """People by name (`desk.office.inspector`), their browsers, and what they do."""

    office: Office
    clock: Callable[[datetime], None]
    now: datetime = NOW
    _browsers: dict[object, Client] = field(default_factory=dict)

    def at(self, moment: datetime) -> None:
        """It is this moment from now on; browsers sign in anew."""
        self.now = moment
        self._browsers.clear()
        self.clock(moment)

    def browser(self, user: User) -> Client:
        """The browser in which this person is signed in."""
        if user.pk not in self._browsers:
            self._browsers[user.pk] = signed_in(user, at=self.now)
        return self._browsers[user.pk]

    def get(self, user: User, name: str, *args: Any, **query: str) -> HttpResponse:
        """A person opens an address by its name."""
        return self.browser(user).get(reverse(name, args=args), query)

    def post(self, user: User, name: str, *args: Any, **data: Any) -> HttpResponse:
        """A person sends a form to an address by its name."""
        return self.browser(user).post(reverse(name, args=args), data)

    def keys(self, user: User) -> Keyring:
        """The keyring of a person now."""
        return keyring(user, at=self.now)

    def opened(self, complaint: Complaint, user: User) -> tuple[Complaint, Keyring]:
        """A case as a person opens it: tended, then read again."""
        keys = self.keys(user)
        tend(Complaint.objects.select_related("content", "thread").get(pk=complaint.pk), keys=keys, at=self.now)
        return Complaint.objects.select_related("content", "thread").get(pk=complaint.pk), keys

    def forwarded(self, registered: Registered | None = None, **changes: Any) -> Registered:
        """A complaint that the channel officer handed to the Inspektur."""
        registered = registered or received(**changes)
        case, keys = self.opened(registered.complaint, self.office.channel)
        kind = ViolationType.objects.get(code="pungli")
        forward(case, violation_type=kind, keys=keys, by=self.office.channel, at=self.now)
        return Registered(Complaint.objects.get(pk=case.pk), registered.receipt_code)

    def shared(self, complaint: Complaint, user: User) -> None:
        """The Inspektur gives a case to somebody."""
        case, keys = self.opened(complaint, self.office.inspector)
        share(case, [user], keys=keys, by=self.office.inspector, reason="team", at=self.now)

    def answered(self, complaint: Complaint, parts: AnswerParts) -> Answer:
        """The Inspektur issues an answer."""
        user = self.office.inspector
        case, keys = self.opened(complaint, user)
        draft = save_draft(case, parts, version=0, keys=keys, by=user, at=self.now)
        return issue_answer(draft, version=draft.version, keys=keys, by=user, at=self.now)

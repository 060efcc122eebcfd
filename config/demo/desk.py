"""The hands of the demo's people: each act is one call of the service that the screens call, at a moment of the story."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from channels.services.intake import take_in
from complaints.enums import AnswerKind, PersonOutcome, ReporterKind, Routing
from complaints.models import Complaint, ViolationType
from complaints.rules.answer import AnswerParts
from complaints.services.access import tend
from complaints.services.answers import issue_answer, save_draft
from complaints.services.custody import tend_custody
from complaints.services.forwarding import acknowledge, forward
from complaints.services.identity import ask_identity
from complaints.services.register import AccusedInput, NewComplaint, Registered
from config.demo.people import PASSWORD
from foundation.accounts.models import User
from foundation.accounts.queries import roles_of
from foundation.vault.holders import UnlockedHolder, unlock
from foundation.vault.keys import Keyring
from investigations.enums import Action, Conclusion, Evidence, Risk
from investigations.rules.follow_up import Order
from investigations.rules.review import Scope, Sheet
from investigations.services.disposition import dispose
from investigations.services.reviews import save_review, sign_review
from investigations.services.rulings import Closing, Decision, close_case, decide_case

SAMPLES = Path(__file__).resolve().parent / "complaints.json"


@dataclass
class Desk:
    """The office at work. `people` by username; `shift` moves the whole story, whose dates lie around November 2026."""

    people: dict[str, User]
    shift: timedelta
    _unlocked: dict[str, UnlockedHolder] = field(default_factory=dict, repr=False)

    def at(self, day: str, hour: str = "09.00") -> datetime:
        """A moment of the story: "2026-11-17" at "11.20" WIB, moved by the shift."""
        written = datetime.fromisoformat(f"{day}T{hour.replace('.', ':')}:00+07:00")
        return written + self.shift

    def keys(self, username: str, at: datetime) -> Keyring:
        """The keyring of one of the people at a moment."""
        if username not in self._unlocked:
            holder = self.people[username].holder
            if holder is None:
                raise LookupError(username)
            self._unlocked[username] = unlock(holder, PASSWORD)
        return Keyring(self._unlocked[username], at=at)

    def receive(self, sample: dict[str, Any], *, by: str | None, at: datetime, **changes: Any) -> Registered:
        """Take one sample in, as it came."""
        facts: dict[str, Any] = {
            "channel": sample["channel"],
            "channel_letter": "",
            "received_at": datetime.fromisoformat(sample["received_at"]) + self.shift,
            "routing": Routing.NONE,
            "reporter_kind": ReporterKind(sample["reporter_kind"]),
            "reporter_named": bool(sample["reporter_name"]),
            "reporter": {"name": sample["reporter_name"], "contact": sample["contact"]} if sample["contact"] else None,
            "story": {"subject": sample["subject"], "story": sample["body"]},
            "accused": tuple(AccusedInput(**person) for person in sample["accused"]),
        }
        return take_in(NewComplaint(**{**facts, **changes}), channel=sample["channel"], by=self.people[by] if by else None, at=at)

    def opened(self, complaint: Complaint, username: str, at: datetime) -> tuple[Complaint, Keyring]:
        """The case as a person opens it: tended first, then read again."""
        keys = self.keys(username, at)
        fresh = Complaint.objects.select_related("content", "thread").get(pk=complaint.pk)
        if tend(fresh, keys=keys, at=at):
            fresh = Complaint.objects.select_related("content", "thread").get(pk=complaint.pk)
        return fresh, keys

    def forward(self, complaint: Complaint, code: str, *, by: str, at: datetime) -> None:
        """The officer hands it on, what was not sorted as the ordinary row; the Inspektur notes its arrival an hour later."""
        case, keys = self.opened(complaint, by, at)
        row = Routing.NONE if case.routing == Routing.UNROUTED else None
        kind = ViolationType.objects.get(code=code)
        forward(case, violation_type=kind, routing=row, keys=keys, by=self.people[by], at=at)
        acknowledge(case, by=self.people["inspektur"], at=at + timedelta(minutes=25))

    def keep_identities(self, username: str, *, at: datetime) -> None:
        """A custodian opens his page, which gives new keys to what was taken from the other circle."""
        user = self.people[username]
        while tend_custody(user, roles_of(user, on=timezone.localdate(at)), keys=self.keys(username, at), at=at):
            pass

    def order_review(self, complaint: Complaint, instruction: str, *, to: str | None, at: datetime, by: str = "inspektur") -> None:
        """The Inspektur orders a review."""
        case, keys = self.opened(complaint, by, at)
        order = Order(Action.REVIEW, instruction, due_on=timezone.localdate(at) + timedelta(days=7))
        dispose(case, order, assignee=self.people[to] if to else None, keys=keys, by=self.people[by], at=at)

    def ask_who_told(self, complaint: Complaint, reason: str, *, by: str, at: datetime) -> None:
        """Somebody of the case asks its custodians who the reporter is."""
        case, _keys = self.opened(complaint, by, at)
        ask_identity(case, reason, by=self.people[by], at=at)

    def write_sheet(self, complaint: Complaint, sheet: Sheet, *, by: str, at: datetime, sign: bool) -> None:
        """The reviewer writes the sheet, and signs it."""
        case, keys = self.opened(complaint, by, at)
        scopes = tuple(Scope(accused=str(person.pk)) for person in case.accused.all())
        saved = save_review(case, Sheet(**{**sheet.as_json(), "scopes": scopes}), version=0, keys=keys, by=self.people[by], at=at)
        if sign:
            sign_review(saved.review, version=saved.review.version, keys=keys, by=self.people[by], at=at + timedelta(hours=1))

    def answer(self, complaint: Complaint, text: str, *, at: datetime, by: str = "inspektur") -> None:
        """The Inspektur answers the reporter."""
        case, keys = self.opened(complaint, by, at)
        user = self.people[by]
        draft = save_draft(case, AnswerParts(AnswerKind.FINAL, text), version=0, keys=keys, by=user, at=at)
        issue_answer(draft, version=draft.version, keys=keys, by=user, at=at + timedelta(minutes=10))

    def decide_unproven(self, complaint: Complaint, reasons: str, *, at: datetime) -> None:
        """The Inspektur decides that nothing is proven."""
        case, keys = self.opened(complaint, "inspektur", at)
        outcomes = dict.fromkeys(case.accused.all(), PersonOutcome.NOT_PROVEN)
        decide_case(case, Decision(outcomes, reasons), keys=keys, by=self.people["inspektur"], at=at)

    def close(self, complaint: Complaint, *, at: datetime) -> None:
        """The Inspektur closes the case."""
        case, keys = self.opened(complaint, "inspektur", at)
        close_case(case, Closing(), keys=keys, by=self.people["inspektur"], at=at)


def samples() -> dict[str, dict[str, Any]]:
    """The fictional complaints by their code."""
    return {row["code"]: row for row in json.loads(SAMPLES.read_text(encoding="utf-8"))}


def sheet(subject: str, what: str, conclusion: Conclusion, words: str, *, violation: str, evidence: Evidence = Evidence.NOT_YET) -> Sheet:
    """A review sheet with the parts that every sheet needs."""
    return Sheet(
        source="Register pengaduan; identitas pelapor tidak dibuka.",
        subject=subject,
        what=what,
        jurisdiction="Terlapor diduga pegawai Pemerintah Kota; kedudukannya diperiksa pada bagian D.",
        evidence=evidence.value,
        evidence_words="Keterangan pelapor dan berkas yang disertakan.",
        risk=Risk.LOW.value,
        conclusion=conclusion.value,
        conclusion_words=words,
        advice="Sampaikan hasilnya kepada pelapor sebelum batas Pasal 16.",
        norms="Perwali 24/2020 Pasal 1 angka 12 dan PP 94/2021 tentang Disiplin Pegawai Negeri Sipil.",
        violation_type=violation,
    )

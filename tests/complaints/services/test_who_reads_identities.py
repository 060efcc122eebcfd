"""Random sequences of all that opens or closes an identity: after each step only approved askers in time and its custodian read it."""

from datetime import date, datetime, timedelta
from uuid import UUID

import hypothesis
import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from complaints.enums import IdentityRequestState
from complaints.models import Complaint, IdentityOpening, IdentityRequest
from complaints.services import identity
from complaints.services.access import share, shut_out, tend
from complaints.services.custody import tend_custody
from complaints.services.entitlement import shut_ended_appointments
from complaints.services.identity_ends import end_expired_identities
from complaints.services.walls import recuse
from foundation.accounts.enums import Role
from foundation.accounts.models import Appointment, User
from foundation.accounts.queries import roles_of
from foundation.audit.queries import history_of
from foundation.vault import queries as vault
from foundation.vault.compartments import rekey
from foundation.vault.errors import NoAccess
from foundation.vault.holders import UnlockedHolder
from foundation.vault.keys import Keyring
from foundation.vault.sealing import open_sealed
from tests.factories.accounts import appoint, unlocked
from tests.factories.complaints import RECEIVED_AT, Office, make_office, received
from tests.foundation.vault.conftest import PATIENT

ASKERS = ("deputy", "auditor", "second_auditor")
"""The Inspektur himself stays, so that somebody can always share and shut."""
CUSTODIANS = ("custodian_inside", "custodian_outside")
PEOPLE = (*ASKERS, *CUSTODIANS, "inspector", "administrator", "mayor")
REPORTER = {"name": "Marlena Tiosa"}
askers, terms = st.sampled_from(ASKERS), st.sampled_from([1, 3, 7])


class WhoReadsIdentities(RuleBasedStateMachine):
    """One case beside a model of it: who holds it, who asked, who was let in until when, who is walled, who left."""

    office: Office
    unlocked: dict[str, UnlockedHolder]

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.now = RECEIVED_AT + timedelta(hours=2)
        self.let_in: dict[str, datetime] = {}
        self.waiting: set[str] = set()
        self.walled: set[str] = set()
        self.gone: set[str] = set()
        self.openings: set[UUID] = set()

    @initialize()
    def begin(self) -> None:
        self.case = received(reporter_named=True, reporter=REPORTER).complaint
        self.holding = {"deputy"}
        for name in ("auditor", "second_auditor"):
            self.let_into_the_case(name)

    def teardown(self) -> None:
        assert list(vault.of_a_past_epoch()) == []
        assert list(vault.without_recovery_seal()) == []
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def user(self, name: str) -> User:
        found: User = getattr(self.office, name)
        return found

    def keys(self, name: str) -> Keyring:
        return Keyring(self.unlocked[name], at=self.now)

    def fresh(self) -> Complaint:
        return Complaint.objects.select_related("content", "thread", "identity").get(pk=self.case.pk)

    def somebody(self, data: st.DataObject) -> str:
        """Anybody who could ask, but mostly one who asked or was let in, so that most steps change something."""
        return str(data.draw(st.sampled_from([*ASKERS, *3 * sorted(self.waiting), *6 * sorted(self.let_in)])))

    def request_of(self, name: str) -> IdentityRequest:
        return IdentityRequest.objects.get(asked_by=self.user(name), state=IdentityRequestState.WAITING)

    @precondition(lambda self: self.holding)
    @rule(data=st.data())
    def ask(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.holding)))
        try:
            identity.ask_identity(self.fresh(), "Perlu.", by=self.user(name), at=self.now)
        except identity.NotAsked:
            assert name in self.waiting or self.let_in.get(name, self.now) > self.now
            return
        assert name not in self.waiting
        self.waiting.add(name)

    @precondition(lambda self: self.waiting)
    @rule(data=st.data(), days=terms, other=st.sampled_from(["custodian_outside", "inspector", *ASKERS]))
    def approve(self, data: st.DataObject, days: int, other: str) -> None:
        """Nobody but a custodian of its circle can, whatever key he was lent himself."""
        name = data.draw(st.sampled_from(sorted(self.waiting)))
        with pytest.raises(identity.NotDecided):
            self.approve_by(other, name, days)
        self.approve_by("custodian_inside", name, days)
        self.waiting.remove(name)
        self.let_in[name] = self.now + timedelta(days=days)

    def approve_by(self, by: str, name: str, days: int) -> None:
        identity.approve_identity(self.request_of(name), days=days, keys=self.keys(by), by=self.user(by), at=self.now)

    @precondition(lambda self: self.waiting)
    @rule(data=st.data())
    def refuse(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.waiting)))
        identity.refuse_identity(self.request_of(name), "Tidak perlu.", by=self.user("custodian_inside"), at=self.now)
        self.waiting.remove(name)

    @rule(name=st.sampled_from(PEOPLE))
    def open(self, name: str) -> None:
        try:
            opening = identity.open_identity(self.fresh(), keys=self.keys(name), by=self.user(name), at=self.now)
        except identity.StillClosed:
            assert name not in self.may_read() or name in CUSTODIANS
            return
        assert name in self.let_in
        self.openings.add(opening.pk)

    @rule(name=askers)
    def let_into_the_case(self, name: str) -> None:
        if name in self.walled | self.gone | self.holding:
            return
        by = self.user("inspector")
        share(self.fresh(), [self.user(name)], keys=self.keys("inspector"), by=by, reason="team", at=self.now)
        self.holding.add(name)

    @rule(data=st.data(), how=st.sampled_from(["released", "walled", "left the office"]))
    def lose_the_case(self, data: st.DataObject, how: str) -> None:
        name = self.somebody(data)
        if how == "released":
            self.release(name)
        elif how == "walled" and name in self.holding:
            recuse(self.fresh(), self.user(name), reason="Ipar.", keys=self.keys(name), at=self.now)
            self.walled.add(name)
        elif how == "left the office" and name not in self.gone:
            self.end_the_appointment(name)
        else:
            return
        for known in (self.holding, self.waiting):
            known.discard(name)
        self.let_in.pop(name, None)

    def release(self, name: str) -> None:
        by = self.user("inspector")
        shut_out(self.fresh(), [self.user(name)], keys=self.keys("inspector"), by=by, reason="released", at=self.now)

    def end_the_appointment(self, name: str) -> None:
        """Still somebody of the house, but no reader of this case."""
        Appointment.objects.filter(user=self.user(name)).update(ended_on=date(2026, 11, 16))
        appoint(self.user(name), Role.PUBLISHER, valid_from=date(2026, 11, 16))
        self.gone.add(name)
        shut_ended_appointments(at=self.now)

    @rule(who=st.sampled_from([*CUSTODIANS, "inspector"]), new_epoch=st.booleans())
    def work_goes_on(self, who: str, new_epoch: bool) -> None:
        tend_custody(self.user(who), roles_of(self.user(who), on=self.now.date()), keys=self.keys(who), at=self.now)
        if who == "inspector":
            tend(self.fresh(), keys=self.keys(who), at=self.now)
        elif new_epoch:
            rekey(self.fresh().identity, keys=self.keys("custodian_inside"), at=self.now)

    @rule(hours=st.sampled_from([1, 12, 24, 72]), night=st.booleans())
    def time_passes(self, hours: int, night: bool) -> None:
        self.now += timedelta(hours=hours)
        if night:
            end_expired_identities(at=self.now)

    def may_read(self) -> set[str]:
        return {"custodian_inside"} | {name for name, until in self.let_in.items() if until > self.now}

    @invariant()
    def only_they_read(self) -> None:
        if not hasattr(self, "case"):
            return
        case, reading = self.fresh(), set()
        for name in PEOPLE:
            try:
                assert open_sealed(case, "reporter", self.keys(name)) == REPORTER
            except NoAccess:
                continue
            reading.add(name)
        assert reading == self.may_read()

    @invariant()
    def each_opening_is_on_record(self) -> None:
        if hasattr(self, "case"):
            recorded = history_of(self.case).filter(action="identity.opened").count()
            assert (recorded, set(IdentityOpening.objects.values_list("pk", flat=True))) == (len(self.openings), self.openings)


def test_only_the_approved_within_their_time_read_an_identity(db, settings):
    settings.VAULT_PASSWORD_MEMORY = 64 * 1024
    office = make_office()
    keys = {name: unlocked(getattr(office, name)) for name in PEOPLE}
    machine = type("WhoReadsIdentitiesHere", (WhoReadsIdentities,), {"office": office, "unlocked": keys})

    run_state_machine_as_test(
        machine,
        settings=hypothesis.settings(PATIENT, max_examples=15, stateful_step_count=25, phases=[hypothesis.Phase.generate]),
    )

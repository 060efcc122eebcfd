"""Random histories of an office that loses keys: nobody ever opens what he may not, and once the queue is worked everybody
entitled opens again what is his, except what nobody is left to give."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

import hypothesis
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from complaints.enums import Routing
from complaints.models import Complaint, RegrantDue
from complaints.services import key_work
from complaints.services.access import share, shut_out
from complaints.services.entitlement import shut_ended_appointments
from complaints.services.people import NobodyCanReceive
from complaints.services.regrants import queue_for_offices
from complaints.services.routing import reroute
from complaints.services.walls import build_wall
from foundation.accounts import services
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.accounts.queries import roles_of
from foundation.vault import queries as vault
from foundation.vault.holders import UnlockedHolder
from foundation.vault.keys import Keyring
from foundation.vault.models import Grant, RekeyDue
from foundation.vault.sealing import open_sealed
from tests.complaints.keys import fresh, vouched
from tests.factories.accounts import PASSWORD, SINCE, UnitFactory, appoint, person, unlocked
from tests.factories.complaints import RECEIVED_AT, STORY, make_institution, received

REPORTER = {"name": "Marlena Tiosa"}
STAFF = {
    "inspektur": Role.INSPECTOR, "wakil": Role.DEPUTY_INSPECTOR, "auditor": Role.AUDITOR, "auditor-2": Role.AUDITOR,
    "dalam": Role.CUSTODIAN_INSIDE, "dalam-2": Role.CUSTODIAN_INSIDE, "luar": Role.CUSTODIAN_OUTSIDE, "luar-2": Role.CUSTODIAN_OUTSIDE,
    "delegasi": Role.DELEGATE, "delegasi-2": Role.DELEGATE, "saluran": Role.CHANNEL_OFFICER,
}  # fmt: skip
OUTSIDE = {"luar", "luar-2", "delegasi", "delegasi-2"}
READS = {
    Routing.NONE: {Role.INSPECTOR, Role.DEPUTY_INSPECTOR, Role.CHANNEL_OFFICER},
    Routing.INSPECTORATE: {Role.INSPECTOR, Role.DELEGATE},
    Routing.INSPECTOR: {Role.DELEGATE},
}
"""Who reads a case by office, written down once more, for comparing."""
KEEPS = {Routing.NONE: Role.CUSTODIAN_INSIDE, Routing.INSPECTORATE: Role.CUSTODIAN_OUTSIDE, Routing.INSPECTOR: Role.CUSTODIAN_OUTSIDE}
TEAM_WORKS = {Routing.NONE}
people = st.sampled_from(sorted(STAFF))
auditors = st.sampled_from(["auditor", "auditor-2"])


class WhoGetsKeysBack(RuleBasedStateMachine):
    """The office beside a model of it: who holds which role, who is walled off, who is in which team."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.at: datetime = RECEIVED_AT + timedelta(hours=1)
        self.roles: dict[str, Role | None] = dict(STAFF)
        self.walls: set[tuple[UUID, str]] = set()
        self.team: set[tuple[UUID, str]] = set()
        self.temporary: dict[str, str] = {}

    @initialize()
    def employ(self) -> None:
        make_institution()
        inside, outside = UnitFactory(is_inspectorate=True), UnitFactory()
        units = {name: outside if name in OUTSIDE else inside for name in STAFF}
        self.users = {name: person(role, username=name, unit=units[name]) for name, role in STAFF.items()}
        self.admin, self.second_admin = (person(Role.ADMINISTRATOR, username=name, unit=outside) for name in ("admin", "admin-2"))
        self.unlocked: dict[str, UnlockedHolder] = {name: unlocked(user) for name, user in self.users.items()}
        self.register(Routing.NONE)

    def teardown(self) -> None:
        try:
            if hasattr(self, "unlocked"):
                self.everybody_comes_back_and_helps()
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    def user(self, name: str) -> User:
        return User.objects.select_related("holder").get(username=name)

    def keys(self, name: str) -> Keyring:
        return Keyring(self.unlocked[name], at=self.at)

    def giver(self, name: str) -> key_work.Giver:
        user = self.user(name)
        return key_work.Giver(user, roles_of(user, on=self.at.date()), self.keys(name))

    def present(self, name: str) -> bool:
        return name not in self.temporary

    def allowed(self, case: Complaint, name: str) -> bool:
        role = self.roles[name]
        in_team = (case.pk, name) in self.team and role == Role.AUDITOR
        return (case.pk, name) not in self.walls and (role in READS[Routing(case.routing)] or in_team)

    def reader(self, case: Complaint) -> str | None:
        return next((name for name in sorted(STAFF) if self.present(name) and self.keys(name).can_open(case.content)), None)

    def a_case(self, data: st.DataObject) -> Complaint:
        return fresh(data.draw(st.sampled_from(list(Complaint.objects.order_by("register_sequence", "series")))))

    def note_rows(self) -> None:
        """A team does not follow a case that is sealed away from the Inspektorat."""
        stays = set(Complaint.objects.filter(routing__in=TEAM_WORKS).values_list("pk", flat=True))
        self.team = {(pk, name) for pk, name in self.team if pk in stays}

    @rule(routing=st.sampled_from(sorted(READS)))
    def register(self, routing: Routing) -> None:
        with suppress(NobodyCanReceive):
            received(reporter_named=True, reporter=REPORTER, routing=Routing(routing), received_at=self.at)

    @rule(data=st.data(), name=auditors)
    def admit(self, data: st.DataObject, name: str) -> None:
        case = self.a_case(data)
        by = self.reader(case)
        fit = case.routing in TEAM_WORKS and self.roles[name] == Role.AUDITOR and (case.pk, name) not in self.walls
        if by and fit and self.present(name):
            share(case, [self.user(name)], keys=self.keys(by), by=self.user(by), reason="team.reviewer", at=self.at)
            self.team.add((case.pk, name))

    @rule(data=st.data(), name=auditors)
    def release(self, data: st.DataObject, name: str) -> None:
        self._release(self.a_case(data), name)

    def _release(self, case: Complaint, name: str) -> None:
        by = self.reader(case)
        if by and by != name and (case.pk, name) in self.team:
            shut_out(case, [self.user(name)], keys=self.keys(by), by=self.user(by), reason="released", at=self.at)
            self.team.discard((case.pk, name))

    @rule(data=st.data(), name=people)
    def wall(self, data: st.DataObject, name: str) -> None:
        self._wall(self.a_case(data), name)

    def _wall(self, case: Complaint, name: str) -> None:
        by = self.reader(case)
        if by:
            with suppress(NobodyCanReceive), transaction.atomic():
                build_wall(case, self.user(name), reason="Ipar.", keys=self.keys(by), by=self.user(by), at=self.at)
                self.walls.add((case.pk, name))
                self.team.discard((case.pk, name))
            self.note_rows()

    @rule(data=st.data(), routing=st.sampled_from([Routing.INSPECTORATE, Routing.INSPECTOR]))
    def correct_the_row(self, data: st.DataObject, routing: Routing) -> None:
        self._correct_the_row(self.a_case(data), routing)

    def _correct_the_row(self, case: Complaint, routing: Routing) -> None:
        by = self.reader(case)
        if by and case.routing == Routing.NONE:
            with suppress(NobodyCanReceive), transaction.atomic():
                reroute(case, routing, reason="Salah centang.", keys=self.keys(by), by=self.user(by), at=self.at)
            self.note_rows()

    @rule(name=people)
    def reset(self, name: str) -> None:
        if self.present(name):
            self.temporary[name] = services.reset_access(self.user(name), by=self.admin, at=self.at)

    @rule(data=st.data(), then=st.sampled_from(["walled", "row changed", "row changed", "released", "office ended"]))
    def lose_a_key_and_then_the_right_to_it(self, data: st.DataObject, then: str) -> None:
        """The histories that matter most: somebody waits for a case, and meanwhile it is his no more."""
        with suppress(NobodyCanReceive):
            received(reporter_named=True, reporter=REPORTER, routing=Routing.NONE, received_at=self.at)
        case = self.a_case(data)
        readers = [name for name in sorted(STAFF) if self.present(name) and self.keys(name).can_open(case.content)]
        if len(readers) < 2:
            return
        name = data.draw(st.sampled_from(readers))
        self.reset(name)
        if then == "row changed":
            self._correct_the_row(case, data.draw(st.sampled_from([Routing.INSPECTORATE, Routing.INSPECTOR])))
        elif then == "office ended":
            self.end_the_office(name)
        elif then == "released":
            self._release(case, name)
        else:
            self._wall(case, name)

    @precondition(lambda self: self.temporary)
    @rule(data=st.data())
    def come_back(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.temporary)))
        _, self.unlocked[name] = services.replace_password(self.user(name), self.temporary.pop(name), PASSWORD, at=self.at)

    @rule(name=people)
    def end_the_office(self, name: str) -> None:
        if self.roles[name]:
            services.end_appointment(self.user(name).appointments.get(ended_on=None), by=self.admin, at=self.at)
            shut_ended_appointments(at=self.at)
            self.roles[name] = None
            self.team = {(pk, member) for pk, member in self.team if member != name}

    @rule(name=people)
    def appoint_again(self, name: str) -> None:
        if not self.roles[name]:
            self.at += timedelta(days=1)
            appoint(self.user(name), STAFF[name], valid_from=self.at.date(), undertaking_on=SINCE)
            self.roles[name] = STAFF[name]

    @rule()
    def a_night_passes(self) -> None:
        self.at += timedelta(days=1)
        shut_ended_appointments(at=self.at)
        queue_for_offices(at=self.at)

    @rule(taker=people, helper=people)
    def help(self, taker: str, helper: str) -> None:
        if self.present(helper) and self.roles[helper]:
            for one in vouched(self.user(taker)):
                key_work.regrant(one, self.giver(helper), at=self.at, more=lambda: True)

    @rule(helper=people)
    def make_new_keys(self, helper: str) -> None:
        if self.present(helper) and self.roles[helper]:
            key_work.rekey_due(self.giver(helper), at=self.at, more=lambda: True)

    @rule()
    def an_administrator_loses_his_key(self) -> None:
        temporary = services.reset_access(self.user("admin-2"), by=self.admin, at=self.at)
        services.replace_password(self.user("admin-2"), temporary, PASSWORD, at=self.at)
        queue_for_offices(at=self.at)

    @invariant()
    def nobody_opens_what_he_may_not(self) -> None:
        if not hasattr(self, "unlocked"):
            return
        cases = list(Complaint.objects.select_related("content", "thread", "identity"))
        locked = [part for case in cases for part in (case.content, case.thread, case.identity)]
        for name in STAFF:
            keys = self.keys(name)
            keys.preload(locked)
            for case in cases:
                opened = keys.can_open(case.content)
                assert not opened or (self.present(name) and self.allowed(case, name)), (name, case.routing)
                assert keys.can_open(case.thread) == opened
                kept = keys.can_open(case.identity)
                # After a row was corrected the former circle keeps the name until it has handed it over, which the key work never does.
                circle = self.roles[name] in {Role.CUSTODIAN_INSIDE, Role.CUSTODIAN_OUTSIDE}
                assert not kept or (self.present(name) and circle and (case.pk, name) not in self.walls)
                assert not opened or open_sealed(case, "story", keys)["story"] == STORY

    @invariant()
    def an_administrator_holds_no_key(self) -> None:
        assert not Grant.objects.filter(holder__user__appointments__role=Role.ADMINISTRATOR).exists()

    def everybody_comes_back_and_helps(self) -> None:
        """The end of each history: all sign in, a night passes, each helps each; then what is entitled opens or only recovery can."""
        for name in sorted(self.temporary):
            _, self.unlocked[name] = services.replace_password(self.user(name), self.temporary.pop(name), PASSWORD, at=self.at)
        self.a_night_passes()
        for _turn in range(2):
            for helper in sorted(name for name in STAFF if self.roles[name]):
                waiting = RegrantDue.objects.values_list("user__username", flat=True).distinct()
                for taker in sorted(waiting):
                    self.help(taker, helper)
                self.make_new_keys(helper)
        self.nobody_opens_what_he_may_not()
        self.an_administrator_holds_no_key()
        for case in Complaint.objects.select_related("content", "identity"):
            holding = {name for name in STAFF if self.keys(name).can_open(case.content)}
            entitled = {name for name in STAFF if self.allowed(case, name)}
            if case.routing == Routing.INSPECTORATE and holding & {"delegasi", "delegasi-2"}:
                entitled -= {"delegasi", "delegasi-2"} - holding
            assert (holding == entitled) if holding else True, (case.routing, holding, entitled)
            keepers = {name for name in STAFF if self.roles[name] == KEEPS[Routing(case.routing)] and (case.pk, name) not in self.walls}
            kept = {name for name in keepers if self.keys(name).can_open(case.identity)}
            assert kept in (keepers, set()), (kept, keepers)
        waiting = RegrantDue.objects.select_related("compartment")
        assert [row for row in waiting for name in STAFF if self.roles[name] and self._could_give(row, name)] == []
        assert list(vault.without_recovery_seal()) == list(vault.of_a_past_epoch()) == []
        assert not [
            due for due in RekeyDue.objects.select_related("compartment") for name in STAFF if self.keys(name).can_open(due.compartment)
        ]

    def _could_give(self, row: RegrantDue, name: str) -> bool:
        """Whether somebody is left who may open what another waits for; of a name, only its own circle."""
        if row.compartment_id == row.complaint.identity_id and self.roles[name] != KEEPS[Routing(row.complaint.routing)]:
            return False
        return self.keys(name).can_open(row.compartment)


def test_nobody_gains_and_everybody_entitled_regains(db, settings):
    settings.VAULT_PASSWORD_OPS, settings.VAULT_PASSWORD_MEMORY = 1, 64 * 1024

    run_state_machine_as_test(
        WhoGetsKeysBack,
        settings=hypothesis.settings(
            max_examples=12,
            stateful_step_count=50,
            deadline=None,
            phases=[hypothesis.Phase.generate],
            suppress_health_check=list(hypothesis.HealthCheck),
        ),
    )

"""Random sequences of everything that changes who may read: after each step exactly the expected holders can, and nothing is lost."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import hypothesis
import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from foundation.vault import queries
from foundation.vault.compartments import create_compartment, grant, shut
from foundation.vault.errors import CannotOpen, Excluded, NoAccess
from foundation.vault.exclusions import exclude, lift_exclusion
from foundation.vault.holders import make_recovery_holder, make_staff_holder, rewrap, unlock, unlock_key_file
from foundation.vault.keys import Keyring, OpenedCompartment
from foundation.vault.models import Compartment, Holder
from foundation.vault.rekeying import rekey, settle_drops
from foundation.vault.sealing import drop, open_sealed, seal
from tests.foundation.vault.conftest import AT, PATIENT
from tests.sealing_example.models import Folder

NAMES = ["ayu", "budi", "citra", "dedi"]
GROUPS = [uuid.UUID(int=1), uuid.UUID(int=2)]
people = st.sampled_from(NAMES)
words = st.text(max_size=40)


@dataclass
class Expected:
    """What a compartment should be: who reads it until when, which rows it holds, which keys once opened it."""

    group: uuid.UUID
    readers: dict[str, datetime | None]
    rows: dict[uuid.UUID, str] = field(default_factory=dict)
    past_keys: list[OpenedCompartment] = field(default_factory=list)


class WhoCanRead(RuleBasedStateMachine):
    """The vault beside a model of it in plain dictionaries."""

    folder: Path
    compartments = Bundle("compartments")

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.now = AT
        self.expected: dict[uuid.UUID, Expected] = {}
        self.walls: set[tuple[uuid.UUID, str]] = set()

    def employ(self) -> None:
        self.recovery_file = self.folder / f"{uuid.uuid4()}.key"
        make_recovery_holder(self.recovery_file, at=AT)
        self.passwords = {name: f"sandi-{name}-0" for name in NAMES}
        self.holders = {name: make_staff_holder(self.passwords[name], at=AT) for name in NAMES}
        self.unlocked = {name: unlock(self.holders[name], self.passwords[name]) for name in NAMES}

    @initialize(target=compartments, names=st.sets(people, min_size=2))
    def begin(self, names: set[str]) -> uuid.UUID:
        self.employ()
        return self.create(GROUPS[0], names)

    def teardown(self) -> None:
        assert list(queries.without_recovery_seal()) == []
        assert list(queries.of_a_past_epoch()) == []
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def keys(self, name: str) -> Keyring:
        return Keyring(self.unlocked[name], at=self.now)

    def reads(self, pk: uuid.UUID, name: str) -> bool:
        expected = self.expected[pk]
        if name not in expected.readers or (expected.group, name) in self.walls:
            return False
        expiry = expected.readers[name]
        return expiry is None or expiry > self.now

    def somebody(self, pk: uuid.UUID, data: st.DataObject) -> str:
        """Anybody, but mostly one who can read, so that most steps change something."""
        return data.draw(st.sampled_from(NAMES + 4 * [name for name in NAMES if self.reads(pk, name)]))

    def compartment(self, pk: uuid.UUID) -> Compartment:
        return Compartment.objects.get(pk=pk)

    @rule(target=compartments, group=st.sampled_from(GROUPS), names=st.sets(people, min_size=1))
    def create(self, group: uuid.UUID, names: set[str]) -> uuid.UUID:
        allowed = {name for name in names if (group, name) not in self.walls}
        if allowed != names:
            with pytest.raises(Excluded):
                create_compartment("content", group=group, holders=[self.holders[name] for name in names], by=None, reason="t", at=self.now)
        opened = create_compartment(
            "content", group=group, holders=[self.holders[name] for name in allowed], by=None, reason="t", at=self.now
        )
        self.expected[opened.compartment.pk] = Expected(group, dict.fromkeys(allowed))
        return opened.compartment.pk

    @rule(pk=compartments, data=st.data(), text=words)
    def write(self, pk: uuid.UUID, data: st.DataObject, text: str) -> None:
        name = self.somebody(pk, data)
        row = Folder(content=self.compartment(pk))
        if not self.reads(pk, name):
            with pytest.raises(NoAccess):
                seal(row, "story", text, self.keys(name))
            return
        seal(row, "story", text, self.keys(name))
        row.save()
        self.expected[pk].rows[row.pk] = text

    @rule(pk=compartments, text=words)
    def drop_in(self, pk: uuid.UUID, text: str) -> None:
        row = Folder(content=self.compartment(pk))
        drop(row, "story", text)
        row.save()
        self.expected[pk].rows[row.pk] = text

    @rule(pk=compartments, data=st.data(), taker=people, hours=st.sampled_from([None, 1, 6, 24]))
    def give(self, pk: uuid.UUID, data: st.DataObject, taker: str, hours: int | None) -> None:
        giver = self.somebody(pk, data)
        expires_at = None if hours is None else self.now + timedelta(hours=hours)
        facts = {"keys": self.keys(giver), "by": None, "reason": "t", "at": self.now, "expires_at": expires_at}
        walled = (self.expected[pk].group, taker) in self.walls
        if walled or not self.reads(pk, giver):
            with pytest.raises(Excluded if walled else NoAccess):
                grant(self.compartment(pk), self.holders[taker], **facts)
            return
        grant(self.compartment(pk), self.holders[taker], **facts)
        self.expected[pk].readers[taker] = expires_at

    @rule(pk=compartments, name=people)
    def revoke(self, pk: uuid.UUID, name: str) -> None:
        shut(self.compartment(pk), self.holders[name], by=None, reason="t", at=self.now)
        self.expected[pk].readers.pop(name, None)

    @rule(group=st.sampled_from(GROUPS), name=people)
    def wall(self, group: uuid.UUID, name: str) -> None:
        exclude(group, self.holders[name], by=None, at=self.now)
        self.walls.add((group, name))
        for expected in self.expected.values():
            if expected.group == group:
                expected.readers.pop(name, None)

    @precondition(lambda self: self.walls)
    @rule(data=st.data())
    def unwall(self, data: st.DataObject) -> None:
        group, name = data.draw(st.sampled_from(sorted(self.walls, key=str)))
        lift_exclusion(group, self.holders[name], by=None, at=self.now)
        self.walls.remove((group, name))

    @rule(pk=compartments, data=st.data())
    def new_epoch(self, pk: uuid.UUID, data: st.DataObject) -> None:
        name = self.somebody(pk, data)
        compartment = self.compartment(pk)
        if not self.reads(pk, name):
            with pytest.raises(NoAccess):
                rekey(compartment, keys=self.keys(name), at=self.now)
            return
        past = OpenedCompartment(self.compartment(pk), self.keys(name).key(compartment))
        rekey(compartment, keys=self.keys(name), at=self.now)
        expected = self.expected[pk]
        expected.past_keys.append(past)
        expected.readers = {reader: expiry for reader, expiry in expected.readers.items() if self.reads(pk, reader)}

    @rule(pk=compartments, data=st.data())
    def settle(self, pk: uuid.UUID, data: st.DataObject) -> None:
        name = self.somebody(pk, data)
        if self.reads(pk, name):
            settle_drops(self.compartment(pk), keys=self.keys(name))
            assert self.compartment(pk).has_drops is False

    @rule(name=people)
    def change_password(self, name: str) -> None:
        holder, password = Holder.objects.get(pk=self.holders[name].pk), f"{self.passwords[name]}+"
        rewrap(holder, unlock(holder, self.passwords[name]), password)
        self.passwords[name] = password
        self.unlocked[name] = unlock(Holder.objects.get(pk=holder.pk), password)

    @rule(hours=st.sampled_from([1, 5, 24]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @invariant()
    def exactly_the_expected_read(self) -> None:
        rows = list(Folder.objects.select_related("content"))
        compartments = list(Compartment.objects.all())
        for name in NAMES if compartments else []:
            keyring = self.keys(name)
            keyring.preload(compartments)
            opened = {compartment.pk: keyring.can_open(compartment) for compartment in compartments}
            assert opened == {pk: self.reads(pk, name) for pk in self.expected}
            readable = [row for row in rows if opened[row.content_id]]
            assert {row.pk: open_sealed(row, "story", keyring) for row in readable} == {
                row.pk: self.expected[row.content_id].rows[row.pk] for row in readable
            }

    @invariant()
    def nothing_is_lost_and_no_past_key_opens(self) -> None:
        if not self.expected:
            return
        recovery = Keyring(unlock_key_file(self.recovery_file), at=self.now)
        for row in Folder.objects.select_related("content"):
            assert open_sealed(row, "story", recovery) == self.expected[row.content_id].rows[row.pk]
            for past in self.expected[row.content_id].past_keys:
                with pytest.raises(CannotOpen):
                    open_sealed(row, "story", OpenedCompartment(row.content, past.opened))


def test_exactly_the_expected_holders_can_read(db, tmp_path, settings):
    settings.VAULT_PASSWORD_MEMORY = 64 * 1024
    machine = type("WhoCanReadHere", (WhoCanRead,), {"folder": tmp_path})

    run_state_machine_as_test(
        machine,
        settings=hypothesis.settings(PATIENT, max_examples=15, stateful_step_count=25, phases=[hypothesis.Phase.generate]),
    )

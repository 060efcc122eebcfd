"""What this room hangs on shared screens asks people's roles and never the database."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from complaints.enums import ComplaintState, Direction, Routing
from complaints.models import Complaint
from complaints.services.routing import reroute
from complaints.slots import entries
from complaints.slots.tasks import answer_tasks, receipt_tasks, task_groups
from foundation.accounts.enums import Role
from foundation.ui import slots
from foundation.ui.parts import Task
from tests.factories.accounts import keyring
from tests.factories.complaints import RECEIVED_AT, Office, received

ALL_ROLES = frozenset(Role)


def asked_by(*roles: Role) -> SimpleNamespace:
    """As much of a request as predicates may look at."""
    return SimpleNamespace(user=SimpleNamespace(pk=None), roles=frozenset(roles), path="/petugas/")


def case(**facts) -> Complaint:
    """A case that is in no database."""
    sums = {name: facts.pop(name) for name in ("last_direction", "has_draft", "is_answered", "files_count") if name in facts}
    complaint = Complaint(entered_at=RECEIVED_AT, routing=facts.pop("routing", Routing.NONE), **facts)
    vars(complaint).update(sums)
    return complaint


OWN_ACTIONS = {"forward", "answer", "reroute", "recuse"}


def own(slot: slots.Slot) -> list[slots.Entry]:
    """The entries of this room on a slot of the case screen."""
    keys = {*(key for key, *_ in entries.TABS), *OWN_ACTIONS, "receipt", "answer"}
    return [entry for entry in slot.entries() if entry.key in keys]


@pytest.mark.parametrize("state", list(ComplaintState))
def test_what_this_room_hangs_asks_no_database(state: ComplaintState):
    """Without a database fixture any query fails this test."""
    request, complaint = asked_by(*ALL_ROLES), case(state=state)

    shown = [
        entry for slot in (slots.case_tab, slots.case_action, slots.case_task) for entry in own(slot) if entry.predicate(request, complaint)
    ]

    assert {type(entry) for entry in shown} == {slots.CaseTab, slots.CaseAction, slots.CaseTasks}
    assert [entry.suffix(request, complaint) for entry in own(slots.case_tab)] == [""] * len(entries.TABS)
    assert {bool(entry.provider(request, complaint)) for entry in own(slots.case_task)} == {True}


def actions(*roles: Role, **facts) -> list[str]:
    request, complaint = asked_by(*roles), case(**facts)
    return [entry.key for entry in own(slots.case_action) if entry.predicate(request, complaint)]


@pytest.mark.parametrize(
    ("role", "facts", "expected"),
    [
        (Role.CHANNEL_OFFICER, {"state": "received"}, ["forward", "reroute", "recuse"]),
        (Role.CHANNEL_OFFICER, {"state": "forwarded"}, ["recuse"]),
        (Role.INSPECTOR, {"state": "received"}, ["reroute", "recuse"]),
        (Role.INSPECTOR, {"state": "in_review"}, ["answer", "reroute", "recuse"]),
        (Role.INSPECTOR, {"state": "decided"}, ["answer", "recuse"]),
        (Role.INSPECTOR, {"state": "decided", "is_answered": True}, ["recuse"]),
        (Role.INSPECTOR, {"state": "closed"}, ["recuse"]),
        (Role.DELEGATE, {"state": "forwarded", "routing": Routing.INSPECTOR}, ["answer", "reroute", "recuse"]),
        (Role.AUDITOR, {"state": "in_review"}, ["recuse"]),
    ],
)
def test_actions_follow_role_and_state(role: Role, facts: dict, expected: list[str]):
    assert actions(role, **facts) == expected


def test_tabs_count_what_is_there():
    complaint = case(state="received", files_count=7)

    labels = [entry.label + entry.suffix(asked_by(), complaint) for entry in slots.case_tab.entries()]

    assert ("Dokumen (7)" in labels, "Pesan" in labels) == (True, True)


def words(tasks: list[Task]) -> list[tuple[str, str, str, bool]]:
    return [(task.label, task.words, task.state, bool(task.url)) for task in tasks]


@pytest.mark.parametrize(
    ("role", "facts", "expected"),
    [
        (
            Role.CHANNEL_OFFICER,
            {"state": "received"},
            [
                ("Teruskan kepada Inspektur", "Belum mulai", "todo", True),
                ("Catat sudah diterima Inspektur", "Setelah diteruskan", "wait", False),
            ],
        ),
        (
            Role.INSPECTOR,
            {"state": "received"},
            [
                ("Teruskan kepada Inspektur", "Menunggu petugas penerima", "wait", False),
                ("Catat sudah diterima Inspektur", "Setelah diteruskan", "wait", False),
            ],
        ),
        (
            Role.INSPECTOR,
            {"state": "forwarded", "forwarded_by_system": True},
            [
                ("Teruskan kepada Inspektur", "Selesai, oleh sistem setelah lewat batas", "done", False),
                ("Catat sudah diterima Inspektur", "Belum mulai", "todo", True),
            ],
        ),
        (
            Role.AUDITOR,
            {"state": "in_review", "acknowledged_at": RECEIVED_AT},
            [
                ("Teruskan kepada Inspektur", "Selesai", "done", False),
                ("Catat sudah diterima Inspektur", "Selesai 16 Nov 2026", "done", False),
            ],
        ),
        (Role.REFERRAL_OFFICER, {"state": "received", "routing": Routing.MAYOR}, []),
    ],
)
def test_receipt_tasks(role: Role, facts: dict, expected: list):
    found = words(receipt_tasks(asked_by(role), case(**facts)))

    assert found == [("Catat dan beri tanda terima", "Selesai 16 Nov 2026", "done", False), *expected]


def test_what_was_sealed_straight_to_who_decides_says_on_which_day_it_reached_them(office: Office):
    complaint = received(routing=Routing.INSPECTOR).complaint
    late = received().complaint
    day_after = RECEIVED_AT + timedelta(days=1)
    moved = reroute(late, Routing.INSPECTOR, reason="Salah", keys=keyring(office.channel, at=day_after), by=office.channel, at=day_after)

    found = [words(receipt_tasks(asked_by(Role.DELEGATE), case))[1] for case in (complaint, moved)]

    assert found == [
        ("Sampai kepada yang berwenang", "Selesai 16 Nov 2026", "done", False),
        ("Sampai kepada yang berwenang", "Selesai 17 Nov 2026", "done", False),
    ]


@pytest.mark.parametrize(
    ("role", "facts", "expected"),
    [
        (
            Role.INSPECTOR,
            {"state": "received"},
            [("Percakapan", "Belum ada pesan", "todo", True), ("Jawaban", "Setelah diteruskan", "wait", False)],
        ),
        (
            Role.INSPECTOR,
            {"state": "in_review", "last_direction": Direction.FROM_REPORTER},
            [("Balas pesan pelapor", "Menunggu balasan Anda", "now", True), ("Jawaban", "Belum mulai", "todo", True)],
        ),
        (
            Role.AUDITOR,
            {"state": "in_review", "last_direction": Direction.TO_REPORTER},
            [("Percakapan", "Menunggu balasan pelapor", "todo", True), ("Jawaban", "Menunggu yang memutus", "wait", False)],
        ),
        (
            Role.INSPECTOR,
            {"state": "in_review", "has_draft": True},
            [("Percakapan", "Belum ada pesan", "todo", True), ("Jawaban", "Sudah dibuka, belum lengkap", "now", True)],
        ),
        (
            Role.INSPECTOR,
            {"state": "decided", "is_answered": True},
            [("Percakapan", "Belum ada pesan", "todo", True), ("Jawaban", "Selesai", "done", True)],
        ),
    ],
)
def test_answer_tasks(role: Role, facts: dict, expected: list):
    assert words(answer_tasks(asked_by(role), case(**facts))) == expected


def test_rooms_share_a_heading_and_an_empty_one_is_not_shown(monkeypatch: pytest.MonkeyPatch):
    extra: slots.Slot[slots.CaseTasks] = slots.Slot()
    monkeypatch.setattr(slots, "case_task", extra)
    extra.register(slots.CaseTasks(key="a", order=1, title="Satu", provider=lambda *_: [Task("a", "")]))
    extra.register(slots.CaseTasks(key="b", order=2, title="Kosong", provider=lambda *_: []))
    extra.register(slots.CaseTasks(key="c", order=3, title="Satu", provider=lambda *_: [Task("c", "")]))

    groups = task_groups(asked_by(), case(state="received"))

    assert [(group.title, [task.label for task in group.tasks]) for group in groups] == [("Satu", ["a", "c"])]


def test_hanging_the_entries_twice_changes_nothing():
    before = [entry.key for entry in slots.case_tab.entries()]

    entries.register()

    assert [entry.key for entry in slots.case_tab.entries()] == before

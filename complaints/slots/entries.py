"""The entries of this room: inbox and custodians' page in the menu, the tabs of a case, its actions."""

from collections.abc import Callable
from typing import Any

from complaints import permissions
from complaints.models import Complaint
from complaints.slots import keys, notices, tasks
from foundation.ui import slots

TABS = (
    ("summary", "Ringkasan", "complaints:case", "", ""),
    ("story", "Uraian", "complaints:case_story", "", ""),
    ("parties", "Para pihak", "complaints:case_parties", "", "accused_count"),
    ("files", "Dokumen", "complaints:case_files", "", "files_count"),
    ("messages", "Pesan", "complaints:case_messages", "", "messages_count"),
    ("answers", "Jawaban", "complaints:case_answers", "", ""),
    ("timeline", "Linimasa", "complaints:case_timeline", "", ""),
    ("identity", "Identitas (terkunci)", "complaints:case_identity", "lock", ""),
)
"""Key, label, address, icon, and the attribute of a case that counts what is there."""


def _counted(attribute: str) -> Callable[..., str]:
    def suffix(_request: Any, complaint: Complaint) -> str:
        count = getattr(complaint, attribute, 0) if attribute else 0
        return f" ({count})" if count else ""

    return suffix


def _may_forward(request: Any, complaint: Complaint) -> bool:
    return permissions.may_forward(request.user.pk, request.roles, complaint)


def _may_answer(request: Any, complaint: Complaint) -> bool:
    return permissions.may_answer(request.roles, complaint) and not getattr(complaint, "is_answered", False)


def _may_reroute(request: Any, complaint: Complaint) -> bool:
    return permissions.may_reroute(request.user.pk, request.roles, complaint)


def _may_add_person(request: Any, complaint: Complaint) -> bool:
    return permissions.may_add_person(request.roles, complaint)


_ACTIONS = (
    slots.CaseAction(
        key="forward",
        order=10,
        label="Teruskan kepada Inspektur",
        url_name="complaints:case_forward",
        primary=True,
        predicate=_may_forward,
    ),
    slots.CaseAction(
        key="answer", order=60, label="Susun jawaban", url_name="complaints:case_answer_draft", primary=True, predicate=_may_answer
    ),
    slots.CaseAction(key="reroute", order=80, label="Ubah tujuan", url_name="complaints:case_reroute", predicate=_may_reroute),
    slots.CaseAction(
        key="add_accused", order=82, label="Tambah terlapor", url_name="complaints:case_add_accused", predicate=_may_add_person
    ),
    slots.CaseAction(
        key="wall", order=84, label="Tutup perkara bagi seseorang", url_name="complaints:case_wall", predicate=_may_add_person
    ),
    slots.CaseAction(key="recuse", order=90, label="Nyatakan benturan kepentingan", url_name="complaints:case_recuse"),
)


def register() -> None:
    """Hang this room's entries; doing it twice changes nothing."""
    slots.menu.register(
        slots.MenuEntry(key="inbox", order=10, label="Pengaduan masuk", url_name="complaints:inbox", predicate=notices.has_inbox),
    )
    slots.menu.register(
        slots.MenuEntry(
            key="identity", order=30, label="Identitas pelapor", url_name="complaints:identity_requests", predicate=notices.keeps_identities
        ),
    )
    for order, (key, label, url_name, icon, attribute) in enumerate(TABS, start=1):
        slots.case_tab.register(
            slots.CaseTab(key=key, order=order * 10, label=label, url_name=url_name, icon=icon, suffix=_counted(attribute)),
        )
    for action in _ACTIONS:
        slots.case_action.register(action)
    slots.case_task.register(slots.CaseTasks(key="receipt", order=10, title=tasks.RECEIPT, provider=tasks.receipt_tasks))
    slots.case_task.register(slots.CaseTasks(key="answer", order=80, title=tasks.ANSWER, provider=tasks.answer_tasks))
    keys.register()
    notices.register()

"""The task list beside a case: this room's own lines, and those of the rooms above under their headings."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from complaints import permissions
from complaints.enums import ComplaintState, DeadlineKind, Direction, Routing
from complaints.models import Complaint
from complaints.rules.confidentiality import MetBy, recipients
from foundation.ui import slots
from foundation.ui.parts import Task, TaskGroup
from foundation.ui.wording import short_date

RECEIPT = "Penerimaan"
ANSWER = "Jawaban kepada pelapor"


def task_groups(request: HttpRequest, complaint: Complaint) -> list[TaskGroup]:
    """Every room's tasks for this case, those under the same heading together, in the order of the slot."""
    found: dict[str, list[Task]] = {}
    for entry in slots.case_task.visible(request, complaint):
        found.setdefault(str(entry.title), []).extend(entry.provider(request, complaint))
    return [TaskGroup(title, tasks) for title, tasks in found.items() if tasks]


def receipt_tasks(request: Any, complaint: Complaint) -> list[Task]:
    """Registered, on its way to who decides, arrived there."""
    tasks = [Task("Catat dan beri tanda terima", f"Selesai {short_date(complaint.entered_at)}", state="done")]
    row = recipients(Routing(complaint.routing))
    if row.forward_met_by == MetBy.ARRIVAL:
        return [*tasks, Task("Sampai kepada yang berwenang", f"Selesai {_reached_on(complaint)}".strip(), state="done")]
    if row.forward_met_by == MetBy.REFERRAL:
        return tasks
    return [*tasks, _forwarding(request, complaint), _arrival(request, complaint)]


def _reached_on(complaint: Complaint) -> str:
    """The day it reached who decides: that of its receipt, or that on which a wrong tick was put right."""
    met_on = complaint.deadlines.filter(kind=DeadlineKind.FORWARD).values_list("met_on", flat=True).first()
    return short_date(met_on) if met_on else ""


def _forwarding(request: Any, complaint: Complaint) -> Task:
    label = "Teruskan kepada Inspektur"
    if complaint.state != ComplaintState.RECEIVED:
        return Task(label, "Selesai, oleh sistem setelah lewat batas" if complaint.forwarded_by_system else "Selesai", state="done")
    if permissions.may_forward(request.user.pk, request.roles, complaint):
        return Task(label, "Belum mulai", url=reverse("complaints:case_forward", args=[complaint.pk]))
    return Task(label, "Menunggu petugas penerima", state="wait")


def _arrival(request: Any, complaint: Complaint) -> Task:
    label = "Catat sudah diterima Inspektur"
    if complaint.acknowledged_at:
        return Task(label, f"Selesai {short_date(complaint.acknowledged_at)}", state="done")
    if complaint.state == ComplaintState.RECEIVED:
        return Task(label, "Setelah diteruskan", state="wait")
    url = f"{reverse('complaints:case', args=[complaint.pk])}#diterima" if permissions.may_acknowledge(request.roles, complaint) else ""
    return Task(label, "Belum mulai", url=url)


def answer_tasks(request: Any, complaint: Complaint) -> list[Task]:
    """What the reporter wrote last, and the answer (Pasal 16)."""
    conversation = Task("Percakapan", _conversation(complaint), url=reverse("complaints:case_messages", args=[complaint.pk]), state="todo")
    if _wrote_last(complaint):
        conversation = Task("Balas pesan pelapor", "Menunggu balasan Anda", url=conversation.url, state="now")
    return [conversation, *_promised(request, complaint), _answer(request, complaint)]


def _promised(request: Any, complaint: Complaint) -> list[Task]:
    """The day by which an interim answer promised word."""
    if complaint.word_on is None:
        return []
    label = f"Kabar dijanjikan {short_date(complaint.word_on)}"
    if permissions.may_answer(request.roles, complaint):
        return [Task(label, "Susun kabar berikutnya", url=_draft(complaint), state="now")]
    return [Task(label, "Menunggu yang memutus", state="wait")]


def _draft(complaint: Complaint) -> str:
    return reverse("complaints:case_answer_draft", args=[complaint.pk])


def _wrote_last(complaint: Complaint) -> bool:
    return getattr(complaint, "last_direction", None) == Direction.FROM_REPORTER


def _conversation(complaint: Complaint) -> str:
    return "Menunggu balasan pelapor" if getattr(complaint, "last_direction", None) else "Belum ada pesan"


def _answer(request: Any, complaint: Complaint) -> Task:
    label = "Jawaban"
    tab = reverse("complaints:case_answers", args=[complaint.pk])
    if getattr(complaint, "is_answered", False):
        return Task(label, "Selesai", url=tab, state="done")
    if getattr(complaint, "has_draft", False):
        return Task(label, "Sudah dibuka, belum lengkap", url=tab, state="now")
    if complaint.state == ComplaintState.RECEIVED:
        return Task(label, "Setelah diteruskan", state="wait")
    if permissions.may_answer(request.roles, complaint):
        return Task(label, "Belum mulai", url=_draft(complaint))
    return Task(label, "Menunggu yang memutus", state="wait")

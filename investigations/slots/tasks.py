"""The lines of this room in the task list beside a case: review, audit, decision, closing."""

from typing import Any

from django.urls import reverse

from complaints.enums import ComplaintState as S
from complaints.models import Complaint
from complaints.rules.moves import Move
from foundation.ui.parts import Task
from foundation.ui.wording import short_date
from investigations.slots.facts import Facts, facts_of

REVIEW = "Penelaahan"
AUDIT = "Audit dan putusan"
CLOSING = "Penutupan"
FINISHED = frozenset({S.DECIDED, S.STOPPED, S.REFERRED, S.OUT_OF_SCOPE, S.CLOSED})


def _url(name: str, facts: Facts) -> str:
    return reverse(f"investigations:{name}", args=[facts.complaint.pk])


def review_tasks(request: Any, complaint: Complaint) -> list[Task]:
    """Disposition, the Walikota's assignment where it is his, the sheet."""
    facts = facts_of(request, complaint)
    if facts.referred:
        return [_referral(facts)]
    tasks = [_disposition(facts)]
    if complaint.mayor_assignment:
        tasks.append(_instrument(facts))
    return [*tasks, _sheet(facts), *_looked_at_again(facts)]


def _looked_at_again(facts: Facts) -> list[Task]:
    """The day on which a postponement is looked at (Pasal 14(1))."""
    if facts.complaint.review_on is None:
        return []
    label = f"Tinjau kembali {short_date(facts.complaint.review_on)}"
    if facts.may_order:
        return [Task(label, "Lanjutkan atau hentikan", url=_url("resume", facts), state="now")]
    return [Task(label, "Menunggu yang memutus", state="wait")]


def _referral(facts: Facts) -> Task:
    """All that is done with a case about the Walikota."""
    label = "Rujukan kepada instansi di luar Pemerintah Kota"
    if complaint_is_ruled(facts):
        return Task(label, "Selesai", url=_url("follow_up", facts), state="done")
    return Task(label, "Belum mulai", url=_url("refer", facts) if facts.can(Move.REFER) else "")


def _disposition(facts: Facts) -> Task:
    waits_for_nobody = facts.state == S.AWAITING_MAYOR and not facts.complaint.mayor_assignment
    if facts.progress.ordered and not waits_for_nobody:
        return Task("Disposisi", "Selesai", url=_url("follow_up", facts), state="done")
    if facts.state == S.RECEIVED:
        return Task("Disposisi", "Setelah diteruskan", state="wait")
    if facts.may_order and (facts.state == S.FORWARDED or waits_for_nobody):
        return Task("Disposisi", "Belum mulai", url=_url("dispose", facts))
    return Task("Disposisi", "Menunggu yang memutus" if facts.state == S.FORWARDED else "Tidak diperlukan", state="wait")


def _instrument(facts: Facts) -> Task:
    label = "Penugasan Walikota"
    if facts.progress.mayor_instrument:
        return Task(label, "Selesai", url=_url("follow_up", facts), state="done")
    if facts.state == S.AWAITING_MAYOR and facts.may_order:
        return Task(label, "Menunggu surat Walikota", url=_url("mayor_assignment", facts), state="now")
    return Task(label, "Setelah disposisi", state="wait")


def _sheet(facts: Facts) -> Task:
    label, progress = "Lembar penelaahan", facts.progress
    if progress.sheet_begun:
        return Task(label, "Sudah dibuka, belum lengkap", url=_url("sheet" if facts.may_write else "follow_up", facts), state="now")
    if progress.conclusion:
        return Task(label, "Selesai", url=_url("follow_up", facts), state="done")
    if facts.may_write:
        return Task(label, "Belum mulai", url=_url("sheet", facts))
    return Task(label, "Menunggu penelaah" if facts.state == S.IN_REVIEW else "Setelah disposisi", state="wait")


def audit_tasks(request: Any, complaint: Complaint) -> list[Task]:
    """The assignment letter and the decision; nothing before there is something to audit or to decide."""
    facts = facts_of(request, complaint)
    if facts.referred:
        return []
    tasks = []
    if facts.progress.audit_letter:
        tasks.append(Task("Surat tugas audit", "Selesai", url=_url("follow_up", facts), state="done"))
    elif facts.state == S.IN_AUDIT:
        url = _url("assignment", facts) if facts.may_order and not complaint.mayor_assignment else ""
        tasks.append(Task("Surat tugas audit", "Belum mulai", url=url))
    if facts.state == S.IN_AUDIT:
        may = facts.may_order and facts.progress.audit_letter
        tasks.append(
            Task("Hasil audit", "Berjalan" if may else "Setelah surat tugas", url=_url("audit_result", facts) if may else "", state="wait")
        )
    return [*tasks, _decision(facts)]


def _decision(facts: Facts) -> Task:
    if complaint_is_ruled(facts):
        return Task("Putusan", str(facts.state.label), url=_url("follow_up", facts), state="done")
    if facts.state == S.CONCLUDED and facts.may_order:
        return Task("Putusan", "Belum mulai", url=_url("decide", facts))
    return Task("Putusan", "Setelah tindak lanjut selesai", state="wait")


def complaint_is_ruled(facts: Facts) -> bool:
    """Whether the case was decided, stopped, referred or put out of scope."""
    return facts.state in FINISHED


def closing_tasks(request: Any, complaint: Complaint) -> list[Task]:
    """Closing, once the case was ruled on."""
    facts = facts_of(request, complaint)
    if facts.state == S.CLOSED:
        return [Task("Tutup perkara", "Selesai", state="done")]
    if not complaint_is_ruled(facts):
        return [Task("Tutup perkara", "Setelah putusan", state="wait")]
    if not facts.answered:
        return [Task("Tutup perkara", "Setelah jawaban", state="wait")]
    return [Task("Tutup perkara", "Belum mulai", url=_url("close", facts) if facts.may_order else "")]

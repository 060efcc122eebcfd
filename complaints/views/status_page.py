"""What the reporter's status page shows: five plain words with their dates, answers, conversation, files; no name, no inner stage."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from complaints import queries
from complaints.enums import AnswerKind, ComplaintState, DeadlineKind, Direction, PublicStatus
from complaints.forms.reporter import EvidenceForm, ReporterMessageForm
from complaints.models import Answer, Complaint
from complaints.queries import Clock
from complaints.rules.answer import AnswerParts, citations
from complaints.rules.deadlines import TERMS, Standing
from complaints.rules.status import public_status
from complaints.services import answers
from complaints.services.letters import office_name
from complaints.services.reporter import OpenedByReceipt
from foundation.law import Pasal
from foundation.papers.models import Paper
from foundation.ui import slots
from foundation.ui.parts import State, TimelineEntry
from foundation.ui.wording import long_date, short_date
from foundation.vault.keys import Keys
from foundation.vault.sealing import open_sealed

CLOCK_OF = {
    PublicStatus.FORWARDED: DeadlineKind.FORWARD,
    PublicStatus.FOLLOWED_UP: DeadlineKind.FOLLOW_UP,
    PublicStatus.ANSWERED: DeadlineKind.ANSWER,
}
SHOWN_MESSAGES = 4
"""The newest ones; the others are one tap away."""


@dataclass(frozen=True)
class Letter:
    """One answer as the reporter reads it; the same for the preview, the status page and the case."""

    kind: str
    parts: AnswerParts
    grounds: tuple[tuple[str, Pasal], ...]
    number: str
    office: str
    issued_at: datetime | None
    anchor: str = "jawaban"
    paper: Paper | None = None
    answer: UUID | None = None

    @property
    def is_refusal(self) -> bool:
        """Whether nothing at all is told."""
        return self.parts.kind == AnswerKind.REFUSAL


@dataclass(frozen=True)
class Spoken:
    """One message of the conversation."""

    text: str
    at: datetime
    own: bool


def letter_of(answer: Answer, parts: AnswerParts, complaint: Complaint) -> Letter:
    """An answer, or the draft of one, as a letter."""
    return Letter(
        kind=str(AnswerKind(answer.kind).label),
        parts=parts,
        grounds=tuple(zip([str(ground.label) for ground in sorted(parts.grounds)], citations(parts.grounds), strict=True)),
        number=complaint.register_number,
        office=office_name(complaint),
        issued_at=answer.issued_at,
        anchor=f"jawaban-{answer.pk.hex[:8]}",
        paper=answer.paper,
        answer=answer.pk,
    )


def shown_on(case: Complaint) -> dict[str, str]:
    """The hidden answer of a form on this complaint's page: a keyed mark, from which nothing of the complaint follows."""
    return {"halaman": salted_hmac("complaints.status_page", str(case.pk), algorithm="sha256").hexdigest()[:32]}


def is_shown_on(data: Mapping[str, str], case: Complaint) -> bool:
    """Whether what was sent came from this complaint's page; what says nothing about its page is taken for it."""
    mark = data.get("halaman", "")
    return not mark or constant_time_compare(mark, shown_on(case)["halaman"])


def status_context(
    request: HttpRequest,
    found: OpenedByReceipt,
    *,
    at: datetime,
    message_form: ReporterMessageForm | None = None,
    evidence_form: EvidenceForm | None = None,
) -> dict[str, Any]:
    """The whole page; the forms are given when they hold something to put right."""
    case, keys = found.complaint, found.keys
    issued = list(queries.issued_answers(case).select_related("thread", "paper").prefetch_related("paper__scans"))
    for answer in issued:
        if answer.first_read_at is None:
            answers.mark_read(answer, at=at)
    final = next((answer for answer in reversed(issued) if answer.kind != AnswerKind.INTERIM), None)
    word = public_status(ComplaintState(case.state), answered=final is not None)
    clocks = {clock.kind: clock for clock in queries.clocks_of([case], today=timezone.localdate(at))[case.pk]}
    conversation = _conversation(case, keys)
    return {
        "complaint": case,
        "office": office_name(case),
        "word": word,
        "next_words": next_words(case, word, clocks, answered_at=final.issued_at if final else None, next_on=_next_on(issued)),
        "paused": paused_words(case, word, clocks),
        "uncertain": uncertain_words(clocks.values()),
        "refused": final is not None and final.kind != AnswerKind.FINAL,
        "journey": journey(case, word, clocks, interim=any(answer.kind == AnswerKind.INTERIM for answer in issued)),
        "answer_due": clocks[DeadlineKind.ANSWER].due_on,
        "letters": [letter_of(answer, answers.parts_of(answer, keys), case) for answer in reversed(issued)],
        "conversation": conversation[:SHOWN_MESSAGES],
        "older": conversation[SHOWN_MESSAGES:],
        "asked": bool(conversation) and not conversation[0].own,
        "files": files_of(case, keys),
        "first_files": case.attachments.filter(from_reporter=True).exclude(inside=case.thread).count(),
        "message_form": message_form or ReporterMessageForm(initial=shown_on(case)),
        "evidence_form": evidence_form or EvidenceForm(initial=shown_on(case)),
        "form": message_form or evidence_form,
        "parts": _parts(request, case),
    }


def _conversation(case: Complaint, keys: Keys) -> list[Spoken]:
    """The messages, newest first."""
    rows = case.messages.order_by("-sent_at", "-id")
    found = []
    for row in rows:
        row.thread = case.thread
        text = (open_sealed(row, "body", keys) or {}).get("text", "")
        found.append(Spoken(text, row.sent_at, own=row.direction == Direction.FROM_REPORTER))
    return found


def files_of(case: Complaint, keys: Keys) -> list[tuple[dict[str, Any], datetime]]:
    """The facts of what the reporter sent after the form, with the moment of each, oldest first."""
    found = []
    for row in case.attachments.filter(from_reporter=True, inside=case.thread):
        row.inside = case.thread
        found.append((open_sealed(row, "facts", keys) or {}, row.uploaded_at))
    return found


def _parts(request: HttpRequest, case: Complaint) -> list[tuple[str, dict[str, Any]]]:
    visible = slots.status_part.visible(request)
    return [(part.template, filled) for part in visible if (filled := part.provider(request, case)) is not None]


def _next_on(issued: list[Answer]) -> date | None:
    """The day by which the newest interim answer promises word."""
    return next((answer.next_on for answer in reversed(issued) if answer.kind == AnswerKind.INTERIM), None)


def next_words(
    case: Complaint, word: PublicStatus, clocks: dict[DeadlineKind, Clock], *, answered_at: datetime | None, next_on: date | None = None
) -> str:
    """One or two sentences under the present word: what happened, what happens next, by when; after an interim answer the
    day it promised (`next_on`), because the clock of Pasal 16 is met and its day may be over.
    """
    if word == PublicStatus.FINISHED:
        closed = {"date": long_date(case.closed_at or case.entered_at)}
        return _("Pengaduan ini selesai pada %(date)s. Anda tetap dapat membaca jawaban dan mengirim pesan.") % closed
    if word == PublicStatus.ANSWERED:
        due = clocks[DeadlineKind.ANSWER].due_on
        facts = {"date": long_date(answered_at or case.entered_at), "due": long_date(due)}
        return _("Kami menjawab pada %(date)s. Batasnya %(due)s (Pasal 16).") % facts
    sentences = {
        PublicStatus.RECEIVED: _("Pengaduan Anda tercatat. Paling lambat %(due)s sampai kepada pejabat yang berwenang (%(pasal)s)."),
        PublicStatus.FORWARDED: _("Pejabat yang berwenang sudah menerima pengaduan Anda. Tindak lanjut paling lambat %(due)s (%(pasal)s)."),
        PublicStatus.FOLLOWED_UP: _("Pengaduan Anda sedang diperiksa. Jawaban paling lambat %(due)s (%(pasal)s)."),
    }
    upcoming = {
        PublicStatus.RECEIVED: DeadlineKind.FORWARD,
        PublicStatus.FORWARDED: DeadlineKind.FOLLOW_UP,
        PublicStatus.FOLLOWED_UP: DeadlineKind.ANSWER,
    }
    clock = clocks[upcoming[word]]
    if next_on is not None and word == PublicStatus.FOLLOWED_UP:
        return _("Anda mendapat kabar berikutnya paling lambat %(date)s.") % {"date": long_date(next_on)}
    facts = {"due": long_date(clock.due_on), "pasal": str(TERMS[clock.kind].carries_out)}
    if clock.standing == Standing.LATE:
        return _("Batas %(due)s (%(pasal)s) sudah lewat. Keterlambatan ini tercatat dan sedang ditangani.") % facts
    return sentences[word] % facts


def paused_words(case: Complaint, word: PublicStatus, clocks: dict[DeadlineKind, Clock]) -> str:
    """What the reporter is told of a postponement or a stop (Pasal 14(1)): that it is so, that the answer is still owed; no reason,
    because the answer gives it; "" when nothing is halted.
    """
    clock = clocks[DeadlineKind.ANSWER]
    owed = clock.met_on is None and clock.standing != Standing.LATE and word != PublicStatus.ANSWERED
    due = _("Jawaban kepada Anda tetap paling lambat %(due)s (Pasal 16).") % {"due": long_date(clock.due_on)} if owed else ""
    if case.state == ComplaintState.POSTPONED:
        return " ".join([_("Pemeriksaan pengaduan Anda kami tunda dan akan kami lihat kembali (Pasal 14)."), due]).strip()
    if case.state == ComplaintState.STOPPED:
        return " ".join([_("Pemeriksaan pengaduan Anda tidak kami lanjutkan (Pasal 14). Alasannya ada dalam jawaban."), due]).strip()
    return ""


def uncertain_words(clocks: Iterable[Clock]) -> str:
    """That a date on the page may still move, because the joint leave of its year is not known yet; "" when none may."""
    years = sorted({year for clock in clocks for year in clock.uncertain_years})
    if not years:
        return ""
    written = ", ".join(str(year) for year in years)
    return _("Cuti bersama %(years)s belum ditetapkan; tanggal yang menyentuhnya dapat bergeser.") % {"years": written}


def journey(case: Complaint, word: PublicStatus, clocks: dict[DeadlineKind, Clock], *, interim: bool) -> list[TimelineEntry]:
    """The five words as a timeline, newest first; each with its date, or with the date by which it is due."""
    order = list(PublicStatus)
    reached = order.index(word)
    rows = []
    for place, step in enumerate(order):
        done = place <= reached
        if step == PublicStatus.RECEIVED:
            rows.append(TimelineEntry(str(step.label), at=case.received_at))
        elif step == PublicStatus.FINISHED:
            rows.append(_finish(case, done=done))
        else:
            rows.append(_step(step, clocks[CLOCK_OF[step]], done=done, interim=interim and step == PublicStatus.ANSWERED))
    return rows[::-1]


def _finish(case: Complaint, *, done: bool) -> TimelineEntry:
    label = str(PublicStatus.FINISHED.label)
    if done:
        return TimelineEntry(label, at=timezone.localdate(case.closed_at) if case.closed_at else None)
    return TimelineEntry(label, kind="todo", note=_("Setelah perkara ditutup"))


def _step(step: PublicStatus, clock: Clock, *, done: bool, interim: bool) -> TimelineEntry:
    state, words = _standing(clock)
    note = str(TERMS[clock.kind].carries_out)
    if clock.standing not in (Standing.NEAR, Standing.SAFE):
        note = _("batas %(due)s, %(pasal)s") % {"due": short_date(clock.due_on), "pasal": note}
    if interim and not done:
        note = _("Jawaban sementara sudah tersedia; batas %(due)s, %(pasal)s") % {
            "due": short_date(clock.due_on),
            "pasal": TERMS[clock.kind].carries_out,
        }
    met: date | None = clock.met_on if done else None
    return TimelineEntry(str(step.label), kind="legal" if done else "todo", at=met, state=state, words=words, note=note)


def _standing(clock: Clock) -> tuple[State, str]:
    """Shape and words of a promised date."""
    match clock.standing:
        case Standing.MET:
            return "met", _("Tepat waktu")
        case Standing.MET_LATE:
            return "late", _("Lewat batas")
        case Standing.LATE:
            return "late", _("Batas sudah lewat")
        case Standing.ENDED:
            return "safe", ""
        case Standing.NEAR:
            return "near", _("Paling lambat %(date)s") % {"date": short_date(clock.due_on)}
    return "safe", _("Paling lambat %(date)s") % {"date": short_date(clock.due_on)}

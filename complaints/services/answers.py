"""Answers and refusals to the reporter (Pasal 16, 18): drafted inside the case, issued onto the status page."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from complaints import events
from complaints.enums import AnswerKind, DeadlineKind, RefusalGround
from complaints.models import Answer, Complaint
from complaints.permissions import may_sign
from complaints.rules.answer import AnswerParts, faults, fitting
from complaints.services.answer_letters import NotTheHand, Signing, sign_letter
from complaints.services.transitions import meet
from foundation.accounts.models import User
from foundation.accounts.queries import roles_of
from foundation.audit.services import record
from foundation.papers.models import Paper
from foundation.vault.keys import Keys
from foundation.vault.sealing import open_sealed, seal


class AnswerNotReady(Exception):
    """The answer lacks something the law asks for; `faults` are sentences that say what to do."""

    def __init__(self, found: tuple[str, ...]) -> None:
        self.faults = found
        super().__init__("; ".join(found))


class NotTheSigner(Exception):
    """A refusal, whole or in part, is signed by the Inspektur or by who stands in his place (Pasal 18); the message says so."""

    def __init__(self) -> None:
        super().__init__(SIGNED_BY_INSPECTOR)


SIGNED_BY_INSPECTOR = "Penolakan ditandatangani Inspektur, termasuk Plt. dan Plh. Minta Inspektur membuka pratinjau ini dan menerbitkannya."


class EditedMeanwhile(Exception):
    """Somebody else saved the draft since it was read; both texts must be shown and kept."""


@transaction.atomic
def save_draft(complaint: Complaint, parts: AnswerParts, *, version: int, keys: Keys, by: User, at: datetime) -> Answer:
    """Keep the draft of the next answer, sealed inside the case, without what does not belong to its kind.

    `version` is what the writer saw (0 for a new draft); raises EditedMeanwhile when it has moved on, or was issued.
    """
    # The case is locked, not the draft: two people may be about to begin the first one.
    Complaint.objects.select_for_update().only("pk").get(pk=complaint.pk)
    draft = Answer.objects.filter(complaint=complaint, issued_at__isnull=True).first()
    if version != (draft.version if draft else 0):
        raise EditedMeanwhile
    if draft is None:
        draft = Answer(complaint=complaint, content=complaint.content, thread=complaint.thread, drafted_by=by, drafted_at=at)
    parts = fitting(parts)
    draft.kind, draft.next_on = parts.kind, parts.next_on
    draft.grounds = "".join(sorted(ground.value for ground in parts.grounds))
    draft.version += 1
    draft.drafted_by, draft.drafted_at = by, at
    seal(draft, "draft", {"text": parts.text, "withheld": parts.withheld}, keys)
    draft.save()
    record("answer.drafted", complaint, by=by, at=at, detail={"answer": str(draft.pk), "kind": str(draft.kind)})
    return draft


def parts_of(answer: Answer, keys: Keys) -> AnswerParts:
    """The parts of a draft, or of an issued answer, for the form, the preview and the status page."""
    sealed: dict[str, Any] = open_sealed(answer, "text" if answer.issued_at else "draft", keys) or {}
    return AnswerParts(
        kind=AnswerKind(answer.kind),
        text=sealed.get("text", ""),
        grounds=frozenset(RefusalGround(letter) for letter in answer.grounds),
        withheld=sealed.get("withheld", ""),
        next_on=answer.next_on,
    )


@transaction.atomic
def issue_answer(answer: Answer, *, version: int, signing: Signing | None = None, keys: Keys, by: User, at: datetime) -> Answer:
    """Put the drafted answer onto the status page; a final answer, an interim one or a refusal meets the clock of Pasal 16.

    The clock is met when the answer stands there, whether or not the reporter has looked. A day promised earlier is kept by it,
    the one it names itself is watched from now on. Its letter is signed in the same transaction; where an administrator must set
    something first, the answer goes out and `make_letter` makes its letter afterwards. Raises AnswerNotReady, NotTheSigner,
    EditedMeanwhile, papers.SignatoryNotInForce, papers.NumberTaken.
    """
    answer = Answer.objects.select_for_update(of=("self",)).select_related("complaint", "content", "thread").get(pk=answer.pk)
    if answer.issued_at is not None:
        return answer
    if answer.version != version:
        raise EditedMeanwhile
    parts = parts_of(answer, keys)
    if found := faults(parts, today=timezone.localdate(at)):
        raise AnswerNotReady(found)
    if not may_sign(roles_of(by, on=timezone.localdate(at)), parts.kind):
        raise NotTheSigner
    answer.issued_by, answer.issued_at = by, at
    seal(answer, "text", {"text": parts.text, "withheld": parts.withheld}, keys)
    answer.paper = _signed(answer, parts, signing, keys=keys, by=by, at=at)
    answer.save(update_fields=["issued_by", "issued_at", "text", "paper"])
    detail = {"answer": str(answer.pk), "kind": str(answer.kind), "basis": [f"18.2.{ground}" for ground in answer.grounds]}
    record("answer.issued", answer.complaint, by=by, at=at, detail=detail)
    Complaint.objects.filter(pk=answer.complaint_id).update(word_on=parts.next_on)
    meet(answer.complaint, DeadlineKind.ANSWER, by=by, at=at)
    events.answer_issued.send(sender=Answer, complaint=answer.complaint, answer=answer, at=at)
    return answer


@transaction.atomic
def make_letter(answer: Answer, signing: Signing | None = None, *, keys: Keys, by: User, at: datetime) -> Answer:
    """The letter of an issued answer that has none yet, dated today (WIB); one that is there stays. Without a kop there is still none.

    Raises ValueError for a draft, NotTheSigner, papers.SignatoryNotInForce, papers.NumberTaken.
    """
    answer = Answer.objects.select_for_update(of=("self",)).select_related("complaint", "content", "thread").get(pk=answer.pk)
    if answer.issued_at is None:
        raise ValueError("a draft is issued, not written to paper")
    if answer.paper_id is None:
        parts = parts_of(answer, keys)
        if not may_sign(roles_of(by, on=timezone.localdate(at)), parts.kind):
            raise NotTheSigner
        answer.paper = _signed(answer, parts, signing, keys=keys, by=by, at=at)
        answer.save(update_fields=["paper"])
    return answer


def _signed(answer: Answer, parts: AnswerParts, signing: Signing | None, *, keys: Keys, by: User, at: datetime) -> Paper | None:
    """The letter of an answer, put on the record of the case, or None."""
    try:
        paper = sign_letter(answer, parts, signing, keys=keys, by=by, at=at)
    except NotTheHand:
        raise NotTheSigner from None
    if paper is not None:
        record("answer.letter_signed", answer.complaint, by=by, at=at, detail={"answer": str(answer.pk), "paper": str(paper.pk)})
    return paper


@transaction.atomic
def mark_read(answer: Answer, *, at: datetime) -> None:
    """Note that the reporter has opened an answer for the first time."""
    Answer.objects.filter(pk=answer.pk, first_read_at__isnull=True).update(first_read_at=at)

"""Turns a filled-in draft of the public form into a registered complaint, once, however often it is sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from channels.enums import Way, YesNo
from channels.queries import channel_of
from channels.rules import steps
from channels.rules.steps import Step
from channels.services.intake import registered_from
from channels.services.receipts import Receipt, receipt_of
from complaints.enums import ReporterKind, Routing
from complaints.queries import arrived_in_last_hour
from complaints.rules.intake import doubts
from complaints.services import drafts
from complaints.services.drafts import FormDraft
from complaints.services.register import AccusedInput, NewComplaint
from foundation.ui.fields import PartialDate


class NotFinished(Exception):
    """The draft still misses an answer; `number` is the page to go to."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class FilesMissing(Exception):
    """Files that the draft was given lie on the disk no more; `names` as their sender named them."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(len(names))
        self.names = names


@transaction.atomic
def send_draft(code: str, *, at: datetime) -> Receipt:
    """Register the complaint of a draft and keep its receipt with the draft; a second send gives the same receipt.

    `code` is the visitor's resume code, `at` the moment of receipt. All or nothing: whatever is raised, nothing is stored
    and the draft stays as it was. Raises drafts.DraftGone, NotFinished, FilesMissing, and what `take_in` raises.
    """
    draft = drafts.lock_for_sending(code, at=at)
    if draft.sent is not None:
        return Receipt.from_json(draft.sent)
    unfinished = steps.first_unfinished(draft.answers)
    if unfinished != steps.CHECK:
        raise NotFinished(unfinished)
    missing = draft.missing_files()
    if missing:
        raise FilesMissing(missing)
    if not draft.receipt_code:
        draft = drafts.draw_receipt(code, at=at)
    channel = channel_of(Way.WEB, on=timezone.localdate(at))
    registered = registered_from(as_complaint(draft, at=at), channel=channel, by=None, at=at)
    receipt = receipt_of(registered, channel, files=len(draft.files))
    drafts.mark_sent(code, receipt.to_json(), at=at, draft=draft)
    return receipt


def as_complaint(draft: FormDraft, *, at: datetime) -> NewComplaint:
    """What a finished draft says, as the register takes it in."""
    who, accused, story, contact = (steps.clean(draft.answers, step) or {} for step in (Step.WHO, Step.ACCUSED, Step.STORY, Step.CONTACT))
    evidence = steps.clean(draft.answers, Step.EVIDENCE) or {}
    named = steps.is_named(draft.answers)
    found = doubts(
        hidden_field=story["situs"],
        time_taken=at - draft.started_at,
        arrived_last_hour=arrived_in_last_hour(Way.WEB, at=at),
    )
    return NewComplaint(
        channel=Way.WEB,
        channel_letter="",
        received_at=at,
        routing=Routing(accused["asal"]),
        reporter_kind=ReporterKind(who["pelapor"]),
        story=story_of(story, evidence_later=evidence["menyusul"]),
        reporter_named=named,
        reporter=reporter_of(contact, consents=who["izin"]) if named else None,
        accused=tuple(accused_of(person) for person in accused["orang"]),
        files=draft.incoming_files(),
        protection_wish=protection_wish(contact),
        doubtful=bool(found),
        receipt_code=draft.receipt_code,
    )


def story_of(answers: Mapping[str, Any], *, evidence_later: bool = False) -> dict[str, Any]:
    """The sealed story: the reporter's own words unchanged, the date in words and as ISO 8601."""
    with translation.override("id"):
        when = str(PartialDate.fromisoformat(answers["tanggal"])) if answers["tanggal"] else ""
    return {
        "story": answers["uraian"],
        "when": when,
        "when_iso": answers["tanggal"] or "",
        "hour": answers["jam"],
        "where": answers["tempat"],
        "evidence_later": evidence_later,
    }


REPORTER_FIELDS = {
    "nama": "name",
    "badan": "body",
    "unit": "unit",
    "nip": "nip",
    "telepon": "phone",
    "surel": "email",
    "alamat": "address",
    "jam_aman": "safe_hours",
    "cara": "way",
}


def reporter_of(answers: Mapping[str, Any], *, consents: list[str]) -> dict[str, Any]:
    """The sealed identity: what was filled in, and to whom the name may be told."""
    told = {name: answers[field] for field, name in REPORTER_FIELDS.items() if answers.get(field)}
    return {**told, "consents": consents}


def accused_of(person: Mapping[str, Any]) -> AccusedInput:
    """One accused person as told."""
    return AccusedInput(name=person["nama"], post=person["jabatan"], unit=person["unit"])


def protection_wish(answers: Mapping[str, Any]) -> str:
    """The words of who feels threatened, or a sentence that says so; empty otherwise (Pasal 11)."""
    if answers.get("terancam") != YesNo.YES:
        return ""
    words: str = answers.get("ancaman", "")
    return words if words.strip() else "Pelapor menyatakan merasa terancam."

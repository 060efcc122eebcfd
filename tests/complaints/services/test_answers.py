"""Answers: drafted inside the case, issued into the conversation, the clock met when it stands there."""

from datetime import date, timedelta

import pytest

from complaints.enums import AnswerKind, ComplaintState, DeadlineKind, RefusalGround
from complaints.models import Answer, Complaint
from complaints.rules.answer import AnswerParts
from complaints.services import answers
from complaints.services.reporter import open_by_receipt
from complaints.services.transitions import NotYetAnswered, close
from foundation.vault.errors import NoAccess
from foundation.vault.holders import unlock_receipt
from foundation.vault.sealing import open_sealed
from tests.factories.accounts import keyring
from tests.factories.complaints import RECEIVED_AT, Office, received

AT = RECEIVED_AT + timedelta(days=7)
TEXT = "Petugas loket telah diperiksa dan mengakui meminta uang. Uang Anda dikembalikan pada 20 November 2026."


def drafted(office: Office, complaint: Complaint, parts: AnswerParts | None = None, version: int = 0) -> Answer:
    keys = keyring(office.inspector, at=AT)
    return answers.save_draft(
        complaint, parts or AnswerParts(AnswerKind.FINAL, TEXT), version=version, keys=keys, by=office.inspector, at=AT
    )


def issued(office: Office, answer: Answer) -> Answer:
    return answers.issue_answer(answer, version=answer.version, keys=keyring(office.inspector, at=AT), by=office.inspector, at=AT)


def test_a_draft_is_not_in_the_reporters_reach(office: Office):
    registered = received()
    answer = drafted(office, registered.complaint)
    unlocked = unlock_receipt(registered.receipt_code)
    assert unlocked is not None
    opened = open_by_receipt(unlocked, at=AT)
    assert opened is not None

    with pytest.raises(NoAccess):
        open_sealed(answer, "draft", opened.keys)
    assert answer.text is None


def test_an_issued_answer_meets_the_clock_and_opens_with_the_receipt(office: Office):
    registered = received()
    answer = issued(office, drafted(office, registered.complaint))
    unlocked = unlock_receipt(registered.receipt_code)
    assert unlocked is not None
    opened = open_by_receipt(unlocked, at=AT)
    assert opened is not None

    assert answers.parts_of(answer, opened.keys).text == TEXT
    assert registered.complaint.deadlines.get(kind=DeadlineKind.ANSWER).met_on == date(2026, 11, 23)


def test_issuing_twice_issues_once(office: Office):
    complaint = received().complaint
    answer = drafted(office, complaint)
    first = issued(office, answer)

    second = issued(office, answer)

    assert (second.issued_at, Answer.objects.count()) == (first.issued_at, 1)


def test_an_empty_phrase_is_not_issued_and_the_clock_runs_on(office: Office):
    complaint = received().complaint
    answer = drafted(office, complaint, AnswerParts(AnswerKind.FINAL, "Sedang diproses."))

    with pytest.raises(answers.AnswerNotReady) as refusal:
        issued(office, answer)

    assert refusal.value.faults == ("Tulis apa yang telah dilakukan dan hasil atau tahapnya; kalimat umum saja tidak cukup.",)
    assert complaint.deadlines.get(kind=DeadlineKind.ANSWER).met_at is None


def test_two_writers_never_overwrite_each_other(office: Office):
    complaint = received().complaint
    first = drafted(office, complaint)

    with pytest.raises(answers.EditedMeanwhile):
        drafted(office, complaint, AnswerParts(AnswerKind.FINAL, "Teks kedua"), version=first.version - 1)

    kept = Answer.objects.get(complaint=complaint)
    assert answers.parts_of(kept, keyring(office.inspector, at=AT)).text == TEXT


def test_what_is_issued_is_what_was_previewed(office: Office):
    answer = drafted(office, received().complaint)

    with pytest.raises(answers.EditedMeanwhile):
        answers.issue_answer(answer, version=answer.version + 1, keys=keyring(office.inspector, at=AT), by=office.inspector, at=AT)

    answer.refresh_from_db()
    assert answer.issued_at is None


def test_x16_a_partial_refusal_is_one_letter_inside_the_term(office: Office):
    complaint = received().complaint
    parts = AnswerParts(AnswerKind.PARTIAL_REFUSAL, TEXT, frozenset({RefusalGround.C}), withheld="nama saksi")

    answer = issued(office, drafted(office, complaint, parts))

    assert (answer.grounds, complaint.deadlines.get(kind=DeadlineKind.ANSWER).met_on) == ("c", date(2026, 11, 23))


def test_x15_an_interim_answer_meets_the_clock_but_closes_nothing(office: Office):
    complaint = received().complaint
    parts = AnswerParts(AnswerKind.INTERIM, TEXT, next_on=date(2027, 1, 15))
    issued(office, drafted(office, complaint, parts))
    Complaint.objects.filter(pk=complaint.pk).update(state=ComplaintState.DECIDED)

    with pytest.raises(NotYetAnswered):
        close(complaint, by=office.inspector, at=AT)

    assert complaint.deadlines.get(kind=DeadlineKind.ANSWER).met_on == date(2026, 11, 23)


def test_a_stranger_cannot_draft(office: Office):
    complaint = received().complaint

    with pytest.raises(NoAccess):
        answers.save_draft(
            complaint,
            AnswerParts(AnswerKind.FINAL, TEXT),
            version=0,
            keys=keyring(office.auditor, at=AT),
            by=office.auditor,
            at=AT,
        )

    assert Answer.objects.count() == 0

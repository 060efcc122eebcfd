"""What is ruled: nobody proven unheard, bukan pengaduan by two, referral after a review, closing after an answer."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from complaints.enums import AnswerKind, ComplaintState, DeadlineKind, FinalAction, PersonOutcome, Routing
from complaints.models import AccusedPerson
from complaints.rules.answer import AnswerParts
from complaints.services.answers import issue_answer, save_draft
from complaints.services.register import AccusedInput
from complaints.services.retention import RetentionFacts, add_rule
from complaints.services.routing import reroute
from complaints.services.transitions import MoveNotAllowed, NotYetAnswered
from foundation.accounts.enums import Role
from foundation.audit.queries import history_of
from foundation.vault.sealing import open_sealed
from investigations.enums import Action, Conclusion, Duty, RulingKind
from investigations.models import Ruling
from investigations.queries import is_proven, was_heard
from investigations.rules.follow_up import Order
from investigations.rules.hearing import HEAR_FIRST
from investigations.rules.suspension import PersonStop
from investigations.services.assignment import issue_assignment
from investigations.services.disposition import dispose
from investigations.services.rulings import (
    NOT_CONCLUDED,
    AuditResult,
    Closing,
    Decision,
    NotRulable,
    Referral,
    close_case,
    conclude_audit,
    decide_case,
    put_out_of_scope,
    refer_case,
)
from investigations.services.suspension import stop_for_person
from tests.factories.accounts import appoint, keyring
from tests.factories.complaints import received
from tests.factories.investigations import ORDERED_AT, SIGNED_AT, a_letter, forwarded, signed, under_review

LATER = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
LETTER = Referral("Polresta Bengkulu", "700/9/ITDA/2026", date(2026, 11, 24), "Dugaan tindak pidana pemerasan.")


def keys_of(user, at=LATER):
    return keyring(user, at=at)


def concluded(office, **changes):
    complaint = under_review(office, **changes)
    signed(complaint, by=office.auditor)
    complaint.refresh_from_db()
    return complaint


def decide(complaint, office, outcome=PersonOutcome.NOT_PROVEN, *, people=None, reasons="Loket tutup pada hari itu."):
    chosen = AccusedPerson.objects.filter(complaint=complaint) if people is None else people
    decision = Decision(dict.fromkeys(chosen, outcome), reasons, improvement="Kuitansi bernomor di setiap loket.")
    return decide_case(complaint, decision, keys=keys_of(office.inspector), by=office.inspector, at=LATER)


def answer(complaint, office):
    parts = AnswerParts(AnswerKind.FINAL, "Kami telah memeriksa daftar antrean loket dan tidak menemukan petunjuk pelanggaran.")
    keys = keys_of(office.inspector)
    draft = save_draft(complaint, parts, version=0, keys=keys, by=office.inspector, at=LATER)
    issue_answer(draft, version=draft.version, keys=keys, by=office.inspector, at=LATER)


def test_not_proven_is_decided_from_a_review(office):
    complaint = concluded(office)

    ruling = decide(complaint, office)

    person = AccusedPerson.objects.get(complaint=complaint)
    assert (complaint.state, complaint.decided_at, person.outcome) == (ComplaintState.DECIDED, LATER, PersonOutcome.NOT_PROVEN)
    assert open_sealed(ruling, "words", keys_of(office.deputy)) == {
        "reasons": "Loket tutup pada hari itu.",
        "improvement": "Kuitansi bernomor di setiap loket.",
        "no_improvement_reason": "",
    }
    assert is_proven(complaint) is False


@pytest.mark.parametrize("outcome", [PersonOutcome.PROVEN, PersonOutcome.PARTLY])
def test_nobody_is_proven_unheard(office, outcome):
    complaint = concluded(office)

    with pytest.raises(NotRulable) as refusal:
        decide(complaint, office, outcome)

    person = AccusedPerson.objects.get(complaint=complaint)
    complaint.refresh_from_db()
    assert refusal.value.faults == (HEAR_FIRST,)
    assert (complaint.state, person.outcome, Ruling.objects.count()) == (ComplaintState.CONCLUDED, PersonOutcome.OPEN, 0)


def test_every_accused_gets_an_outcome(office):
    complaint = concluded(office, accused=(AccusedInput(name="Hendro P."), AccusedInput(name="Wirman D.")))

    with pytest.raises(NotRulable) as refusal:
        decide(complaint, office, people=AccusedPerson.objects.filter(complaint=complaint)[:1])

    assert refusal.value.faults == ("Pilih putusan untuk setiap terlapor.",)


def test_who_died_is_not_decided_upon(office):
    complaint = under_review(office, accused=(AccusedInput(name="Hendro P."), AccusedInput(name="Wirman D.")))
    dead, living = AccusedPerson.objects.filter(complaint=complaint)
    stop_for_person(
        dead, PersonStop("deceased", "Akta 471/12/2026"), keys=keys_of(office.inspector, SIGNED_AT), by=office.inspector, at=SIGNED_AT
    )
    signed(complaint, by=office.auditor)

    decide(complaint, office, people=[living])

    dead.refresh_from_db()
    assert (complaint.state, dead.outcome) == (ComplaintState.DECIDED, PersonOutcome.OPEN)


def test_case_without_a_known_accused_is_decided(office):
    complaint = concluded(office, accused=())

    decide(complaint, office)

    assert complaint.state == ComplaintState.DECIDED


def test_decision_needs_reasons(office):
    with pytest.raises(NotRulable) as refusal:
        decide(concluded(office), office, reasons=" ")

    assert refusal.value.faults == ("Isi pertimbangan putusan.",)


def test_no_decision_before_the_result(office, reviewed):
    with pytest.raises(MoveNotAllowed):
        decide(reviewed, office)

    assert (Ruling.objects.count(), AccusedPerson.objects.get(complaint=reviewed).outcome) == (0, PersonOutcome.OPEN)


def test_result_not_accepted_another_review_is_ordered(office):
    complaint = concluded(office)

    keys = keys_of(office.inspector)
    dispose(complaint, Order(Action.REVIEW), assignee=office.second_auditor, keys=keys, by=office.inspector, at=LATER)

    assert complaint.state == ComplaintState.IN_REVIEW


def test_bukan_pengaduan_is_a_decision_of_two(office):
    complaint = under_review(office)
    signed(complaint, by=office.auditor, conclusion=Conclusion.NOT_A_COMPLAINT.value)

    ruling = put_out_of_scope(
        complaint, reasons="Iklan pinjaman.", forwarded_to="", keys=keys_of(office.inspector), by=office.inspector, at=LATER
    )

    assert (complaint.state, ruling.kind) == (ComplaintState.OUT_OF_SCOPE, RulingKind.OUT_OF_SCOPE)


def test_who_signed_the_review_does_not_put_it_out_of_scope(office):
    appoint(office.auditor, Role.DEPUTY_INSPECTOR)
    complaint = concluded(office)

    with pytest.raises(NotRulable) as refusal:
        put_out_of_scope(
            complaint, reasons="Jalan rusak.", forwarded_to="Dinas PUPR", keys=keys_of(office.auditor), by=office.auditor, at=LATER
        )

    assert refusal.value.faults == ("Anda menandatangani penelaahannya; keputusan ini diambil oleh orang kedua.",)
    complaint.refresh_from_db()
    assert complaint.state == ComplaintState.CONCLUDED


def test_what_the_review_did_not_conclude_one_person_does_not_put_out_of_scope(office):
    complaint = concluded(office)

    with pytest.raises(NotRulable) as refusal:
        put_out_of_scope(
            complaint, reasons="Bukan pengaduan.", forwarded_to="", keys=keys_of(office.inspector), by=office.inspector, at=LATER
        )

    assert refusal.value.faults == (NOT_CONCLUDED,)
    complaint.refresh_from_db()
    assert complaint.state == ComplaintState.CONCLUDED


def test_nothing_is_put_out_of_scope_unreviewed(office, reviewed):
    with pytest.raises(NotRulable) as refusal:
        put_out_of_scope(
            reviewed, reasons="Jalan rusak.", forwarded_to="Dinas PUPR", keys=keys_of(office.inspector), by=office.inspector, at=LATER
        )

    assert refusal.value.faults == ("Tandatangani lembar penelaahan lebih dahulu.",)


def test_referral_after_a_review(office):
    complaint = concluded(office)

    ruling = refer_case(complaint, LETTER, keys=keys_of(office.inspector), by=office.inspector, at=LATER)

    assert complaint.state == ComplaintState.REFERRED
    assert open_sealed(ruling, "words", keys_of(office.deputy)) == {
        "authority": "Polresta Bengkulu",
        "letter_number": "700/9/ITDA/2026",
        "letter_on": "2026-11-24",
        "reasons": "Dugaan tindak pidana pemerasan.",
    }
    assert history_of(complaint).get(action="ruling.referral").detail == {"ruling": str(ruling.pk)}


def test_no_referral_without_a_review(office, reviewed):
    with pytest.raises(NotRulable):
        refer_case(reviewed, LETTER, keys=keys_of(office.inspector), by=office.inspector, at=LATER)

    reviewed.refresh_from_db()
    assert reviewed.state == ComplaintState.IN_REVIEW


def test_case_about_the_mayor_is_referred_at_once_and_meets_its_clock(office):
    complaint = received(routing=Routing.MAYOR).complaint

    refer_case(complaint, LETTER, keys=keys_of(office.referral, ORDERED_AT), by=office.referral, at=ORDERED_AT)

    assert complaint.state == ComplaintState.REFERRED
    assert complaint.deadlines.get(kind=DeadlineKind.FORWARD).met_at == ORDERED_AT


def test_referral_says_everything_that_is_missing(office):
    with pytest.raises(NotRulable) as refusal:
        refer_case(
            concluded(office), Referral("", " ", date(2026, 11, 24), ""), keys=keys_of(office.inspector), by=office.inspector, at=LATER
        )

    assert refusal.value.faults == ("Isi nama instansi penerima.", "Isi nomor surat pelimpahan.", "Isi alasan pelimpahan.")


def test_audit_gets_its_result(office, before_inspector):
    order = Order(Action.AUDIT, direct_audit_reason="Bukti transfer sudah lengkap.")
    keys = keys_of(office.inspector)
    dispose(before_inspector, order, assignee=None, keys=keys, by=office.inspector, at=LATER)
    issue_assignment(before_inspector, a_letter(), [(office.auditor, Duty.LEAD)], keys=keys, by=office.inspector, at=LATER)

    result = AuditResult("700/LHAI/4/2026", date(2026, 11, 24), "Tidak ditemukan penyimpangan.")
    conclude_audit(before_inspector, result, keys=keys_of(office.inspector), by=office.inspector, at=LATER)

    assert before_inspector.state == ComplaintState.CONCLUDED


def test_no_audit_result_while_the_walikota_has_not_assigned(office, before_inspector):
    direct = Order(Action.AUDIT, direct_audit_reason="Bukti dokumen sudah lengkap.")
    dispose(before_inspector, direct, assignee=None, keys=keys_of(office.inspector), by=office.inspector, at=ORDERED_AT)
    keys = keys_of(office.inspector)
    reroute(before_inspector, Routing.ECHELON_II, reason="Terlapor kepala dinas.", keys=keys, by=office.inspector, at=LATER)

    result = AuditResult("700/12/LHAI/2026", date(2026, 11, 24), "Tidak ada petunjuk pelanggaran.")
    with pytest.raises(NotRulable) as refusal:
        conclude_audit(before_inspector, result, keys=keys_of(office.inspector), by=office.inspector, at=LATER)

    # The correction of the row itself holds the audit up until he assigns it.
    before_inspector.refresh_from_db()
    assert (before_inspector.state, str(refusal.value)) == (ComplaintState.AWAITING_MAYOR, "Perkara ini tidak sedang diaudit.")


def test_no_audit_result_without_an_audit(office, reviewed):
    with pytest.raises(NotRulable):
        conclude_audit(
            reviewed, AuditResult("1", date(2026, 11, 24), "Nihil."), keys=keys_of(office.inspector), by=office.inspector, at=LATER
        )


def test_closing_waits_for_the_answer(office):
    complaint = concluded(office)
    decide(complaint, office)

    with pytest.raises(NotYetAnswered):
        close_case(complaint, Closing(), keys=keys_of(office.inspector), by=office.inspector, at=LATER)

    complaint.refresh_from_db()
    assert (complaint.state, Ruling.objects.filter(kind=RulingKind.CLOSING).count()) == (ComplaintState.DECIDED, 0)


def test_answered_case_closes(office):
    complaint = concluded(office)
    decide(complaint, office)
    answer(complaint, office)

    close_case(complaint, Closing(note="Berkas lengkap."), keys=keys_of(office.inspector), by=office.inspector, at=LATER)

    assert (complaint.state, complaint.closed_at) == (ComplaintState.CLOSED, LATER)


def test_case_closes_under_a_line_of_the_retention_schedule(office):
    complaint = concluded(office)
    decide(complaint, office)
    answer(complaint, office)
    facts = RetentionFacts("Berkas pengaduan", 5, FinalAction.REVIEW, "JRA contoh")
    rule = add_rule("berkas_pengaduan", facts, valid_from=timezone.localdate(LATER), by=None, at=LATER)

    close_case(complaint, Closing(), retention=rule, keys=keys_of(office.inspector), by=office.inspector, at=LATER)

    closed = history_of(complaint).filter(action="complaint.close").get()
    assert (complaint.retention_rule, closed.detail["retention"], closed.detail["retention_version"]) == (rule, "berkas_pengaduan", 1)


def test_proven_case_closes_only_with_what_follows_from_it(office):
    complaint = concluded(office)
    decide(complaint, office)
    answer(complaint, office)
    AccusedPerson.objects.filter(complaint=complaint).update(outcome=PersonOutcome.PROVEN)

    with pytest.raises(NotRulable) as refusal:
        close_case(complaint, Closing(), keys=keys_of(office.inspector), by=office.inspector, at=LATER)

    assert refusal.value.faults == (
        "Catat hukuman disiplin yang dijatuhkan atau proses hukum yang berjalan (Pasal 3 huruf b).",
        "Catat sedikitnya satu rekomendasi perbaikan sistem, atau alasan mengapa tidak ada (Pasal 3 huruf c).",
    )
    assert is_proven(complaint) is True


def test_proven_only_once_decided(office, before_inspector):
    AccusedPerson.objects.filter(complaint=before_inspector).update(outcome=PersonOutcome.PROVEN)

    assert is_proven(before_inspector) is False


def test_nobody_counts_as_heard_without_a_record():
    assert was_heard(AccusedPerson(id=uuid.uuid4())) is False


def test_other_cases_are_not_decided_along(office):
    mine, other = concluded(office), forwarded(office)

    decide(mine, office)

    other.refresh_from_db()
    assert (other.state, AccusedPerson.objects.get(complaint=other).outcome) == (ComplaintState.FORWARDED, PersonOutcome.OPEN)

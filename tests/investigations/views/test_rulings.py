"""Decision, out of scope, referral, audit result and closing, by the screens."""

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.enums import AnswerKind, ComplaintState, FinalAction, PersonOutcome, Routing
from complaints.models import AccusedPerson
from complaints.rules.answer import AnswerParts
from complaints.services.answers import issue_answer, save_draft
from complaints.services.retention import RetentionFacts, add_rule
from investigations.enums import Action, Conclusion, Duty
from investigations.models import Ruling
from investigations.rules.follow_up import Order
from investigations.rules.hearing import HEAR_FIRST
from investigations.services.assignment import issue_assignment
from investigations.services.disposition import dispose
from investigations.views.rulings import NOT_ANSWERED
from tests.factories.accounts import keyring
from tests.factories.complaints import received
from tests.factories.investigations import SIGNED_AT, a_letter, signed, under_review
from tests.investigations.pages import address, date_boxes, faults, sure

REFERRAL = {
    "instansi": "Polresta Bengkulu",
    "nomor": "700/9/ITDA/2026",
    "alasan": "Dugaan pemerasan.",
    **date_boxes("tanggal", 23, 11, 2026),
}


@pytest.fixture
def concluded(office):
    """A case with a signed sheet that found nothing."""
    complaint = under_review(office)
    signed(complaint, by=office.auditor)
    complaint.refresh_from_db()
    return complaint


def outcome(complaint, code, **more):
    person = AccusedPerson.objects.get(complaint=complaint)
    return {f"putusan_{person.pk.hex}": code, "pertimbangan": "Loket tutup pada hari itu.", **more}


def answer(complaint, office):
    keys = keyring(office.inspector, at=SIGNED_AT)
    parts = AnswerParts(AnswerKind.FINAL, "Kami telah memeriksa daftar antrean loket dan tidak menemukan petunjuk pelanggaran.")
    draft = save_draft(complaint, parts, version=0, keys=keys, by=office.inspector, at=SIGNED_AT)
    issue_answer(draft, version=draft.version, keys=keys, by=office.inspector, at=SIGNED_AT)


def test_not_proven(office, concluded, browser):
    sure(browser(office.inspector), address("decide", concluded), outcome(concluded, "not_proven"))

    concluded.refresh_from_db()
    assert (concluded.state, AccusedPerson.objects.get(complaint=concluded).outcome) == (ComplaintState.DECIDED, PersonOutcome.NOT_PROVEN)


@pytest.mark.parametrize("code", ["proven", "partly"])
def test_proven_is_refused_with_what_to_do(office, concluded, browser, code):
    response = browser(office.inspector).post(address("decide", concluded), outcome(concluded, code, pasti="1"))

    assert faults(response) == [HEAR_FIRST]
    assert response.context["form"]["pertimbangan"].value() == "Loket tutup pada hari itu."
    assert Ruling.objects.count() == 0


def test_an_outcome_is_asked_for_by_name(office, concluded, browser):
    response = browser(office.inspector).post(address("decide", concluded), {"pertimbangan": "Loket tutup."})

    assert faults(response) == ["Pilih putusan tentang terlapor 1: Hendro P."]


def test_deciding_twice(office, concluded, browser):
    client = browser(office.inspector)
    sure(client, address("decide", concluded), outcome(concluded, "not_proven"))

    response = client.post(address("decide", concluded), {"pertimbangan": "Sekali lagi.", "pasti": "1"})

    assert faults(response) == ['Tahap perkara kini "Diputus", sehingga langkah ini tidak dapat dilakukan. Buka kembali perkara ini.']
    assert Ruling.objects.count() == 1


def test_out_of_scope_after_a_signed_review(office, browser):
    complaint = under_review(office)
    signed(complaint, by=office.auditor, conclusion=Conclusion.OUT_OF_SCOPE.value)

    sure(browser(office.inspector), address("out_of_scope", complaint), {"alasan": "Keluhan jalan rusak.", "diteruskan": "Dinas PUPR"})

    complaint.refresh_from_db()
    assert complaint.state == ComplaintState.OUT_OF_SCOPE


def test_out_of_scope_unreviewed(office, reviewed, browser):
    response = browser(office.inspector).post(address("out_of_scope", reviewed), {"alasan": "Jalan rusak.", "pasti": "1"})

    assert faults(response) == ["Tandatangani lembar penelaahan lebih dahulu."]


def test_referral(office, concluded, browser):
    sure(browser(office.inspector), address("refer", concluded), REFERRAL)

    concluded.refresh_from_db()
    assert concluded.state == ComplaintState.REFERRED


def test_referral_officers_refer_a_case_about_the_mayor(office, browser):
    complaint = received(routing=Routing.MAYOR).complaint

    sure(browser(office.referral), address("refer", complaint), REFERRAL)

    complaint.refresh_from_db()
    assert complaint.state == ComplaintState.REFERRED


def test_audit_result(office, before_inspector, browser):
    keys = keyring(office.inspector, at=SIGNED_AT)
    order = Order(Action.AUDIT, direct_audit_reason="Bukti transfer sudah lengkap.")
    dispose(before_inspector, order, assignee=None, keys=keys, by=office.inspector, at=SIGNED_AT)

    issue_assignment(before_inspector, a_letter(), [(office.auditor, Duty.LEAD)], keys=keys, by=office.inspector, at=SIGNED_AT)
    data = {"nomor": "700/LHAI/4/2026", "ringkasan": "Tidak ditemukan penyimpangan.", **date_boxes("tanggal", 23, 11, 2026)}
    sure(browser(office.inspector), address("audit_result", before_inspector), data)

    before_inspector.refresh_from_db()
    assert before_inspector.state == ComplaintState.CONCLUDED


def test_closing_before_the_answer(office, concluded, browser):
    client = browser(office.inspector)
    sure(client, address("decide", concluded), outcome(concluded, "not_proven"))

    response = client.post(address("close", concluded), {"catatan": "Selesai.", "pasti": "1"})

    assert faults(response) == [NOT_ANSWERED]


def test_closing_cannot_be_filled_in_before_it_can_be_done(office, concluded, browser):
    client = browser(office.inspector)

    undecided = client.get(address("close", concluded))
    sure(client, address("decide", concluded), outcome(concluded, "not_proven"))
    unanswered = client.get(address("close", concluded))
    answer(concluded, office)

    fillable = client.get(address("close", concluded))
    assert [page.context["form"] is None for page in (undecided, unanswered, fillable)] == [True, True, False]
    assert undecided.context["url"] == address("follow_up", concluded)
    assert (unanswered.context["words"], unanswered.context["url"]) == (
        NOT_ANSWERED,
        reverse("complaints:case_answers", args=[concluded.pk]),
    )


def test_closing_after_the_answer(office, concluded, browser):
    client = browser(office.inspector)
    sure(client, address("decide", concluded), outcome(concluded, "not_proven"))
    answer(concluded, office)

    sure(client, address("close", concluded), {"catatan": "Berkas lengkap."})

    concluded.refresh_from_db()
    assert concluded.state == ComplaintState.CLOSED


def test_closing_offers_the_retention_schedule_once_there_is_one(office, concluded, browser):
    client = browser(office.inspector)
    sure(client, address("decide", concluded), outcome(concluded, "not_proven"))
    answer(concluded, office)
    without = client.get(address("close", concluded)).context["form"].fields
    facts = RetentionFacts("Berkas pengaduan", 5, FinalAction.REVIEW, "JRA contoh")
    rule = add_rule("berkas_pengaduan", facts, valid_from=timezone.localdate(SIGNED_AT), by=None, at=SIGNED_AT)

    sure(client, address("close", concluded), {"catatan": "Berkas lengkap.", "retensi": rule.pk})

    concluded.refresh_from_db()
    assert ("retensi" in without, concluded.retention_rule, concluded.state) == (False, rule, ComplaintState.CLOSED)


def test_proven_case_asks_for_more_when_it_closes(office, concluded, browser):
    client = browser(office.inspector)
    sure(client, address("decide", concluded), outcome(concluded, "not_proven"))
    answer(concluded, office)
    AccusedPerson.objects.filter(complaint=concluded).update(outcome=PersonOutcome.PROVEN)

    response = client.post(address("close", concluded), {"catatan": "Selesai.", "pasti": "1"})

    assert sorted(response.context["form"].fields) == ["akibat", "catatan", "perbaikan", "tanpa_perbaikan"]
    assert faults(response) == [
        "Catat hukuman disiplin yang dijatuhkan atau proses hukum yang berjalan (Pasal 3 huruf b).",
        "Catat sedikitnya satu rekomendasi perbaikan sistem, atau alasan mengapa tidak ada (Pasal 3 huruf c).",
    ]


def test_rulings_are_read_on_the_tab(office, concluded, browser):
    sure(browser(office.inspector), address("decide", concluded), outcome(concluded, "not_proven", perbaikan="Kuitansi bernomor."))

    page = browser(office.auditor).get(address("follow_up", concluded)).content.decode()

    assert "Kuitansi bernomor." in page

"""The reporter's page: five plain words, promised dates, answers, conversation; no name of anybody, no inner stage."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from complaints.enums import AnswerKind, ComplaintState, DeadlineKind, PublicStatus, RefusalGround, Routing, SuspensionGround
from complaints.models import Answer, Complaint
from complaints.rules.answer import AnswerParts
from complaints.services.conversation import post_message
from complaints.services.letters import office_name
from complaints.services.register import Registered
from complaints.services.routing import reroute
from complaints.services.transitions import meet, postpone, stop
from foundation.ui import slots
from foundation.ui.wording import long_date
from tests.complaints.views.desk import ANSWER_TEXT, NOW, Desk
from tests.complaints.views.reading import text_of
from tests.factories.complaints import STORY, received

HEAVIEST = 10 * 1024


def reader(registered: Registered) -> Client:
    """A browser in which the reporter opened his page."""
    browser = Client()
    browser.post("/status/", {"kode": registered.receipt_code})
    return browser


def page_of(registered: Registered):
    return reader(registered).get("/status/")


def in_state(registered: Registered, state: ComplaintState) -> Registered:
    Complaint.objects.filter(pk=registered.complaint.pk).update(state=state)
    return registered


WORDS = {
    ComplaintState.RECEIVED: "Diterima",
    ComplaintState.FORWARDED: "Diteruskan kepada pejabat yang berwenang",
    ComplaintState.IN_REVIEW: "Sedang ditindaklanjuti",
    ComplaintState.AWAITING_MAYOR: "Sedang ditindaklanjuti",
    ComplaintState.IN_AUDIT: "Sedang ditindaklanjuti",
    ComplaintState.CONCLUDED: "Sedang ditindaklanjuti",
    ComplaintState.DECIDED: "Sedang ditindaklanjuti",
    ComplaintState.POSTPONED: "Sedang ditindaklanjuti",
    ComplaintState.STOPPED: "Sedang ditindaklanjuti",
    ComplaintState.REFERRED: "Sedang ditindaklanjuti",
    ComplaintState.OUT_OF_SCOPE: "Sedang ditindaklanjuti",
    ComplaintState.CLOSED: "Selesai",
}
INNER = ("Penelaahan", "Menunggu penugasan", "Audit", "Diputus", "Ditunda", "Dihentikan", "Dilimpahkan", "Bukan kewenangan", "Ditutup")


def test_every_state_has_one_of_five_words_and_shows_no_inner_stage(desk: Desk):
    registered = received()
    browser = reader(registered)
    found = {}
    for state in ComplaintState:
        in_state(registered, state)
        page = browser.get("/status/")
        found[state] = str(page.context["word"].label)
        assert [word for word in INNER if word in text_of(page)] == []

    assert found == WORDS
    assert {word.label for word in PublicStatus} >= set(found.values())


def test_a_new_complaint_is_told_what_comes_next_and_when(desk: Desk):
    page = text_of(page_of(received()))

    for words in (
        "Nomor register 700/0001/2026 · diterima Senin, 16 November 2026, pukul 09.30 WIB",
        "Diterima Pengaduan Anda tercatat. Paling lambat Kamis, 19 November 2026 sampai kepada pejabat yang berwenang (Pasal 6 ayat (5)).",
        "Jawaban tersedia Paling lambat 30 Des 2026 Pasal 16",
        "Sedang ditindaklanjuti Paling lambat 30 Nov 2026 Pasal 7 ayat (2)",
        "Diteruskan kepada pejabat yang berwenang Paling lambat 19 Nov 2026 Pasal 6 ayat (5)",
        "Belum ada pesan. Jawaban paling lambat Rabu, 30 Desember 2026.",
        "Anda berhak atas perlindungan sejak pengaduan diterima (Pasal 13 ayat (1)).",
    ):
        assert words in page


def steps(page) -> list[tuple[str, str, date | None, str]]:
    """Word, kind, day and chip of the journey, oldest first."""
    return [
        (step.title, step.kind, step.at.date() if isinstance(step.at, datetime) else step.at, step.words)
        for step in page.context["journey"][::-1]
    ]


def test_the_journey_shows_dates_done_and_due(desk: Desk):
    registered = desk.forwarded()
    meet(registered.complaint, DeadlineKind.FOLLOW_UP, by=desk.office.auditor, at=datetime(2026, 12, 2, 2, 0, tzinfo=UTC))
    in_state(registered, ComplaintState.CONCLUDED)

    assert steps(page_of(registered)) == [
        ("Diterima", "legal", date(2026, 11, 16), ""),
        ("Diteruskan kepada pejabat yang berwenang", "legal", date(2026, 11, 17), "Tepat waktu"),
        ("Sedang ditindaklanjuti", "legal", date(2026, 12, 2), "Lewat batas"),
        ("Jawaban tersedia", "todo", None, "Paling lambat 30 Des 2026"),
        ("Selesai", "todo", None, ""),
    ]


def test_a_passed_date_is_admitted(desk: Desk):
    registered = received()
    desk.at(datetime(2026, 11, 20, 3, 0, tzinfo=UTC))

    page = page_of(registered)

    assert "Batas Kamis, 19 November 2026 (Pasal 6 ayat (5)) sudah lewat. Keterlambatan ini tercatat dan sedang ditangani." in text_of(page)
    assert steps(page)[1] == ("Diteruskan kepada pejabat yang berwenang", "todo", None, "Batas sudah lewat")


def test_an_answer_stands_as_a_letter_of_the_office(desk: Desk):
    registered = desk.forwarded()
    desk.answered(registered.complaint, AnswerParts(AnswerKind.FINAL, ANSWER_TEXT))

    page = page_of(registered)

    for words in (
        "Jawaban tersedia Kami menjawab pada Selasa, 17 November 2026. Batasnya Rabu, 30 Desember 2026 (Pasal 16). Baca jawaban",
        "Jawaban RAHASIA Inspektorat Kota Bengkulu · Selasa, 17 November 2026 Yth. Pelapor pengaduan nomor 700/0001/2026",
        f"{ANSWER_TEXT} Inspektorat Kota Bengkulu",
        "Tidak setuju dengan jawaban ini? Tulis keberatan Anda sebagai pesan di bawah",
    ):
        assert words in text_of(page)
    assert [user.full_name for user in desk.office.everybody() if user.full_name in page.content.decode()] == []
    assert Answer.objects.get().first_read_at == NOW


def test_the_first_look_at_an_answer_is_the_one_that_counts(desk: Desk):
    registered = desk.forwarded()
    desk.answered(registered.complaint, AnswerParts(AnswerKind.FINAL, ANSWER_TEXT))
    browser = reader(registered)
    browser.get("/status/")
    desk.at(NOW + timedelta(minutes=10))

    browser.get("/status/")

    assert Answer.objects.get().first_read_at == NOW


def test_an_interim_answer_says_when_the_next_word_comes_and_finishes_nothing(desk: Desk):
    registered = desk.forwarded()
    desk.answered(registered.complaint, AnswerParts(AnswerKind.INTERIM, ANSWER_TEXT, next_on=date(2027, 1, 15)))

    page = page_of(registered)

    assert str(page.context["word"].label) == "Diteruskan kepada pejabat yang berwenang"
    assert "Jawaban sementara RAHASIA" in text_of(page)
    assert "Anda mendapat kabar berikutnya paling lambat Jumat, 15 Januari 2027." in text_of(page)
    assert "Jawaban sementara sudah tersedia; batas 30 Des 2026, Pasal 16" in text_of(page)


def test_after_an_interim_answer_the_date_it_promised_is_told_and_not_the_one_it_met(desk: Desk):
    registered = desk.forwarded()
    desk.answered(registered.complaint, AnswerParts(AnswerKind.INTERIM, ANSWER_TEXT, next_on=date(2027, 1, 15)))

    page = page_of(in_state(registered, ComplaintState.IN_AUDIT))

    assert page.context["next_words"] == "Anda mendapat kabar berikutnya paling lambat Jumat, 15 Januari 2027."


def test_a_refusal_names_article_and_letter_and_how_to_object(desk: Desk):
    registered = desk.forwarded()
    parts = AnswerParts(AnswerKind.REFUSAL, f"{ANSWER_TEXT}", frozenset({RefusalGround.A}))
    desk.answered(registered.complaint, parts)

    page = text_of(page_of(registered))

    assert "Penolakan jawaban RAHASIA" in page
    assert (
        "Kami tidak dapat menyampaikan isi jawaban karena penyampaiannya: "
        "dapat menghambat proses tindak lanjut (Pasal 18 ayat (2) huruf a) "
        "Tindak lanjut atas pengaduan Anda tidak terpengaruh oleh penolakan ini. Tidak setuju dengan penolakan ini? "
        "Tulis keberatan Anda sebagai pesan pada halaman status, atau sampaikan ke kantor kami." in page
    )
    assert "Tidak setuju dengan jawaban ini?" not in page


def test_a_finished_case_can_still_be_read(desk: Desk):
    registered = desk.forwarded()
    desk.answered(registered.complaint, AnswerParts(AnswerKind.FINAL, ANSWER_TEXT))
    Complaint.objects.filter(pk=registered.complaint.pk).update(
        state=ComplaintState.CLOSED, closed_at=datetime(2026, 12, 1, 3, 0, tzinfo=UTC)
    )

    page = page_of(registered)

    assert "Selesai Pengaduan ini selesai pada Selasa, 1 Desember 2026." in text_of(page)
    assert (ANSWER_TEXT in text_of(page), steps(page)[-1]) == (True, ("Selesai", "legal", date(2026, 12, 1), ""))


@pytest.mark.parametrize(
    ("first", "then", "speaker"),
    [
        (Routing.NONE, Routing.INSPECTOR, "Pemerintah Kota Bengkulu"),
        (Routing.NONE, Routing.MAYOR, "Pemerintah Kota Bengkulu"),
        (Routing.NONE, Routing.ECHELON_II, "Inspektorat Kota Bengkulu"),
        (Routing.NONE, Routing.INSPECTORATE, "Inspektorat Kota Bengkulu"),
    ],
)
def test_who_speaks_follows_the_row_and_not_the_number(desk: Desk, first: Routing, then: Routing, speaker: str):
    case = received(routing=first).complaint
    user = desk.office.channel

    moved = reroute(case, then, reason="Salah centang", keys=desk.keys(user), by=user, at=desk.now)

    assert (moved.series, office_name(moved)) == ("main", speaker)


@pytest.mark.parametrize(
    ("routing", "speaker"), [(Routing.INSPECTOR, "Pemerintah Kota Bengkulu"), (Routing.NONE, "Inspektorat Kota Bengkulu")]
)
def test_a_case_about_the_inspektur_is_not_spoken_for_by_the_inspektorat(desk: Desk, routing: Routing, speaker: str):
    registered = received(routing=routing)
    user = desk.office.delegate if routing == Routing.INSPECTOR else desk.office.inspector
    case, keys = desk.opened(registered.complaint, user)
    post_message(case, "Apakah ada salinan?", once=case.pk, keys=keys, by=user, at=NOW)

    page = text_of(page_of(registered))

    assert f"{speaker} · Selasa, 17 November 2026, pukul 10.00 WIB Apakah ada salinan?" in page
    assert "Kami menulis pesan kepada Anda. Baca dan balas" in page


def test_old_messages_are_one_tap_away(desk: Desk):
    registered = desk.forwarded()
    case, keys = desk.opened(registered.complaint, desk.office.inspector)
    for number in range(6):
        moment = NOW + timedelta(minutes=number)
        post_message(case, f"Pesan nomor {number}", once=type(case.pk)(int=number), keys=keys, by=desk.office.inspector, at=moment)

    page = page_of(registered)

    assert ([spoken.text for spoken in page.context["conversation"]], len(page.context["older"])) == (
        ["Pesan nomor 5", "Pesan nomor 4", "Pesan nomor 3", "Pesan nomor 2"],
        2,
    )
    assert "2 pesan sebelumnya" in text_of(page)


def test_the_receipt_opens_the_conversation_and_not_the_file(desk: Desk):
    registered = received()

    body = page_of(registered).content.decode()

    assert [words for words in (STORY, "Hendro", "petugas loket", "Kecamatan Tanjung Arum") if words in body] == []


def test_parts_of_other_rooms_stand_on_the_page_when_they_have_something_to_show(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    parts: slots.Slot[slots.StatusPart] = slots.Slot()
    monkeypatch.setattr(slots, "status_part", parts)
    parts.register(slots.StatusPart(key="a", template="components/mark.html", provider=lambda request, complaint: {"number": 1}))
    parts.register(slots.StatusPart(key="b", template="components/absent.html", provider=lambda request, complaint: None))

    page = page_of(received())

    assert page.context["parts"] == [("components/mark.html", {"number": 1})]


def test_the_page_is_light(desk: Desk):
    registered = desk.forwarded()
    desk.answered(registered.complaint, AnswerParts(AnswerKind.FINAL, ANSWER_TEXT))
    browser = reader(registered)

    entry = Client().get("/status/", headers={"accept-encoding": "gzip"})
    page = browser.get("/status/", headers={"accept-encoding": "gzip"})

    assert [(response["Content-Encoding"], len(response.content) <= HEAVIEST) for response in (entry, page)] == [("gzip", True)] * 2


def test_a_long_conversation_costs_no_more_questions(desk: Desk, django_assert_max_num_queries):
    registered = desk.forwarded()
    case, keys = desk.opened(registered.complaint, desk.office.inspector)
    for number in range(30):
        post_message(case, "Pesan", once=type(case.pk)(int=number), keys=keys, by=None, at=NOW)
    browser = reader(registered)

    with django_assert_max_num_queries(15):
        assert browser.get("/status/").status_code == 200


def test_a_postponement_is_told_in_plain_words_without_its_ground(desk: Desk):
    registered = desk.forwarded()
    inspector = desk.office.inspector
    postpone(registered.complaint, SuspensionGround.NOT_YET_ENOUGH, review_on=date(2027, 1, 25), by=inspector, at=NOW)
    due = long_date(registered.complaint.deadlines.get(kind=DeadlineKind.ANSWER).due_on)

    page = text_of(page_of(registered))

    assert (
        "Pemeriksaan pengaduan Anda kami tunda dan akan kami lihat kembali (Pasal 14). "
        f"Jawaban kepada Anda tetap paling lambat {due} (Pasal 16)." in page
    )
    assert [word for word in ("belum cukup bukti", "25 Januari 2027", inspector.full_name, *INNER) if word in page] == []


def test_a_stop_is_told_in_plain_words(desk: Desk):
    registered = desk.forwarded()
    stop(registered.complaint, SuspensionGround.DECEASED, by=desk.office.inspector, at=NOW)

    page = text_of(page_of(registered))

    assert "Pemeriksaan pengaduan Anda tidak kami lanjutkan (Pasal 14). Alasannya ada dalam jawaban." in page
    assert "meninggal" not in page


def test_dates_in_a_year_without_joint_leave_are_flagged(desk: Desk):
    moment = datetime(2028, 12, 20, 3, 0, tzinfo=UTC)
    desk.at(moment)
    registered = received(received_at=moment)

    assert "Cuti bersama 2028, 2029 belum ditetapkan; tanggal yang menyentuhnya dapat bergeser." in text_of(page_of(registered))

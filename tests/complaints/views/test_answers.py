"""Answering the reporter: draft, exactly what the reporter will see, issue."""

from datetime import UTC, date, datetime

import pytest

from complaints.enums import AnswerKind, DeadlineKind, Routing
from complaints.models import Answer, Complaint
from complaints.rules.answer import AnswerParts
from complaints.services import answers
from tests.complaints.views.desk import ANSWER_TEXT, Desk
from tests.complaints.views.reading import form_of, text_of
from tests.factories.complaints import received

DRAFT = {"jenis": "final", "isi": ANSWER_TEXT, "version": "0", "tidak_disampaikan": ""}


def draft_of(complaint: Complaint, desk: Desk) -> AnswerParts:
    answer = Answer.objects.select_related("content", "thread").get(complaint=complaint, issued_at__isnull=True)
    return answers.parts_of(answer, desk.keys(desk.office.inspector))


def write(desk: Desk, complaint: Complaint, user=None, **changes):
    return desk.post(user or desk.office.inspector, "complaints:case_answer_draft", complaint.pk, **{**DRAFT, **changes})


def test_a_draft_leads_to_its_preview(desk: Desk):
    complaint = desk.forwarded().complaint

    saved = write(desk, complaint)
    preview = desk.get(desk.office.inspector, "complaints:case_answer_preview", complaint.pk)

    assert saved["Location"] == f"/petugas/perkara/{complaint.pk}/jawaban/pratinjau/"
    assert (
        f"Jawaban RAHASIA Inspektorat Kota Bengkulu · tanggal terbit Yth. Pelapor pengaduan nomor 700/0001/2026 {ANSWER_TEXT} "
        "Inspektorat Kota Bengkulu Surat resminya belum dapat dibuat. "
        "Minta administrator menambah kop surat Inspektorat dan nomor surat untuk "
        "Surat jawaban kepada pelapor di Pengaturan. Jawaban tetap dapat diterbitkan; suratnya dibuat kemudian dari tab Jawaban. "
        "Terbitkan jawaban" in text_of(preview)
    )


def test_what_is_issued_stands_on_the_status_page_and_meets_the_clock(desk: Desk):
    complaint = desk.forwarded().complaint
    write(desk, complaint)

    response = desk.browser(desk.office.inspector).post(
        f"/petugas/perkara/{complaint.pk}/jawaban/pratinjau/", {"version": "1"}, follow=True
    )

    issued = Answer.objects.get()
    assert [str(message) for message in response.context["messages"]] == ["Jawaban terbit di halaman status pelapor."]
    assert (issued.issued_at, issued.issued_by) == (desk.now, desk.office.inspector)
    assert complaint.deadlines.get(kind=DeadlineKind.ANSWER).met_on == date(2026, 11, 17)
    assert "terbit Selasa, 17 November 2026, pukul 10.00 WIB oleh Hasan Basri Contoh · belum dibuka pelapor" in text_of(response)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"isi": "Sedang diproses."}, "Tulis apa yang telah dilakukan dan hasil atau tahapnya; kalimat umum saja tidak cukup."),
        ({"jenis": "interim"}, "Isi tanggal pelapor akan mendapat kabar berikutnya."),
        ({"jenis": "refusal"}, "Pilih sedikitnya satu alasan penolakan dari Pasal 18 ayat (2)."),
        ({"jenis": "partial_refusal", "alasan": ["c"]}, "Sebutkan secara umum bagian yang tidak dapat disampaikan."),
    ],
)
def test_what_the_law_asks_for_is_told_before_it_can_be_issued(desk: Desk, changes: dict, fault: str):
    complaint = desk.forwarded().complaint
    write(desk, complaint, **changes)

    preview = desk.get(desk.office.inspector, "complaints:case_answer_preview", complaint.pk)
    forced = desk.post(desk.office.inspector, "complaints:case_answer_preview", complaint.pk, version="1")

    assert ("Terbitkan jawaban" in text_of(preview), f"Ada yang perlu diperbaiki {fault}" in text_of(preview)) == (False, True)
    assert (forced.status_code, Answer.objects.get().issued_at) == (422, None)
    assert fault in text_of(forced)


def test_a_refusal_names_its_letter(desk: Desk):
    complaint = desk.forwarded().complaint
    write(desk, complaint, jenis="partial_refusal", alasan=["c", "a"], tidak_disampaikan="nama saksi")

    preview = text_of(desk.get(desk.office.inspector, "complaints:case_answer_preview", complaint.pk))

    assert (
        "Sebagian jawaban tidak dapat kami sampaikan karena penyampaiannya: "
        "dapat menghambat proses tindak lanjut (Pasal 18 ayat (2) huruf a) "
        "dapat mengungkapkan rahasia pribadi seseorang (Pasal 18 ayat (2) huruf c) Yang tidak disampaikan: nama saksi" in preview
    )


def test_the_deputy_is_told_who_signs_a_refusal(desk: Desk):
    complaint, deputy = desk.forwarded().complaint, desk.office.deputy
    write(desk, complaint, user=deputy, jenis="refusal", alasan=["c"], isi="")

    preview = desk.get(deputy, "complaints:case_answer_preview", complaint.pk)
    forced = desk.post(deputy, "complaints:case_answer_preview", complaint.pk, version="1")

    assert "Ditandatangani Inspektur." in text_of(preview)
    assert "Terbitkan jawaban" not in text_of(preview)
    assert (forced.status_code, Answer.objects.get().issued_at) == (403, None)
    assert "Terbitkan jawaban" in text_of(desk.get(desk.office.inspector, "complaints:case_answer_preview", complaint.pk))


def test_the_title_of_a_preview_says_that_something_is_wrong(desk: Desk):
    complaint = desk.forwarded().complaint
    write(desk, complaint, jenis="refusal")

    page = desk.get(desk.office.inspector, "complaints:case_answer_preview", complaint.pk).content.decode()

    assert "<title>Kesalahan: Pratinjau jawaban" in page


def test_no_label_calls_a_field_optional_that_a_kind_demands(desk: Desk):
    complaint = desk.forwarded().complaint

    page = text_of(desk.get(desk.office.inspector, "complaints:case_answer_draft", complaint.pk))

    assert ("(opsional)" in page, "Tawarkan jawaban sebagian lebih dahulu." in page) == (False, True)


def test_an_empty_answer_is_asked_for_and_what_was_typed_stays(desk: Desk):
    complaint = desk.forwarded().complaint

    response = write(desk, complaint, isi="", tidak_disampaikan="nama saksi", kabar_berikutnya_hari="32")

    assert response.status_code == 422
    assert "Ada yang perlu diperbaiki Tulis isi jawaban" in text_of(response)
    assert form_of(response, "isi")["tidak_disampaikan"].strip() == "nama saksi"


def test_two_who_write_at_once_see_both_texts(desk: Desk):
    complaint = desk.forwarded().complaint
    mine, yours = "Jawaban tulisan saya, cukup panjang untuk terbit.", "Jawaban tulisan wakil, cukup panjang untuk terbit."
    write(desk, complaint, user=desk.office.deputy, isi=yours)

    conflict = write(desk, complaint, isi=mine)
    typed = form_of(conflict, "isi")
    kept = draft_of(complaint, desk).text
    joined = write(desk, complaint, isi=f"{mine} {yours}", version=typed["version"])

    assert conflict.status_code == 422
    assert "Yulia Contoh baru saja menyimpan jawaban ini. Kedua teks ada di bawah; satukan, lalu simpan lagi." in text_of(conflict)
    assert (yours in text_of(conflict), typed["isi"].strip(), kept) == (True, mine, yours)
    assert (joined.status_code, draft_of(complaint, desk).text) == (302, f"{mine} {yours}")


def test_what_was_issued_meanwhile_is_shown_beside_what_was_typed(desk: Desk):
    complaint = desk.forwarded().complaint
    write(desk, complaint)
    desk.post(desk.office.deputy, "complaints:case_answer_preview", complaint.pk, version="1")

    conflict = write(desk, complaint, isi="Tulisan saya yang terlambat.", version="1")

    assert (conflict.status_code, ANSWER_TEXT in text_of(conflict)) == (422, True)
    assert form_of(conflict, "isi")["version"] == "0"


def test_an_answer_changed_since_its_preview_is_read_again_first(desk: Desk):
    complaint = desk.forwarded().complaint
    write(desk, complaint)
    write(desk, complaint, user=desk.office.deputy, isi=f"{ANSWER_TEXT} Tambahan.", version="1")

    response = desk.post(desk.office.inspector, "complaints:case_answer_preview", complaint.pk, version="1")

    assert (response.status_code, Answer.objects.get().issued_at) == (409, None)
    assert "Jawaban ini berubah sejak pratinjau dibuka. Baca lagi di bawah, lalu terbitkan." in text_of(response)
    assert (form_of(response, "version")["version"], f"{ANSWER_TEXT} Tambahan." in text_of(response)) == ("2", True)


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 5000])
def test_a_version_that_is_none_issues_nothing(desk: Desk, version: str):
    complaint = desk.forwarded().complaint
    write(desk, complaint)

    response = desk.post(desk.office.inspector, "complaints:case_answer_preview", complaint.pk, version=version)

    assert (response.status_code, Answer.objects.get().issued_at) == (409, None)


def test_without_a_draft_there_is_no_preview(desk: Desk):
    complaint = desk.forwarded().complaint

    assert desk.get(desk.office.inspector, "complaints:case_answer_preview", complaint.pk).status_code == 404


def test_who_works_on_the_case_reads_answers_and_writes_none(desk: Desk):
    complaint = desk.forwarded().complaint
    desk.shared(complaint, desk.office.auditor)
    write(desk, complaint)

    tab = text_of(desk.get(desk.office.auditor, "complaints:case_answers", complaint.pk))

    assert "Ada jawaban yang belum diterbitkan. Sedang disusun oleh yang memutus perkara." in tab
    assert [
        desk.get(desk.office.auditor, f"complaints:{name}", complaint.pk).status_code
        for name in ("case_answer_draft", "case_answer_preview")
    ] == [404, 404]


def test_nothing_is_answered_before_it_was_forwarded(desk: Desk):
    complaint = received().complaint

    assert write(desk, complaint).status_code == 404


def test_a_case_sealed_away_from_the_inspektorat_is_not_answered_in_its_name(desk: Desk):
    complaint = received(routing=Routing.INSPECTOR).complaint
    write(desk, complaint, user=desk.office.delegate)

    preview = text_of(desk.get(desk.office.delegate, "complaints:case_answer_preview", complaint.pk))

    assert "Pemerintah Kota Bengkulu · tanggal terbit" in preview
    assert "Inspektorat Kota Bengkulu" not in preview


def test_what_the_reporter_opened_is_noted(desk: Desk):
    registered = desk.forwarded()
    answer = desk.answered(registered.complaint, AnswerParts(AnswerKind.FINAL, ANSWER_TEXT))
    answers.mark_read(answer, at=datetime(2026, 11, 17, 5, 0, tzinfo=UTC))

    tab = text_of(desk.get(desk.office.inspector, "complaints:case_answers", registered.complaint.pk))

    assert "dibuka pelapor Selasa, 17 November 2026, pukul 12.00 WIB" in tab

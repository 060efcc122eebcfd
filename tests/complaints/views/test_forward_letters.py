"""Surat penerusan: signed as the officer forwards, taken along in that moment, then read by the people of the case alone."""

from collections import Counter
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from complaints.enums import ComplaintState
from complaints.models import Complaint
from complaints.services.attachments import IncomingFile
from complaints.services.walls import build_wall
from foundation.audit.models import AuditEntry
from foundation.papers import services as papers
from foundation.papers.enums import PaperKind
from foundation.papers.models import NumberSeries, Paper, SignedScan
from foundation.vault.files import seal_stream
from tests.complaints.views.desk import Desk
from tests.complaints.views.reading import text_of
from tests.complaints.views.test_letters import SCAN, body
from tests.factories.complaints import STORY, received
from tests.foundation.papers.pdfs import catalogue, lines

REPORTER = {"name": "Marlena Tiosa", "phone": "0812-3456-7890"}
NAMES = ("Marlena", "0812", "Hendro", STORY[:20], "Loket 2", "Tanjung Arum", "rekening")


@pytest.fixture
def stationery(desk: Desk) -> None:
    """Kop and numbers."""
    papers.seed_papers(at=desk.now)


def a_named_complaint() -> Complaint:
    files = (IncomingFile(seal_stream([b"saldo"]), name="rekening.pdf"),)
    return received(reporter_named=True, reporter=REPORTER, files=files).complaint


def sent_on(desk: Desk, complaint: Complaint, **data):
    return desk.post(desk.office.channel, "complaints:case_forward", complaint.pk, jenis="pungli", **data)


def test_the_officer_takes_along_a_letter_that_says_exactly_this(desk: Desk, stationery: None, settings):
    complaint = a_named_complaint()

    response = sent_on(desk, complaint, unduh="1")

    pdf = body(response)
    text = " ".join(lines(pdf))
    address = text.partition("Periksa keaslian surat ini di: ")[2].split()[0]
    assert (response["Content-Disposition"], catalogue(pdf)["/Lang"]) == ('attachment; filename="700-001-ITDA-TRS-2026.pdf"', "id")
    assert text == (
        "PEMERINTAH KOTA BENGKULU INSPEKTORAT Jalan Teluk Contoh Nomor 1, Bengkulu Telepon (0736) 000-0100 "
        "Nomor : 700/001/ITDA.TRS/2026 Sifat : Rahasia Lampiran : 1 berkas Hal : Penerusan pengaduan nomor 700/0001/2026 "
        "Bengkulu, 17 November 2026 Yth. Inspektur Kota Bengkulu di tempat "
        "Sesuai Pasal 6 ayat (5) Peraturan Walikota Bengkulu Nomor 24 Tahun 2020, "
        "bersama ini kami teruskan pengaduan berikut untuk ditindaklanjuti. "
        "Nomor register : 700/0001/2026 Diterima : Senin, 16 November 2026, pukul 09.30 WIB Saluran : Pasal 6 ayat (3) huruf b "
        "Jenis dugaan pelanggaran : Pungutan liar (menurut petugas penerima) "
        "Ditindaklanjuti : paling lambat 30 November 2026 (Pasal 7 ayat (2)) Dijawab : paling lambat 30 Desember 2026 (Pasal 16) "
        "Uraian dan lampiran pengaduan disegel dalam sistem pengaduan dan hanya dapat dibuka oleh yang berwenang. "
        "Identitas pelapor tidak disertakan (Pasal 15). Demikian kami sampaikan untuk menjadi perhatian. "
        f"Periksa keaslian surat ini di: {address} Petugas saluran Inspektorat, Tuti Marliah RAHASIA Halaman 1 dari 1"
    )
    assert [name for name in NAMES if name in text] == []
    assert (len(pdf) <= 120 * 1024, Complaint.objects.get().state) == (True, ComplaintState.FORWARDED)
    assert AuditEntry.objects.filter(action="paper.opened", actor_id=desk.office.channel.pk).count() == 1


def test_an_officer_of_another_unit_writes_under_the_citys_kop(desk: Desk, stationery: None):
    complaint = received(by=desk.office.receiving, channel="pejabat").complaint

    text = " ".join(lines(body(desk.post(desk.office.receiving, "complaints:case_forward", complaint.pk, jenis="pungli", unduh="1"))))

    assert text.startswith("PEMERINTAH KOTA BENGKULU Nomor : 700/001/ITDA.TRS/2026")
    assert "Pejabat Penerima Pengaduan, Dewi Rasyid" in text


def test_every_complaint_forwarded_in_bulk_has_its_own_letter(desk: Desk, stationery: None):
    ids = [received().complaint.pk for _ in range(3)]

    desk.browser(desk.office.channel).post("/petugas/teruskan/", {"pilih": ids, "yakin": "1"})

    letters = Paper.objects.filter(kind=PaperKind.FORWARDING).order_by("sequence")
    assert [one.number for one in letters] == [f"700/00{place}/ITDA.TRS/2026" for place in (1, 2, 3)]
    assert {one.inside.group for one in letters.select_related("inside")} == set(ids)
    assert Counter(AuditEntry.objects.values_list("action", flat=True))["paper.opened"] == 0


def test_without_a_kop_the_law_is_met_and_the_page_says_what_is_missing(desk: Desk):
    complaint = received().complaint
    page = text_of(desk.get(desk.office.channel, "complaints:case_forward", complaint.pk))

    response = sent_on(desk, complaint, unduh="1")

    assert "Minta administrator menambah kop surat Inspektorat dan nomor surat untuk Surat penerusan pengaduan di Pengaturan." in page
    assert (response.status_code, Complaint.objects.get().state, Paper.objects.count()) == (302, ComplaintState.FORWARDED, 0)


def test_what_cannot_be_forwarded_draws_no_number(desk: Desk, stationery: None):
    complaint = desk.forwarded().complaint
    before = NumberSeries.objects.get(code="paper.forwarding").last

    assert (sent_on(desk, complaint).status_code, NumberSeries.objects.get(code="paper.forwarding").last) == (404, before)


def test_the_draft_of_the_letter_is_shown_and_kept_nowhere(desk: Desk, stationery: None):
    complaint = received().complaint

    response = desk.get(desk.office.channel, "complaints:case_forward_letter", complaint.pk)

    text = " ".join(lines(response.content))
    assert ("KONSEP" in text, "Nomor : …" in text, "Tuti Marliah" in text, Paper.objects.count()) == (True, True, True, 0)
    assert desk.get(desk.office.inspector, "complaints:case_forward_letter", complaint.pk).status_code == 404


def test_only_the_people_of_the_case_find_the_letter_and_its_scan(desk: Desk, stationery: None):
    complaint, other = desk.forwarded(received(reporter_named=True, reporter=REPORTER)).complaint, desk.forwarded().complaint
    desk.shared(complaint, desk.office.second_auditor)
    case, keys = desk.opened(complaint, desk.office.inspector)
    build_wall(case, desk.office.second_auditor, reason="Ipar terlapor.", keys=keys, by=desk.office.inspector, at=desk.now)
    letter = Paper.objects.get(inside=complaint.content, kind=PaperKind.FORWARDING)
    upload = SimpleUploadedFile("pindai.pdf", SCAN, content_type="application/pdf")
    desk.post(desk.office.inspector, "complaints:case_paper_upload", complaint.pk, letter.pk, pindai=upload)
    scan = SignedScan.objects.get()
    inside = [("case_paper", []), ("case_paper_scan", [scan.pk]), ("case_paper_upload", [])]
    strangers = [user for user in desk.office.everybody() if user not in (desk.office.inspector, desk.office.deputy)]

    found = {desk.get(user, f"complaints:{n}", complaint.pk, letter.pk, *more).status_code for user in strangers for n, more in inside}
    elsewhere = {desk.get(desk.office.inspector, f"complaints:{name}", other.pk, letter.pk, *more).status_code for name, more in inside}
    tab = text_of(desk.get(desk.office.deputy, "complaints:case_files", complaint.pk))

    assert (found, elsewhere) == ({404}, {404})
    assert "Surat penerusan pengaduan Nomor 700/001/ITDA.TRS/2026 Tanggal Selasa, 17 November 2026 Penanda tangan Tuti Marliah" in tab
    assert "Unduh surat (PDF) Unggah hasil pindai bertanda tangan Unduh hasil pindai oleh Hasan Basri Contoh" in tab
    assert body(desk.get(desk.office.deputy, "complaints:case_paper", complaint.pk, letter.pk)).startswith(b"%PDF-1.7")
    assert body(desk.get(desk.office.deputy, "complaints:case_paper_scan", complaint.pk, letter.pk, scan.pk)) == SCAN
    assert letter.dated == date(2026, 11, 17)

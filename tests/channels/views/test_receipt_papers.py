"""Tanda terima as an official paper: what it says, that it bears no code, and who gets it."""

import re
from collections import Counter

import pytest
from django.test import Client

from channels.services.receipt_papers import receipt_paper
from channels.services.receipts import Receipt
from channels.views.receipt import as_letter
from complaints.models import Complaint
from complaints.services.reporter import open_by_receipt
from foundation.audit.models import AuditEntry
from foundation.papers.enums import PaperKind
from foundation.papers.models import Paper
from foundation.papers.queries import content_of
from foundation.papers.services import seed_papers
from foundation.vault.codes import grouped
from foundation.vault.holders import unlock_receipt
from tests.channels.conftest import MONDAY
from tests.channels.views.test_staff import DESK, ENTRY, officer  # noqa: F401 - a fixture
from tests.channels.visitor import STORY, Visitor
from tests.data.hostile import HOSTILE
from tests.factories.accounts import keyring
from tests.foundation.papers.pdfs import catalogue, lines
from tests.foundation.papers.test_letters import lost, made

PDF = "/lapor/tanda-terima.pdf"


@pytest.fixture
def stationery(receivers) -> None:
    seed_papers(at=MONDAY)


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_visitor_takes_a_receipt_that_says_exactly_this_and_no_code(receivers, stationery, visitor, settings):
    settings.SITE_URL = "https://pengaduan.contoh.id"
    visitor.send()
    code = "".join(re.findall(r"<span>([0-9A-Z]{4})</span>", visitor.get("/lapor/tanda-terima/").content.decode()))

    response = visitor.get(PDF)
    pdf = body(response)

    text = " ".join(lines(pdf))
    address = text.partition("Periksa keaslian surat ini di: ")[2].split()[0]
    assert response["Content-Disposition"] == 'attachment; filename="700-0001-2026.pdf"'
    assert text == (
        "PEMERINTAH KOTA BENGKULU INSPEKTORAT Jalan Teluk Contoh Nomor 1, Bengkulu Telepon (0736) 000-0100 "
        "Tanda terima pengaduan Nomor: 700/0001/2026 "
        "Nomor register : 700/0001/2026 Diterima : Senin, 23 November 2026, pukul 14.05 WIB Saluran : Formulir web Lampiran : Tidak ada "
        "Paling lambat, dalam hari kerja: "
        "1. Kamis, 26 November 2026: sampai kepada pejabat yang berwenang (Pasal 6 ayat (5)) "
        "2. Senin, 7 Desember 2026: ditindaklanjuti (Pasal 7 ayat (2)) "
        "3. Jumat, 8 Januari 2027: dijawab (Pasal 16) "
        "Sudah diperhitungkan: Cuti Bersama Hari Raya Natal, Hari Raya Natal, Tahun Baru Masehi, Isra Mikraj Nabi Muhammad. "
        "Hak Anda "
        "• Anda berhak atas pelayanan dan jawaban (Pasal 9 ayat (3)). "
        "• Perlindungan berlaku sejak pengaduan diterima (Pasal 13 ayat (1)). "
        "• Identitas Anda dan isi pengaduan dirahasiakan (Pasal 15). "
        "Kode tanda terima tidak tertulis pada surat ini. Simpan kode itu terpisah: hanya dengan kode itu Anda dapat membaca jawaban "
        "dan mengirim pesan di https://pengaduan.contoh.id/status/. "
        "Tanda terima ini dibuat oleh sistem dan berlaku tanpa tanda tangan. "
        f"Periksa keaslian surat ini di: {address} RAHASIA Halaman 1 dari 1"
    )
    assert [secret for secret in (code, grouped(code), grouped(code, "-"), STORY["uraian"], "Hendro") if secret in text] == []
    assert len(pdf) <= 120 * 1024


def test_the_same_paper_comes_again_and_a_second_language_is_a_paper_of_its_own(receivers, stationery, visitor):
    visitor.send()
    first, again = body(visitor.get(PDF)), body(visitor.get(PDF))
    visitor.browser.cookies["bahasa"] = "en"

    english = body(visitor.get(PDF))

    complaint = Complaint.objects.get()
    assert (first == again, catalogue(first)["/Lang"], catalogue(english)["/Lang"]) == (True, "id", "en")
    assert "Complaint receipt Number: 700/0001/2026/EN" in " ".join(lines(english))
    found = Paper.objects.order_by("number")
    assert [(one.number, one.inside_id, one.signed_by) for one in found] == [
        ("700/0001/2026", complaint.thread_id, None),
        ("700/0001/2026/EN", complaint.thread_id, None),
    ]
    assert Counter(AuditEntry.objects.values_list("action", "actor_kind"))["paper.opened", "reporter"] == 3


def test_without_a_draft_that_was_sent_there_is_no_receipt(receivers, stationery, visitor):
    assert visitor.get(PDF).status_code == 404
    visitor.fill()
    assert visitor.get(PDF).status_code == 404
    assert (Visitor().get(PDF).status_code, Paper.objects.count()) == (404, 0)


def test_without_a_kop_the_page_with_the_code_stays(receivers, visitor):
    visitor.send()

    page = visitor.get(PDF, follow=True)

    assert ("Tanda terima PDF belum tersedia." in page.content.decode(), page.redirect_chain) == (True, [("/lapor/tanda-terima/", 302)])


def test_the_officer_prints_one_that_he_signs(receivers, stationery, officer):  # noqa: F811
    page = officer.post(DESK, ENTRY).content.decode()
    complaint = Complaint.objects.get()
    address = f"/petugas/catat/tanda-terima/{complaint.pk}.pdf"

    text = " ".join(lines(body(officer.get(address))))

    assert (f'href="{address}"' in page, Paper.objects.get().kind) == (True, PaperKind.RECEIPT)
    assert "Pejabat Penerima Pengaduan, Dewi Rasyid" in text
    assert [
        word for word in ("Marlena", "0800", "Hendro", ENTRY["kode"], grouped(ENTRY["kode"]), "tanpa tanda tangan") if word in text
    ] == []


def test_nobody_else_gets_the_officers_receipt(receivers, stationery, officer, browser_of):  # noqa: F811
    officer.post(DESK, ENTRY)
    address = f"/petugas/catat/tanda-terima/{Complaint.objects.get().pk}.pdf"
    body(officer.get(address))

    others = [browser_of(user, at=MONDAY) for user in (receivers.channel, receivers.inspector, receivers.custodian)]

    assert [browser.get(address).status_code for browser in others] == [404, 404, 404]
    assert Client().get(address)["Location"].startswith("/petugas/masuk/")


def test_without_a_kop_the_page_with_the_code_has_no_link_that_leads_away(receivers, officer):  # noqa: F811
    page = officer.post(DESK, ENTRY).content.decode()

    assert ("tanda-terima/" in page.partition("<main")[2], ENTRY["kode"][:4] in page) == (False, True)


def test_the_reporters_receipt_is_read_by_the_case(receivers, stationery, visitor):
    visitor.send()
    body(visitor.get(PDF))
    paper = Paper.objects.select_related("inside").get()

    assert b"".join(content_of(paper, keyring(receivers.channel, at=MONDAY))).startswith(b"%PDF-1.7")


def test_two_calls_make_one_paper(receivers, stationery, visitor):
    visitor.send()
    code = "".join(re.findall(r"<span>([0-9A-Z]{4})</span>", visitor.get("/lapor/tanda-terima/").content.decode()))
    opened = open_by_receipt(unlock_receipt(code), at=MONDAY)
    letter = as_letter(a_receipt("Formulir web"), signed=False)

    made_twice = [receipt_paper(opened.complaint, letter, language="id", keys=opened.keys, by=None, at=MONDAY) for _ in range(2)]

    assert (made_twice[0], Paper.objects.count()) == (made_twice[1], 1)


def a_receipt(channel: str) -> Receipt:
    due = dict.fromkeys(("forward", "follow_up", "answer"), MONDAY.date())
    return Receipt(number="700/0001/2026", channel=channel, received_at=MONDAY, due=due, files=2)


@pytest.mark.parametrize("name", sorted(set(HOSTILE) - {"long20k", "one_word"}))
def test_a_hostile_name_of_a_channel_is_text(db, name):
    text = HOSTILE[name][:90]

    assert lost(name, text, made(as_letter(a_receipt(text), signed=False)), times=1) == Counter()

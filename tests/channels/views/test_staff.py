import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from channels.models import Intake
from complaints.models import AccusedPerson, Attachment, Complaint
from foundation.accounts.enums import Role
from foundation.ui import slots
from foundation.vault.holders import unlock_receipt
from foundation.vault.models import Compartment
from foundation.vault.rekeying import settle_drops
from foundation.vault.sealing import open_sealed
from tests.channels.conftest import MONDAY, Clock, Receivers
from tests.channels.visitor import ACCUSED, STORY, a_file
from tests.factories.accounts import keyring, person

DESK = "/petugas/catat/pejabat/"
ENTRY = {
    **STORY,
    **ACCUSED,
    "kode": "7K4P9XQ2M6HDR3TB",
    "tanggal_terima_hari": "23",
    "tanggal_terima_bulan": "11",
    "tanggal_terima_tahun": "2026",
    "pukul": "13.30",
    "pelapor": "individual",
    "nama_disebut": "bernama",
    "identitas_dilihat": "ya",
    "nama": "Marlena Tiosa",
    "telepon": "0800-0000-0101",
    "cara": "phone",
    "terancam": "tidak",
}


@pytest.fixture
def officer(receivers: Receivers, clock: Clock, browser_of: Any) -> Client:
    """The browser of an officer at his desk."""
    return browser_of(receivers.receiving, at=MONDAY)


def faults(response: Any) -> list[str]:
    summary = response.content.decode().partition('id="kesalahan"')[2].partition("</ul>")[0]
    return [words.strip() for words in re.findall(r"<(?:a|strong)[^>]*>(.*?)</(?:a|strong)>", summary)]


def test_an_entry_is_registered_and_its_receipt_handed_over(officer, receivers):
    response = officer.post(DESK, ENTRY)

    complaint, page = Complaint.objects.get(), response.content.decode()
    code = "".join(re.findall(r"<span>([0-9A-Z]{4})</span>", page))
    assert (response.status_code, response["Cache-Control"], code) == (200, "no-store, private", "7K4P9XQ2M6HDR3TB")
    assert (unlock_receipt(code).holder_id, "700/0001/2026" in page) == (complaint.reporter_holder_id, True)
    received = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
    assert (complaint.received_at, complaint.entered_at, complaint.channel_letter) == (received, MONDAY, "g")
    assert (complaint.handling_officer, Intake.objects.get().identity_seen) == (receivers.receiving, True)


def test_the_identity_is_sealed_to_the_custodians_alone(officer, receivers):
    officer.post(DESK, {**ENTRY, "izin": ["unit_kerja"]})

    complaint = Complaint.objects.select_related("identity").get()
    told = open_sealed(complaint, "reporter", keyring(receivers.custodian, at=MONDAY))
    assert told == {"name": "Marlena Tiosa", "phone": "0800-0000-0101", "way": "phone", "consents": ["unit_kerja"]}
    assert keyring(receivers.receiving, at=MONDAY).can_open(complaint.identity) is False


def test_without_a_name_contact_typed_by_mistake_is_not_kept(officer):
    officer.post(DESK, {**ENTRY, "nama_disebut": "tanpa"})

    complaint = Complaint.objects.get()
    assert (complaint.reporter_named, complaint.reporter) == (False, None)


def test_a_second_press_shows_the_same_receipt(officer):
    first, second = officer.post(DESK, ENTRY), officer.post(DESK, ENTRY)

    assert ("700/0001/2026" in second.content.decode(), first.status_code, Complaint.objects.count()) == (True, 200, 1)


def test_a_second_person_under_the_same_form_is_registered_and_the_officer_told(officer, receivers):
    officer.post(DESK, ENTRY)
    page = officer.post(DESK, {**ENTRY, "uraian": "Kepala sekolah memotong dana BOS.", "nama": "Orang Kedua"}).content.decode()

    second = Complaint.objects.select_related("content").get(register_number="700/0002/2026")
    code = "".join(re.findall(r"<span>([0-9A-Z]{4})</span>", page))
    assert (unlock_receipt(code).holder_id, code == ENTRY["kode"]) == (second.reporter_holder_id, False)
    assert open_sealed(second, "story", keyring(receivers.receiving, at=MONDAY))["story"] == "Kepala sekolah memotong dana BOS."
    assert ("700/0002/2026" in page, "Formulir ini sudah pernah disimpan dengan isi lain." in page) == (True, True)


def test_a_failing_database_keeps_the_entry_on_the_page(officer, monkeypatch):
    def away(*args, **options):
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(Intake, "save", away)
        response = officer.post(DESK, ENTRY)

    assert (response.status_code, faults(response)[0].startswith("Pengaduan mungkin BELUM tercatat")) == (503, True)
    assert (STORY["uraian"] in response.content.decode(), Complaint.objects.count()) == (True, 0)


def test_each_empty_form_has_its_own_code(officer):
    codes = {re.search(r'name="kode" value="([0-9A-Z]{16})"', officer.get(DESK).content.decode())[1] for _ in range(3)}

    assert len(codes) == 3


def test_the_form_begins_with_now(officer):
    page = officer.get(DESK).content.decode()

    assert re.findall(r'name="(?:tanggal_terima_\w+|pukul)"[^>]*? value="([^"]+)"', page) == ["23", "11", "2026", "14.05"]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"pukul": "14.06"}, "Isi jam diterima yang sudah lewat; pengaduan tidak dapat diterima di masa depan"),
        ({"tanggal_terima_hari": "24"}, "Isi tanggal diterima paling akhir 23 November 2026"),
        ({"pukul": "25.00"}, "Isi jam diterima dengan angka, misalnya 14.05"),
        ({"tanggal_terima_hari": "17"}, "Isi alasan baru dicatat: sudah lewat batas Pasal 6 ayat (5)"),
        ({"nama": ""}, "Isi nama pelapor, atau pilih “Tanpa nama”"),
        ({"uraian": " "}, "Tulis uraian persis seperti yang disampaikan pelapor"),
        ({"asal": ""}, "Pilih tempat kerja terlapor, atau “Bukan, atau tidak tahu”"),
        ({"kode": "x"}, "Muat ulang halaman ini, lalu isi kembali"),
        ({"orang-0-unit": ""}, "Isi nama unit kerja, misalnya Dinas Kesehatan"),
        ({"orang-0-nama": ""}, "Isi nama terlapor, atau centang “Pelapor tidak tahu namanya”"),
        ({"tanggal_hari": "24", "tanggal_bulan": "11"}, "Isi tanggal yang sudah lewat, atau centang “Pelapor tidak ingat”"),
        ({"telepon": "-", "cara": "phone"}, "Isi nomor telepon dengan angka, atau pilih cara lain untuk menghubungi pelapor"),
    ],
)
def test_faults_say_what_to_do_and_store_nothing(officer, changed, expected):
    response = officer.post(DESK, {**ENTRY, **changed})

    assert (response.status_code, faults(response), Complaint.objects.count()) == (422, [expected], 0)
    assert changed.get("nama") == "" or "Marlena Tiosa" in response.content.decode()


def test_the_summary_of_faults_follows_the_page(officer):
    response = officer.post(DESK, {"orang-TOTAL_FORMS": "1", "orang-INITIAL_FORMS": "0", "kode": ENTRY["kode"]})

    asked = [words.split(",")[0] for words in faults(response)]
    page = response.content.decode()
    summary = re.findall(r'href="#(id_[a-z0-9_-]+)"', page[: page.index("<form method=")])
    places = [page.index(f'id="{anchor}"') for anchor in summary]
    assert (len(asked) > 8, places) == (True, sorted(places))


def test_an_officer_is_not_spoken_to_as_the_reporter(officer):
    page = " ".join(re.sub(r"<[^>]+>", " ", officer.get(DESK).content.decode()).split())

    for words in (
        "Tulis dengan kata-kata pelapor. Pertanyaan ini dapat membantu:",
        "Apakah terlapor bekerja di salah satu tempat ini?",
        "Jawaban ini menentukan siapa yang boleh membuka pengaduan.",
        "Pelapor tidak tahu namanya",
        "Pelapor tidak ingat, atau masih berlangsung sampai sekarang",
    ):
        assert words in page
    assert [words for words in ("kata-kata Anda", "yang Anda laporkan", "pengaduan Anda", "Saya tidak") if words in page] == []


def test_a_late_entry_goes_in_with_its_reason_sealed(officer, receivers):
    officer.post(DESK, {**ENTRY, "tanggal_terima_hari": "17", "alasan_terlambat": "Listrik padam", "tempat_terima": "Ruang layanan"})

    intake, keys = Intake.objects.get(), keyring(receivers.inspector, at=MONDAY)
    settle_drops(Compartment.objects.get(pk=intake.content_id), keys=keys)
    facts = open_sealed(Intake.objects.select_related("content").get(), "facts", keys)
    assert facts == {"late_reason": "Listrik padam", "place": "Ruang layanan"}


def test_another_accused_is_added_and_taken_out_without_judging(officer):
    added = officer.post(DESK, {**ENTRY, "uraian": "", "tambah": "1"})
    removed = officer.post(DESK, {**ENTRY, "orang-TOTAL_FORMS": "2", "orang-1-nama": "Budi", "orang-1-unit": "Dinas", "hapus": "0"})

    shown = [re.findall(r'id="orang-(\d+)"', response.content.decode()) for response in (added, removed)]
    assert (shown, faults(added), Complaint.objects.count()) == ([["1", "2"], ["1"]], [], 0)
    assert re.findall(r'name="orang-0-nama" value="([^"]+)"', removed.content.decode()) == ["Budi"]


def test_several_accused_and_files_go_in(officer):
    second = {"orang-TOTAL_FORMS": "2", "orang-1-nama": "Budi", "orang-1-unit": "Dinas"}
    officer.post(DESK, {**ENTRY, **second, "berkas": [a_file(), a_file("b.pdf", b"%PDF")]})

    assert (AccusedPerson.objects.count(), Attachment.objects.count()) == (2, 2)
    assert {row.from_reporter for row in Attachment.objects.all()} == {False}


def test_a_file_too_many_refuses_the_entry_and_keeps_what_was_typed(officer):
    files = [a_file(f"{number}.jpg", str(number).encode()) for number in range(6)]
    response = officer.post(DESK, {**ENTRY, "berkas": files})

    expected = "Berkas “5.jpg” belum tersimpan: hapus dahulu satu dari 5 berkas, atau serahkan kemudian"
    assert (response.status_code, faults(response), STORY["uraian"] in response.content.decode()) == (422, [expected], True)


def test_when_nobody_can_receive_the_officer_is_told_that_nothing_is_recorded(officer):
    response = officer.post(DESK, {**ENTRY, "asal": "mayor"})

    assert (response.status_code, faults(response)[0].startswith("Pengaduan BELUM tercatat"), Complaint.objects.count()) == (422, True, 0)


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.AUDITOR, Role.CUSTODIAN_INSIDE, Role.MAYOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("path", ["/petugas/catat/", DESK])
def test_who_does_not_receive_finds_no_desk(ways_in, clock, browser_of, role, path):
    browser = browser_of(person(role), at=MONDAY)

    assert (browser.get(path).status_code, browser.post(path, ENTRY).status_code) == (404, 404)


def test_the_menu_leads_to_the_desk(officer):
    assert [entry.label for entry in slots.menu.entries() if entry.key == "record"] == ["Catat pengaduan"]
    assert officer.get("/petugas/catat/")["Location"] == DESK


def test_the_desk_says_to_whom_the_officer_answers(officer):
    page = officer.get(DESK).content.decode()

    assert "bertanggung jawab langsung kepada Inspektur (Pasal 6 ayat (4))" in page
    assert "Dasar: Pasal 6 ayat (3) huruf g" in page


def test_administrators_read_why_each_way_stands_where_it_does(ways_in, clock, browser_of):
    page = browser_of(person(Role.ADMINISTRATOR), at=MONDAY).get("/petugas/pengaturan/saluran/").content.decode()

    letters = re.findall(r'data-label="Huruf">(\w)<', page)
    assert (letters, "Formulir web tidak disebut" in page) == (["a", "b", "c", "c", "d", "e", "f", "g", "b", "g"], True)


def test_strangers_to_the_settings_find_nothing(ways_in, clock, browser_of):
    assert browser_of(person(Role.AUDITOR), at=MONDAY).get("/petugas/pengaturan/saluran/").status_code == 404


def test_two_days_after_receipt_no_reason_is_needed(officer, clock):
    clock.at = MONDAY + timedelta(minutes=10)

    assert officer.post(DESK, {**ENTRY, "tanggal_terima_hari": "19"}).status_code == 200

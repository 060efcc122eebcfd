import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from channels.services.seeding import seed_channels
from complaints.models import Attachment, Complaint
from foundation.vault.sealing import open_sealed
from tests.channels.conftest import MONDAY, Clock, Receivers, make_receivers
from tests.factories.accounts import keyring
from tests.journeys.page_reader import PageReader

PERSON = {"orang-0-nama": "Hendro P.", "orang-0-unit": "Kantor Kecamatan Tanjung Arum"}
STORY = {
    "uraian": "Saya diminta Rp150.000 untuk blanko KTP yang seharusnya gratis.",
    "tanggal_hari": "26",
    "tanggal_bulan": "Oktober",
    "tanggal_tahun": "2026",
    "tempat": "Loket 2 kantor kecamatan",
}


@pytest.fixture
def office(db: None) -> Receivers:
    """An office that can receive."""
    seed_channels()
    return make_receivers()


@pytest.fixture
def reader(office: Receivers, monkeypatch: pytest.MonkeyPatch) -> PageReader:
    """A browser without script, on a Monday afternoon."""
    monkeypatch.setattr("django.utils.timezone.now", Clock())
    return PageReader()


def code_of(reader: PageReader) -> str:
    return re.search(r"Kode tanda terima Anda: ((?:[0-9A-Z]{4} ?){4})", reader.words)[1].strip()


def test_a_citizen_without_script_goes_from_the_first_page_to_the_status_of_the_complaint(reader, office):
    reader.open("/")
    reader.follow("Sampaikan pengaduan")
    reader.follow("Mulai")
    reader.press("Lanjutkan")
    assert reader.page.title == "Kesalahan: Siapa Anda? – Langkah 1 dari 6 – Pengaduan Pegawai"
    reader.press("Lanjutkan", {"pelapor": "individual", "nama_disebut": "tanpa"})
    assert reader.heading == "Siapa yang Anda laporkan?"
    reader.press("Tambah orang lain", PERSON)
    reader.press("Lanjutkan", {"orang-1-tidak_tahu": "on", "orang-1-unit": "Kantor Lurah", "asal": "none"})
    assert reader.heading == "Apa yang terjadi?"
    reader.press("Lanjutkan", STORY)
    reader.press("Unggah berkas", {"berkas": [SimpleUploadedFile("foto-loket.jpg", b"\xff\xd8\xff", "image/jpeg")]})
    assert "foto-loket.jpg (1 KB)" in reader.words
    reader.press("Lanjutkan")
    reader.press("Lanjutkan", {"terancam": "tidak"})
    assert reader.heading == "Periksa jawaban Anda"
    reader.follow("Ubah tempat")
    reader.press("Lanjutkan", {"tempat": "Loket 3"})
    reader.press("Kirim pengaduan", {"good_faith": "on"})

    assert (reader.address, reader.heading) == ("/lapor/tanda-terima/", "Pengaduan Anda telah kami terima")
    code = code_of(reader)
    reader.press("Selesai")
    reader.follow("Periksa status dengan kode tanda terima")
    reader.press("Buka status", {"kode": code.lower()})

    complaint = Complaint.objects.select_related("content").get()
    story = open_sealed(complaint, "story", keyring(office.channel, at=MONDAY))
    assert (reader.heading.startswith("Status pengaduan"), complaint.register_number in reader.words) == (True, True)
    assert (story["story"], story["where"], story["when"]) == (STORY["uraian"], "Loket 3", "26 Oktober 2026")
    assert (complaint.accused.count(), Attachment.objects.count()) == (2, 1)


def test_a_citizen_who_pauses_goes_on_with_the_code_on_another_telephone(reader, office):
    reader.open("/lapor/1/")
    reader.press("Lanjutkan", {"pelapor": "employee", "nama_disebut": "bernama"})
    reader.press("Simpan dan lanjutkan nanti", PERSON)
    code = re.search(r"dengan kode ini: ((?:[0-9A-Z]{4} ?){4})", reader.words)[1].strip()
    other = PageReader()
    other.open("/lapor/")
    other.follow("Lanjutkan dengan kode lanjut")
    other.press("Lanjutkan", {"kode": code})

    assert (other.address, other.page.forms[0].values["orang-0-nama"]) == ("/lapor/2/", ["Hendro P."])
    other.press("Lanjutkan", {"asal": "none"})
    other.press("Lanjutkan", STORY)
    other.press("Lanjutkan", {"menyusul": "on"})
    other.press("Lanjutkan", {"nama": "Marlena Tiosa", "cara": "code_only", "terancam": "tidak"})
    other.press("Kirim pengaduan", {"good_faith": "on"})

    complaint = Complaint.objects.select_related("identity").get()
    told = open_sealed(complaint, "reporter", keyring(office.custodian, at=MONDAY))
    assert (other.address, told["name"], complaint.reporter_kind) == ("/lapor/tanda-terima/", "Marlena Tiosa", "employee")


def test_every_address_of_the_form_leads_somewhere_for_who_has_nothing_begun(reader):
    found = {}
    for path in (
        "/lapor/",
        "/lapor/2/",
        "/lapor/6/",
        "/lapor/lanjut/",
        "/lapor/tersimpan/",
        "/lapor/tanda-terima/",
        "/lapor/hapus/",
        "/lapor/selesai/",
    ):
        reader.open(path)
        found[path] = (reader.status, reader.heading)

    assert found == {
        "/lapor/": (200, "Sampaikan pengaduan"),
        "/lapor/2/": (200, "Waktu Anda habis"),
        "/lapor/6/": (200, "Waktu Anda habis"),
        "/lapor/lanjut/": (200, "Lanjutkan pengaduan"),
        "/lapor/tersimpan/": (200, "Waktu Anda habis"),
        "/lapor/tanda-terima/": (200, "Tanda terima sudah tertutup"),
        "/lapor/hapus/": (200, "Hapus tulisan ini?"),
        "/lapor/selesai/": (200, "Selesai"),
    }

"""Unique markers go through every way in and every act on a case; afterwards no cell and no file shows one of them.

Real commits and real pages: what a thief of database, media, cache, broker, session store, mail and temporary folder would hold.
"""

import logging
import re
import tempfile
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from channels.services.seeding import seed_channels
from complaints.models import AccusedPerson, Answer, Attachment, Complaint, Draft, IdentityRequest, Message, ReceiptRenewal
from foundation.accounts.models import User
from foundation.vault.codes import normalise
from investigations.models import Disposition, Review
from protection.models import ProtectionRequest
from tests.canary import Hit, find_markers
from tests.channels.conftest import MONDAY, Clock
from tests.factories.accounts import signed_in
from tests.factories.complaints import Office, make_office
from tests.investigations.pages import sure
from tests.journeys.page_reader import PageReader

PARTS = [
    "nama",
    "unit",
    "telepon",
    "surel",
    "alamat",
    "jam",
    "uraian",
    "tempat",
    "pukul",
    "terlapor",
    "jabatan",
    "dinas",
    "berkas",
    "isiberkas",
    "ancaman",
    "ditinggal",
    "pesan",
    "susulan",
    "isisusulan",
    "takut",
    "ringkasan",
    "balasan",
    "petunjuk",
    "sumber",
    "pokok",
    "apa",
    "alasan",
    "saran",
    "jawaban",
    "benturan",
    "meja",
    "pelapor",
    "minta",
    "tolak",
    "cocok",
]
MARK = {part: f"PENANDA-{number:02d}x9f-{part.upper()}" for number, part in enumerate(PARTS)}
"""What is typed in each place: one word that is nowhere else."""


@pytest.fixture
def office(transactional_db: None, settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A whole office whose every file lies below one folder: media, cache, broker, temporary files."""
    for name in ("media", "tmp"):
        (tmp_path / name).mkdir()
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(tmp_path / "cache")}}
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setattr("django.utils.timezone.now", Clock())
    seed_channels()
    return make_office()


def a_file(name: str, content: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name}.txt", (f"{content}\r\n" * 3_000).encode(), "text/plain")


def filed() -> tuple[PageReader, str, str]:
    """The whole public form by a browser without script: that browser, its resume code, the receipt code."""
    reader = PageReader()
    reader.open("/lapor/1/")
    reader.press("Lanjutkan", {"pelapor": "employee", "nama_disebut": "bernama"})
    person = {"orang-0-nama": MARK["terlapor"], "orang-0-jabatan": MARK["jabatan"], "orang-0-unit": MARK["dinas"]}
    reader.press("Lanjutkan", {**person, "asal": "none"})
    when = {"tanggal_hari": "26", "tanggal_bulan": "Oktober", "tanggal_tahun": "2026", "jam": MARK["pukul"]}
    reader.press("Lanjutkan", {"uraian": MARK["uraian"], "tempat": MARK["tempat"], **when})
    reader.press("Unggah berkas", {"berkas": [a_file(MARK["berkas"], MARK["isiberkas"])]})
    reader.press("Lanjutkan")
    contact = {"nama": MARK["nama"], "unit": MARK["unit"], "telepon": MARK["telepon"], "alamat": MARK["alamat"], "jam_aman": MARK["jam"]}
    wish = {"terancam": "ya", "ancaman": MARK["ancaman"], "surel": f"{MARK['surel']}@contoh.id", "cara": "code_only"}
    reader.press("Lanjutkan", {**contact, **wish})
    reader.press("Kirim pengaduan", {"good_faith": "on"})
    assert reader.address == "/lapor/tanda-terima/"
    code = re.search(r"Kode tanda terima Anda: ((?:[0-9A-Z]{4} ?){4})", reader.words)[1].strip()
    return reader, reader.browser.cookies["lanjut"].value, normalise(code)


def left_unfinished() -> str:
    """A second person begins and pauses; the resume code."""
    reader = PageReader()
    reader.open("/lapor/1/")
    reader.press("Lanjutkan", {"pelapor": "individual", "nama_disebut": "tanpa"})
    reader.press("Simpan dan lanjutkan nanti", {"orang-0-nama": MARK["ditinggal"]})
    return str(reader.browser.cookies["lanjut"].value)


def on_the_status_page(code: str) -> Client:
    """The reporter writes, sends a file, asks for protection; the page stays open."""
    reader = PageReader()
    reader.open("/status/")
    reader.press("Buka status", {"kode": code})
    reader.press("Kirim pesan", {"pesan": MARK["pesan"]})
    browser = Client()
    browser.cookies = reader.browser.cookies
    assert browser.post("/status/berkas/", {"berkas": [a_file(MARK["susulan"], MARK["isisusulan"])]}).status_code == 302
    reader.open("/status/perlindungan/")
    once = next(form for form in reader.page.forms if "uraian" in form.names).values["once"][0]
    assert browser.post("/status/perlindungan/", {"uraian": MARK["takut"], "once": once}).status_code == 302
    return browser


def in_the_office(office: Office, case: Complaint) -> list[Client]:
    """Forward, acknowledge, sum up, give out, review, sign, answer, write, step back: everybody by his own pages."""

    def to(name: str, *more: object) -> str:
        return reverse(name, args=[case.pk, *more])

    browsers = {user.pk: signed_in(user, at=MONDAY) for user in office.everybody()}

    def done(user: User, name: str, data: dict[str, object], *more: object, check: bool = False) -> None:
        url = to(name, *more)
        response = sure(browsers[user.pk], url, data) if check else browsers[user.pk].post(url, data)
        assert response.status_code == 302, (name, re.sub(r"<[^>]+>|\s+", " ", response.content.decode())[:3000])

    done(office.channel, "complaints:case_forward", {"jenis": "pungli"})
    done(office.inspector, "complaints:case_acknowledge", {})
    done(office.inspector, "complaints:case_summary_edit", {"ringkasan": MARK["ringkasan"], "dibaca": ""})
    order = {"isi": "review", "penelaah": str(office.auditor.pk), "petunjuk": MARK["petunjuk"]}
    done(office.inspector, "investigations:dispose", order, check=True)
    accused = AccusedPerson.objects.get(complaint=case)
    sheet = {"version": 0, "d-TOTAL_FORMS": 1, "d-INITIAL_FORMS": 1, "d-0-terlapor": str(accused.pk), "d-0-kedudukan": "pns"}
    words = {part: MARK[part] for part in ("sumber", "pokok", "apa", "alasan", "saran")}
    marked = {"kecukupan": "enough", "risiko": "low", "jenis": "pungli", "simpulan": "not_proven", "d-0-eselon_sekarang": "IV.b"}
    done(office.auditor, "investigations:sheet", {**sheet, **words, **marked})
    done(office.inspector, "complaints:case_messages", {"pesan": MARK["balasan"], "once": "11111111-1111-4111-8111-111111111111"})
    answer = f"Petugas telah diperiksa dan uang Anda dikembalikan pada 20 November 2026. {MARK['jawaban']}"
    done(office.inspector, "complaints:case_answer_draft", {"jenis": "final", "isi": answer, "version": "0", "tidak_disampaikan": ""})
    done(office.inspector, "complaints:case_answer_preview", {"version": "1"})
    done(office.deputy, "complaints:case_recuse", {"alasan": MARK["benturan"]})
    for attachment in Attachment.objects.filter(complaint=case):
        page = browsers[office.inspector.pk].get(to("complaints:case_file", attachment.pk))
        assert b"PENANDA" in b"".join(page.streaming_content)
    for user in office.everybody():
        for address in ("/petugas/", "/petugas/?q=1", to("complaints:case"), to("complaints:case_timeline"), "/petugas/perlindungan/"):
            browsers[user.pk].get(address)
    return list(browsers.values())


def who_it_was(office: Office, case: Complaint) -> str:
    """The name is asked for twice, refused once, opened once, compared by its custodian, and a lost code replaced; the new code."""
    line, custodian = office.inspector, office.custodian_inside
    browsers = {user: signed_in(user, at=MONDAY) for user in (line, custodian)}

    def sent(user: User, name: str, key: object, **data: str) -> str:
        response = browsers[user].post(reverse(f"complaints:{name}", args=[key]), data, follow=True)
        assert response.status_code == 200, (name, re.sub(r"<[^>]+>|\s+", " ", response.content.decode())[:3000])
        return response.content.decode()

    for decision, answer in (("identity_refuse", {"alasan": MARK["tolak"]}), ("identity_approve", {"lama": "1"})):
        sent(line, "case_identity_ask", case.pk, alasan=MARK["minta"])
        request = IdentityRequest.objects.get(state="waiting")
        assert MARK["minta"] in browsers[custodian].get("/petugas/identitas/").content.decode()
        sent(custodian, decision, request.pk, **answer)
    assert MARK["nama"] in sent(line, "case_identity_open", case.pk)
    assert MARK["nama"] in sent(custodian, "identity_keeping_open", case.pk)
    code = browsers[custodian].get(reverse("complaints:identity_renew", args=[case.pk])).context["form"]["kode"].value()
    sent(custodian, "identity_renew", case.pk, cara="document", catatan=MARK["cocok"], yakin="on", kode=code)
    browsers[line].get(reverse("complaints:case", args=[case.pk]))
    assert ReceiptRenewal.objects.get().in_force_at == MONDAY
    return str(code)


def at_the_desk(office: Office) -> str:
    """An officer notes what a person tells him; the receipt code."""
    browser = signed_in(office.receiving, at=MONDAY)
    form = browser.get("/petugas/catat/pejabat/").context["form"]
    received = {"kode": form["kode"].value(), "pukul": "13.00", "tanggal_terima_hari": "23", "tanggal_terima_bulan": "11"}
    who = {"pelapor": "individual", "nama_disebut": "bernama", "identitas_dilihat": "ya", "nama": MARK["pelapor"], "cara": "code_only"}
    told = {"terancam": "tidak", "uraian": MARK["meja"], "tempat": "Loket", "tidak_ingat": "on", "asal": "none"}
    people = {"orang-TOTAL_FORMS": "1", "orang-INITIAL_FORMS": "0", "orang-0-tidak_tahu": "on", "orang-0-unit": "Kantor Lurah"}
    sent = {**received, "tanggal_terima_tahun": "2026", **who, **told, **people}
    response = browser.post("/petugas/catat/pejabat/", sent)
    assert response.status_code == 200, re.sub(r"<[^>]+>|\s+", " ", response.content.decode())[:3000]
    return normalise(str(form["kode"].value()))


def test_no_marker_can_be_read_outside_the_vault(office: Office, tmp_path: Path, settings, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    reader, resume, receipt = filed()
    case = Complaint.objects.get()
    other = left_unfinished()
    before = scanned([*MARK.values(), resume, receipt, other], tmp_path, settings)
    status = on_the_status_page(receipt)
    browsers = in_the_office(office, case)
    desk, renewed = at_the_desk(office), who_it_was(office, case)
    status.get("/status/")
    assert Client().post("/status/", {"kode": renewed}, follow=True).status_code == 200

    codes = (resume, receipt, other, desk, renewed)
    counts = [model.objects.count() for model in (Complaint, Draft, Message, Attachment, ProtectionRequest, Disposition, Review)]
    assert (counts, Answer.objects.get().issued_at) == ([2, 2, 2, 2, 2, 1, 1], MONDAY)
    assert len(browsers) == len(office.everybody())
    assert (before, scanned([*MARK.values(), *codes], tmp_path, settings)) == ([], [])
    told = [f"{letter.subject} {letter.body}" for letter in mail.outbox]
    lines = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert [text for text in [*told, *lines] if any(word in text for word in ("PENANDA", *codes))] == []
    reader.press("Selesai")
    assert Draft.objects.count() == 1


def scanned(markers: list[str], folder: Path, settings) -> list[Hit]:
    """Every cell, and every file of this test and of the suite's own VAR_DIR, the bytes of the database file among them."""
    return find_markers(markers, folders=[folder, Path(settings.VAR_DIR)])

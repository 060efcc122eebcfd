"""No Indonesian sentence on a page for the public that was asked for in English, from the landing page to the read answer."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.test import Client

from channels.services.seeding import seed_channels
from foundation.workdays.reading import SHIPPED, read_file
from tests.channels.conftest import Clock, make_receivers

INDONESIAN = re.compile(
    r"\b(?:yang|dan|atau|tidak|Anda|untuk|dengan|dari|pada|adalah|kami|belum|sudah|akan|bila|oleh|karena|dapat|isi|pilih|hari|tulis"
    r"|kode|surat|petugas|nama|berkas|bukan|paling|lambat|sejak|setelah|telepon|pengaduan|ini|itu|saya|tanggal|kerja|diterima)\b",
    re.IGNORECASE,
)
"""Words that stand in almost every Indonesian sentence and in no English one."""
MAIL = re.compile(r"\S+@\S+")
VOID = {"input", "meta", "link", "img", "br", "hr", "path", "circle", "rect"}
SPOKEN = {"aria-label", "alt", "data-copied", "data-words-left", "data-too-big", "placeholder"}


class EnglishPage(HTMLParser):
    """The words of a page, what is said to screen readers among them, but for what is marked as Indonesian."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.language, self.words = "", []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        facts = dict(attributes)
        if tag == "html":
            self.language = facts.get("lang") or ""
        foreign = facts.get("lang") == "id" or bool(self._open and self._open[-1][1])
        if not foreign:
            self.words += [value or "" for name, value in attributes if name in SPOKEN]
        if tag not in VOID:
            self._open.append((tag, foreign))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not (self._open and self._open[-1][1]):
            self.words.append(" ".join(data.split()))


def indonesian_on(page: bytes) -> list[str]:
    """What an English reader cannot read on a page."""
    reader = EnglishPage()
    reader.feed(page.decode())
    assert reader.language == "en"
    return [words for words in map(_without_names, reader.words) if INDONESIAN.search(words)]


def _without_names(words: str) -> str:
    """The office keeps its own names in every language, and so do addresses of mail and the days that a decree has named."""
    words = MAIL.sub("", words)
    names = [value for value in settings.SITE.values() if isinstance(value, str)] + [row.name for row in read_file(SHIPPED)]
    for name in sorted(names, key=len, reverse=True):
        words = words.replace(name, "") if name else words
    return words


@pytest.fixture
def reader(db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Somebody who chose English, on a Monday afternoon."""
    del db
    monkeypatch.setattr("django.utils.timezone.now", Clock())
    seed_channels()
    make_receivers()
    client = Client()
    client.cookies["bahasa"] = "en"
    return client


TOLD = (
    {"pelapor": "individual", "nama_disebut": "bernama"},
    {"orang-TOTAL_FORMS": "1", "orang-INITIAL_FORMS": "0", "orang-0-nama": "Mr Smith", "orang-0-unit": "Service desk", "asal": "none"},
    {"uraian": "He asked for money.", "tempat": "Desk 2", "tidak_ingat": "on"},
    {},
    {"nama": "Jane Roe", "cara": "code_only", "terancam": "ya", "ancaman": "He knows me."},
)
PAGES = (
    "/", "/cara-lain/", "/privasi/", "/aksesibilitas/", "/peraturan/", "/statistik/", "/lapor/", "/lapor/lanjut/",
    "/lapor/lanjut/?alasan=habis", "/lapor/tanda-terima/", "/lapor/hapus/", "/lapor/selesai/", "/lapor/selesai/?tersimpan=1",
    "/status/", "/keaslian/ABCD-EFGH-1234-5678/", "/tidak-ada/", "/statistik/2026-01/",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_for_the_public_has_no_indonesian_words(reader: Client, path: str):
    assert indonesian_on(reader.get(path).content) == []


def test_the_way_from_the_form_to_the_answered_message_has_no_indonesian_words(reader: Client):
    left: list[tuple[str, str]] = []

    def look(path: str, page: bytes | None = None) -> None:
        left.extend((path, words) for words in indonesian_on(page or reader.get(path).content))

    for number, answers in enumerate(TOLD, start=1):
        step = f"/lapor/{number}/"
        look(step)
        reader.post(step, {"tanggal_hari": "99", "lanjut": "1"} if answers else {"berkas": ""})
        look(step)
        reader.post(step, {**answers, "lanjut": "1"})
    look("/lapor/tersimpan/")
    reader.post("/lapor/6/", {})
    look("/lapor/6/")
    assert reader.post("/lapor/6/", {"good_faith": "on"})["Location"] == "/lapor/tanda-terima/"
    receipt = reader.get("/lapor/tanda-terima/").content
    look("/lapor/tanda-terima/", receipt)
    code = "".join(re.findall(r"<span>([0-9A-Z]{4})</span>", receipt.decode()))
    look("/status/", reader.post("/status/", {"kode": ""}).content)
    look("/status/", reader.post("/status/", {"kode": "0000"}).content)
    assert reader.post("/status/", {"kode": code}).status_code == 302
    look("/status/")
    look("/status/perlindungan/")
    for path in ("/status/pesan/", "/status/berkas/", "/status/perlindungan/"):
        look(path, reader.post(path, {}).content)

    assert left == []


def test_words_marked_as_indonesian_are_passed_over_and_others_seen():
    page = '<html lang="en"><p>Good day</p><blockquote lang="id">Pengaduan yang <b>diterima</b></blockquote><a aria-label="Pilih">x</a>'

    assert indonesian_on(page.encode()) == ["Pilih"]

"""The sample letter: its text to the letter, what kind of file it is, and hostile text in every one of its fields."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.papers.enums import Issuer, Secrecy, Urgency
from foundation.papers.letters import Facts, Heading, Items, Letter, Marks, Paragraph, Table, data_of, restored, stored
from foundation.papers.models import Letterhead
from foundation.papers.rendering import printable, render
from foundation.papers.rules import SignatureBlock
from foundation.papers.services.papers import pictures_of
from tests.data.hostile import FILE_NAMES, HOSTILE, WHITESPACE
from tests.foundation.papers.images import SHAPE, SVG, png
from tests.foundation.papers.pdfs import catalogue, fonts, lines, metadata, reader, squeezed

AT = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
LETTERHEAD = Letterhead(
    issuer=Issuer.INSPECTORATE,
    government="PEMERINTAH KOTA CONTOH",
    office="INSPEKTORAT",
    lines="Jalan Contoh 1\nTelepon (0736) 000-0100",
    place="Bengkulu",
)
LETTER = Letter(
    subject="Jawaban atas pengaduan",
    recipient=["Pelapor 700/0001/2026", "di tempat"],
    attachments="1 berkas",
    copies=["Walikota (sebagai laporan)"],
    body=[
        Paragraph("Terima kasih atas pengaduan Anda.\nKami menindaklanjutinya."),
        Heading("Yang kami lakukan"),
        Facts([("Nomor register", "700/0001/2026")]),
        Items(["Memeriksa berkas", "Meminta keterangan"]),
        Items(["Butir"], numbered=False),
        Table(["Jenis", "Jumlah"], [["Pungutan liar", "5"]]),
    ],
)
BLOCK = SignatureBlock(("Inspektur Kota Contoh,",), "Hasan Contoh, S.H.", ("Pembina (IV/a)", "NIP 197001011995031001"))
MARKS = Marks(
    number="700/001/ITDA/2026",
    dated=date(2026, 11, 16),
    secrecy=Secrecy.SECRET,
    urgency=Urgency.URGENT,
    signature=BLOCK,
    code="ABCDEFGH12345678",
)
PATIENT = settings(deadline=None, database=None, derandomize=True, max_examples=40, suppress_health_check=list(HealthCheck))


def made(letter=LETTER, marks=MARKS, letterhead=LETTERHEAD, *, language="id") -> bytes:
    data = data_of(letter, marks, letterhead, language=language)
    return render("letter.typ", data, language=language, at=AT, pictures=pictures_of(letterhead, data["address"]))


def test_the_sample_letter_says_exactly_this(settings):
    settings.SITE_URL = "https://pengaduan.contoh.id"

    assert lines(made()) == [
        "PEMERINTAH KOTA CONTOH",
        "INSPEKTORAT",
        "Jalan Contoh 1",
        "Telepon (0736) 000-0100",
        "Nomor : 700/001/ITDA/2026",
        "Sifat : Rahasia / Segera",
        "Lampiran : 1 berkas",
        "Hal : Jawaban atas pengaduan",
        "Bengkulu, 16 November 2026",
        "Yth. Pelapor 700/0001/2026",
        "di tempat",
        "Terima kasih atas pengaduan Anda.",
        "Kami menindaklanjutinya.",
        "Yang kami lakukan",
        "Nomor register : 700/0001/2026",
        "1. Memeriksa berkas",
        "2. Meminta keterangan",
        "• Butir",
        "Jenis Jumlah",
        "Pungutan liar 5",
        "Periksa keaslian surat ini di:",
        "https://pengaduan.contoh.id/keaslian/ABCD-EFGH-1234-5678/",
        "Inspektur Kota Contoh,",
        "Hasan Contoh, S.H.",
        "Pembina (IV/a)",
        "NIP 197001011995031001",
        "Tembusan:",
        "1. Walikota (sebagai laporan)",
        "RAHASIA Halaman 1 dari 1",
    ]


def test_the_fixed_words_follow_the_language():
    text = lines(made(language="en"))

    assert [line for line in text if line.startswith(("Number", "Classification", "Attachments", "Subject", "Page", "SECRET"))] == [
        "Number : 700/001/ITDA/2026",
        "Classification : Secret / Urgent",
        "Attachments : 1 berkas",
        "Subject : Jawaban atas pengaduan",
        "SECRET Page 1 of 1",
    ]


def test_a_sheet_has_its_title_in_the_middle_and_no_head_of_a_letter():
    text = lines(made(replace(LETTER, subject="Tanda terima", sheet=True)))

    assert text[4:6] == ["Tanda terima", "Nomor: 700/001/ITDA/2026"]
    assert [line for line in text if line.startswith(("Sifat", "Yth.", "Hal "))] == []


def test_a_draft_says_so_and_has_neither_number_nor_code():
    draft = Marks(dated=date(2026, 11, 16), secrecy=Secrecy.SECRET, urgency=Urgency.ORDINARY)

    text = lines(made(marks=draft))

    assert ("KONSEP" in text, "Nomor : …" in text, [line for line in text if "keaslian" in line]) == (True, True, [])


def test_the_mayors_letterhead_has_the_name_below_the_arms():
    text = lines(made(letterhead=Letterhead(issuer=Issuer.MAYOR, office="WALIKOTA CONTOH", place="Contoh")))

    assert text[0] == "WALIKOTA CONTOH"


def test_it_is_a_tagged_archive_file_with_language_title_and_embedded_fonts():
    pdf = made()
    root = catalogue(pdf)

    assert [mark in metadata(pdf) for mark in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<")] == [True] * 3
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"]), "/StructTreeRoot" in root) == ("id", True, True)
    assert (reader(pdf).metadata.title, bool(root["/ViewerPreferences"]["/DisplayDocTitle"])) == (LETTER.subject, True)
    assert (set(fonts(pdf).values()), len(fonts(pdf)) > 1) == ({True}, True)


def test_the_same_paper_made_twice_is_the_same_file():
    assert made() == made()


def test_three_pages_weigh_little_and_are_numbered():
    letter = replace(LETTER, body=[*LETTER.body, *[Paragraph("Isi surat yang panjang dan rinci. " * 40)] * 5])

    pdf = made(letter)

    assert (len(reader(pdf).pages), len(pdf) <= 120 * 1024) == (3, True)
    assert [line for line in lines(pdf) if line.startswith("RAHASIA")] == [f"RAHASIA Halaman {page} dari 3" for page in (1, 2, 3)]


def test_a_letter_is_restored_as_it_was_stored():
    assert stored(restored(stored(LETTER))) == stored(LETTER)
    assert [type(block) for block in restored(stored(LETTER)).body] == [type(block) for block in LETTER.body]


def everywhere(text: str) -> tuple[Letter, Marks, Letterhead]:
    """The sample letter with one text in every field somebody fills in."""
    parts = [Facts([(text, text)]), Items([text]), Items([text], numbered=False), Table([text], [[text]], foot=[text])]
    body = [Paragraph(text), Heading(text), *parts]
    letter = Letter(subject=text, recipient=[text], attachments=text, copies=[text], initials=[text], body=body)
    marks = replace(MARKS, number=text, signature=SignatureBlock((text,), text, (text,)))
    return letter, marks, Letterhead(issuer=Issuer.INSPECTORATE, government=text, office=text, lines=text, place=text)


FIELDS = 22
"""How often `everywhere` prints the text."""
RIGHT_TO_LEFT = {"jawi", "rtl"}


def lost(name: str, text: str, pdf: bytes, *, times: int) -> Counter[str]:
    """Which signs of a text a paper does not print so many times, beyond the right order.

    Extraction follows the sheet, where words from right to left stand in the opposite order: there only the signs are counted.
    """
    wanted, found = squeezed(printable(text)), squeezed("".join(line for line in lines(pdf) if not line.startswith("RAHASIA")))
    if name not in RIGHT_TO_LEFT and found.count(wanted) >= times:
        return Counter()
    signs = Counter({sign: count * times for sign, count in Counter(wanted).items()})
    return signs - Counter(found) if name in RIGHT_TO_LEFT else signs


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_text_in_every_field_comes_out_as_text(name):
    text = HOSTILE[name][:90]
    while len(printable(text)) > 100:
        text = text[:-1]

    pdf = made(*everywhere(text))

    assert lost(name, text, pdf, times=FIELDS) == Counter()
    assert ([page for page in reader(pdf).pages if "/Annots" in page], catalogue(pdf).get("/Names")) == ([], None)


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_text_as_running_text_comes_out_whole(name):
    text = HOSTILE[name][:3000]

    assert lost(name, text, made(replace(LETTER, body=[Paragraph(text)])), times=1) == Counter()


@pytest.mark.parametrize("name", ["long20k", "one_word"])
def test_twenty_thousand_signs_stay_on_the_sheet(name):
    letter = replace(LETTER, body=[Paragraph(HOSTILE[name])])

    pdf = made(letter)

    assert squeezed(HOSTILE[name]) in squeezed("".join(line for line in lines(pdf) if not line.startswith("RAHASIA")))
    assert len(reader(pdf).pages) > 3


@pytest.mark.parametrize("text", [WHITESPACE, *FILE_NAMES.values(), '#eval("1")', "@label <a> = b", "\\u{41} $x$ `raw` // c", "\ud800"])
def test_odd_texts_make_a_paper(text):
    assert made(*everywhere(text[:120])).startswith(b"%PDF-1.7")


@PATIENT
@given(st.text(max_size=60))
def test_any_text_makes_a_paper(text):
    assert made(*everywhere(text)).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_logo_is_on_the_paper_with_words_for_those_who_do_not_see_it(kind):
    logo = png() if kind == "png" else SVG.format(SHAPE).encode()
    letterhead = Letterhead(issuer=Issuer.INSPECTORATE, office="INSPEKTORAT", place="Bengkulu", logo=logo, logo_kind=kind)

    pdf = made(letterhead=letterhead)

    assert (b"/Alt(Lambang)" in pdf, b"/Alt(Kode QR ke halaman pemeriksa keaslian)" in pdf, lines(pdf)[0]) == (True, True, "INSPEKTORAT")
    assert len(made(letterhead=letterhead)) != len(made(letterhead=Letterhead(issuer=Issuer.INSPECTORATE, office="INSPEKTORAT", place="B")))


def test_those_who_put_their_paraf_to_a_paper_have_a_line_each():
    text = lines(made(replace(LETTER, initials=["Inspektur Pembantu I", "Sekretaris"])))

    at = text.index("Diperiksa oleh Paraf Tanggal")
    assert text[at + 1 : at + 3] == ["Inspektur Pembantu I", "Sekretaris"]


def test_a_table_of_figures_ends_with_its_foot():
    table = Table(["Jenis", "Diterima", "Selesai"], [["Pungutan liar", "5", "4"]], foot=["Jumlah", "5", "4"], figures=2)

    text = lines(made(replace(LETTER, body=[table])))

    at = text.index("Jenis Diterima Selesai")
    assert text[at + 1 : at + 3] == ["Pungutan liar 5 4", "Jumlah 5 4"]


def test_a_letter_stored_before_paraf_and_figures_were_known_is_restored():
    value = stored(LETTER)
    del value["initials"]
    for name in ("foot", "figures"):
        del value["body"][-1][name]

    assert stored(restored(value)) == stored(LETTER)

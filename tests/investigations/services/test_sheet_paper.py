"""The review sheet as a paper: the whole sheet, sealed with its case, made with the signature and never in its way."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from complaints.enums import ComplaintState
from complaints.models import AccusedPerson
from foundation.audit.queries import history_of
from foundation.papers.enums import Issuer, PaperKind
from foundation.papers.models import Letterhead, Paper
from foundation.papers.queries import content_of
from foundation.papers.services import NoLetterhead, NumberTaken, add_numbering, seed_papers
from foundation.vault.errors import NoAccess
from foundation.vault.sealing import open_sealed
from investigations.enums import Conclusion
from investigations.models import Review
from investigations.services.sheet_paper import make_paper
from tests.data.hostile import HOSTILE
from tests.factories.accounts import keyring
from tests.factories.investigations import SIGNED_AT, signed
from tests.foundation.papers.pdfs import catalogue, fonts, lines, metadata, reader, squeezed
from tests.foundation.papers.test_letters import lost

LATER = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def stationery(office):
    """A kop and numbers."""
    seed_papers(at=SIGNED_AT)


def pdf_of(review, person):
    return b"".join(content_of(Paper.objects.get(pk=review.paper_id), keyring(person, at=LATER)))


def test_it_says_the_whole_sheet(office, reviewed, stationery, settings):
    settings.SITE_URL = "https://pengaduan.contoh.id"
    review = signed(reviewed, by=office.auditor)

    text = lines(pdf_of(review, office.inspector))

    digest = str(open_sealed(review, "digest", keyring(office.auditor, at=LATER)))
    assert text[4:10] == [
        "Lembar penelaahan pengaduan",
        "Nomor: 700/001/ITDA.LP/2026",
        f"Nomor register : {reviewed.register_number}",
        "Diterima : 16 November 2026",
        "Lembar ke : 1",
        "Ditandatangani : Senin, 23 November 2026, pukul 10.00 WIB",
    ]
    at = text.index("A. Sumber dan identitas pengaduan")
    assert text[at : at + 6] == [
        "A. Sumber dan identitas pengaduan",
        "–",
        "B. Pokok masalah",
        "Pungutan Rp150.000 untuk blanko KTP",
        "C. Uraian (5W + 2H)",
        "Petugas meminta uang di luar biaya resmi",
    ]
    at = text.index("J. Simpulan")
    assert text[at + 2 : at + 5] == [
        "Alasan simpulan : Daftar antrean menunjukkan loket 2 tutup pada hari itu.",
        "K. Saran",
        "Beritahukan hasilnya kepada pelapor.",
    ]
    assert "Terlapor 1: Hendro P. : PNS, sekarang eselon IV.b" in text
    assert squeezed(digest) in squeezed("".join(text))
    at = text.index("Diperiksa oleh Paraf Tanggal")
    assert text[at + 1 : at + 4] == ["Inspektur Pembantu", "Sekretaris", "Inspektur"]
    assert ["Penelaah/Auditor," in text, "Rina Anjani" in text, "Bengkulu, 23 November 2026" in text] == [True] * 3


def test_it_names_no_reporter(office, reviewed, stationery):
    text = "".join(lines(pdf_of(signed(reviewed, by=office.auditor), office.auditor)))

    assert [word for word in ("Marlena", "0812") if word in text] == []


def test_it_is_a_small_tagged_archive_file(office, reviewed, stationery):
    pdf = pdf_of(signed(reviewed, by=office.auditor), office.auditor)

    assert [mark in metadata(pdf) for mark in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<")] == [True] * 3
    assert (catalogue(pdf)["/Lang"], "/StructTreeRoot" in catalogue(pdf), set(fonts(pdf).values())) == ("id", True, {True})
    assert len(pdf) <= 120 * 1024


def test_the_people_of_the_case_open_it_and_nobody_else(office, reviewed, stationery):
    review = signed(reviewed, by=office.auditor)

    assert len({pdf_of(review, person) for person in (office.auditor, office.inspector, office.deputy)}) == 1
    for person in (office.second_auditor, office.mayor, office.custodian_inside, office.channel):
        with pytest.raises(NoAccess):
            pdf_of(review, person)


def test_signing_twice_makes_one_paper_and_puts_it_on_record(office, reviewed, stationery):
    review = signed(reviewed, by=office.auditor)

    again = make_paper(review, keys=keyring(office.auditor, at=LATER), by=office.auditor, at=LATER)

    assert (again.paper_id, Paper.objects.filter(kind=PaperKind.REVIEW).count()) == (review.paper_id, 1)
    assert history_of(reviewed).filter(action="review.paper_made").count() == 1


def test_without_a_kop_the_sheet_is_signed_and_its_paper_follows(office, reviewed, stationery):
    Letterhead.objects.update(valid_to=date(2026, 10, 31))

    review = signed(reviewed, by=office.auditor)

    reviewed.refresh_from_db()
    assert (review.conclusion, review.paper_id, reviewed.state) == (Conclusion.NOT_PROVEN, None, ComplaintState.CONCLUDED)
    keys = keyring(office.inspector, at=LATER)
    with pytest.raises(NoLetterhead):
        make_paper(review, keys=keys, by=office.inspector, at=LATER)
    Letterhead.objects.update(valid_to=None)
    made = make_paper(review, keys=keys, by=office.inspector, at=LATER)
    assert (made.paper.dated, made.paper.signed_by, "Rina Anjani" in lines(pdf_of(made, office.auditor))) == (
        date(2026, 11, 23),
        office.inspector,
        True,
    )


def test_a_number_of_the_agenda_book_follows_and_comes_once(office, reviewed, stationery):
    book = {"pattern": "{klas}/{seq}/BUKU/{year}", "by_hand": True, "valid_from": date(2026, 11, 1)}
    add_numbering(PaperKind.REVIEW, **book, by=None, at=SIGNED_AT)
    review = signed(reviewed, by=office.auditor)
    keys = keyring(office.auditor, at=LATER)
    assert review.paper_id is None

    made = make_paper(review, number="700/17/ITDA/2026", keys=keys, by=office.auditor, at=LATER)

    assert made.paper.number == "700/17/ITDA/2026"
    Review.objects.filter(pk=review.pk).update(paper=None)
    with pytest.raises(NumberTaken):
        make_paper(review, number="700/17/ITDA/2026", keys=keys, by=office.auditor, at=LATER)


def test_a_case_that_few_may_know_bears_no_paraf_of_the_line(office, reviewed, stationery):
    reviewed.routing = "inspectorate"
    reviewed.save(update_fields=["routing"])
    review = signed(reviewed, by=office.auditor)
    Review.objects.filter(pk=review.pk).update(paper=None)

    made = make_paper(review, keys=keyring(office.auditor, at=LATER), by=office.auditor, at=LATER)

    assert "Diperiksa oleh Paraf Tanggal" not in lines(pdf_of(made, office.auditor))


def test_a_case_sealed_away_takes_no_number_of_the_series(office, reviewed, stationery):
    review = signed(reviewed, by=office.auditor)
    Review.objects.filter(pk=review.pk).update(paper=None)
    reviewed.routing = "inspector"
    reviewed.save(update_fields=["routing"])

    made = make_paper(review, keys=keyring(office.auditor, at=LATER), by=office.auditor, at=LATER)

    assert (made.paper.number, made.paper.issuer) == (f"{reviewed.register_number}/LP-1", Issuer.GOVERNMENT)


def test_a_template_that_an_office_broke_does_not_hold_the_review_up(office, reviewed, stationery, settings, tmp_path):
    settings.PAPER_TEMPLATES_DIR = str(tmp_path)
    (tmp_path / "letter.typ").write_text('#import "@preview/cetz:0.1.0": x')

    review = signed(reviewed, by=office.auditor)

    assert (review.signed_at, review.paper_id) == (SIGNED_AT, None)


TEXTS = (
    "source", "subject", "what", "who", "when", "where", "why", "how", "how_much", "jurisdiction", "evidence_words", "norms",
    "hypothesis", "related", "risk_words", "conclusion_words", "advice",
)  # fmt: skip


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_text_in_every_part_comes_out_as_text(name, office, reviewed, stationery):
    text = f"{HOSTILE[name][:60]} dan dua puluh lagi"
    review = signed(reviewed, by=office.auditor, **dict.fromkeys(TEXTS, text))

    pdf = pdf_of(review, office.auditor)

    assert lost(name, text, pdf, times=len(TEXTS)) == Counter()
    assert ([page for page in reader(pdf).pages if "/Annots" in page], catalogue(pdf).get("/Names")) == ([], None)
    assert AccusedPerson.objects.filter(complaint=reviewed).count() == 1

"""The report as a signed paper: what it says, to whom it is sealed, and that nothing about a paper holds the publication up."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from complaints.enums import DeadlineKind, Routing
from complaints.rules.moves import Move
from foundation.accounts.enums import Role
from foundation.accounts.models import Appointment, User
from foundation.accounts.services import end_appointment
from foundation.audit.queries import history_of
from foundation.papers.enums import Issuer, PaperKind, PaperState
from foundation.papers.models import Letterhead, Paper
from foundation.papers.queries import content_of
from foundation.papers.services import NumberTaken, SignatoryNotInForce, add_numbering, add_signatory, seed_papers
from foundation.vault.errors import NoAccess
from reports.enums import ReportState
from reports.models import MonthlyReport
from reports.queries.letter import ELSEWHERE, report_letter
from reports.rules.period import Period
from reports.services.corrections import start_correction
from reports.services.drafting import draft
from reports.services.narrative import save_narrative, tend
from reports.services.paper import PaperNotMade, Signing, make_paper
from reports.services.publishing import approve_and_publish
from tests.data.hostile import HOSTILE
from tests.factories.accounts import keyring
from tests.factories.reports import at, case, meet, move
from tests.foundation.papers.pdfs import catalogue, fonts, lines, metadata, reader, squeezed
from tests.foundation.papers.test_letters import lost

WIB = ZoneInfo("Asia/Jakarta")
OCTOBER = Period(2026, 10)
AT = datetime(2026, 11, 6, 9, 0, tzinfo=WIB)
LATER = datetime(2026, 11, 9, 9, 0, tzinfo=WIB)
WORDS = "Lima pengaduan menyangkut loket.\n\nSaran: papan tarif."


@pytest.fixture
def report(office: SimpleNamespace) -> MonthlyReport:
    """October, drafted, with something in it; two cases in it are not the Inspektur's."""
    seed_papers(at=AT)
    meet(case(date(2026, 10, 1), "pungli"), DeadlineKind.FOLLOW_UP, date(2026, 10, 9))
    waiting = case(date(2026, 10, 2), "disiplin")
    move(waiting, Move.FORWARD, at(date(2026, 10, 5)))
    move(waiting, Move.AWAIT_MAYOR, at(date(2026, 10, 27)))
    for _ in range(7):
        case(date(2026, 10, 3), "pungli", routing=Routing.INSPECTOR)
    return draft(OCTOBER, at=AT)


def written(report: MonthlyReport, office: SimpleNamespace, words: str = WORDS) -> MonthlyReport:
    keys = keyring(office.inspector, at=AT)
    return save_narrative(report, words, version=report.version, keys=keys, by=office.inspector, at=AT)


def approved(report: MonthlyReport, office: SimpleNamespace, signing: Signing | None = None, *, with_keys: bool = True) -> MonthlyReport:
    keys = keyring(office.inspector, at=AT) if with_keys else None
    return approve_and_publish(report, seen=None, signing=signing or Signing(), by=office.inspector, keys=keys, at=AT)


def pdf_of(report: MonthlyReport, reader_: User) -> bytes:
    assert report.paper is not None
    return b"".join(content_of(Paper.objects.get(pk=report.paper.pk), keyring(reader_, at=LATER)))


def test_it_says_exactly_this(report: MonthlyReport, office: SimpleNamespace, settings: SimpleNamespace) -> None:
    settings.SITE_URL = "https://pengaduan.contoh.id"
    report = approved(written(report, office), office)
    mark = report.checkpoint
    assert mark is not None

    text = lines(pdf_of(report, office.mayor))

    assert text[:17] == [
        "PEMERINTAH KOTA BENGKULU",
        "INSPEKTORAT",
        "Jalan Teluk Contoh Nomor 1, Bengkulu",
        "Telepon (0736) 000-0100",
        "Nomor : 700/001/ITDA.LB/2026",
        "Sifat : Rahasia",
        "Lampiran : –",
        "Hal : Laporan penanganan pengaduan bulan Oktober 2026",
        "Bengkulu, 6 November 2026",
        "Yth. Walikota Bengkulu",
        "di Bengkulu",
        "Menurut Pasal 19 ayat (1) Peraturan Walikota Bengkulu Nomor 24 Tahun 2020 kami laporkan",
        "penanganan pengaduan pada bulan Oktober 2026.",
        "a dan b. Jumlah dan jenis pengaduan yang diterima dan yang ditindaklanjuti",
        "Jenis Diterima (a) Ditindaklanjuti (b)",
        "Disiplin 1 0",
        "Pungli 1 1",
    ]
    assert text[17:23] == [
        "Jumlah 2 1",
        "c. Hal penting yang perlu dilaporkan",
        "Lima pengaduan menyangkut loket.",
        "Saran: papan tarif.",
        "1 pengaduan menunggu penugasan Walikota (Pasal 7 ayat (3)), yang paling lama sejak 27 Oktober 2026.",
        "Neraca pengaduan",
    ]
    whole = squeezed("".join(text))
    proofs = [report.sha256, mark.digest, mark.signature, mark.verify_key, f"Nomor {mark.number}, {mark.entries} catatan"]
    assert [squeezed(proof) in whole for proof in proofs] == [True] * 5
    assert "Ibu Inspektur" in text


def test_it_is_a_small_tagged_archive_file(report: MonthlyReport, office: SimpleNamespace) -> None:
    pdf = pdf_of(approved(written(report, office), office), office.mayor)

    assert [mark in metadata(pdf) for mark in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<")] == [True] * 3
    assert (catalogue(pdf)["/Lang"], "/StructTreeRoot" in catalogue(pdf), set(fonts(pdf).values())) == ("id", True, {True})
    assert (reader(pdf).metadata.title, len(pdf) <= 200 * 1024) == ("Laporan penanganan pengaduan bulan Oktober 2026", True)


def test_the_longest_letter_c_stays_below_two_hundred_kilobytes(report: MonthlyReport, office: SimpleNamespace) -> None:
    pdf = pdf_of(approved(written(report, office, "Kalimat panjang tentang loket. " * 322), office), office.mayor)

    assert (len(reader(pdf).pages) > 3, len(pdf) <= 200 * 1024) == (True, True)


def test_the_total_of_the_delegates_is_not_on_it(report: MonthlyReport, office: SimpleNamespace) -> None:
    report = approved(written(report, office), office)
    with_them = report_letter(report, report.figures, narrative=WORDS)

    report.outside_total = 4321

    assert report_letter(report, report.figures, narrative=WORDS) == with_them
    assert squeezed(ELSEWHERE) in squeezed("".join(lines(pdf_of(report, office.mayor))))


def test_the_line_and_the_walikota_open_it_and_nobody_else(report: MonthlyReport, office: SimpleNamespace) -> None:
    report = approved(written(report, office), office)

    assert len({pdf_of(report, person) for person in (office.inspector, office.deputy, office.mayor)}) == 1
    with pytest.raises(NoAccess):
        pdf_of(report, office.publisher)


def test_a_report_without_letter_c_is_sealed_all_the_same(report: MonthlyReport, office: SimpleNamespace) -> None:
    report = approved(report, office)

    assert "Tidak ada hal penting yang dilaporkan." in lines(pdf_of(report, office.mayor))
    with pytest.raises(NoAccess):
        pdf_of(report, office.publisher)


def test_a_month_with_nothing_says_nihil(office: SimpleNamespace) -> None:
    seed_papers(at=AT)

    text = lines(pdf_of(approved(draft(OCTOBER, at=AT), office), office.mayor))

    assert "Nihil: pada bulan Oktober 2026 tidak ada pengaduan yang diterima atau ditindaklanjuti." in text


def test_approving_twice_makes_one_paper(report: MonthlyReport, office: SimpleNamespace) -> None:
    report = approved(written(report, office), office)

    again = approved(report, office)

    assert (again.paper_id, Paper.objects.count()) == (report.paper_id, 1)
    assert [entry.action for entry in history_of(report).order_by("-sequence")[:2]] == ["report.paper_made", "report.published"]


def test_without_keys_it_is_published_and_the_paper_comes_when_somebody_entitled_opens_it(
    report: MonthlyReport, office: SimpleNamespace
) -> None:
    report = approved(written(report, office), office, with_keys=False)
    assert (report.state, report.paper_id) == (ReportState.PUBLISHED, None)

    made = make_paper(report, keys=keyring(office.mayor, at=LATER), by=office.mayor, at=LATER)

    assert made.paper is not None
    assert (made.paper.dated, made.paper.signed_by) == (date(2026, 11, 6), office.mayor)
    assert "Ibu Inspektur" in lines(pdf_of(made, office.inspector))


def test_keys_that_open_no_letter_c_make_no_paper(report: MonthlyReport, office: SimpleNamespace) -> None:
    report = approved(written(report, office), office, with_keys=False)

    with pytest.raises(PaperNotMade, match="Minta Inspektur membuka laporan ini sekali"):
        make_paper(report, keys=keyring(office.publisher, at=LATER), by=office.publisher, at=LATER)

    assert Paper.objects.count() == 0


def test_without_a_kop_the_month_is_published_and_the_paper_follows(report: MonthlyReport, office: SimpleNamespace) -> None:
    Letterhead.objects.filter(issuer=Issuer.INSPECTORATE).update(valid_to=date(2026, 10, 31))

    report = approved(written(report, office), office)

    assert (report.state, report.paper_id, Paper.objects.count()) == (ReportState.PUBLISHED, None, 0)
    with pytest.raises(PaperNotMade, match="Minta administrator menambah kop surat Inspektorat"):
        make_paper(report, keys=keyring(office.inspector, at=LATER), by=office.inspector, at=LATER)
    Letterhead.objects.filter(issuer=Issuer.INSPECTORATE).update(valid_to=None)
    assert make_paper(report, keys=keyring(office.inspector, at=LATER), by=office.inspector, at=LATER).paper is not None


def test_a_template_that_an_office_broke_does_not_hold_the_month_up(
    report: MonthlyReport, office: SimpleNamespace, settings: SimpleNamespace, tmp_path: Path
) -> None:
    settings.PAPER_TEMPLATES_DIR = str(tmp_path)
    (tmp_path / "letter.typ").write_text('#import "@preview/cetz:0.1.0": x')

    published = approved(written(report, office), office)

    assert (published.is_approved, published.paper_id) == (True, None)
    with pytest.raises(PaperNotMade, match="templat surat kantor tidak dapat dibaca"):
        make_paper(published, keys=keyring(office.inspector, at=AT), by=office.inspector, at=AT)


def test_a_number_of_the_agenda_book_may_follow(report: MonthlyReport, office: SimpleNamespace) -> None:
    book = {"pattern": "{klas}/{seq}/BUKU/{year}", "by_hand": True, "valid_from": date(2026, 11, 1)}
    add_numbering(PaperKind.MONTHLY_REPORT, **book, by=None, at=AT)
    report = approved(written(report, office), office)
    assert report.paper_id is None

    keys = keyring(office.inspector, at=LATER)
    made = make_paper(report, signing=Signing(number="700/17/ITDA/2026"), keys=keys, by=office.inspector, at=LATER)

    assert made.paper is not None
    assert made.paper.number == "700/17/ITDA/2026"


def test_a_signatory_who_does_not_sign_that_day_and_a_number_taken_undo_the_whole_act(
    report: MonthlyReport, office: SimpleNamespace
) -> None:
    terms = {"name": "Hasan Contoh", "post": "Inspektur", "valid_from": date(2026, 1, 1), "valid_to": date(2026, 10, 31)}
    former = add_signatory(**terms, by=None, at=AT)
    september = approved(draft(Period(2026, 9), at=AT), office, Signing(number="700/17/ITDA/2026"))
    report = written(report, office)

    with pytest.raises(SignatoryNotInForce):
        approved(report, office, Signing(signature=former))
    with pytest.raises(NumberTaken):
        approved(report, office, Signing(number="700/17/ITDA/2026"))

    report.refresh_from_db()
    assert (report.state, list(Paper.objects.filter(state=PaperState.SIGNED))) == (ReportState.DRAFT, [september.paper])


def test_the_signatory_of_the_settings_is_printed_for_his_account(report: MonthlyReport, office: SimpleNamespace) -> None:
    terms = {"name": "Hasan Contoh, S.H.", "post": "Inspektur Kota Bengkulu", "rank": "Pembina (IV/a)", "nip": "197001011995031001"}
    add_signatory(**terms, user=office.inspector, valid_from=date(2026, 1, 1), by=None, at=AT)

    text = lines(pdf_of(approved(report, office), office.mayor))

    at_ = text.index("Inspektur Kota Bengkulu,")
    assert text[at_ : at_ + 4] == ["Inspektur Kota Bengkulu,", "Hasan Contoh, S.H.", "Pembina (IV/a)", "NIP 197001011995031001"]


def test_a_new_walikota_reads_it_and_the_former_no_more(
    report: MonthlyReport, office: SimpleNamespace, staff: Callable[..., User]
) -> None:
    report = approved(written(report, office), office)
    end_appointment(Appointment.objects.get(user=office.mayor), by=None, at=AT)
    successor = staff(Role.MAYOR, username="walikota-baru")

    tend(report, keys=keyring(office.inspector, at=LATER), by=office.inspector, at=LATER)

    assert "Lima pengaduan menyangkut loket." in lines(pdf_of(report, successor))
    with pytest.raises(NoAccess):
        pdf_of(report, office.mayor)


def test_a_correction_has_a_paper_of_its_own(report: MonthlyReport, office: SimpleNamespace) -> None:
    first = approved(written(report, office), office)
    keys = keyring(office.inspector, at=LATER)
    correction = start_correction(first, reason="Satu surat terlambat dicatat", keys=keys, by=office.inspector, at=LATER)

    correction = approve_and_publish(correction, seen=None, by=office.inspector, keys=keys, at=LATER)

    text = lines(pdf_of(correction, office.mayor))
    first.refresh_from_db()
    assert "Laporan ini memperbaiki revisi 1. Alasan ralat: Satu surat terlambat dicatat" in text
    assert "Nomor : 700/002/ITDA.LB/2026" in text
    assert reader(pdf_of(correction, office.mayor)).metadata.title == "Laporan penanganan pengaduan bulan Oktober 2026 (ralat, revisi 2)"
    assert correction.paper != first.paper


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_words_come_out_as_text_and_change_nothing_else(name: str, report: MonthlyReport, office: SimpleNamespace) -> None:
    words = HOSTILE[name][:2000]
    report = approved(written(report, office, words), office)

    pdf = pdf_of(report, office.mayor)

    assert lost(name, words.strip(), pdf, times=1) == Counter()
    assert ([page for page in reader(pdf).pages if "/Annots" in page], catalogue(pdf).get("/Names")) == ([], None)

"""The report as a paper on staff screens: a draft to look at, a signer to choose, a download for the few, a scan beside it."""

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from complaints.enums import DeadlineKind
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.audit.queries import history_of
from foundation.papers.enums import Issuer, PaperKind
from foundation.papers.models import Letterhead, Paper, SignedScan
from foundation.papers.services import add_numbering, add_signatory, seed_papers
from reports.models import MonthlyReport
from reports.queries.snapshot import snapshot_of
from reports.rules.period import Period
from reports.services.drafting import draft
from reports.services.narrative import save_narrative
from reports.services.publishing import approve_and_publish
from tests.factories.accounts import keyring
from tests.factories.reports import case, meet
from tests.foundation.papers.pdfs import lines

WIB = ZoneInfo("Asia/Jakarta")
OCTOBER = Period(2026, 10)
AT = datetime(2026, 11, 6, 9, 0, tzinfo=WIB)
TODAY = date(2026, 11, 22)
ADDRESS = "/petugas/laporan/2026-10/"
PAPER = f"{ADDRESS}revisi-1/laporan.pdf"
SCANS = f"{ADDRESS}revisi-1/pindai/"
WORDS = "Lima pengaduan menyangkut loket."
SCAN = b"%PDF-1.4 hasil pindai rahasia"


@pytest.fixture
def report(office: SimpleNamespace) -> MonthlyReport:
    """October, drafted, with letter c."""
    seed_papers(at=AT)
    meet(case(date(2026, 10, 1), "pungli"), DeadlineKind.FOLLOW_UP, date(2026, 10, 9))
    drafted = draft(OCTOBER, at=AT)
    return save_narrative(drafted, WORDS, version=0, keys=keyring(office.inspector, at=AT), by=office.inspector, at=AT)


@pytest.fixture
def published(report: MonthlyReport, office: SimpleNamespace) -> MonthlyReport:
    """The same, approved, with its paper."""
    return approve_and_publish(report, seen=None, by=office.inspector, keys=keyring(office.inspector, at=AT), at=AT)


def approval(report: MonthlyReport, **fields: str) -> dict[str, str]:
    """What the confirmation sends."""
    seen = snapshot_of(OCTOBER, revision=report.revision, today=TODAY).seal
    return {"seen": seen, "penanda_tangan": "sendiri", **fields}


def body(response: object) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_the_line_looks_at_the_draft_and_nothing_is_kept(
    report: MonthlyReport, office: SimpleNamespace, browser_of: Callable[..., Client]
) -> None:
    inspector, deputy = (browser_of(person).get(f"{ADDRESS}konsep.pdf") for person in (office.inspector, office.deputy))

    assert [answer["Content-Disposition"] for answer in (inspector, deputy)] == ['inline; filename="konsep-laporan-2026-10.pdf"'] * 2
    texts = [lines(answer.content) for answer in (inspector, deputy)]
    assert [("KONSEP" in text, "Nomor : …" in text, WORDS in text) for text in texts] == [(True, True, True)] * 2
    assert ["Ibu Inspektur" in text for text in texts] == [True, False]
    assert Paper.objects.count() == 0


def test_a_running_month_can_be_looked_at(report: MonthlyReport, inspector_browser: Client) -> None:
    answer = inspector_browser.get("/petugas/laporan/2026-11/konsep.pdf")

    assert "Hal : Laporan penanganan pengaduan bulan November 2026" in lines(answer.content)


def test_without_a_kop_the_draft_says_what_to_do(report: MonthlyReport, inspector_browser: Client) -> None:
    Letterhead.objects.filter(issuer=Issuer.INSPECTORATE).update(valid_to=date(2026, 10, 31))

    page = inspector_browser.get(f"{ADDRESS}konsep.pdf", follow=True).content.decode()

    assert "Minta administrator menambah kop surat Inspektorat" in page


def test_the_approver_chooses_who_signs(report: MonthlyReport, inspector_browser: Client) -> None:
    other = add_signatory(name="Budi Contoh, S.E.", post="Sekretaris", valid_from=date(2026, 1, 1), by=None, at=AT)

    page = inspector_browser.get(f"{ADDRESS}terbitkan/").content.decode()
    answer = inspector_browser.post(f"{ADDRESS}terbitkan/", approval(report, penanda_tangan=str(other.pk)))

    assert ["Budi Contoh, S.E., Sekretaris" in page, "Saya sendiri: Inspektur, Ibu Inspektur" in page] == [True, True]
    report.refresh_from_db()
    assert (answer.status_code, report.paper and report.paper.signatory) == (302, other)


def test_without_a_kop_the_approval_says_so_and_publishes(report: MonthlyReport, inspector_browser: Client) -> None:
    Letterhead.objects.filter(issuer=Issuer.INSPECTORATE).update(valid_to=date(2026, 10, 31))
    page = inspector_browser.get(f"{ADDRESS}terbitkan/").content.decode()

    after = inspector_browser.post(f"{ADDRESS}terbitkan/", approval(report), follow=True).content.decode()

    report.refresh_from_db()
    assert "Minta administrator menambah kop surat Inspektorat; PDF-nya dibuat setelah itu." in page
    assert (report.is_approved, report.paper_id) == (True, None)
    assert ["PDF laporan belum dibuat." in after, "kop surat Inspektorat" in after, f"{ADDRESS}surat/" in after] == [True, True, True]


def test_a_number_of_the_agenda_book_is_asked_and_may_follow(report: MonthlyReport, inspector_browser: Client) -> None:
    book = {"pattern": "{klas}/{seq}/BUKU/{year}", "by_hand": True, "valid_from": date(2026, 11, 1)}
    add_numbering(PaperKind.MONTHLY_REPORT, **book, by=None, at=AT)
    after = inspector_browser.post(f"{ADDRESS}terbitkan/", approval(report, nomor=""), follow=True).content.decode()

    empty = inspector_browser.post(f"{ADDRESS}surat/", {"penanda_tangan": "sendiri", "nomor": ""}).content.decode()
    answer = inspector_browser.post(f"{ADDRESS}surat/", {"penanda_tangan": "sendiri", "nomor": "700/17/ITDA/2026"})

    report.refresh_from_db()
    assert ["nomor dari buku agenda" in after, 'id="id_nomor"' in empty] == [True, True]
    assert (answer.status_code, report.paper and report.paper.number) == (302, "700/17/ITDA/2026")
    assert inspector_browser.get(f"{ADDRESS}surat/").status_code == 404


def test_a_number_that_is_taken_is_told_and_what_was_typed_stays(published: MonthlyReport, inspector_browser: Client) -> None:
    assert published.paper is not None
    taken = published.paper.number
    book = {"pattern": "{klas}/{seq}/BUKU/{year}", "by_hand": True, "valid_from": date(2026, 11, 1)}
    add_numbering(PaperKind.MONTHLY_REPORT, **book, by=None, at=AT)
    draft(Period(2026, 9), at=AT)
    seen = snapshot_of(Period(2026, 9), revision=1, today=TODAY).seal

    page = inspector_browser.post(
        "/petugas/laporan/2026-09/terbitkan/", {"seen": seen, "penanda_tangan": "sendiri", "nomor": taken}
    ).content.decode()

    assert ["surat lain sudah memakai nomor ini" in page, f'value="{taken}"' in page] == [True, True]
    assert not MonthlyReport.objects.get(period="2026-09").is_approved


def test_opening_makes_a_paper_that_waits(report: MonthlyReport, office: SimpleNamespace, mayor_browser: Client) -> None:
    approve_and_publish(report, seen=None, by=office.inspector, keys=None, at=AT)

    page = mayor_browser.get(ADDRESS).content.decode()

    assert f'<a class="btn btn-primary" href="{PAPER}">Unduh PDF</a>' in page
    assert WORDS in lines(body(mayor_browser.get(PAPER)))


def test_the_few_download_it_and_that_is_on_record(
    published: MonthlyReport, office: SimpleNamespace, browser_of: Callable[..., Client]
) -> None:
    answers = [browser_of(person).get(PAPER) for person in (office.inspector, office.deputy, office.mayor)]

    heads = [(answer["Content-Type"], answer["Content-Disposition"].partition(";")[0]) for answer in answers]
    assert heads == [("application/pdf", "attachment")] * 3
    assert [WORDS in lines(body(answer)) for answer in answers] == [True] * 3
    taken = [entry.actor_id for entry in history_of(published.paper) if entry.action == "paper.opened"]  # type: ignore[arg-type]
    assert taken == [office.inspector.pk, office.deputy.pk, office.mayor.pk]


@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.AUDITOR, Role.DELEGATE, Role.ADMINISTRATOR, Role.CHANNEL_OFFICER])
def test_everybody_else_is_told_that_there_is_nothing(
    role: Role, published: MonthlyReport, office: SimpleNamespace, staff: Callable[..., User], browser_of: Callable[..., Client]
) -> None:
    assert published.paper is not None
    scan = scanned(published, browser_of(office.inspector))
    stranger = browser_of(staff(role, username="orang-lain"))

    answers = [stranger.get(address) for address in (PAPER, f"{SCANS}{scan.pk}/", SCANS, f"{ADDRESS}konsep.pdf", f"{ADDRESS}surat/")]
    posted = stranger.post(SCANS, {"pindai": SimpleUploadedFile("pindai.pdf", SCAN)})

    assert [answer.status_code for answer in [*answers, posted]] == [404] * 6
    assert [published.paper.number in answer.content.decode() for answer in answers] == [False] * 5


def test_a_walikota_who_came_later_gets_404_until_somebody_lets_him_in(
    published: MonthlyReport, staff: Callable[..., User], browser_of: Callable[..., Client], inspector_browser: Client
) -> None:
    late = browser_of(staff(Role.MAYOR, username="walikota-baru"))
    before = late.get(PAPER).status_code

    inspector_browser.get(ADDRESS)

    assert (before, late.get(PAPER).status_code) == (404, 200)


def test_a_visitor_is_sent_to_the_sign_in_page(published: MonthlyReport, client: Client) -> None:
    assert client.get(PAPER).headers["Location"].startswith("/petugas/masuk/")


def test_no_revision_no_paper(published: MonthlyReport, inspector_browser: Client) -> None:
    assert [inspector_browser.get(f"{ADDRESS}revisi-{number}/laporan.pdf").status_code for number in (0, 2, 99)] == [404] * 3


def scanned(published: MonthlyReport, browser: Client) -> SignedScan:
    """A scan handed in."""
    answer = browser.post(SCANS, {"pindai": SimpleUploadedFile("pindai.pdf", SCAN, "application/pdf")})
    assert (answer.status_code, answer.headers["Location"]) == (302, ADDRESS)
    assert published.paper is not None
    return published.paper.scans.latest("uploaded_at")


def test_the_scan_stands_beside_the_paper(published: MonthlyReport, inspector_browser: Client, mayor_browser: Client) -> None:
    scan = scanned(published, inspector_browser)

    page, taken = mayor_browser.get(ADDRESS).content.decode(), mayor_browser.get(f"{SCANS}{scan.pk}/")

    assert (f"{SCANS}{scan.pk}/" in page, SCANS + '"' in page, body(taken)) == (True, False, SCAN)
    assert [mayor_browser.get(SCANS).status_code, inspector_browser.get(f"{SCANS}{uuid4()}/").status_code] == [404, 404]


def test_what_is_no_scan_is_refused_in_words(published: MonthlyReport, inspector_browser: Client) -> None:
    page = inspector_browser.post(SCANS, {"pindai": SimpleUploadedFile("pindai.html", b"<html>")}).content.decode()

    assert "Pilih hasil pindai berupa PDF, PNG, atau JPEG" in page
    assert SignedScan.objects.count() == 0


def test_the_paper_of_a_corrected_revision_stays_at_hand(published: MonthlyReport, inspector_browser: Client) -> None:
    inspector_browser.post(f"{ADDRESS}ralat/", {"reason": "Satu surat terlambat dicatat."})
    correction = MonthlyReport.objects.get(revision=2)
    inspector_browser.post(f"{ADDRESS}terbitkan/", approval(correction))

    page = inspector_browser.get(ADDRESS).content.decode()

    assert [f'href="{ADDRESS}revisi-{number}/laporan.pdf"' in page for number in (1, 2)] == [True, True]
    assert [len(body(inspector_browser.get(f"{ADDRESS}revisi-{number}/laporan.pdf"))) > 10_000 for number in (1, 2)] == [True, True]

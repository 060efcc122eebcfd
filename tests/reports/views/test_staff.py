"""The monthly report on staff screens."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpResponse
from django.test import Client

from complaints.enums import DeadlineKind, Routing
from complaints.rules.moves import Move
from complaints.services.register import AccusedInput
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.audit.queries import history_of
from foundation.ui import slots
from reports.enums import ReportState
from reports.models import MonthlyReport
from reports.queries.narrative import cautions, narrative_of
from reports.rules.contents import DEFINITIONS
from reports.rules.period import Period
from reports.services.corrections import start_correction
from reports.services.drafting import draft
from reports.services.narrative import save_narrative
from reports.services.publishing import approve_and_publish, publish_unapproved
from tests.factories import reports as cases
from tests.factories.accounts import keyring
from tests.factories.complaints import make_office, received
from tests.factories.reports import at, case, meet, move

WIB = ZoneInfo("Asia/Jakarta")
OCTOBER = Period(2026, 10)
AT = datetime(2026, 11, 6, 9, 0, tzinfo=WIB)
ADDRESS = "/petugas/laporan/2026-10/"
WORDS = "Lima pengaduan menyangkut loket."


@pytest.fixture
def report(office: SimpleNamespace) -> MonthlyReport:
    """October, drafted, with something in it and letter c written."""
    meet(case(date(2026, 10, 1), "pungli"), DeadlineKind.FOLLOW_UP, date(2026, 10, 9))
    waiting = case(date(2026, 10, 2), "disiplin")
    move(waiting, Move.FORWARD, at(date(2026, 10, 5)))
    move(waiting, Move.AWAIT_MAYOR, at(date(2026, 10, 27)))
    case(date(2026, 10, 3), "pungli", routing=Routing.INSPECTOR)
    case(date(2026, 10, 4), "pungli", routing=Routing.MAYOR)
    drafted = draft(OCTOBER, at=AT)
    return save_narrative(drafted, WORDS, version=0, keys=keyring(office.inspector, at=AT), by=office.inspector, at=AT)


@pytest.fixture
def published(report: MonthlyReport, office: SimpleNamespace) -> MonthlyReport:
    """The same, approved."""
    return approve_and_publish(report, seen=None, by=office.inspector, keys=keyring(office.inspector, at=AT), at=AT)


def words(response: HttpResponse) -> str:
    """A page without its marks, single-spaced."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def links(response: HttpResponse) -> set[str]:
    """Where a page leads to, forms included, within the site."""
    return set(re.findall(r'(?:href|action)="(/[^"#]*)', response.content.decode()))


SCREENS = [ADDRESS, "/petugas/laporan/", f"{ADDRESS}terbitkan/", f"{ADDRESS}ralat/", f"{ADDRESS}draf/", f"{ADDRESS}dibaca/"]
ENTITLED = {
    Role.INSPECTOR: {ADDRESS: 200, "/petugas/laporan/": 200, f"{ADDRESS}terbitkan/": 200, f"{ADDRESS}draf/": 302},
    Role.DEPUTY_INSPECTOR: {ADDRESS: 200, "/petugas/laporan/": 200, f"{ADDRESS}draf/": 302},
    Role.MAYOR: {"/petugas/laporan/": 200},
    Role.PUBLISHER: {"/petugas/laporan/": 200},
}


@pytest.mark.parametrize("role", list(Role))
def test_every_role_on_every_screen_of_a_draft(
    role: Role, report: MonthlyReport, staff: Callable[..., User], browser_of: Callable[..., Client]
) -> None:
    browser = browser_of(staff(role))

    answers = {address: browser.get(address).status_code for address in SCREENS}

    assert answers == {address: ENTITLED.get(role, {}).get(address, 404) for address in SCREENS}


@pytest.mark.parametrize("role", list(Role))
def test_every_role_on_every_screen_of_a_published_month(
    role: Role, published: MonthlyReport, staff: Callable[..., User], browser_of: Callable[..., Client]
) -> None:
    browser = browser_of(staff(role))
    entitled = {
        Role.INSPECTOR: {ADDRESS: 200, "/petugas/laporan/": 200, f"{ADDRESS}ralat/": 200, f"{ADDRESS}draf/": 302},
        Role.MAYOR: {ADDRESS: 200, "/petugas/laporan/": 200, f"{ADDRESS}dibaca/": 302},
    }

    answers = {address: browser.get(address).status_code for address in SCREENS}

    assert answers == {address: {**ENTITLED, **entitled}.get(role, {}).get(address, 404) for address in SCREENS}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.INSPECTOR])
def test_nobody_but_the_inspektur_publishes_by_post(
    role: Role, report: MonthlyReport, staff: Callable[..., User], browser_of: Callable[..., Client]
) -> None:
    response = browser_of(staff(role)).post(f"{ADDRESS}terbitkan/", {"seen": "0" * 64})

    report.refresh_from_db()
    assert (response.status_code, report.state) == (404, ReportState.DRAFT)


def test_strangers_are_asked_to_sign_in(client: Client, published: MonthlyReport) -> None:
    answers = [client.get(address) for address in SCREENS]

    assert [(answer.status_code, answer["Location"].partition("?")[0]) for answer in answers] == [(302, "/petugas/masuk/")] * len(SCREENS)


def test_the_menu_leads_those_concerned_to_the_reports(office: SimpleNamespace, staff: Callable[..., User]) -> None:
    shown = [
        any(entry.key == "reports" for entry in slots.menu.visible(SimpleNamespace(roles={role}, user=office.inspector)))  # type: ignore[arg-type]
        for role in (Role.INSPECTOR, Role.DEPUTY_INSPECTOR, Role.MAYOR, Role.PUBLISHER, Role.AUDITOR, Role.DELEGATE)
    ]

    assert shown == [True, True, True, True, False, False]


def test_the_inspektur_sees_each_figure_with_its_definition(report: MonthlyReport, inspector_browser: Client) -> None:
    page = words(inspector_browser.get(ADDRESS))

    assert "Laporan bulanan Oktober 2026 DRAF" in page
    assert "2 pengaduan diterima 1 pengaduan ditindaklanjuti" in page
    assert "Pungli 1 1 Disiplin 1 0 Jumlah 2 1" in page or "Disiplin 1 0 Pungli 1 1 Jumlah 2 1" in page
    assert "Menunggu penugasan Walikota." in page
    assert WORDS in page


def test_every_footnote_number_leads_to_its_definition(report: MonthlyReport, inspector_browser: Client) -> None:
    page = inspector_browser.get(ADDRESS).content.decode()

    used = set(re.findall(r'href="#(arti-\d+)"', page))
    assert used == set(re.findall(r'<li id="(arti-\d+)"', page))
    assert len(used) == len(DEFINITIONS) - 1  # all but the total that the Inspektur is never shown


@pytest.mark.parametrize("screen", [ADDRESS, f"{ADDRESS}terbitkan/"])
def test_the_inspektur_learns_nothing_of_what_is_kept_from_him(screen: str, report: MonthlyReport, inspector_browser: Client) -> None:
    page = inspector_browser.get(screen)

    assert "luar Inspektorat" not in page.content.decode()
    assert "Jumlah 2 1" in words(page)


def test_letter_c_is_saved_and_shown_again(report: MonthlyReport, inspector_browser: Client, office: SimpleNamespace) -> None:
    response = inspector_browser.post(ADDRESS, {"narrative": "Papan tarif.", "version": "1"})

    report.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, ADDRESS)
    assert narrative_of(report, keyring(office.inspector, at=AT)) == "Papan tarif."


def test_two_writers_see_both_texts_and_lose_none(report: MonthlyReport, office: SimpleNamespace, inspector_browser: Client) -> None:
    save_narrative(report, "Naskah wakil.", version=1, keys=keyring(office.deputy, at=AT), by=office.deputy, at=AT)

    page = inspector_browser.post(ADDRESS, {"narrative": "Naskah Inspektur.", "version": "1"})

    assert page.status_code == 200
    assert page.content.decode().count("Naskah wakil.") == 1
    assert page.content.decode().count("Naskah Inspektur.") == 1
    assert 'name="version" value="2"' in page.content.decode()


def test_an_approved_letter_c_cannot_be_posted_again(published: MonthlyReport, inspector_browser: Client, office: SimpleNamespace) -> None:
    page = inspector_browser.post(ADDRESS, {"narrative": "Lain.", "version": "1"})

    assert "Laporan sudah disetujui." in words(page)
    assert narrative_of(MonthlyReport.objects.get(), keyring(office.mayor, at=AT)) == WORDS


def test_approval_shows_what_will_appear_and_does_it(report: MonthlyReport, inspector_browser: Client, client: Client) -> None:
    page = inspector_browser.get(f"{ADDRESS}terbitkan/")
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page.content.decode())
    assert seen is not None
    assert "Jumlah 2 1" in words(page)
    assert WORDS in words(page)

    response = inspector_browser.post(f"{ADDRESS}terbitkan/", {"seen": seen[1], "penanda_tangan": "sendiri"}, follow=True)

    assert "Laporan Oktober 2026 disampaikan kepada Walikota dan diterbitkan." in words(response)
    assert client.get("/statistik/2026-10.json").json()["received"]["total"] == 2


def test_letter_c_that_looks_like_somebody_is_approved_only_when_read_again(
    report: MonthlyReport, office: SimpleNamespace, inspector_browser: Client
) -> None:
    text = "Pegawai NIP 197905122005011002 dan nomor 0812 3456 7890, lihat 700/0012/2026."
    save_narrative(report, text, version=1, keys=keyring(office.inspector, at=AT), by=office.inspector, at=AT)
    page = inspector_browser.get(f"{ADDRESS}terbitkan/")
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page.content.decode())
    assert seen is not None

    refused = inspector_browser.post(f"{ADDRESS}terbitkan/", {"seen": seen[1], "penanda_tangan": "sendiri"})

    assert "memuat: nomor 18 angka seperti NIP nomor telepon nomor register pengaduan" in words(page)
    assert "Centang bahwa huruf c sudah diperiksa, atau ubah huruf c lebih dahulu" in words(refused)
    assert MonthlyReport.objects.get().is_draft
    assert inspector_browser.post(f"{ADDRESS}terbitkan/", {"seen": seen[1], "penanda_tangan": "sendiri", "lanjut": "on"}).status_code == 302


@pytest.mark.django_db
def test_accused_of_cases_the_approver_can_open_are_found_in_letter_c() -> None:
    office = make_office()
    received(accused=(AccusedInput(name="Hendro Prakoso"),), received_at=AT - timedelta(days=9))
    received(accused=(AccusedInput(name="Sekar Wangi"),), routing=Routing.INSPECTOR, received_at=AT - timedelta(days=9))
    drafted = draft(OCTOBER, at=AT)

    found = cautions(drafted, "Hendro Prakoso dan Sekar Wangi.", keys=keyring(office.inspector, at=AT), by=office.inspector, at=AT)

    assert found == ("nama terlapor: Hendro Prakoso",)


def test_the_deputy_reads_a_draft_without_people_of_the_inspectorate(
    report: MonthlyReport, office: SimpleNamespace, browser_of: Callable[..., Client]
) -> None:
    case(date(2026, 10, 6), "kekerasan_seksual", routing=Routing.INSPECTORATE, letter="f")

    pages = [words(browser_of(person).get(ADDRESS)) for person in (office.deputy, office.inspector)]

    assert ["Kekerasan seksual" in page for page in pages] == [False, True]
    assert ["Pengaduan tentang pegawai Inspektorat tidak ikut dihitung di sini." in page for page in pages] == [True, False]


def test_a_correction_speaks_of_no_day_that_has_passed(
    published: MonthlyReport, office: SimpleNamespace, inspector_browser: Client
) -> None:
    start_correction(published, reason="Satu surat terlambat dicatat.", keys=None, by=office.inspector, at=AT)

    pages = words(inspector_browser.get(ADDRESS)), words(inspector_browser.get("/petugas/laporan/"))

    assert ["terbit sendiri" in page or "isetujui paling lambat" in page for page in pages] == [False, False]
    assert "Ralat ini terbit setelah disetujui" in pages[0]


def test_figures_that_moved_are_shown_again_before_anything_happens(report: MonthlyReport, inspector_browser: Client) -> None:
    page = inspector_browser.get(f"{ADDRESS}terbitkan/").content.decode()
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert seen is not None
    case(date(2026, 10, 30))

    again = inspector_browser.post(f"{ADDRESS}terbitkan/", {"seen": seen[1], "penanda_tangan": "sendiri"})

    assert "Angka berubah sejak halaman ini dibuka." in words(again)
    assert "Jumlah 3 1" in words(again)
    newer = re.search(r'name="seen" value="([0-9a-f]{64})"', again.content.decode())
    assert newer is not None
    assert inspector_browser.post(f"{ADDRESS}terbitkan/", {"seen": newer[1], "penanda_tangan": "sendiri"}).status_code == 302


def test_the_walikota_reads_three_numbers_letter_c_and_the_trend(published: MonthlyReport, mayor_browser: Client) -> None:
    page = words(mayor_browser.get(ADDRESS))

    assert "Disampaikan Inspektur pada Jumat, 6 November 2026." in page
    assert "2 pengaduan diterima 1 pengaduan ditindaklanjuti 3 lewat batas waktu dari 4 batas yang jatuh pada bulan ini" in page
    assert WORDS in page
    assert "1 pengaduan menunggu penugasan Walikota , yang paling lama sejak 27 Oktober 2026" in page
    assert "Di luar Inspektorat: 1" in page
    assert "Jumlahnya: 2 diterima, 1 ditindaklanjuti." in page
    assert "Terbuka pada awal bulan 0" in page
    assert "Bukan pengaduan 0 Bukan kewenangan Inspektorat 0" in page


def test_x2_nothing_of_the_referral_register_reaches_the_walikota(
    published: MonthlyReport, mayor_browser: Client, client: Client
) -> None:
    case(date(2026, 9, 4), "pungli", routing=Routing.MAYOR)

    shown = [mayor_browser.get(ADDRESS), mayor_browser.get("/petugas/laporan/"), client.get("/statistik/")]

    assert [word for page in shown for word in ("ujukan", "DPRD", "Wakil Walikota") if word in page.content.decode()] == []
    assert (published.figures["received"]["total"], published.outside_total) == (2, 1)


def test_nothing_on_the_walikotas_page_leads_to_a_complaint(published: MonthlyReport, mayor_browser: Client) -> None:
    page = mayor_browser.get(ADDRESS)

    assert {address for address in links(page) if address.startswith("/petugas/perkara")} == set()
    assert "T/" not in re.sub(r"<[^>]+>", "", page.content.decode())


def test_the_walikota_sees_no_draft(report: MonthlyReport, mayor_browser: Client) -> None:
    page = mayor_browser.get("/petugas/laporan/")

    assert (mayor_browser.get(ADDRESS).status_code, "Belum ada laporan." in words(page)) == (404, True)


def test_the_walikota_reads_unapproved_figures_without_letter_c(report: MonthlyReport, mayor_browser: Client) -> None:
    publish_unapproved(at=datetime(2026, 11, 10, 9, 0, tzinfo=WIB))

    page = words(mayor_browser.get(ADDRESS))

    assert "Belum disetujui Inspektur." in page
    assert WORDS not in page


def test_reading_is_noted_and_waits_for_nothing(published: MonthlyReport, mayor_browser: Client) -> None:
    response = mayor_browser.post(f"{ADDRESS}dibaca/", follow=True)

    assert "Dibaca 22 November 2026" in words(response)
    assert history_of(published).last().action == "report.read"  # type: ignore[union-attr]


def test_the_publisher_sees_how_far_each_month_is_and_no_way_in(
    published: MonthlyReport, office: SimpleNamespace, browser_of: Callable[..., Client]
) -> None:
    draft(Period(2026, 9), at=AT)
    browser = browser_of(office.publisher)

    page = browser.get("/petugas/laporan/")

    assert "Oktober 2026 Disampaikan dan diterbitkan" in words(page)
    assert "September 2026 Draf" in words(page)
    assert {address for address in links(page) if re.match(r"/petugas/laporan/.", address)} == set()


def test_a_running_month_is_a_preview_without_acts(office: SimpleNamespace, inspector_browser: Client) -> None:
    case(date(2026, 11, 3))

    page = inspector_browser.get("/petugas/laporan/2026-11/")

    assert "Bulan ini masih berjalan: ini pratinjau." in words(page)
    assert "1 pengaduan diterima" in words(page)
    assert {"/petugas/laporan/2026-11/terbitkan/", "/petugas/laporan/2026-11/draf/"} & links(page) == set()
    assert MonthlyReport.objects.count() == 0


@pytest.mark.parametrize("month", ["2026-12", "2020-06"])
def test_months_to_come_and_before_the_perwali_are_not_there(month: str, office: SimpleNamespace, inspector_browser: Client) -> None:
    assert inspector_browser.get(f"/petugas/laporan/{month}/").status_code == 404


def test_a_missing_draft_is_made_on_demand(office: SimpleNamespace, inspector_browser: Client) -> None:
    assert "/petugas/laporan/2026-09/draf/" in links(inspector_browser.get("/petugas/laporan/2026-09/"))

    response = inspector_browser.post("/petugas/laporan/2026-09/draf/", follow=True)

    assert "Laporan bulanan September 2026 DRAF" in words(response)
    assert MonthlyReport.objects.get().period == "2026-09"


def test_a_correction_is_started_with_a_reason_and_approved(
    published: MonthlyReport, inspector_browser: Client, mayor_browser: Client, client: Client
) -> None:
    case(date(2026, 10, 30))
    page = inspector_browser.get(f"{ADDRESS}ralat/")
    assert "Diterima 2 3" in words(page)
    assert "Isi alasan ralat" in words(inspector_browser.post(f"{ADDRESS}ralat/", {"reason": " "}))

    inspector_browser.post(f"{ADDRESS}ralat/", {"reason": "Satu surat terlambat dicatat."})
    assert "Oktober 2026" in words(mayor_browser.get("/petugas/laporan/"))
    approval = inspector_browser.get(f"{ADDRESS}terbitkan/").content.decode()
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', approval)
    assert seen is not None
    inspector_browser.post(f"{ADDRESS}terbitkan/", {"seen": seen[1], "penanda_tangan": "sendiri"})

    assert client.get("/statistik/2026-10.json").json()["received"]["total"] == 3
    page = words(inspector_browser.get(ADDRESS))
    assert WORDS in page
    assert re.search(r"Revisi 1 6 Nov 2026 – 2 1 \S+ Revisi 2 22 Nov 2026 Satu surat terlambat dicatat\. 3 1 ", page)


def test_a_zero_month_is_called_nihil(office: SimpleNamespace, inspector_browser: Client) -> None:
    draft(Period(2026, 9), at=AT)

    assert "Nihil. Laporan nihil tetap disampaikan dan diterbitkan." in words(inspector_browser.get("/petugas/laporan/2026-09/"))


def test_typed_words_are_escaped(report: MonthlyReport, office: SimpleNamespace, inspector_browser: Client, mayor_browser: Client) -> None:
    hostile = "<script>alert(1)</script>"
    inspector_browser.post(ADDRESS, {"narrative": hostile, "version": "1"})
    approve_and_publish(report, seen=None, by=office.inspector, keys=None, at=AT)

    for browser in (inspector_browser, mayor_browser):
        assert hostile not in browser.get(ADDRESS).content.decode()


def test_screens_take_few_queries_however_many_cases(
    report: MonthlyReport, inspector_browser: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for day in cases.days_between(date(2026, 9, 1), date(2026, 9, 30)):
        meet(case(day), DeadlineKind.FOLLOW_UP, date(2026, 10, 9))
    with django_assert_max_num_queries(40):
        inspector_browser.get(ADDRESS)

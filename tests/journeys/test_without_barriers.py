"""Every address that shows a page, in a real browser, as somebody who may see it: axe finds nothing, in any state, at any width.

Nothing here is a list of pages: the addresses come from the URL resolver, and the pages from following links. An address that
shows no page is in NO_PAGE with its reason; a new one that is neither there nor found fails the test.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.urls import get_resolver

from config.demo.people import PASSWORD
from config.demo.story import RECEIPT_CODE
from foundation.ui.views import shows_a_page
from tests.architecture.house import ROOT
from tests.factories.authenticators import code_at
from tests.journeys.barriers import DESK, HEIGHT, barriers, forms_to_fill, send_empty, untold_faults
from tests.journeys.finding import Found, follow_links
from tests.journeys.stages import WITH_APP

playwright = pytest.importorskip("playwright.sync_api", reason="the browser tools are installed by make check")
pytestmark = [pytest.mark.browser, pytest.mark.processes]

VISITOR = ""
PEOPLE = (
    VISITOR, "inspektur", "wakil", "auditor", "saluran", "petugas", "admin", "kustodian", "pelindung", "delegasi", "rujukan", "walikota",
    WITH_APP,
)  # fmt: skip
NO_PAGE = {
    "account_email_verification_sent": "the sign-in page",
    "account_inactive": "the sign-in page",
    "account_login": "the sign-in page",
    "account_logout": "the sign-in page",
    "account_reauthenticate": "the sign-in page",
    "channels:desk_receipt_pdf": "a PDF",
    "channels:receipt_pdf": "a PDF",
    "channels:receipt_text": "a text file",
    "channels:record": "leads to the desk",
    "complaints:bulk_forward": "leads to the inbox while nothing is ticked",
    "complaints:case_file": "a file",
    "complaints:case_forward_letter": "a PDF",
    "complaints:case_letter": "a PDF",
    "complaints:case_letter_preview": "a PDF",
    "complaints:case_letter_scan": "a scan, a PDF or a picture",
    "complaints:case_paper": "a PDF",
    "complaints:case_paper_scan": "a scan, a PDF or a picture",
    "complaints:key_work": "leads to the list while no work runs; what it shows is tested beside the view",
    "complaints:status_file": "leads to the status page",
    "complaints:status_letter": "a PDF",
    "complaints:status_letter_scan": "a scan, a PDF or a picture",
    "complaints:status_message": "leads to the status page",
    "investigations:paper": "a PDF",
    "investigations:preview": "a PDF",
    "investigations:scan": "a scan, a PDF or a picture",
    "papers:letterhead_sample": "a PDF",
    "reports:paper": "a PDF",
    "reports:preview": "a PDF",
    "reports:scan": "a scan, a PDF or a picture",
    "reports:statistics_csv": "a table for machines",
    "reports:statistics_fragment": "a part of other people's pages",
    "reports:statistics_json": "data for machines",
    "ui:robots": "for search engines",
}
"""Addresses that can be opened and show no page of ours, each with what they show instead."""
NOT_SENT_EMPTY = {
    "complaints:case_summary_edit": "a case may have no summary",
    "complaints:inbox": "sends the cases that are ticked, and none is said in a message",
    "papers:text": "a page may have no words of the office's own",
}
"""Forms whose emptiness is no mistake."""


@pytest.fixture(scope="module")
def staged(running: str, var: Path) -> dict[str, list[str]]:
    """The demo with the stages that its story leaves out; addresses that no page links to."""
    environment = {name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL"}}
    command = [sys.executable, "manage.py", "shell", "-c", "from tests.journeys.stages import add_stages; add_stages()"]
    done = subprocess.run(command, cwd=ROOT, env={**environment, "VAR_DIR": str(var)}, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def signed_in(chromium: "playwright.Browser", base: str, who: str) -> "playwright.Page":
    """A page at a desk of who has given password and, where asked, the code of the app; transitions would blur the colours."""
    context = chromium.new_context(viewport={"width": DESK, "height": HEIGHT}, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    page = context.new_page()
    if who == VISITOR:
        return page
    page.goto(f"{base}/petugas/masuk/")
    page.fill("input[name=login]", who)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main button[type=submit]").click()
    if who == WITH_APP:
        page.fill("input[name=code]", code_at(datetime.now(tz=UTC)))
        page.locator("main button[type=submit]").first.click()
    return page


@pytest.fixture(scope="module")
def found(running: str, chromium: "playwright.Browser", staged: dict[str, list[str]]) -> Found:
    """What is there, as each of the demo's people finds it; one has a second session, which can be ended."""
    pages = Found()
    signed_in(chromium, running, "petugas").context.close()
    for who in PEOPLE:
        context = signed_in(chromium, running, who).context
        follow_links(context, running, who, "/petugas/" if who else "/", pages)
        context.close()
    for name, (who, path) in staged.items():
        pages.take(name, who, path)
    pages.take("accounts:login", VISITOR, "/petugas/masuk/")
    pages.take("papers:verify", VISITOR, "/keaslian/ABCD-EFGH-1234-5678/")
    return pages


def views(patterns: list, space: str = "") -> Iterator[tuple[str, object]]:
    """The full name of every address of the product, and its view."""
    for one in patterns:
        if hasattr(one, "url_patterns"):
            yield from views(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name}", one.callback


class Walk:
    """Looks at pages and keeps what is wrong with each."""

    def __init__(self, page: "playwright.Page") -> None:
        self.page = page
        self.wrong: list[str] = []

    def look(self, name: str) -> None:
        """At the page as it stands."""
        self.wrong += [f"{name}: {words}" for words in barriers(self.page)]

    def look_at(self, name: str, address: str, *, may_be_empty: bool = False) -> None:
        """At a page, then at each of its forms after it was sent without an answer, unless that is no mistake."""
        self.page.goto(address)
        self.look(name)
        for place in [] if may_be_empty else forms_to_fill(self.page):
            self.page.goto(address)
            send_empty(self.page, place)
            self.wrong += [f"{name}, sent empty: {words}" for words in untold_faults(self.page)]
            self.look(f"{name}, sent empty")


NO_DAY = {"tanggal_hari": "", "tanggal_bulan": "", "tanggal_tahun": ""}
VISITED_BY_FILING = {"channels:erase", "channels:finished", "channels:receipt", "channels:saved", "complaints:status_protection"}
VISITED_BY_SIGNING_IN = {"accounts:recover", "mfa_authenticate"}


def test_every_address_that_shows_a_page_is_looked_at(found: Found):
    shown = {name for name, view in views(get_resolver().url_patterns) if shows_a_page(view)}

    assert found.downloads <= set(NO_PAGE)
    assert "\n".join(sorted(shown - found.names - VISITED_BY_FILING - VISITED_BY_SIGNING_IN - NO_PAGE.keys())) == ""
    assert NO_PAGE.keys() <= shown


@pytest.mark.parametrize("who", PEOPLE)
def test_no_page_keeps_anybody_out(running: str, chromium: "playwright.Browser", found: Found, who: str):
    walk = Walk(signed_in(chromium, running, who))
    for key, (whose, path) in found.pages.items():
        name = key.partition(" ")[0]
        if whose == who and name not in NO_PAGE:
            walk.look_at(name, f"{running}{path}", may_be_empty=name in NOT_SENT_EMPTY)
    walk.page.context.close()

    assert "\n".join(walk.wrong) == ""


def test_no_step_of_the_way_to_the_receipt_and_the_status_keeps_anybody_out(running: str, chromium: "playwright.Browser"):
    page = signed_in(chromium, running, VISITOR)
    walk = Walk(page)
    answers = (
        {"pelapor": "individual", "nama_disebut": "bernama"},
        {"orang-0-nama": "Hendro P.", "orang-0-unit": "Kantor Lurah Cempaka", "asal": "none"},
        {"uraian": "Uraian rekaan yang cukup panjang untuk diterima.", "tempat": "Loket 2", "tidak_ingat": "on", **NO_DAY},
        {},
        {"nama": "Pelapor Rekaan", "cara": "code_only", "terancam": "tidak"},
    )
    for number, step in enumerate(answers, start=1):
        walk.look_at(f"step {number}", f"{running}/lapor/{number}/", may_be_empty=not step)
        page.goto(f"{running}/lapor/{number}/")
        for name, value in step.items():
            field = page.locator(f"main [name={name}]")
            if field.first.get_attribute("type") in {"radio", "checkbox"}:
                page.check(f"main [name={name}]" + (f"[value={value}]" if value != "on" else ""))
            else:
                field.fill(value)
        page.locator("main button[name=lanjut]").last.click()
    for name in ("lapor/6", "lapor/tersimpan", "lapor/hapus", "lapor"):
        walk.look_at(name, f"{running}/{name}/")
    page.goto(f"{running}/lapor/6/")
    page.check("[name=good_faith]")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/lapor/tanda-terima/")
    walk.look("receipt")
    page.get_by_role("button", name="Selesai", exact=True).click()
    walk.look("finished")
    page.goto(f"{running}/status/")
    page.fill("[name=kode]", RECEIPT_CODE)
    page.locator("main button[type=submit]").click()
    for name in ("status", "status/perlindungan"):
        walk.look_at(name, f"{running}/{name}/")
    walk.look_at("not found", f"{running}/tidak-ada/")
    page.context.close()

    assert "\n".join(walk.wrong) == ""


def test_neither_the_second_step_of_signing_in_nor_the_way_around_it_keeps_anybody_out(
    running: str, chromium: "playwright.Browser", staged: dict[str, list[str]]
):
    page = signed_in(chromium, running, VISITOR)
    page.goto(f"{running}/petugas/masuk/")
    page.fill("input[name=login]", WITH_APP)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main button[type=submit]").click()
    walk = Walk(page)
    for path in ("/petugas/masuk/kode/", "/petugas/masuk/pulih/"):
        walk.look_at(path, f"{running}{path}")
    page.context.close()

    assert "\n".join(walk.wrong) == ""

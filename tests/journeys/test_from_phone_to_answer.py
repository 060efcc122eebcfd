"""The whole journey in a real browser without JavaScript, against the processes that `make run` starts, with axe on the way."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from config.demo.people import PASSWORD

playwright = pytest.importorskip("playwright.sync_api", reason="the browser tools are installed by make check")
axe_module = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the browser tools are installed by make check")

PHONE = {"width": 360, "height": 800}
DESK = {"width": 1280, "height": 900}
STORY = "Saya diminta uang Rp150.000 untuk blanko KTP yang seharusnya gratis."
ANSWER = "Loket sudah kami periksa dan petugasnya dimintai keterangan. Daftar tarif resmi kini terpasang di semua loket."
pytestmark = [pytest.mark.browser, pytest.mark.processes]


def page_of(browser: "playwright.Browser", size: dict[str, int], *, script: bool = False) -> "playwright.Page":
    context = browser.new_context(viewport=size, java_script_enabled=script)
    context.set_default_timeout(20_000)
    return context.new_page()


def press(page: "playwright.Page", words: str) -> None:
    page.locator("main").get_by_role("button", name=words, exact=True).first.click()


def follow(page: "playwright.Page", words: str) -> None:
    page.locator("main").get_by_role("link", name=words, exact=True).first.click()


def signed_in(browser: "playwright.Browser", base: str, username: str) -> "playwright.Page":
    page = page_of(browser, DESK)
    page.goto(f"{base}/petugas/masuk/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    press(page, "Masuk")
    return page


def report_by_phone(browser: "playwright.Browser", base: str) -> tuple[str, str]:
    """Fill in the six pages on a phone; returns register number and receipt code."""
    page = page_of(browser, PHONE)
    page.goto(f"{base}/")
    page.locator("main").get_by_role("link", name="Sampaikan pengaduan").first.click()
    follow(page, "Mulai")
    page.check("input[name=pelapor][value=individual]")
    page.check("input[name=nama_disebut][value=tanpa]")
    press(page, "Lanjutkan")
    page.fill("[name=orang-0-nama]", "Hendro P.")
    page.fill("[name=orang-0-unit]", "Kantor Lurah Cempaka")
    page.check("input[name=asal][value=none]")
    press(page, "Lanjutkan")
    page.fill("[name=uraian]", STORY)
    page.fill("[name=tempat]", "Loket 2")
    # The processes under test live in the present; this month is never in their future.
    today = datetime.now(tz=ZoneInfo("Asia/Jakarta"))
    page.fill("[name=tanggal_bulan]", str(today.month))
    page.fill("[name=tanggal_tahun]", str(today.year))
    press(page, "Lanjutkan")
    press(page, "Lanjutkan")
    page.check("input[name=terancam][value=tidak]")
    press(page, "Lanjutkan")
    page.check("input[name=good_faith]")
    press(page, "Kirim pengaduan")
    number = re.search(r"700/\d{4}/\d{4}", page.locator("main").inner_text())
    assert number is not None
    return number[0], "".join(page.locator("#kode").inner_text().split())


def follow_up(browser: "playwright.Browser", base: str, number: str) -> None:
    """Officer, Inspektur, reviewer and Inspektur again, each in a browser of his own."""
    officer = signed_in(browser, base, "saluran")
    follow(officer, number)
    follow(officer, "Teruskan kepada Inspektur")
    officer.select_option("select[name=jenis]", "pungli")
    press(officer, "Teruskan kepada Inspektur")

    inspector = signed_in(browser, base, "inspektur")
    follow(inspector, number)
    follow(inspector, "Tetapkan disposisi")
    inspector.check("input[name=isi][value=review]")
    inspector.get_by_label(re.compile("Rina Anjani")).check()
    press(inspector, "Tetapkan disposisi")
    press(inspector, "Tetapkan disposisi")

    reviewer = signed_in(browser, base, "auditor")
    follow(reviewer, number)
    follow(reviewer, "Isi lembar penelaahan")
    reviewer.fill("[name=pokok]", "Dugaan pungutan dalam pengurusan KTP.")
    reviewer.fill("[name=apa]", "Diminta Rp150.000 untuk blanko.")
    reviewer.check("input[name=kecukupan][value=not_enough]")
    reviewer.fill("[name=bukti]", "Daftar antrean loket; saksi belum ada.")
    reviewer.fill("[name=peraturan]", "Pasal 5 huruf g PP 94/2021.")
    reviewer.select_option("select[name=jenis]", "pungli")
    reviewer.check("input[name=risiko][value=low]")
    reviewer.check("input[name=simpulan][value=not_proven]")
    reviewer.fill("[name=alasan]", "Saksi dan bukti penyerahan uang tidak ditemukan.")
    reviewer.fill("[name=saran]", "Sampaikan hasilnya kepada pelapor.")
    press(reviewer, "Simpan dan periksa untuk ditandatangani")
    press(reviewer, "Tanda tangani")

    inspector.goto(f"{base}/petugas/?urut=diterima")
    follow(inspector, number)
    follow(inspector, "Susun jawaban")
    inspector.fill("[name=isi]", ANSWER)
    press(inspector, "Simpan dan lihat pratinjau")
    press(inspector, "Terbitkan jawaban")


def test_a_citizen_speaks_up_on_a_phone_and_reads_the_answer_with_the_code(running: str, chromium: "playwright.Browser"):
    number, code = report_by_phone(chromium, running)

    follow_up(chromium, running, number)

    page = page_of(chromium, PHONE)
    page.goto(f"{running}/status/")
    page.fill("input[name=kode]", f"{code[:4]} {code[4:8].lower()}-{code[8:]}")
    press(page, "Buka status")
    seen = page.locator("main").inner_text()
    assert number in seen
    assert ANSWER in seen
    assert "Rina Anjani" not in seen
    assert code not in page.url


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize(
    "address",
    ["/", "/lapor/", "/lapor/1/", "/status/", "/cara-lain/", "/statistik/", "/privasi/", "/aksesibilitas/", "/petugas/masuk/"],
)
def test_public_pages_have_no_axe_findings_and_no_sideways_scroll(
    running: str,
    chromium: "playwright.Browser",
    address: str,
    size: dict[str, int],
):
    page = page_of(chromium, size, script=True)
    page.goto(f"{running}{address}")

    found = axe_module.Axe().run(page).response["violations"]

    assert [(item["id"], item["nodes"][0]["html"][:120]) for item in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("username", ["saluran", "inspektur", "walikota"])
def test_staff_pages_have_no_axe_findings(running: str, chromium: "playwright.Browser", username: str):
    signed = signed_in(chromium, running, username)
    page = chromium.new_context(viewport=DESK, storage_state=signed.context.storage_state()).new_page()
    page.goto(f"{running}/petugas/")

    found = axe_module.Axe().run(page).response["violations"]

    assert [(item["id"], item["nodes"][0]["html"][:120]) for item in found] == []

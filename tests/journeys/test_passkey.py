"""A passkey in a real browser with a virtual authenticator: added, asked for after the password, and politely missing."""

import re

import pytest

from config.demo.people import PASSWORD

playwright = pytest.importorskip("playwright.sync_api", reason="the browser tools are installed by make check")
axe_module = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the browser tools are installed by make check")

PERSON = "humas"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
pytestmark = [pytest.mark.browser, pytest.mark.processes]


def give_password(page: "playwright.Page", site: str) -> None:
    page.goto(f"{site}/petugas/masuk/")
    page.fill("input[name=login]", PERSON)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main").get_by_role("button", name="Masuk", exact=True).click()


def findings(page: "playwright.Page") -> list[str]:
    return [item["id"] for item in axe_module.Axe().run(page).response["violations"]]


def test_passkey_is_added_asked_for_and_replaced_by_a_code_when_it_is_missing(running: str, chromium: "playwright.Browser"):
    site = running.replace("127.0.0.1", "localhost")  # a passkey belongs to a name
    first = f"{site}/petugas/laporan/"
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    context.set_default_timeout(20_000)
    page = context.new_page()
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]

    give_password(page, site)
    page.goto(f"{site}/petugas/akun/kunci-sandi/")
    page.fill("input[name=name]", "Ponsel kantor")
    page.fill("input[name=current]", PASSWORD)
    page.get_by_role("button", name="Tambah kunci sandi").click()
    page.wait_for_selector("ul.codes")
    codes = re.findall(r"\d{4} \d{4}", page.locator("ul.codes").inner_text())
    assert (len(codes), findings(page)) == (10, [])
    assert len(devices.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]) == 1

    page.goto(f"{site}/petugas/akun/")
    assert ("Kunci sandi: Ponsel kantor" in page.locator("main").inner_text(), findings(page)) == (True, [])
    page.get_by_role("button", name="Keluar", exact=True).click()
    give_password(page, site)
    page.wait_for_url(f"{site}/petugas/masuk/kode/")
    assert (findings(page), page.evaluate("document.documentElement.scrollWidth") <= 360) == ([], True)
    page.get_by_role("button", name="Pakai kunci sandi").click()
    page.wait_for_url(first)

    devices.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.get_by_role("button", name="Keluar", exact=True).click()
    give_password(page, site)
    page.get_by_role("button", name="Pakai kunci sandi").click()
    page.wait_for_selector("[data-failed]:not([hidden])")
    page.fill("input[name=code]", codes[0])
    page.get_by_role("button", name="Lanjutkan").click()
    page.wait_for_url(first)

    plain = chromium.new_context(java_script_enabled=False).new_page()
    give_password(plain, site)
    assert plain.get_by_text("Kunci sandi memerlukan JavaScript").is_visible()
    assert not plain.get_by_role("button", name="Pakai kunci sandi").is_visible()
    plain.fill("input[name=code]", codes[1])
    plain.locator("main").get_by_role("button", name="Lanjutkan").click()
    assert plain.url == first

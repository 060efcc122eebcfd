"""A complaint filed, its status read, a case opened and forwarded with the keyboard alone; the focus is always to be seen."""

import re
from typing import TYPE_CHECKING

import pytest

from config.demo.people import PASSWORD

if TYPE_CHECKING:
    from playwright import sync_api as playwright

pytest.importorskip("playwright.sync_api", reason="the browser tools are installed by make check")
pytestmark = [pytest.mark.browser, pytest.mark.processes]

WHERE = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  const label = at.labels && at.labels[0];
  return {
    tag: at.tagName, name: at.name || '', value: at.value || '', type: at.type || '', id: at.id, kind: at.className,
    words: (label ? label.textContent : at.textContent).trim().replace(/\\s+/g, ' '),
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    onScreen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0,
  };
}"""
FURTHEST = 120
"""Stops of Tab: more than any page of this journey has."""


class Keyboard:
    """Hands that know no mouse. Each stop must be seen: an outline, on the screen."""

    def __init__(self, page: "playwright.Page", base: str) -> None:
        self.page, self.base = page, base

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(f"{self.base}{path}")

    def at(self) -> dict[str, str]:
        """Where the focus is."""
        return self.page.evaluate(WHERE)

    def stop(self, key: str = "Tab") -> dict[str, str]:
        """Press a key that moves the focus; the new stop must be seen."""
        self.page.keyboard.press(key)
        here = self.at()
        assert here["tag"] != "BODY", f"the focus is lost after {key} on {self.page.url}"
        assert here["outlined"], f"no outline around {here} on {self.page.url}"
        assert here["onScreen"], f"not on the screen: {here} on {self.page.url}"
        return here

    def to(self, **wanted: str) -> None:
        """Tab on until the stop is the one wanted; a trap is one that never comes."""
        passed = [self.at()]
        while not all(passed[-1][what] == words for what, words in wanted.items()):
            assert len(passed) < FURTHEST, f"Tab does not come to {wanted} on {self.page.url}"
            passed.append(self.stop())

    def write(self, name: str, words: str) -> None:
        """Fill in a field."""
        self.to(name=name)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def choose(self, name: str, value: str) -> None:
        """A radio button: Tab to the group, Space for its first button, arrows to the one wanted."""
        self.to(name=name, type="radio")
        self.page.keyboard.press("Space")
        first = self.at()["value"]
        while self.at()["value"] != value:
            assert self.stop("ArrowDown")["value"] != first, f"no {value} in {name}"

    def tick(self, name: str) -> None:
        """A box."""
        self.to(name=name, type="checkbox")
        self.page.keyboard.press("Space")

    def enter(self, words: str, tag: str = "BUTTON") -> None:
        """Press Enter on a button or a link, and wait for what comes."""
        self.to(words=words, tag=tag)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


@pytest.fixture
def hands(running: str, chromium: "playwright.Browser") -> Keyboard:
    """A keyboard before a small screen, where bars that stick would hide a stop soonest."""
    context = chromium.new_context(viewport={"width": 1024, "height": 640})
    context.set_default_timeout(20_000)
    return Keyboard(context.new_page(), running)


def skip_to_content(hands: Keyboard) -> None:
    """The first stop of every page leads past its head."""
    assert hands.stop()["words"] == "Lompat ke isi"
    hands.page.keyboard.press("Enter")
    assert hands.at()["id"] == "isi"


def put_right(hands: Keyboard, field: str) -> None:
    """After a mistake the focus is on the summary, and its first link leads to the field."""
    here = hands.at()
    assert here["kind"].split()[0] == "error-summary"
    assert here["outlined"]
    assert hands.stop()["tag"] == "A"
    hands.page.keyboard.press("Enter")
    here = hands.at()
    assert (here["name"], here["outlined"]) == (field, True)


def test_a_complaint_is_filed_its_status_read_and_the_case_forwarded_without_a_mouse(hands: Keyboard):
    hands.open("/")
    skip_to_content(hands)
    hands.enter("Sampaikan pengaduan", "A")
    hands.enter("Mulai", "A")
    skip_to_content(hands)
    hands.choose("pelapor", "individual")
    hands.enter("Lanjutkan")
    put_right(hands, "nama_disebut")
    hands.choose("nama_disebut", "tanpa")
    hands.enter("Lanjutkan")
    hands.write("orang-0-nama", "Hendro P.")
    hands.write("orang-0-unit", "Kantor Lurah Cempaka")
    hands.choose("asal", "none")
    hands.enter("Lanjutkan")
    hands.write("uraian", "Saya diminta uang untuk blanko KTP yang seharusnya gratis.")
    hands.tick("tidak_ingat")
    hands.write("tempat", "Loket 2")
    hands.enter("Lanjutkan")
    hands.enter("Lanjutkan")
    hands.choose("terancam", "tidak")
    hands.enter("Lanjutkan")
    hands.tick("good_faith")
    hands.enter("Kirim pengaduan")
    code = "".join(hands.page.locator("#kode").inner_text().split())
    number = re.search(r"700/\d{4}/\d{4}", hands.page.locator("main").inner_text())
    hands.enter("Selesai")

    hands.open("/status/")
    hands.write("kode", code)
    hands.enter("Buka status")
    assert number is not None
    assert number[0] in hands.page.locator("main").inner_text()
    hands.enter("Keluar dan hapus kode")

    hands.open("/petugas/masuk/")
    hands.write("login", "saluran")
    hands.write("password", PASSWORD)
    hands.enter("Masuk")
    skip_to_content(hands)
    hands.enter(number[0], "A")
    hands.enter("Teruskan kepada Inspektur", "A")
    hands.to(name="jenis")
    hands.page.keyboard.type("Pung")
    hands.enter("Teruskan kepada Inspektur")

    assert "/teruskan/" not in hands.page.url
    assert hands.page.locator("main [role=status], main .alert-success").first.is_visible()
    hands.page.context.close()


@pytest.mark.parametrize("path", ["/", "/lapor/1/", "/status/", "/statistik/", "/peraturan/", "/petugas/masuk/"])
def test_tab_goes_through_a_page_and_back_and_leaves_it(hands: Keyboard, path: str):
    hands.open(path)
    there = []
    while len(there) < FURTHEST:
        hands.page.keyboard.press("Tab")
        here = hands.at()
        if here["tag"] == "BODY" or (there and here == there[0]):
            break
        assert (here["outlined"], here["onScreen"]) == (True, True), here
        there.append(here)

    assert 5 < len(there) < FURTHEST
    assert hands.stop("Shift+Tab")["words"] == there[-1]["words"]
    hands.page.context.close()

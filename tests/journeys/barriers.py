"""What keeps somebody from using the page that a browser shows: a finding a line, none when nobody is kept out."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright import sync_api as playwright

axe = pytest.importorskip("axe_playwright_python.base", reason="the browser tools are installed by make check")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""The groups of axe's rules; the newest, on the size of targets, is only asked when it is named."""
COLOURS_AND_SIZES = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
"""The single rules whose answer depends on colour scheme and width."""
RUN = """only => axe.run({runOnly: only, resultTypes: ['violations']}).then(
  found => found.violations.map(rule => rule.id + ': ' + rule.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | ')))"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
HEIGHT = 900
DESK, HALF, PHONE = 1280, 640, 360
"""CSS pixels: 640 is what is left of 1280 when the browser zooms to 200 percent."""

EMPTY = """place => {
  const form = document.querySelectorAll('main form')[place];
  for (const field of form.elements) {
    if (field.closest('.date-fields')) field.value = '99';
    else if (field.type === 'radio' || field.type === 'checkbox') field.checked = false;
    else if (field.tagName === 'SELECT') field.selectedIndex = -1;
    else if (field.tagName === 'TEXTAREA' || (field.tagName === 'INPUT' && !['hidden', 'submit', 'file'].includes(field.type)))
      field.value = '';
  }
  const button = Array.from(form.elements).find(field => field.type === 'submit');
  if (button.name) form.append(Object.assign(document.createElement('input'), {type: 'hidden', name: button.name, value: button.value}));
  HTMLFormElement.prototype.submit.call(form);
}"""
"""Sends a form with nothing in it and no such day in its dates, past the browser's own checks and past every script."""

FORMS = """() => Array.from(document.querySelectorAll('main form')).flatMap((form, place) => {
  const fields = Array.from(form.elements).filter(field => field.name && !['hidden', 'submit'].includes(field.type));
  return form.method === 'post' && fields.length ? [place] : [];
})"""
LEADS_NOWHERE = """() => Array.from(document.querySelectorAll('.error-summary li')).filter(line => {
  const link = line.querySelector('a');
  return link && !document.getElementById(link.getAttribute('href').slice(1));
}).map(line => line.textContent.trim())"""


def barriers(page: "playwright.Page") -> list[str]:
    """What axe finds at a desk in light colours, what dark ones and a phone change, and where the page must be pushed sideways.

    Leaves the page as wide and as light as it was found by the next one.
    """
    page.evaluate(axe.AXE_SCRIPT)
    found = [f"{words} (desk, light)" for words in page.evaluate(RUN, {"type": "tag", "values": RULES})]
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found += _sideways(page, "text at 200 percent")
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": HALF, "height": HEIGHT})
    found += _sideways(page, f"{HALF} pixels")
    page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    page.emulate_media(color_scheme="dark")
    found += _sideways(page, f"{PHONE} pixels")
    found += [f"{words} (phone, dark)" for words in page.evaluate(RUN, COLOURS_AND_SIZES)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": DESK, "height": HEIGHT})
    return found


def _sideways(page: "playwright.Page", where: str) -> list[str]:
    beyond = page.evaluate(SIDEWAYS)
    return [f"{beyond} pixels beyond the edge ({where})"] if beyond > 0 else []


def forms_to_fill(page: "playwright.Page") -> list[int]:
    """The places of the forms that hold something to fill in; a lone button is none."""
    return page.evaluate(FORMS)


def send_empty(page: "playwright.Page", place: int) -> None:
    """Send the form at `place` without an answer and wait for what comes back."""
    with page.expect_navigation():
        page.evaluate(EMPTY, place)


def untold_faults(page: "playwright.Page") -> list[str]:
    """What a page that was sent wrong keeps from its reader: a title, a summary that has the focus, links that lead to a field."""
    found = [] if page.title().startswith(("Kesalahan: ", "Error: ")) else [f"title {page.title()!r}"]
    if page.evaluate("document.activeElement.className").split()[:1] != ["error-summary"]:
        found.append("the focus is not on the summary of faults")
    return found + [f"leads nowhere: {words}" for words in page.evaluate(LEADS_NOWHERE)]

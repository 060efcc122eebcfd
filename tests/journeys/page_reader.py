"""A browser without script, style or memory of anything but cookies: it follows links, fills in forms as they stand, and sends them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client

VOID = {"input", "meta", "link", "img", "br", "hr"}


@dataclass
class Form:
    """A form of a page: where it goes, what it holds now, and its buttons by their words."""

    action: str
    values: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


class _Page(HTMLParser):
    """Takes title, headings, links, forms and plain words out of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title, self.headings, self.links, self.forms, self.text = "", [], {}, [], []
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self._form: Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._form = Form(facts.get("action", ""))
            self.forms.append(self._form)
        if tag == "input" and self._form is not None:
            self._input(self._form, facts)
        if tag == "select" and self._form is not None:
            self._select = facts["name"]
            self._form.names.add(self._select)
        if tag == "option" and self._form is not None:
            self._option(self._form, facts)
        if tag not in VOID:
            self._open.append((tag, facts, []))

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            name, facts, words = self._open.pop()
            self._closed(name, facts, " ".join("".join(words).split()), "".join(words))
            if self._open:
                self._open[-1][2].extend(words)
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self._open:
            self._open[-1][2].append(data)

    def _closed(self, tag: str, facts: dict[str, str], words: str, exact: str) -> None:
        if tag == "title":
            self.title = words
        elif tag in {"h1", "h2"}:
            self.headings.append(words)
        elif tag == "a" and facts.get("href"):
            self.links.setdefault(words, facts["href"])
        elif tag == "form":
            self._form = None
        elif self._form is not None and tag == "textarea":
            self._form.values[facts["name"]] = [exact.removeprefix("\n")]
            self._form.names.add(facts["name"])
        elif self._form is not None and tag == "button" and facts.get("type") == "submit":
            self._form.buttons.setdefault(words, (facts.get("name", ""), facts.get("value", "")))

    def _option(self, form: Form, facts: dict[str, str]) -> None:
        """A list sends its first choice until another is chosen."""
        form.choices.setdefault(self._select, []).append(facts.get("value", ""))
        if "selected" in facts or self._select not in form.values:
            form.values[self._select] = [facts.get("value", "")]

    def _input(self, form: Form, facts: dict[str, str]) -> None:
        name, value = facts.get("name", ""), facts.get("value", "on")
        form.names.add(name)
        if facts.get("type") in {"radio", "checkbox"}:
            form.choices.setdefault(name, []).append(value)
            if "checked" in facts:
                form.values.setdefault(name, []).append(value)
        elif facts.get("type") != "file":
            form.values[name] = [facts.get("value", "")]


class PageReader:
    """Walks the site by what its pages offer; asking for a link, field, choice or button that is not there fails the test."""

    def __init__(self) -> None:
        self.browser = Client(enforce_csrf_checks=True)
        self.address, self.status = "", 0
        self.page = _Page()

    def open(self, address: str) -> None:
        """Go to an address, following redirects."""
        self._took(self.browser.get(address, follow=True), address)

    def follow(self, words: str) -> None:
        """Follow the link with these words."""
        assert words in self.page.links, f"no link {words!r} on {self.address}: {sorted(self.page.links)}"
        self.open(urljoin(self.address, self.page.links[words]))

    def press(self, button: str, answers: dict[str, Any] | None = None) -> None:
        """Fill in the form that has this button, and press it."""
        form = next((form for form in self.page.forms if button in form.buttons), None)
        assert form is not None, f"no button {button!r} on {self.address}"
        data: dict[str, Any] = dict(form.values)
        for name, answer in (answers or {}).items():
            assert name in form.names, f"nothing to fill in named {name!r} on {self.address}"
            assert name not in form.choices or answer in form.choices[name], f"no choice {answer!r} for {name!r}"
            data[name] = answer
        name, value = form.buttons[button]
        if name:
            data[name] = value
        action = urljoin(self.address, form.action)
        self._took(self.browser.post(action, data, follow=True, headers={"origin": "http://testserver"}), action)

    @property
    def words(self) -> str:
        """All words of the page."""
        return " ".join("".join(self.page.text).split())

    @property
    def heading(self) -> str:
        """The page's h1."""
        return self.page.headings[0]

    def _took(self, response: Any, address: str) -> None:
        self.address = response.redirect_chain[-1][0] if response.redirect_chain else address
        self.address, self.status = urlsplit(self.address).path, response.status_code
        self.page = _Page()
        self.page.feed(response.content.decode())
        self.page.close()

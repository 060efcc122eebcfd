"""Finds the addresses of a running installation by following links, as each of its people."""

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

if TYPE_CHECKING:
    from playwright import sync_api as playwright

LINK = re.compile(r'(?:href|action)="([^"]*)"')
MOST = 5
"""Pages of one address that are read for their links: rows at different stages lead to different acts."""
MOST_CASES = 30
LEAVES = {"accounts:logout"}
BY_PERSON = {"complaints:inbox", "complaints:case", "reports:list", "reports:report"}
"""Addresses that show another page to another office."""


@dataclass
class Found:
    """Pages by the name of their address, and who is shown them; the first of each kind."""

    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    downloads: set[str] = field(default_factory=set)

    def take(self, name: str, who: str, path: str) -> None:
        """Keep one page of each name, and one a person of those that differ."""
        self.pages.setdefault(f"{name} {who}" if name in BY_PERSON else name, (who, path))

    @property
    def names(self) -> set[str]:
        """The names of the addresses."""
        return {key.partition(" ")[0] for key in self.pages}


def name_of(path: str) -> str | None:
    """The name of the address, None for what is none of the product's."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


def follow_links(context: "playwright.BrowserContext", base: str, who: str, first: str, found: Found) -> None:
    """Read every page that is linked to from `first` on, as the person who is signed in in `context`."""
    waiting, read, seen = deque([first]), set[str](), Counter[str]()
    while waiting:
        address = waiting.popleft()
        path = urlsplit(address).path
        name = name_of(path)
        if name is None or name in LEAVES or path in read:
            continue
        if seen[name] >= (MOST_CASES if name == "complaints:case" else MOST):
            continue
        read.add(path)
        answer = context.request.get(f"{base}{address}", max_redirects=0)
        if answer.status == 302:
            waiting.append(urljoin(address, answer.headers["location"]))
        if answer.status != 200:
            continue
        seen[name] += 1
        if not answer.headers["content-type"].startswith("text/html"):
            found.downloads.add(name)
            continue
        found.take(name, who, path)
        targets = (urljoin(address, unescape(target)) for target in LINK.findall(answer.text()))
        waiting.extend(target for target in targets if target.startswith("/"))

"""Takes each figure in several rounds against the running server, and keeps the medians."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password

from bench.browser import Browser, login
from bench.figures import Figure, Spent, Target, middle
from bench.load import Clients, Round
from bench.servers import Database, Web
from bench.submission import fill_in, send
from config.demo.people import PASSWORD
from foundation.vault.holders import pretend_to_unlock

INBOX = "/petugas/"
FILTERS = (
    "", "?antrean=belum", "?antrean=hari-ini", "?antrean=lewat", "?antrean=lengkapi", "?tahap=in_review", "?saluran=pejabat",
    "?halaman=2", "?halaman=10", "?urut=-diterima", "?urut=-diterima&halaman=2", "?antrean=lewat&halaman=3",
)  # fmt: skip
"""Every kind of question that the inbox answers; one common and one rare kind of violation are added."""
LANDING = Target("landing", "/s", 900, None)
RATIO = Target("landing ÷ bare view", "×", 0.4, 0.6)
SUBMISSION = Target("complete submission", "/s", 12, 30)
LAST_STEP = Target("last step of a submission, one client", "ms", 100, 50)
INBOX_MIX = Target("inbox", "/s", 60, 120)
CASE = Target("case page", "/s", 40, 100)
SIGN_IN = Target("signing in, one client", "ms", 600, 600)
SIGN_INS = Target("signing in, 8 at once, the slowest", "ms", 2500, 2500)
SIGN_IN_MEMORY = Target("a web worker at its most, 8 signing in", "MiB", 600, 600)
"""Two passes of Django's hash (100 MiB each) and two of the vault's (64 MiB each) at once are the bound, beside the worker itself."""
MEMORY = Target("a web worker at rest", "MiB", 150, 150)


@dataclass
class Bench:
    """The servers, the clients, and how long a round lasts."""

    web: Web
    database: Database
    clients: Clients
    rounds: int
    seconds: float

    def once(self, work: Callable[[], Round]) -> tuple[Round, Spent]:
        """One round, and what one of its turns cost."""
        web, database = self.web.cpu_seconds(), self.database.cpu_seconds()
        done = work()
        costs = (self.web.cpu_seconds() - web, self.database.cpu_seconds() - database, done.cpu_seconds)
        return done, Spent(*(seconds * 1000 / done.turns for seconds in costs))

    def several(self, work: Callable[[], Round]) -> tuple[float, float, Spent]:
        """Rate, milliseconds and costs of one turn: the medians of several rounds."""
        found = [self.once(work) for _number in range(self.rounds)]
        return middle(done.rate for done, _ in found), middle(done.milliseconds for done, _ in found), middle_of(cost for _, cost in found)

    def pages(self, paths: Sequence[str], cookies: Mapping[str, str] | None = None) -> tuple[float, Spent]:
        """All clients open these pages: turns a second, and what one costs."""
        rate, _milliseconds, spent = self.several(lambda: self.clients.get(self.web.port, paths, self.seconds, cookies))
        return rate, spent

    def alone(self, path: str, cookies: Mapping[str, str], times: int = 8) -> float:
        """Median milliseconds of one page for one client."""
        browser = Browser(self.web.port, cookies)
        browser.get(path)
        return middle(timed(lambda: browser.get(path)) for _ in range(times))


def middle_of(costs: Iterable[Spent]) -> Spent:
    """The median of each part."""
    found = list(costs)
    return Spent(*(middle(getattr(cost, part) for cost in found) for part in ("web", "database", "clients")))


def timed(work: Callable[[], Any]) -> float:
    """Milliseconds of one piece of work."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def public_pages(bench: Bench) -> list[Figure]:
    """The landing page beside a bare view, in turns, so that both meet the same machine."""
    taken: dict[str, list[tuple[Round, Spent]]] = {"/bench/bare/": [], "/": []}
    for _round in range(bench.rounds):
        for path, rounds in taken.items():
            rounds.append(bench.once(lambda path=path: bench.clients.get(bench.web.port, [path], bench.seconds)))  # type: ignore[misc]
    bare, pages = taken.values()
    ratio = middle(page.rate / view.rate for (page, _), (view, _) in zip(pages, bare, strict=True))
    rates = [middle(done.rate for done, _ in rounds) for rounds in (bare, pages)]
    costs = [middle_of(cost for _, cost in rounds) for rounds in (bare, pages)]
    return [
        Figure(Target("bare view", "/s"), rates[0], spent=costs[0]),
        Figure(LANDING, rates[1], spent=costs[1]),
        Figure(RATIO, ratio),
    ]


def submissions(bench: Bench) -> list[Figure]:
    """Complaints through the public form: all clients with every step, and one client's last step."""
    rate, milliseconds, spent = bench.several(lambda: bench.clients.submit(bench.web.port, bench.seconds * 2))
    last = []
    for number in range(bench.rounds * 4):
        browser = Browser(bench.web.port)
        last.append(send(browser, fill_in(browser, number)) * 1000)
        browser.close()
    beside = f"{shown_ms(milliseconds)} each for 8 clients"
    return [Figure(SUBMISSION, rate, beside, spent), Figure(LAST_STEP, middle(last), f"slowest {max(last):,.0f} ms")]


def signing_in(bench: Bench, username: str) -> tuple[Figure, dict[str, str]]:
    """How long the password step takes, and the cookies of somebody who is signed in."""
    spent, bare, cookies = [], [], {}
    for _ in range(bench.rounds):
        browser = Browser(bench.web.port)
        spent.append(timed(lambda browser=browser: login(browser, username, PASSWORD)))
        bare.append(timed(lambda: both_passes(PASSWORD)))
        cookies = dict(browser.cookies)
    beside = f"{middle(spent) / middle(bare):.2f} × the two Argon2id passes alone ({shown_ms(middle(bare))})"
    return Figure(SIGN_IN, middle(spent), beside), cookies


def both_passes(password: str) -> None:
    """The stretching of one sign-in and nothing else: the hash that Django keeps, and the vault's pass that opens the key."""
    make_password(password)
    pretend_to_unlock(password)


def signing_in_together(bench: Bench, people: Sequence[str]) -> list[Figure]:
    """Eight people at the same moment, as at eight in the morning: the slowest of them, and what the heavier worker took for it."""
    rounds = [bench.once(lambda: bench.clients.sign_in(bench.web.port, people, PASSWORD)) for _ in range(min(bench.rounds, 3))]
    bare = middle(timed(lambda: both_passes(PASSWORD)) for _ in range(3))
    slowest = middle(done.milliseconds for done, _ in rounds)
    beside = f"{slowest / bare:.1f} × the two Argon2id passes alone ({shown_ms(bare)})"
    return [Figure(SIGN_INS, slowest, beside, middle_of(cost for _, cost in rounds)), Figure(SIGN_IN_MEMORY, max(bench.web.peak()))]


def inbox(bench: Bench, cookies: Mapping[str, str], kinds: Sequence[str], statement: float) -> list[Figure]:
    """The inbox by every filter; `statement` is what the plain SQL for its first page takes, in milliseconds."""
    paths = [INBOX + words for words in (*FILTERS, *(f"?jenis={kind}" for kind in kinds))]
    rate, spent = bench.pages(paths, cookies)
    single = {path: bench.alone(path, cookies) for path in paths}
    slowest = max(single, key=lambda path: single[path])
    return [
        Figure(INBOX_MIX, rate, f"plain SQL {shown_ms(statement)}", spent),
        Figure(Target("inbox, first page, one client", "ms"), single[INBOX], f"{single[INBOX] / statement:,.0f} × plain SQL"),
        Figure(Target("inbox, slowest filter, one client", "ms"), single[slowest], slowest),
    ]


def small_inbox(bench: Bench, cookies: Mapping[str, str]) -> list[Figure]:
    """The inbox of somebody who sees few of the many cases."""
    rate, spent = bench.pages([INBOX, f"{INBOX}?antrean=lewat", f"{INBOX}?urut=-diterima"], cookies)
    return [Figure(Target("inbox of an auditor with 20 cases", INBOX_MIX.unit, INBOX_MIX.floor, INBOX_MIX.aim), rate, spent=spent)]


def case_page(bench: Bench, cookies: Mapping[str, str], address: str) -> list[Figure]:
    """The page of the big case, and its tabs with all documents and the whole timeline."""
    rate, spent = bench.pages([address], cookies)
    tabs = {name: bench.alone(f"{address}{name}/", cookies) for name in ("dokumen", "linimasa")}
    return [
        Figure(CASE, rate, spent=spent),
        Figure(Target("case: 50 documents, one client", "ms"), tabs["dokumen"]),
        Figure(Target("case: whole timeline, one client", "ms"), tabs["linimasa"]),
    ]


def at_rest(bench: Bench) -> Figure:
    """Memory of the heavier worker after everything."""
    time.sleep(3)
    return Figure(MEMORY, max(bench.web.memory()))


def shown_ms(value: float) -> str:
    """As "4.2 ms"."""
    return f"{value:,.1f} ms"

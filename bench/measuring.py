"""Takes each figure in several rounds against the running server, and keeps the medians."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.browser import Browser, login
from bench.figures import Figure, Target, middle
from bench.load import Clients, Round
from bench.servers import Web
from bench.submission import fill_in, send
from config.demo.people import PASSWORD

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
MEMORY = Target("a web worker at rest", "MiB", 150, 150)


@dataclass
class Bench:
    """The server, the clients, and how long a round lasts."""

    web: Web
    clients: Clients
    rounds: int
    seconds: float

    def several(self, once: Callable[[], Round]) -> tuple[Round, float]:
        """The medians of several rounds, and the workers' processor milliseconds of one turn."""
        rounds, spent = [], []
        for _number in range(self.rounds):
            before = self.web.cpu_seconds()
            done = once()
            spent.append((self.web.cpu_seconds() - before) * 1000 / done.turns)
            rounds.append(done)
        rate, milliseconds = middle(done.rate for done in rounds), middle(done.milliseconds for done in rounds)
        return Round(rate, milliseconds, sum(done.turns for done in rounds), sum(done.seconds for done in rounds)), middle(spent)

    def pages(self, paths: Sequence[str], cookies: Mapping[str, str] | None = None) -> tuple[Round, float]:
        """All clients open these pages."""
        return self.several(lambda: self.clients.get(self.web.port, paths, self.seconds, cookies))

    def alone(self, path: str, cookies: Mapping[str, str], times: int = 8) -> float:
        """Median milliseconds of one page for one client."""
        browser = Browser(self.web.port, cookies)
        browser.get(path)
        return middle(timed(lambda: browser.get(path)) for _ in range(times))


def timed(work: Callable[[], Any]) -> float:
    """Milliseconds of one piece of work."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def public_pages(bench: Bench) -> list[Figure]:
    """The landing page beside a bare view, in turns, so that both meet the same machine."""
    bare, pages, bare_cpu, page_cpu = [], [], [], []
    for _round in range(bench.rounds):
        one = Bench(bench.web, bench.clients, 1, bench.seconds)
        for rates, spent, path in ((bare, bare_cpu, "/bench/bare/"), (pages, page_cpu, "/")):
            done, cpu = one.pages([path])
            rates.append(done.rate)
            spent.append(cpu)
    ratio = middle(page / view for page, view in zip(pages, bare, strict=True))
    return [
        Figure(Target("bare view", "/s"), middle(bare), cpu_ms=middle(bare_cpu)),
        Figure(LANDING, middle(pages), cpu_ms=middle(page_cpu)),
        Figure(RATIO, ratio),
    ]


def submissions(bench: Bench) -> list[Figure]:
    """Complaints through the public form: all clients with every step, and one client's last step."""
    done, cpu = bench.several(lambda: bench.clients.submit(bench.web.port, bench.seconds * 2))
    last = []
    for number in range(bench.rounds * 4):
        browser = Browser(bench.web.port)
        last.append(send(browser, fill_in(browser, number)) * 1000)
        browser.close()
    beside = f"{shown_ms(done.milliseconds)} each for 8 clients"
    return [Figure(SUBMISSION, done.rate, beside, cpu), Figure(LAST_STEP, middle(last), f"slowest {max(last):,.0f} ms")]


def signing_in(bench: Bench, username: str) -> tuple[Figure, dict[str, str]]:
    """How long the password step takes, and the cookies of somebody who is signed in."""
    spent, cookies = [], {}
    for _ in range(bench.rounds):
        browser = Browser(bench.web.port)
        spent.append(timed(lambda browser=browser: login(browser, username, PASSWORD)))
        cookies = dict(browser.cookies)
    return Figure(Target("signing in, one client", "ms"), middle(spent), "two Argon2id passes"), cookies


def inbox(bench: Bench, cookies: Mapping[str, str], kinds: Sequence[str], statement: float) -> list[Figure]:
    """The inbox by every filter; `statement` is what the plain SQL for its first page takes, in milliseconds."""
    paths = [INBOX + words for words in (*FILTERS, *(f"?jenis={kind}" for kind in kinds))]
    done, cpu = bench.pages(paths, cookies)
    single = {path: bench.alone(path, cookies) for path in paths}
    slowest = max(single, key=lambda path: single[path])
    return [
        Figure(INBOX_MIX, done.rate, f"plain SQL {shown_ms(statement)}", cpu),
        Figure(Target("inbox, first page, one client", "ms"), single[INBOX], f"{single[INBOX] / statement:,.0f} × plain SQL"),
        Figure(Target("inbox, slowest filter, one client", "ms"), single[slowest], slowest),
    ]


def small_inbox(bench: Bench, cookies: Mapping[str, str]) -> list[Figure]:
    """The inbox of somebody who sees few of the many cases."""
    done, cpu = bench.pages([INBOX, f"{INBOX}?antrean=lewat", f"{INBOX}?urut=-diterima"], cookies)
    return [Figure(Target("inbox of an auditor with 20 cases", INBOX_MIX.unit, INBOX_MIX.floor, INBOX_MIX.aim), done.rate, cpu_ms=cpu)]


def case_page(bench: Bench, cookies: Mapping[str, str], address: str) -> list[Figure]:
    """The page of the big case, and its tabs with all documents and the whole timeline."""
    done, cpu = bench.pages([address], cookies)
    tabs = {name: bench.alone(f"{address}{name}/", cookies) for name in ("dokumen", "linimasa")}
    return [
        Figure(CASE, done.rate, cpu_ms=cpu),
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

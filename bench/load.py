"""The load generator: eight clients in processes of their own, bounded in time and in count."""

import itertools
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from statistics import median

from bench.browser import Browser, login
from bench.submission import submit_complaint

CLIENTS = 8
MOST_REQUESTS = 20_000
"""No client sends more than this in one round."""


@dataclass(frozen=True)
class Task:
    """What one client does again and again for `seconds`: get `paths` in turn, a whole submission, or one sign-in, for each turn."""

    port: int
    seconds: float
    paths: Sequence[str] = ()
    cookies: Mapping[str, str] = field(default_factory=dict)
    first: int = 0


Turns = tuple[list[float], float]
"""Seconds of each turn of one client, and the processor seconds that it used itself."""


@dataclass(frozen=True)
class Round:
    """What the clients did together: turns a second, the median milliseconds of one turn, and their own processor seconds."""

    rate: float
    milliseconds: float
    turns: int
    cpu_seconds: float


class Clients:
    """The processes; started before anything else, so that they hold neither Django nor a database connection."""

    def __init__(self, count: int = CLIENTS) -> None:
        self.count = count
        self._pool = ProcessPoolExecutor(count, mp_context=get_context("fork"))
        list(self._pool.map(time.sleep, [0.05] * count))

    def get(self, port: int, paths: Sequence[str], seconds: float, cookies: Mapping[str, str] | None = None) -> Round:
        """All clients open these pages in turn, each beginning elsewhere in the list."""
        tasks = [Task(port, seconds, paths, cookies or {}, first) for first in range(self.count)]
        return self._together(_reading, tasks)

    def submit(self, port: int, seconds: float) -> Round:
        """All clients send complaints, each step of the form."""
        return self._together(_submitting, [Task(port, seconds, first=first) for first in range(self.count)])

    def sign_in(self, port: int, people: Sequence[str], password: str) -> Round:
        """Each client signs in once, all at the same moment, each as another person; `milliseconds` is the slowest one's here."""
        tasks = [(port, people[number % len(people)], password) for number in range(self.count)]
        began = time.monotonic()
        done = list(self._pool.map(_signing_in, tasks))
        seconds = time.monotonic() - began
        return Round(len(done) / seconds, max(spent for spent, _cpu in done) * 1000, len(done), sum(cpu for _spent, cpu in done))

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown()

    def _together(self, work: Callable[[Task], Turns], tasks: Sequence[Task]) -> Round:
        began = time.monotonic()
        done = list(self._pool.map(work, tasks))
        seconds = time.monotonic() - began
        spent = list(itertools.chain.from_iterable(turns for turns, _cpu in done))
        return Round(len(spent) / seconds, median(spent) * 1000, len(spent), sum(cpu for _turns, cpu in done))


def _turns(task: Task) -> Iterator[int]:
    until = time.monotonic() + task.seconds
    for turn in range(MOST_REQUESTS):
        if time.monotonic() >= until:
            return
        yield task.first + turn


def _reading(task: Task) -> Turns:
    browser, spent = Browser(task.port, task.cookies), []
    cpu = time.process_time()
    for turn in _turns(task):
        began = time.monotonic()
        browser.get(task.paths[turn % len(task.paths)])
        spent.append(time.monotonic() - began)
    browser.close()
    return spent, time.process_time() - cpu


def _signing_in(task: tuple[int, str, str]) -> tuple[float, float]:
    port, username, password = task
    browser, cpu = Browser(port), time.process_time()
    began = time.monotonic()
    login(browser, username, password)
    spent = time.monotonic() - began
    browser.close()
    return spent, time.process_time() - cpu


def _submitting(task: Task) -> Turns:
    spent = []
    cpu = time.process_time()
    for turn in _turns(task):
        began = time.monotonic()
        submit_complaint(Browser(task.port), turn)
        spent.append(time.monotonic() - began)
    return spent, time.process_time() - cpu

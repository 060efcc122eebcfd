"""The load generator: eight clients in processes of their own, bounded in time and in count."""

import itertools
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from statistics import median

from bench.browser import Browser
from bench.submission import submit_complaint

CLIENTS = 8
MOST_REQUESTS = 20_000
"""No client sends more than this in one round."""


@dataclass(frozen=True)
class Task:
    """What one client does again and again for `seconds`: get `paths` in turn, or a whole submission for each turn."""

    port: int
    seconds: float
    paths: Sequence[str] = ()
    cookies: Mapping[str, str] = field(default_factory=dict)
    first: int = 0


@dataclass(frozen=True)
class Round:
    """What the clients did together: turns a second, and the median milliseconds of one turn."""

    rate: float
    milliseconds: float
    turns: int
    seconds: float


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

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown()

    def _together(self, work: Callable[[Task], list[float]], tasks: Sequence[Task]) -> Round:
        began = time.monotonic()
        spent = list(itertools.chain.from_iterable(self._pool.map(work, tasks)))
        seconds = time.monotonic() - began
        return Round(len(spent) / seconds, median(spent) * 1000, len(spent), seconds)


def _turns(task: Task) -> Iterator[int]:
    until = time.monotonic() + task.seconds
    for turn in range(MOST_REQUESTS):
        if time.monotonic() >= until:
            return
        yield task.first + turn


def _reading(task: Task) -> list[float]:
    browser, spent = Browser(task.port, task.cookies), []
    for turn in _turns(task):
        began = time.monotonic()
        browser.get(task.paths[turn % len(task.paths)])
        spent.append(time.monotonic() - began)
    browser.close()
    return spent


def _submitting(task: Task) -> list[float]:
    spent = []
    for turn in _turns(task):
        began = time.monotonic()
        submit_complaint(Browser(task.port), turn)
        spent.append(time.monotonic() - began)
    return spent

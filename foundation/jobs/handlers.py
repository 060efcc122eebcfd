"""What is done for each kind of job: rooms register a function, the worker looks it up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foundation.jobs.models import Job

USUAL_LEASE = timedelta(minutes=5)
USUAL_ATTEMPTS = 8
"""With the doubling pauses of services.pause_after, the eighth attempt comes about an hour after the first."""

Work = Callable[["Job"], None]


class UnknownKind(LookupError):
    """No handler is registered for a kind: a misspelt name, or a worker older than the row."""


@dataclass(frozen=True)
class Handler:
    """The function of one kind, how long it may be silent, and how often it is tried."""

    kind: str
    work: Work
    lease: timedelta
    max_attempts: int


_registered: dict[str, Handler] = {}


def handler(kind: str, *, lease: timedelta = USUAL_LEASE, max_attempts: int = USUAL_ATTEMPTS) -> Callable[[Work], Work]:
    """Register the function below as the work of one kind: it takes the Job and may be called again for the same one.

    A function that may take longer than `lease` calls job.advance in between, which renews it.
    Raises ValueError when the kind is taken.
    """

    def register(work: Work) -> Work:
        if kind in _registered:
            raise ValueError(f"two handlers are registered for {kind}")
        _registered[kind] = Handler(kind, work, lease, max_attempts)
        return work

    return register


def handler_of(kind: str) -> Handler:
    """The handler of a kind. Raises UnknownKind."""
    try:
        return _registered[kind]
    except KeyError:
        raise UnknownKind(kind) from None

"""A commit that goes through although its reply is lost: what a cut connection to the database looks like from here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection


@contextmanager
def lost_reply(when: Callable[[], bool]) -> Iterator[None]:
    """The first commit after which `when()` holds raises, once, after it went through. Needs a test that really commits."""
    commit, told = connection._commit, []

    def commit_unheard() -> None:
        commit()
        if not told and when():
            told.append(True)
            raise OperationalError("server closed the connection unexpectedly")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "_commit", commit_unheard)
        yield

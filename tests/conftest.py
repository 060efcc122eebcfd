"""Fixtures that two or more folders of tests use."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.test import Client, TransactionTestCase

from channels.queries import forget_labels
from foundation.accounts.models import User
from foundation.audit import triggers
from foundation.audit.server_key import make_server_key
from tests import servers
from tests.factories import accounts

# The same examples on each run, and no opinion about how fast the machine is.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def server_key() -> None:
    """The key that signs checkpoints and makes HMACs, in the suite's own folder."""
    make_server_key(Path(settings.SERVER_KEY_FILE))


@pytest.fixture(scope="session", autouse=True)
def emptied_without_triggers() -> Iterator[None]:
    """Tests that really commit are followed by a flush, which append-only tables refuse: drop the triggers for that moment.

    Patched on the class, so that every way to ask for a transactional test is served; the triggers that tests meet
    are the real ones.
    """
    flush = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        for alias in case._databases_names(include_mirrors=False):
            triggers.uninstall(alias)
        flush(case)
        for alias in case._databases_names(include_mirrors=False):
            triggers.install(alias)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield


@pytest.fixture(autouse=True)
def names_of_channels_read_anew() -> Iterator[None]:
    """The names of the ways in are kept by the process, while each test has a database of its own."""
    forget_labels()
    yield
    forget_labels()


@pytest.fixture
def staff(db: None) -> Callable[..., User]:
    """`staff(Role.AUDITOR, username="auditor")`: a person with a key pair who holds these roles today."""
    return accounts.person


@pytest.fixture
def browser_of(db: None) -> Callable[..., Client]:
    """`browser_of(user)`: a browser in which this person is signed in with an unlocked key."""
    return accounts.signed_in


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose server is not there, and say what would run it; under REQUIRE_SERVICES=1 fail it instead."""
    for marker, lacking in (("postgresql", servers.without_postgresql), ("redis", servers.without_redis)):
        if item.get_closest_marker(marker) is not None and (reason := lacking()):
            refuse = pytest.fail if os.environ.get("REQUIRE_SERVICES") == "1" else pytest.skip
            refuse(reason)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the suite's own VAR_DIR once the last process of the run is done with it."""
    folder = Path(os.environ.get("TEST_VAR_DIR", ""))
    if not hasattr(config, "workerinput") and folder.parent == Path(tempfile.gettempdir()) and folder.name.startswith("pengaduan-test-"):
        shutil.rmtree(folder, ignore_errors=True)

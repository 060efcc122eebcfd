"""A line of the log names what broke and where, never the words an exception carries."""

import copy
import io
import logging
from logging.config import DictConfigurator

import pytest
import structlog
from django.conf import settings

STORY = "Saya melihat PENANDA-LOG-51c di loket"


@pytest.fixture
def log():
    """What the installation's own formatter makes of whatever is logged."""
    printed = io.StringIO()
    handler = logging.StreamHandler(printed)
    handler.setFormatter(DictConfigurator({"version": 1}).configure_formatter(copy.deepcopy(settings.LOGGING["formatters"]["line"])))
    logger = logging.getLogger("tests.log_lines")
    logger.addHandler(handler)
    yield printed
    logger.removeHandler(handler)


def broken() -> None:
    raise ValueError(STORY)


def test_the_words_of_an_exception_stay_out_of_the_log(log):
    try:
        broken()
    except ValueError as error:
        structlog.get_logger("tests.log_lines").error("broke_a", exc_info=error)
        logging.getLogger("tests.log_lines").exception("broke_b")

    assert "PENANDA" not in log.getvalue()
    assert log.getvalue().count("ValueError test_log_lines.py:") == 2

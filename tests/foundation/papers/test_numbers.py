"""Numbers without gap or double, alone and under twenty writers at once."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection, transaction

from foundation.papers.models import NumberSeries
from foundation.papers.services import next_number

PROCESSES, THREADS, EACH = 2, 10, 5
# Every third draw fails after its number was taken, and draws again: the number must come back.
WRITER = f"""
import json, sys, threading
import django
django.setup()
from django.db import connection, transaction
from foundation.papers.services import next_number
drawn, faults = [], []
def draw(fails):
    with transaction.atomic():
        number = next_number("700", year=2026)
        if fails:
            transaction.set_rollback(True)
    return None if fails else number
def write(writer):
    try:
        for turn in range({EACH}):
            if (writer + turn) % 3 == 0:
                draw(True)
            drawn.append(draw(False))
    except Exception as fault:
        faults.append(repr(fault))
    finally:
        connection.close()
threads = [threading.Thread(target=write, args=(writer,)) for writer in range({THREADS})]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(json.dumps([drawn, faults]))
"""


@pytest.mark.django_db
def test_numbers_count_from_one_in_each_series_and_year():
    with transaction.atomic():
        drawn = [next_number(code, year=year) for code, year in [("a", 2026), ("a", 2026), ("b", 2026), ("a", 2027), ("a", 2026)]]

    assert drawn == [1, 2, 1, 1, 3]


@pytest.mark.django_db
def test_number_of_a_failed_transaction_is_given_again():
    with transaction.atomic():
        next_number("a", year=2026)
    with transaction.atomic():
        next_number("a", year=2026)
        transaction.set_rollback(True)

    with transaction.atomic():
        again = next_number("a", year=2026)

    assert again == 2


@pytest.mark.django_db(transaction=True)
def test_number_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        next_number("a", year=2026)
    assert NumberSeries.objects.count() == 0


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_twenty_writers_at_once_draw_every_number_once(settings):
    connection.close()
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER], env=_environment(), cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    results = [json.loads(writer.communicate(timeout=120)[0].splitlines()[-1]) for writer in writers]

    drawn = sorted(number for numbers, _ in results for number in numbers)
    assert [fault for _, faults in results for fault in faults] == []
    assert (drawn, NumberSeries.objects.get().last) == (list(range(1, PROCESSES * THREADS * EACH + 1)), PROCESSES * THREADS * EACH)


def _environment():
    """The writers' own settings, on the database of this test."""
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{config['NAME']}"
    else:
        who = f"{config['USER']}:{config['PASSWORD']}@" if config["PASSWORD"] else f"{config['USER']}@"
        url = f"postgres://{who}{config['HOST']}:{config['PORT']}/{config['NAME']}"
    return {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test"}

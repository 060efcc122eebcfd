"""`sweep_deadlines --at`: the same service that beat starts, for any moment."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from complaints.enums import ComplaintState
from complaints.models import Complaint
from tests.factories.complaints import Office, received

NOTHING = {"reminded": 0, "breached": 0, "forwarded": 0, "told": 0}


def swept(at: str) -> dict[str, int]:
    said = StringIO()
    call_command("sweep_deadlines", "--at", at, "--json", stdout=said)
    return json.loads(said.getvalue())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2026-11-18T23:59", "2026-11-20T00:00"),
        ("2026-11-18T16:59Z", "2026-11-19T17:00Z"),
        ("2026-11-18T23:59+07:00", "2026-11-20T00:00+07:00"),
    ],
    ids=["without-a-zone-it-is-wib", "utc", "wib"],
)
def test_the_day_turns_at_midnight_wib(office: Office, before: str, after: str):
    received()

    assert swept(before)["breached"] == 0
    assert Complaint.objects.get().state == ComplaintState.RECEIVED
    result = swept(after)

    assert (result["breached"], result["forwarded"]) == (1, 1)
    assert Complaint.objects.get().deadlines.get(kind="forward").breached_on == date(2026, 11, 20)
    assert swept(after) == NOTHING


def test_in_words(office: Office):
    received()
    said = StringIO()

    call_command("sweep_deadlines", "--at", "2026-11-17T01:00", stdout=said)

    assert said.getvalue().strip() == "0 hitungan diingatkan, 0 keterlambatan dicatat, 0 diteruskan sistem, 0 pemberitahuan."


def test_garbage_is_refused_and_nothing_happens(office: Office):
    received()

    with pytest.raises(CommandError, match="Tulis waktu seperti 2026-11-30T00:10"):
        swept("besok")

    assert Complaint.objects.get().deadlines.filter(reminded="none").count() == 3

"""The measured key work is the one that is promised: cases given back by a colleague, and nothing of it left behind."""

from datetime import UTC, datetime
from uuid import UUID

from bench import keys
from complaints.models import RegrantDue
from config.demo.people import make_people
from foundation.vault.models import Grant
from tests.factories.complaints import make_institution, received


def test_a_colleague_gives_back_what_was_held_and_everything_is_as_before(db, monkeypatch):
    now = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)
    make_institution()
    people = make_people(at=datetime(2026, 1, 5, 2, 0, tzinfo=UTC))
    for _ in range(3):
        received()
    monkeypatch.setattr(keys, "CASES", 2)
    # Nothing is copied here, and the ids of the cases are random.
    monkeypatch.setattr(keys, "COPIES", UUID(int=2**128 - 1))

    given, rekeyed = keys.key_works(now=now)

    assert (given.beside, rekeyed.beside, given.value > 0, rekeyed.value > 0) == ("2 cases in 1 requests", "over 3 cases", True, True)
    assert (RegrantDue.objects.count(), Grant.objects.filter(holder=people["wakil"].holder).count()) == (0, 6)

import re
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.accounts.queries import roles_of
from foundation.accounts.services import replace_password

NOW = datetime(2026, 10, 5, 1, 0, tzinfo=UTC)
TODAY = date(2026, 10, 5)
GIVEN = {
    "username": "arif",
    "full_name": "Arif Teknisi",
    "sk_number": "188.45/12/2026",
    "sk_date": "2026-01-02",
    "undertaking_reference": "PK/7/2026",
    "undertaking_on": "2026-01-02",
}


def run(**changed: str) -> str:
    call_command(
        "first_administrator",
        *(f"--{name.replace('_', '-')}={value}" for name, value in (GIVEN | changed).items()),
        stdout=(told := StringIO()),
    )
    return told.getvalue()


@pytest.fixture(autouse=True)
def monday(monkeypatch, db):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def test_the_first_administrator_chooses_a_password_and_then_manages_people():
    told = run()

    user = User.objects.get()
    temporary = re.search(r"kata sandi sementara (\S+), lalu ganti", told)[1]
    before = (user.username, user.holder_id, roles_of(user, on=TODAY))
    user, _ = replace_password(user, temporary, "kuda-laut-berenang-9", at=NOW)
    assert before == ("arif", None, frozenset())
    assert roles_of(user, on=TODAY) == {Role.ADMINISTRATOR}


def test_there_is_no_second_first_administrator():
    run()

    with pytest.raises(CommandError, match="Administrator sudah pernah ditetapkan"):
        run(username="budi")

    assert User.objects.count() == 1


def test_an_undertaking_of_tomorrow_is_refused_and_nothing_is_left_behind():
    with pytest.raises(CommandError, match="Tanggal pernyataan kerahasiaan tidak boleh sesudah hari ini"):
        run(undertaking_on="2026-10-06")

    assert User.objects.count() == 0

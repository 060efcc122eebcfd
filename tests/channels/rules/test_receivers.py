import pytest

from channels.rules.receivers import accountable_to
from foundation.accounts.enums import Role


@pytest.mark.parametrize("role", list(Role))
def test_only_who_receives_answers_for_it_and_to_the_inspektur_alone(role):
    expected = Role.INSPECTOR if role in {Role.RECEIVING_OFFICER, Role.CHANNEL_OFFICER} else None

    assert accountable_to({role}) == expected


def test_nobody_without_a_role_receives():
    assert accountable_to(frozenset()) is None

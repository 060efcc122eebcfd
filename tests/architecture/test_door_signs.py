import ast

import pytest

from tests.architecture.house import FLOOR_OF, SIX_ROOMS, folder_of

LONGEST_SIGN = 7


def sign_of(room: str) -> str:
    return ast.get_docstring(ast.parse((folder_of(room) / "__init__.py").read_text())) or ""


@pytest.mark.parametrize("room", FLOOR_OF)
def test_each_room_has_a_short_sign_at_its_door(room):
    lines = sign_of(room).splitlines()

    assert 1 <= len(lines) <= LONGEST_SIGN


@pytest.mark.parametrize("room", SIX_ROOMS)
def test_the_six_rooms_say_what_they_own_and_which_articles_they_carry_out(room):
    sign = sign_of(room)

    assert ("\nOwns " in sign, "\nCarries out Pasal " in sign) == (True, True)

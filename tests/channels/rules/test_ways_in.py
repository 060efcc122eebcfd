import pytest

from channels.enums import Way
from channels.rules.ways_in import EMPLOYEES_REPORT, legal_basis
from foundation.law import Pasal


@pytest.mark.parametrize(
    ("way", "letter"),
    [
        (Way.LETTER, "a"),
        (Way.EMAIL, "b"),
        (Way.WEB, "b"),
        (Way.MESSAGE, "c"),
        (Way.WHATSAPP, "c"),
        (Way.PHONE, "d"),
        (Way.PO_BOX, "e"),
        (Way.BOX, "f"),
        (Way.OFFICER, "g"),
        (Way.HANDED_ON, "g"),
    ],
)
def test_each_way_stands_under_its_letter(way, letter):
    basis = legal_basis(way)

    assert (basis.basis, basis.letter) == (Pasal(6, 3, letter), letter)


def test_every_way_says_why_it_stands_there():
    assert [way for way in Way if not legal_basis(way).words] == []


def test_ways_the_perwali_does_not_name_rest_on_its_open_list():
    resting = [way for way in Way if "Pasal 1 angka 18" in legal_basis(way).words]

    assert resting == [Way.WHATSAPP, Way.WEB]


def test_the_notice_to_employees_is_of_pasal_5():
    assert (EMPLOYEES_REPORT.audience, EMPLOYEES_REPORT.carries_out) == ("employee", Pasal(5, letter="a"))

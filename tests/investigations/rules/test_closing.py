"""Pasal 3 b and c: a proven case has a consequence and improves something, or says why not."""

import pytest

from complaints.enums import Routing
from foundation.law import Pasal
from investigations.enums import RulingKind
from investigations.rules.closing import RULING_BASIS, ClosingFacts, closing_faults, ruling_basis

CONSEQUENCE = "Catat hukuman disiplin yang dijatuhkan atau proses hukum yang berjalan (Pasal 3 huruf b)."
IMPROVEMENT = "Catat sedikitnya satu rekomendasi perbaikan sistem, atau alasan mengapa tidak ada (Pasal 3 huruf c)."


@pytest.mark.parametrize(
    ("consequence", "improvement", "reason", "expected"),
    [
        (True, True, "", ()),
        (True, False, "Sudah diubah.", ()),
        (True, False, " ", (IMPROVEMENT,)),
        (False, True, "", (CONSEQUENCE,)),
        (False, False, "", (CONSEQUENCE, IMPROVEMENT)),
    ],
)
def test_proven_case(consequence, improvement, reason, expected):
    facts = ClosingFacts(
        proven=True, consequence_recorded=consequence, improvement_recommended=improvement, reason_for_no_improvement=reason
    )

    assert closing_faults(facts) == expected


def test_case_not_proven_closes_without():
    assert closing_faults(ClosingFacts(proven=False, consequence_recorded=False, improvement_recommended=False)) == ()


def test_every_ruling_cites_an_article():
    assert set(RULING_BASIS) == set(RulingKind)


def test_a_referral_rests_on_pasal_8_unless_the_case_is_about_the_mayor():
    assert ruling_basis(RulingKind.REFERRAL, Routing.NONE) == Pasal(8)
    assert ruling_basis(RulingKind.REFERRAL, Routing.MAYOR) is None
    assert ruling_basis(RulingKind.CLOSING, Routing.MAYOR) == Pasal(3, letter="c")

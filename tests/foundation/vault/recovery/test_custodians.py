"""Three different people who are not all of the Inspektorat."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.vault.recovery.custodians import HoldersRefused, ShareHolder, check_holders, two_inside

SEKDA = ShareHolder("Ahmad Contoh", "Sekretaris Daerah", of_inspectorate=False)
LAW = ShareHolder("Budi Contoh", "Kepala Bagian Hukum", of_inspectorate=False)
HEAD = ShareHolder("Citra Contoh", "Inspektur", of_inspectorate=True)
SECRETARY = ShareHolder("Dedi Contoh", "Sekretaris Inspektorat", of_inspectorate=False)
AUDITOR = ShareHolder("Eka Contoh", "Auditor Madya", of_inspectorate=True)


@pytest.mark.parametrize("holders", [(SEKDA, LAW, HEAD), (SEKDA, HEAD, SECRETARY), (HEAD, AUDITOR, LAW)])
def test_with_somebody_from_outside_they_may(holders):
    check_holders(holders)


@pytest.mark.parametrize(
    ("holders", "words"),
    [
        ((), "tepat 3"),
        ((SEKDA, LAW), "tepat 3"),
        ((SEKDA, LAW, HEAD, AUDITOR), "tepat 3"),
        ((SEKDA, LAW, SEKDA), "tiga orang yang berbeda"),
        ((SEKDA, LAW, ShareHolder(" AHMAD  contoh ", "Staf Ahli", of_inspectorate=False)), "tiga orang yang berbeda"),
        ((HEAD, AUDITOR, SECRETARY), "di luar Inspektorat"),
        ((SEKDA, LAW, ShareHolder(" ", "Camat", of_inspectorate=False)), "Isi nama dan jabatan"),
        ((SEKDA, LAW, ShareHolder("Fitri Contoh", "–", of_inspectorate=False)), "Isi nama dan jabatan"),
        ((SEKDA, LAW, ShareHolder("Fitri\x1b[2K Contoh", "Camat", of_inspectorate=False)), "tidak tercetak"),
        ((SEKDA, LAW, ShareHolder("F" * 121, "Camat", of_inspectorate=False)), "Pendekkan"),
    ],
)
def test_who_may_not(holders, words):
    with pytest.raises(HoldersRefused, match=words):
        check_holders(holders)


def test_the_words_of_an_office_count_whatever_was_answered():
    assert (SECRETARY.is_inside, SEKDA.is_inside) == (True, False)
    assert (two_inside((HEAD, SECRETARY, SEKDA)), two_inside((HEAD, LAW, SEKDA))) == (True, False)


@given(st.lists(st.builds(ShareHolder, st.text(max_size=20), st.text(max_size=20), st.booleans()), max_size=5))
def test_whoever_passes_is_three_different_people_one_of_them_outside(holders):
    try:
        check_holders(holders)
    except HoldersRefused:
        return
    assert (len(holders), len({holder.name for holder in holders})) == (3, 3)
    assert any(not holder.of_inspectorate for holder in holders)

import pytest

from channels.rules.steps import CHECK, ORDER, Step, can_be_adopted, clean, first_unfinished, is_named, number_of, speaker, stopped_at

WHO = {"clean": {"pelapor": "individual", "nama_disebut": "tanpa"}}
DONE = {"clean": {}}
FINISHED = {
    "siapa": WHO,
    "terlapor": DONE,
    "kejadian": DONE,
    "bukti": DONE,
    "kontak": {"clean": {"untuk": "individual/tanpa"}},
}
TYPED = {"typed": {"uraian": ["Saya"]}, "tried": True}


def without(step: str) -> dict:
    return {name: value for name, value in FINISHED.items() if name != step}


def test_there_are_five_steps_and_the_check_is_the_sixth():
    assert ([number_of(step) for step in ORDER], CHECK) == ([1, 2, 3, 4, 5], 6)


def test_nothing_begun_starts_at_the_first_page():
    assert (first_unfinished({}), stopped_at({})) == (1, 1)


@pytest.mark.parametrize(("step", "number"), [("siapa", 1), ("terlapor", 2), ("kejadian", 3), ("bukti", 4), ("kontak", 5)])
def test_a_missing_step_is_the_next(step, number):
    assert first_unfinished(without(step)) == number


def test_all_done_leads_to_the_check():
    assert first_unfinished(FINISHED) == 6


def test_a_step_with_faults_is_open():
    assert (first_unfinished({**FINISHED, "kejadian": TYPED}), clean({"kejadian": TYPED}, Step.STORY)) == (3, None)


def test_contact_given_as_somebody_else_is_open_again():
    named = {"clean": {"pelapor": "individual", "nama_disebut": "bernama"}}

    assert first_unfinished({**FINISHED, "siapa": named}) == 5


def test_a_pause_comes_back_where_it_was_made():
    paused = {**DONE, "paused": True}

    assert (stopped_at({**FINISHED, "terlapor": paused}), first_unfinished({**FINISHED, "terlapor": paused})) == (2, 6)


def test_who_speaks():
    assert (speaker(FINISHED), is_named(FINISHED), speaker({}), is_named({})) == ("individual/tanpa", False, "/", False)


def test_only_a_fragment_is_adopted():
    assert [can_be_adopted(answers) for answers in ({}, {"siapa": TYPED}, {"kejadian": TYPED}, FINISHED)] == [False, False, True, False]

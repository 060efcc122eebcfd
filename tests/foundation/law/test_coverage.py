"""What the map says when the code and the list of places agree, and when they do not."""

from foundation.law import Pasal
from foundation.law.coverage import Line, Status, chart, faults
from foundation.law.index import Mark
from foundation.law.places import PLACES, WITHOUT_CODE
from tests.foundation.law.leaves import every_leaf

EVERYTHING = [Mark(place, file, 1, "rule") for place, file in PLACES.items()]


def without(place: Pasal) -> list[Mark]:
    return [mark for mark in EVERYTHING if mark.pasal != place]


def test_every_place_of_the_regulation_is_listed_exactly_once():
    listed = [leaf for place in (*PLACES, *WITHOUT_CODE) for leaf in place.leaves()]

    assert sorted(listed) == list(every_leaf())


def test_nothing_is_wrong_when_each_place_has_its_rule():
    assert faults(EVERYTHING, pending={}) == []


def test_article_level_mark_serves_all_paragraphs_of_its_file():
    marks = [*without(Pasal(18, 1)), Mark(Pasal(18), "complaints/rules/answer.py", 9, "refusal")]

    assert faults(marks, pending={}) == []


def test_provision_without_a_rule_is_told_with_its_file():
    assert faults(without(Pasal(7, 3)), pending={}) == [
        "Pasal 7 ayat (3) is carried out nowhere: mark its rule in investigations/rules/assignment.py"
    ]


def test_provision_of_which_only_one_letter_has_a_rule_is_told_for_the_others():
    marks = [*without(Pasal(7, 1)), Mark(Pasal(7, 1, "a"), "investigations/rules/follow_up.py", 3, "review")]

    assert faults(marks, pending={}) == [
        "Pasal 7 ayat (1) huruf b is carried out nowhere: mark its rule in investigations/rules/follow_up.py"
    ]


def test_pending_provision_without_a_rule_is_no_fault():
    assert faults(without(Pasal(7, 3)), pending={Pasal(7, 3): "later"}) == []


def test_provision_that_is_both_pending_and_carried_out_is_told():
    assert faults(EVERYTHING, pending={Pasal(16): "later"}) == [
        "complaints/rules/deadlines.py:1 rule carries out Pasal 16: remove Pasal(16) from foundation/law/pending.py"
    ]


def test_rule_in_a_second_file_is_told():
    marks = [*EVERYTHING, Mark(Pasal(16), "reports/rules/contents.py", 4, "overdue")]

    assert faults(marks, pending={}) == [
        (
            "reports/rules/contents.py:4 overdue carries out Pasal 16, which has its one place in complaints/rules/deadlines.py: "
            "cite it there with basis="
        )
    ]


def test_rule_for_an_article_that_needs_no_code_is_told():
    marks = [*EVERYTHING, Mark(Pasal(4, item=1), "channels/rules/ways_in.py", 2, "scope")]

    assert faults(marks, pending={}) == [
        "channels/rules/ways_in.py:2 scope carries out Pasal 4, which is listed as needing no code: correct places.py or the mark"
    ]


def test_pending_place_that_is_not_operative_is_told():
    assert faults(EVERYTHING, pending={Pasal(21): "later"}) == ["Pasal 21 is pending but has no place in foundation/law/places.py"]


def test_chart_tells_each_status():
    lines = {line.pasal: line for line in chart(without(Pasal(20, 1)), pending={Pasal(20, 1): "later", Pasal(16): "later"})}

    assert lines[Pasal(16)] == Line(
        Pasal(16),
        Status.CARRIED_OUT,
        marks=(Mark(Pasal(16), "complaints/rules/deadlines.py", 1, "rule"),),
        file="complaints/rules/deadlines.py",
    )
    assert lines[Pasal(20, 1)] == Line(Pasal(20, 1), Status.PENDING, file="rewards/rules/eligibility.py", reason="later")
    assert lines[Pasal(2)].status == Status.WITHOUT_CODE
    assert {line.status for line in chart([], pending={})} == {Status.MISSING, Status.WITHOUT_CODE}


def test_chart_follows_the_order_of_the_regulation():
    shown = [line.pasal for line in chart(EVERYTHING)]

    assert shown == sorted(shown)
    assert shown[0] == Pasal(1)
    assert shown[-1] == Pasal(22)

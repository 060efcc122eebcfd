"""What an inbox address asks for, and how a list is ordered and walked through."""

from datetime import UTC, date, datetime, timedelta

import pytest

from complaints.models import Complaint
from complaints.slots.inbox import HANDED_ON, ORDERS, Wanted, listed, neighbours, ordered, passing
from tests.factories.complaints import Office, received

TODAY = date(2026, 11, 17)
AT = datetime(2026, 11, 17, 3, 0, tzinfo=UTC)


def test_an_address_without_words_asks_for_nothing():
    assert Wanted.from_query({}) == Wanted()


def test_known_words_are_taken_and_given_back():
    query = {"antrean": "lewat", "tahap": "in_review", "jenis": "pungli", "saluran": "web", "urut": "-nomor", "q": " 12 "}

    wanted = Wanted.from_query(query)

    assert wanted == Wanted(q="12", antrean="lewat", tahap="in_review", jenis="pungli", saluran="web", urut="-nomor")
    assert wanted.query() == "q=12&antrean=lewat&tahap=in_review&jenis=pungli&saluran=web&urut=-nomor"


@pytest.mark.parametrize(
    "query",
    [
        {"antrean": "lain"},
        {"tahap": "x' OR 1=1"},
        {"jenis": "Pungli;"},
        {"saluran": "a b"},
        {"urut": "story"},
        {"q": "\0"},
        {"halaman": "2"},
    ],
)
def test_unknown_words_are_passed_over(query):
    assert Wanted.from_query(query) == Wanted()


def days(office: Office) -> list[Complaint]:
    """Three complaints received on three days in another order than their numbers, and one whose clocks are all met."""
    found = [received(received_at=AT - timedelta(days=back), at=AT).complaint for back in (4, 8, 1, 6)]
    Complaint.objects.filter(pk=found[3].pk).update(next_due_on=None)
    return [Complaint.objects.get(pk=one.pk) for one in found]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("", [1, 0, 2, 3]),
        ("batas", [1, 0, 2, 3]),
        ("-batas", [3, 2, 0, 1]),
        ("diterima", [1, 3, 0, 2]),
        ("-diterima", [2, 0, 3, 1]),
        ("nomor", [0, 1, 2, 3]),
        ("-nomor", [3, 2, 1, 0]),
    ],
)
def test_the_list_stands_in_the_order_asked_for(office: Office, order: str, expected: list[int]):
    cases = days(office)

    assert list(ordered(Complaint.objects.all(), Wanted(urut=order))) == [cases[place] for place in expected]


def test_walking_through_a_list_meets_every_case_once(office: Office):
    days(office)
    for order in ORDERS:
        wanted = Wanted(urut=order)
        cases = list(ordered(Complaint.objects.all(), wanted))
        beside = [neighbours(Complaint.objects.all(), case, wanted) for case in cases]

        assert beside == [
            (cases[place - 1].pk if place else None, cases[place + 1].pk if place + 1 < len(cases) else None) for place in range(len(cases))
        ]


def test_a_case_that_left_the_list_still_knows_its_neighbours(office: Office):
    cases = days(office)
    others = Complaint.objects.exclude(pk=cases[0].pk)

    assert neighbours(others, cases[0], Wanted()) == (cases[1].pk, cases[2].pk)


def test_digits_alone_are_the_sequence_and_parts_of_the_number_are_found(office: Office):
    first, second = received().complaint, received().complaint
    cases = Complaint.objects.all()

    def found(text: str) -> set[str]:
        return {case.register_number for case in passing(cases, Wanted(q=text), today=TODAY)}

    assert (first.register_number, second.register_number) == ("700/0001/2026", "700/0002/2026")
    assert [found(text) for text in ("2", "0002", "700/0001", "0002/2026", "9", "2026")] == [
        {"700/0002/2026"},
        {"700/0002/2026"},
        {"700/0001/2026"},
        {"700/0002/2026"},
        set(),
        set(),
    ]


def test_the_list_holds_what_is_in_ones_hands_and_receipts_by_number_only(office: Office):
    own = received(by=office.receiving, channel="pejabat").complaint
    other = received().complaint
    keeps = Complaint.objects.filter(pk=own.pk)
    office.receiving.holder.grants.filter(compartment=own.content).delete()

    assert list(listed(office.receiving, Wanted(), at=AT)) == []
    assert list(listed(office.receiving, Wanted(antrean=HANDED_ON), at=AT)) == list(keeps)
    assert list(listed(office.receiving, Wanted(q="1"), at=AT)) == list(keeps)
    assert other in listed(office.channel, Wanted(), at=AT)

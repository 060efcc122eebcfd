"""The table of who receives a complaint, row by row, and the tightening by names."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.enums import RegisterSeries, Routing
from complaints.rules.confidentiality import (
    CannotAsk,
    MetBy,
    NamedPerson,
    Reader,
    Recipients,
    carries_mayors_mark,
    effective_routing,
    may_renew_receipt,
    needs_mayor_assignment,
    rank_on_mark,
    recipients,
    recipients_now,
    routing_with,
    rows_from,
    shown_until,
    why_not_asked,
    why_not_decided,
)

ORDINARY = Recipients(
    (Reader.HANDLING_OFFICER, Reader.INSPECTOR_LINE),
    (Reader.CUSTODIANS_INSIDE,),
    RegisterSeries.MAIN,
    MetBy.FORWARDING,
)
STRICTNESS = [Routing.NONE, Routing.ECHELON_II, Routing.INSPECTORATE, Routing.INSPECTOR, Routing.MAYOR]


@pytest.mark.parametrize(
    ("routing", "expected"),
    [
        (Routing.NONE, ORDINARY),
        (Routing.ECHELON_II, ORDINARY),
        (
            Routing.INSPECTORATE,
            Recipients((Reader.INSPECTOR, Reader.ONE_DELEGATE), (Reader.CUSTODIANS_OUTSIDE,), RegisterSeries.MAIN, MetBy.ARRIVAL),
        ),
        (Routing.INSPECTOR, Recipients((Reader.DELEGATES,), (Reader.CUSTODIANS_OUTSIDE,), RegisterSeries.DELEGATES, MetBy.ARRIVAL)),
        (
            Routing.MAYOR,
            Recipients((Reader.REFERRAL_OFFICERS,), (Reader.CUSTODIANS_OUTSIDE,), RegisterSeries.REFERRAL, MetBy.REFERRAL),
        ),
        (
            Routing.UNROUTED,
            Recipients(
                (Reader.HANDLING_OFFICER,),
                (Reader.CUSTODIANS_INSIDE, Reader.CUSTODIANS_OUTSIDE),
                RegisterSeries.MAIN,
                MetBy.FORWARDING,
            ),
        ),
    ],
)
def test_each_row_of_the_table(routing: Routing, expected: Recipients):
    assert recipients(routing) == expected


def test_a_complaint_about_the_inspektur_ticked_as_ordinary_goes_to_the_delegates():
    assert effective_routing(Routing.NONE, [NamedPerson(is_inspector=True, is_inspectorate_staff=True)]) == Routing.INSPECTOR


def test_a_complaint_about_the_walikota_passes_the_delegates_by():
    assert effective_routing(Routing.INSPECTOR, [NamedPerson(is_mayor=True)]) == Routing.MAYOR


def test_an_unrouted_message_stays_unrouted_unless_a_name_decides():
    assert effective_routing(Routing.UNROUTED, []) == Routing.UNROUTED
    assert effective_routing(Routing.UNROUTED, [NamedPerson(is_inspectorate_staff=True)]) == Routing.INSPECTORATE


people = st.lists(st.builds(NamedPerson, st.booleans(), st.booleans(), st.booleans(), st.booleans()), max_size=3)


@given(answer=st.sampled_from(STRICTNESS), named=people)
def test_names_only_ever_tighten(answer: Routing, named: list[NamedPerson]):
    effective = effective_routing(answer, named)

    assert STRICTNESS.index(effective) >= STRICTNESS.index(answer)


@given(present=st.sampled_from(STRICTNESS), answer=st.sampled_from(STRICTNESS), named=people)
def test_an_added_accused_only_ever_tightens(present: Routing, answer: Routing, named: list[NamedPerson]):
    after = routing_with(present, answer, named)

    assert STRICTNESS.index(after) == max(STRICTNESS.index(row) for row in (present, answer, effective_routing(answer, named)))


@pytest.mark.parametrize(
    ("answer", "after"), [(Routing.NONE, Routing.UNROUTED), (Routing.ECHELON_II, Routing.ECHELON_II), (Routing.MAYOR, Routing.MAYOR)]
)
def test_an_added_accused_routes_what_was_unrouted_only_when_he_decides_it(answer: Routing, after: Routing):
    assert routing_with(Routing.UNROUTED, answer, []) == after


@pytest.mark.parametrize(
    ("routing", "rows"),
    [
        (Routing.NONE, tuple(STRICTNESS)),
        (Routing.ECHELON_II, (Routing.ECHELON_II, Routing.INSPECTORATE, Routing.INSPECTOR, Routing.MAYOR)),
        (Routing.INSPECTORATE, (Routing.INSPECTORATE, Routing.INSPECTOR, Routing.MAYOR)),
        (Routing.INSPECTOR, (Routing.INSPECTOR, Routing.MAYOR)),
        (Routing.MAYOR, (Routing.MAYOR,)),
        (Routing.UNROUTED, (Routing.UNROUTED, Routing.INSPECTOR, Routing.MAYOR)),
    ],
)
def test_where_a_case_goes_that_a_row_has_nobody_for(routing: Routing, rows: tuple[Routing, ...]):
    assert rows_from(routing) == rows


@pytest.mark.parametrize("routing", list(Routing))
def test_an_officer_holds_a_case_until_he_forwards_and_no_longer(routing: Routing):
    before, after = recipients_now(routing, forwarded=False), recipients_now(routing, forwarded=True)

    assert before == recipients(routing)
    assert after.content == tuple(reader for reader in before.content if reader != Reader.HANDLING_OFFICER)


@pytest.mark.parametrize("found", [True, False])
@pytest.mark.parametrize("routing", list(Routing))
def test_the_mark_is_of_the_row_or_of_a_finding_and_never_of_a_case_about_the_walikota(routing: Routing, found: bool):
    assert carries_mayors_mark(routing, found=found) == ((found or needs_mayor_assignment(routing)) and routing != Routing.MAYOR)


def test_the_rank_beside_the_mark():
    shown = [rank_on_mark(Routing.ECHELON_II), rank_on_mark(Routing.INSPECTORATE), rank_on_mark(Routing.ECHELON_II, found_rank="II.b")]

    assert shown == ["II", "", "II.b"]


def test_which_answers_already_call_for_the_walikota():
    assert [routing for routing in Routing if needs_mayor_assignment(routing)] == [
        Routing.ECHELON_II,
        Routing.INSPECTORATE,
        Routing.INSPECTOR,
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"sealed": False}, CannotAsk.NOTHING_SEALED),
        ({"keeps": True}, CannotAsk.KEEPS_IT),
        ({"has_custodian": False}, CannotAsk.NO_CUSTODIAN),
        ({"waits": True}, CannotAsk.ALREADY_WAITS),
        ({"is_open": True}, CannotAsk.ALREADY_OPEN),
    ],
)
def test_who_may_ask_for_an_identity(facts: dict[str, bool], expected: CannotAsk | None):
    usual = {"sealed": True, "keeps": False, "has_custodian": True, "waits": False, "is_open": False}

    assert why_not_asked(**{**usual, **facts}) == expected


@given(waits=st.booleans(), own=st.booleans(), keeps=st.booleans())
def test_only_another_custodian_decides_and_once(waits: bool, own: bool, keeps: bool):
    assert (why_not_decided(waits=waits, own=own, keeps=keeps) is None) == (waits and keeps and not own)


def test_an_opening_shows_for_fifteen_minutes_or_until_the_approval_ends():
    opened = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)

    assert shown_until(opened, expires_at=None) == opened + timedelta(minutes=15)
    assert shown_until(opened, expires_at=opened + timedelta(days=1)) == opened + timedelta(minutes=15)
    assert shown_until(opened, expires_at=opened + timedelta(minutes=4)) == opened + timedelta(minutes=4)


@given(named=st.booleans(), sealed=st.booleans())
def test_a_lost_code_is_final_without_a_name_to_compare(named: bool, sealed: bool):
    assert may_renew_receipt(named=named, sealed=sealed) == (named and sealed)

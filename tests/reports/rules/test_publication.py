"""What the public may know, and when."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reports.rules.contents import Facts, Tally, report_of
from reports.rules.period import Period
from reports.rules.publication import appears_unapproved_on, due_on, is_near_due, public_part

OCTOBER = Period(2026, 10)
SENSITIVE = frozenset({"kekerasan_seksual", "pembalasan"})
CODES = ("pungli", "disiplin", "kekerasan_seksual", "pembalasan", "lainnya", "belum_digolongkan")
counts = st.dictionaries(st.sampled_from(CODES), st.integers(0, 9))


def published(received: dict[str, int], followed_up: dict[str, int] | None = None) -> dict[str, Any]:
    def tallies(counted: dict[str, int]) -> tuple[Tally, ...]:
        return tuple(Tally(code, code.title(), count) for code, count in counted.items())

    figures = report_of(Facts(OCTOBER, received=tallies(received), followed_up=tallies(followed_up or {})))
    return public_part(figures, sensitive=SENSITIVE, others="Lainnya")


def counted(part: dict[str, Any]) -> dict[str, int]:
    return {row["code"]: row["count"] for row in part["by_type"]}


def test_one_complaint_of_a_sensitive_type_is_counted_under_others() -> None:
    public = published({"kekerasan_seksual": 1, "pungli": 5})

    assert public["received"] == {
        "total": 6,
        "by_type": [{"code": "pungli", "label": "Pungli", "count": 5}, {"code": "lainnya", "label": "Lainnya", "count": 1}],
    }


def test_three_of_a_sensitive_type_are_shown() -> None:
    assert counted(published({"kekerasan_seksual": 3})["received"]) == {"kekerasan_seksual": 3}


def test_few_of_an_ordinary_type_are_shown() -> None:
    assert counted(published({"pungli": 1})["received"]) == {"pungli": 1}


def test_each_list_is_merged_by_its_own_counts() -> None:
    public = published({"pembalasan": 4}, {"pembalasan": 2, "lainnya": 1})

    assert counted(public["received"]) == {"pembalasan": 4}
    assert counted(public["followed_up"]) == {"lainnya": 3}


def test_a_month_with_nothing_is_published_as_zero() -> None:
    nothing = {"total": 0, "by_type": []}

    assert published({}) == {"received": nothing, "followed_up": nothing}


@given(counts, counts)
def test_totals_stay_exact_and_no_small_sensitive_number_shows(received: dict[str, int], followed_up: dict[str, int]) -> None:
    public = published(received, followed_up)

    for part, source in (("received", received), ("followed_up", followed_up)):
        shown = counted(public[part])
        assert public[part]["total"] == sum(shown.values()) == sum(source.values())
        assert {code for code, count in shown.items() if code in SENSITIVE and count < 3} == set()
        untouched = {code for code in source if code not in SENSITIVE and code != "lainnya" and source[code]}
        assert {code: shown[code] for code in untouched} == {code: source[code] for code in untouched}


@given(counts)
def test_nothing_but_a_and_b_is_public(received: dict[str, int]) -> None:
    public = published(received)

    assert set(public) == {"received", "followed_up"}
    assert set(public["followed_up"]) == {"total", "by_type"}


def test_due_on_the_fifth_working_day_of_the_next_month() -> None:
    assert due_on(OCTOBER, working_day=5, days_off=frozenset()) == date(2026, 11, 6)


def test_due_day_skips_holidays() -> None:
    new_year = frozenset({date(2027, 1, 1), date(2027, 1, 5)})

    assert due_on(Period(2026, 12), working_day=5, days_off=new_year) == date(2027, 1, 11)


def test_unapproved_figures_appear_two_working_days_later() -> None:
    assert appears_unapproved_on(date(2026, 11, 6), days_off=frozenset()) == date(2026, 11, 10)


def test_reminders_begin_two_working_days_before_and_end_on_the_day() -> None:
    due = date(2026, 11, 6)

    near = [day for day in range(1, 12) if is_near_due(due, today=date(2026, 11, day), days_off=frozenset())]

    assert near == [4, 5, 6]

"""What the report to the Walikota holds."""

from datetime import date

from complaints.enums import DeadlineKind
from reports.rules.contents import DEFINITIONS, ClockFacts, Facts, Tally, by_type, channel_label, report_of
from reports.rules.period import Period
from tests.reports.balance import reconciles

OCTOBER = Period(2026, 10)


def test_an_empty_month_is_all_zeros_and_adds_up() -> None:
    figures = report_of(Facts(OCTOBER))

    assert figures["received"] == {"total": 0, "by_type": []}
    assert figures["followed_up"] == {"total": 0, "by_type": [], "earlier": 0}
    assert figures["balance"] == {"opening": 0, "received": 0, "reopened": 0, "closed": 0, "closing": 0}
    assert figures["awaiting_mayor"] == {"total": 0, "since": None}
    assert reconciles(figures)


def test_the_largest_type_stands_first_and_the_rest_at_the_end() -> None:
    tallies = [
        Tally("belum_digolongkan", "Belum digolongkan", 9),
        Tally("disiplin", "Disiplin", 1),
        Tally("lainnya", "Lainnya", 7),
        Tally("aset", "Aset", 1),
        Tally("pungli", "Pungutan liar", 5),
        Tally("netralitas", "Netralitas", 0),
    ]

    part = by_type(tallies)

    assert part["total"] == 23
    assert [row["code"] for row in part["by_type"]] == ["pungli", "aset", "disiplin", "lainnya", "belum_digolongkan"]


def test_clocks_name_their_term_their_article_and_their_median() -> None:
    forward = ClockFacts(due=12, on_time=11, on_time_strict=9, days={1: 5, 2: 4, 5: 1}, overdue=1)
    facts = Facts(OCTOBER, clocks={DeadlineKind.FORWARD: forward})

    clock = report_of(facts)["clocks"][0]

    assert clock == {
        "kind": "forward",
        "label": "3 hari kerja",
        "basis": "Pasal 6 ayat (5)",
        "due": 12,
        "on_time": 11,
        "on_time_strict": 9,
        "late": 1,
        "met": 10,
        "median": 1.5,
        "overdue": 1,
    }


def test_a_median_without_a_half_is_a_whole_number() -> None:
    facts = Facts(OCTOBER, clocks={DeadlineKind.ANSWER: ClockFacts(days={20: 1, 22: 1})})

    assert repr(report_of(facts)["clocks"][2]["median"]) == "21"


def test_ages_are_counted_to_the_last_day_of_the_month() -> None:
    since = {date(2026, 10, 31): 1, date(2026, 10, 1): 2, date(2026, 9, 30): 4, date(2026, 8, 2): 8, date(2026, 8, 1): 16}
    figures = report_of(Facts(OCTOBER, open_since=since | {date(2024, 1, 1): 32}))

    assert [(row["code"], row["count"]) for row in figures["open_by_age"]] == [
        ("up_to_30", 3),
        ("up_to_60", 4),
        ("up_to_90", 8),
        ("over_90", 48),
    ]


def test_channels_bear_the_names_of_the_law() -> None:
    assert [channel_label(letter) for letter in "abcdefg"] == [
        "Surat Pengaduan",
        "Surat Elektronik (e-mail)",
        "Pesan singkat kepada nomor yang ditentukan",
        "Telepon pada nomor yang ditentukan",
        "Kotak Pos",
        "Kotak Saran dan Pengaduan",
        "Pejabat Penerima Pengaduan",
    ]


def test_stops_stand_by_ground_in_the_order_of_the_law() -> None:
    figures = report_of(Facts(OCTOBER, stopped={"deceased": 1, "other": 2}))

    assert figures["stopped"]["total"] == 3
    assert [(row["code"], row["count"]) for row in figures["stopped"]["by_ground"]] == [("other", 2), ("deceased", 1)]


def test_a_balance_that_does_not_add_up_is_told() -> None:
    figures = report_of(Facts(OCTOBER, opening=5, closed=1, open_since={date(2026, 10, 1): 3}))

    assert not reconciles(figures)


def test_every_definition_is_a_sentence() -> None:
    assert [key for key, definition in DEFINITIONS.items() if not definition.footnote.endswith(".")] == []

"""What the log accepts as detail, and what it refuses so that contents never get there by accident."""

from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from uuid import UUID

import pytest

from foundation.audit.details import DetailRefused, checked

WIB = timezone(timedelta(hours=7))


class State(Enum):
    IN_AUDIT = "in_audit"


@pytest.mark.parametrize(
    "text",
    [
        "in_audit",
        "complaints.complaint",
        "grant-ended",
        "v2",
        "pungli",
        "7.3",
        "20.2.a",
        "6",
        "II.a",
        "700/0001/2026",
        "SK-12/INSP/2026",
        "2026-10",
        "2026-10-05",
        "2026-10-05T07:00:00+00:00",
        "2026-10-05T07:00Z",
        "0191f7a2-0b1c-7d3e-8f4a-5b6c7d8e9f00",
        "0f" * 32,
    ],
)
def test_string_of_a_known_shape_passes(text):
    assert checked({"value": text}) == {"value": text}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Budi",
        "Budi Santoso",
        "budi santoso",
        "uang diminta di loket",
        "budi@contoh.id",
        "081234567890",
        "+6281234567890",
        "0812-3456-7890",
        "62812/345678901",
        "197001012000031001",
        "10.0.0.1",
        "192.168.100.200",
        "2001:db8::1",
        "fe80::1",
        "ABCD-2345-EFGH-6789",
        "ABCD2345EFGH6789",
        "abcd2345efgh6789",
        "https://contoh.id/x",
        "in_audit\n",
        "kode\tlain",
        "a" * 61,
        "2026-10-05T07:00:00",
    ],
)
def test_string_of_any_other_shape_is_refused_and_not_repeated(text):
    with pytest.raises(DetailRefused) as refusal:
        checked({"note": text})

    assert str(refusal.value) == "note: not a code, id, date or number"


def test_values_are_written_as_json():
    detail = {
        "complaint": UUID("0191f7a2-0b1c-7d3e-8f4a-5b6c7d8e9f00"),
        "state": State.IN_AUDIT,
        "due_on": date(2026, 10, 5),
        "until": datetime(2026, 10, 5, 14, 0, tzinfo=WIB),
        "count": 3,
        "late": True,
        "unit": None,
        "kinds": ["content", "identity"],
        "roles": {"b", "a"},
    }

    assert checked(detail) == {
        "complaint": "0191f7a2-0b1c-7d3e-8f4a-5b6c7d8e9f00",
        "state": "in_audit",
        "due_on": "2026-10-05",
        "until": "2026-10-05T07:00:00+00:00",
        "count": 3,
        "late": True,
        "unit": None,
        "kinds": ["content", "identity"],
        "roles": ["a", "b"],
    }


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1.5, "value: a float is not an id, code, date or number"),
        ({"a": 1}, "value: a dict is not an id, code, date or number"),
        (b"a", "value: a bytes is not an id, code, date or number"),
        (81234567890, "value: a number of more than nine digits"),
        (datetime(2026, 10, 5, tzinfo=UTC).replace(tzinfo=None), "value: a moment without a time zone"),
        ([["a"]], "value: a list is not an id, code, date or number"),
        (["a"] * 501, "value: more than 500 values"),
    ],
)
def test_value_of_any_other_type_is_refused(value, words):
    with pytest.raises(DetailRefused) as refusal:
        checked({"value": value})

    assert str(refusal.value) == words


@pytest.mark.parametrize("key", ["Nama pelapor", "", "_x", "a" * 41, "ä", 7])
def test_key_that_is_no_identifier_is_refused(key):
    with pytest.raises(DetailRefused) as refusal:
        checked({key: 1})

    assert str(refusal.value) == "a key: not a lower-case identifier of up to 40 letters"


def test_too_many_keys_are_refused():
    with pytest.raises(DetailRefused) as refusal:
        checked({f"k{number}": number for number in range(21)})

    assert str(refusal.value) == "detail: more than 20 keys"


def test_no_detail_is_an_empty_one():
    assert checked(None) == {}

"""A change in the log: values before and after, words only as fingerprints."""

import hashlib
from datetime import date

from foundation.audit.changes import changed, fingerprint
from foundation.audit.details import checked


def test_a_change_names_its_fields_with_both_values():
    before = {"sensitive": False, "order": 3, "valid_to": None, "name": "Lama"}

    detail = changed(before, before | {"sensitive": True, "valid_to": date(2026, 12, 31)}, words=("name",))

    assert detail == {
        "fields": ["sensitive", "valid_to"],
        "sensitive_before": False,
        "sensitive_after": True,
        "valid_to_before": None,
        "valid_to_after": date(2026, 12, 31),
    }


def test_words_leave_only_their_fingerprints():
    detail = changed({"name": "Dinas Lama"}, {"name": ""}, words=("name",))

    assert detail == {"fields": ["name"], "name_before": hashlib.sha256(b"Dinas Lama").hexdigest(), "name_after": None}
    assert "Dinas" not in str(checked(detail))


def test_an_empty_code_is_no_code():
    assert changed({"echelon": ""}, {"echelon": "II.b"}) == {"fields": ["echelon"], "echelon_before": None, "echelon_after": "II.b"}


def test_nothing_changed_is_nothing():
    assert (changed({"order": 1}, {"order": 1}), fingerprint("")) == ({}, None)

"""Kinds of violation and the retention schedule: versions with their days, nothing written over, nothing deleted."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from complaints.enums import FinalAction
from complaints.models import RetentionRule, ViolationType
from complaints.queries import retention_rules_in_force, types_in_force
from complaints.services.retention import RetentionFacts, add_rule, change_rule, end_rule
from complaints.services.types import TypeFacts, TypeNeeded, add_type, end_type, reword_type
from complaints.services.versions import NotNewest
from foundation.audit.changes import fingerprint
from foundation.audit.queries import history_of
from tests.factories.complaints import Office

AT = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
TODAY, DECEMBER = date(2026, 11, 16), date(2026, 12, 1)
WORDS = TypeFacts("Pungutan liar", "Illegal levies", "Meminta uang.", 1, sensitive=False, outside_perwali=False, national_code="")
KEEP = RetentionFacts("Berkas terbukti", 10, FinalAction.PERMANENT, "JRA contoh")


def pungli() -> ViolationType:
    return ViolationType.objects.filter(code="pungli").latest("version")


def test_a_new_wording_is_a_new_version_from_its_day(office: Office):
    first = pungli()

    new = reword_type(first, replace(WORDS, sensitive=True), valid_from=DECEMBER, by=office.administrator, at=AT)

    first.refresh_from_db()
    assert (first.label, first.valid_to, first.sensitive) == ("Pungutan liar", date(2026, 11, 30), False)
    assert (new.code, new.version, new.valid_from, new.valid_to, new.sensitive) == ("pungli", 2, DECEMBER, None, True)
    for day, version in ((date(2026, 11, 30), 1), (DECEMBER, 2)):
        assert [one.version for one in types_in_force(day) if one.code == "pungli"] == [version]


def test_a_new_wording_is_on_record_with_both_sides(office: Office):
    before = pungli()

    new = reword_type(
        before, replace(WORDS, definition="Lain.", national_code=before.national_code), valid_from=DECEMBER, by=office.administrator, at=AT
    )

    (entry,) = history_of(new)
    assert (entry.action, entry.actor_id) == ("type.reworded", office.administrator.pk)
    assert entry.detail == {
        "code": "pungli",
        "version": 2,
        "from": "2026-12-01",
        "fields": ["definition"],
        "definition_before": fingerprint(before.definition),
        "definition_after": fingerprint("Lain."),
    }


@pytest.mark.parametrize("day", [date(2026, 11, 15), date(2020, 7, 7)])
def test_days_gone_by_are_not_reworded(office: Office, day: date):
    with pytest.raises(ValidationError):
        reword_type(pungli(), WORDS, valid_from=day, by=office.administrator, at=AT)

    assert (pungli().version, pungli().valid_to) == (1, None)


def test_of_two_who_reword_the_same_version_one_is_refused(office: Office):
    seen = pungli()
    reword_type(seen, WORDS, valid_from=DECEMBER, by=office.administrator, at=AT)

    with pytest.raises(NotNewest):
        reword_type(seen, WORDS, valid_from=date(2027, 1, 1), by=office.administrator, at=AT)

    assert ViolationType.objects.filter(code="pungli").count() == 2


def test_an_ended_kind_is_chosen_to_its_last_day_and_can_come_back(office: Office):
    end_type(pungli(), last_day=date(2026, 11, 30), by=office.administrator, at=AT)

    back = reword_type(pungli(), WORDS, valid_from=date(2027, 2, 1), by=office.administrator, at=AT)

    assert back.version == 2
    assert [
        types_in_force(day).filter(code="pungli").count() for day in (date(2026, 11, 30), DECEMBER, date(2027, 1, 31), date(2027, 2, 1))
    ] == [1, 0, 0, 1]


def test_an_end_is_set_once(office: Office):
    end_type(pungli(), last_day=TODAY, by=office.administrator, at=AT)

    with pytest.raises(NotNewest):
        end_type(pungli(), last_day=DECEMBER, by=office.administrator, at=AT)


def test_the_kind_of_what_nobody_has_classified_does_not_end(office: Office):
    with pytest.raises(TypeNeeded):
        end_type(ViolationType.objects.get(code="belum_digolongkan"), last_day=TODAY, by=office.administrator, at=AT)


@pytest.mark.parametrize("code", ["pungli", "Pungli", "pungli-2", "a b", ""])
def test_a_code_taken_or_badly_written_is_refused(office: Office, code: str):
    with pytest.raises(ValidationError):
        add_type(code, WORDS, valid_from=TODAY, by=office.administrator, at=AT)


def test_a_new_kind_can_be_chosen_from_its_day(office: Office):
    new = add_type("judi_daring", WORDS, valid_from=DECEMBER, by=office.administrator, at=AT)

    assert [types_in_force(day).filter(pk=new.pk).count() for day in (TODAY, DECEMBER)] == [0, 1]
    assert history_of(new).get().action == "type.added"


def test_a_rule_is_versioned_like_a_kind(office: Office):
    rule = add_rule("berkas_terbukti", KEEP, valid_from=TODAY, by=office.administrator, at=AT)
    new = change_rule(rule, replace(KEEP, years=5, action=FinalAction.REVIEW), valid_from=DECEMBER, by=office.administrator, at=AT)
    end_rule(new, last_day=date(2026, 12, 31), by=office.administrator, at=AT)

    assert [[one.version for one in retention_rules_in_force(day)] for day in (TODAY, DECEMBER, date(2027, 1, 1))] == [[1], [2], []]
    assert history_of(new)[0].detail == {
        "code": "berkas_terbukti",
        "version": 2,
        "from": "2026-12-01",
        "fields": ["years", "action"],
        "years_before": 10,
        "years_after": 5,
        "action_before": "permanen",
        "action_after": "tinjau",
    }


def test_neither_is_ever_deleted(office: Office):
    add_rule("berkas_terbukti", KEEP, valid_from=TODAY, by=office.administrator, at=AT)

    for model in (ViolationType, RetentionRule):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()
        assert model.objects.exists()

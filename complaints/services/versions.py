"""What the versioned settings of this room share: a new version ends the one before, nothing is written over, nothing deleted."""

from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone

from complaints.models import RetentionRule, ViolationType
from complaints.rules.versions import beginning_fault, ending_fault

CODE = RegexValidator(r"^[a-z]+(_[a-z]+)*\Z", "Tulis kode dengan huruf kecil dan garis bawah, misalnya pungutan_liar.")
ONE_DAY = timedelta(days=1)
Versioned = TypeVar("Versioned", ViolationType, RetentionRule)


class NotNewest(Exception):
    """Somebody made a newer version in the meantime, or this one has its end already: nothing was changed."""


def first_version(row: Versioned, *, at: datetime) -> Versioned:
    """Store the first version of a code. Raises ValidationError for a code taken or badly written, or a beginning in the past."""
    CODE(row.code)
    if type(row).objects.filter(code=row.code).exists():
        raise ValidationError({"code": "Pilih kode lain: kode ini sudah dipakai."})
    _refuse(beginning_fault(row.valid_from, today=timezone.localdate(at)))
    row.full_clean()
    row.save(force_insert=True)
    return row


def next_version(present: Versioned, facts: dict[str, Any], *, valid_from: date, at: datetime) -> Versioned:
    """Store the version after `present`, which ends the day before unless it has ended earlier.

    Called in the caller's transaction. Raises NotNewest, ValidationError.
    """
    present = _newest(present)
    today = timezone.localdate(at)
    _refuse(beginning_fault(valid_from, today=today, present_from=present.valid_from, present_to=present.valid_to))
    if present.valid_to is None:
        present.valid_to = valid_from - ONE_DAY
        present.save(update_fields=["valid_to"])
    new = type(present)(code=present.code, version=present.version + 1, valid_from=valid_from, **facts)
    new.full_clean()
    new.save(force_insert=True)
    return new


def last_day_set(present: Versioned, last_day: date, *, at: datetime) -> Versioned:
    """End the newest version with `last_day` (WIB). Called in the caller's transaction. Raises NotNewest, ValidationError."""
    present = _newest(present)
    if present.valid_to is not None:
        raise NotNewest
    _refuse(ending_fault(last_day, today=timezone.localdate(at), present_from=present.valid_from))
    present.valid_to = last_day
    present.save(update_fields=["valid_to"])
    return present


def _newest(present: Versioned) -> Versioned:
    """The row, locked, with every other version of its code. Raises NotNewest when there is a later one."""
    versions = type(present).objects.select_for_update().filter(code=present.code).order_by("version")
    newest = list(versions)[-1]
    if newest.pk != present.pk:
        raise NotNewest
    return newest


def _refuse(fault: str | None) -> None:
    if fault:
        raise ValidationError(fault)

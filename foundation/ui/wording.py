"""Dates, hours, numbers and sizes as this office writes them; the words follow the language of the page.

Written with Django's own translated names, without its format language: lists print hundreds of dates a page.
"""

from datetime import date, datetime

from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS
from django.utils.formats import get_format, number_format
from django.utils.translation import gettext as _


def _local(value: date) -> date:
    """The same moment on the clock of the office (TIME_ZONE); a plain date stays as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return value.astimezone(timezone.get_default_timezone())
    return value


def long_date(value: date) -> str:
    """As "Senin, 23 November 2026"; an aware datetime is first brought to the clock of the office."""
    day = _local(value)
    return f"{WEEKDAYS[day.weekday()]}, {day.day} {MONTHS[day.month]} {day.year}"


def plain_date(value: date) -> str:
    """As "23 November 2026", for running text and letters."""
    day = _local(value)
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def short_date(value: date) -> str:
    """As "27 Nov 2026", for tables and chips."""
    day = _local(value)
    return f"{day.day} {str(MONTHS_3[day.month]).title()} {day.year}"


def month(value: date) -> str:
    """As "Oktober 2026"."""
    day = _local(value)
    return f"{MONTHS[day.month]} {day.year}"


def hour(value: datetime) -> str:
    """As "21.47 WIB"; the zone's own abbreviation follows, so that WITA and WIT are told apart."""
    return f"{_local(value):%H.%M %Z}"


def moment(value: datetime) -> str:
    """As "Senin, 23 November 2026, pukul 14.05 WIB"."""
    return _("%(date)s, pukul %(hour)s") % {"date": long_date(value), "hour": hour(value)}


def number(value: float | None) -> str:
    """As "1.234", grouped by thousands as the language does it; nothing for None."""
    if isinstance(value, int):
        return f"{value:,}".replace(",", get_format("THOUSAND_SEPARATOR"))
    return "" if value is None else number_format(value, use_l10n=True, force_grouping=True)


def size(octets: int) -> str:
    """A file's size in the unit a person reads: "412 KB", "1,2 MB" (1 KB = 1024 bytes, never "0 KB")."""
    if octets < 1024 * 1024:
        return f"{max(1, round(octets / 1024))} KB"
    return f"{number_format(round(octets / (1024 * 1024), 1), decimal_pos=1, use_l10n=True)} MB"

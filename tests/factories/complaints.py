"""An office with everybody in it, and complaints received there."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from complaints.enums import ReporterKind, Routing
from complaints.services.register import AccusedInput, NewComplaint, Registered, register
from complaints.services.types import seed_types
from foundation.accounts.enums import Role
from foundation.accounts.models import Unit, User
from foundation.vault.holders import make_dispatch_holder, make_recovery_holder
from foundation.vault.models import Holder
from foundation.workdays.models import Holiday
from foundation.workdays.reading import SHIPPED, read_file
from tests.factories.accounts import HIRED_AT, UnitFactory, person

RECEIVED_AT = datetime(2026, 11, 16, 2, 30, tzinfo=UTC)
"""Monday 16 November 2026, 09.30 WIB."""
STORY = "Petugas loket meminta uang Rp150.000 untuk blanko KTP yang seharusnya gratis."


@dataclass(frozen=True)
class Office:
    """Everybody a complaint can meet, one or two a role."""

    channel: User
    channel_deputy: User
    receiving: User
    inspector: User
    deputy: User
    auditor: User
    second_auditor: User
    custodian_inside: User
    custodian_outside: User
    protection: User
    second_protection: User
    delegate: User
    second_delegate: User
    referral: User
    second_referral: User
    mayor: User
    publisher: User
    administrator: User
    unit: Unit

    def everybody(self) -> list[User]:
        """All the people, in the order of the fields."""
        return [value for value in vars(self).values() if isinstance(value, User)]


_ROLES: dict[str, tuple[Role, str]] = {
    "channel": (Role.CHANNEL_OFFICER, "Tuti Marliah"),
    "channel_deputy": (Role.CHANNEL_OFFICER, "Bambang Sutoyo"),
    "receiving": (Role.RECEIVING_OFFICER, "Dewi Rasyid"),
    "inspector": (Role.INSPECTOR, "Hasan Basri Contoh"),
    "deputy": (Role.DEPUTY_INSPECTOR, "Yulia Contoh"),
    "auditor": (Role.AUDITOR, "Rina Anjani"),
    "second_auditor": (Role.AUDITOR, "Bakti Suhaimi"),
    "custodian_inside": (Role.CUSTODIAN_INSIDE, "Siti Wulandari"),
    "custodian_outside": (Role.CUSTODIAN_OUTSIDE, "Lukman Contoh"),
    "protection": (Role.PROTECTION_OFFICER, "Maya Contoh"),
    "second_protection": (Role.PROTECTION_OFFICER, "Andi Contoh"),
    "delegate": (Role.DELEGATE, "Sekar Contoh"),
    "second_delegate": (Role.DELEGATE, "Gunawan Contoh"),
    "referral": (Role.REFERRAL_OFFICER, "Fitri Contoh"),
    "second_referral": (Role.REFERRAL_OFFICER, "Oki Contoh"),
    "mayor": (Role.MAYOR, "Walikota Contoh"),
    "publisher": (Role.PUBLISHER, "Humas Contoh"),
    "administrator": (Role.ADMINISTRATOR, "Admin Contoh"),
}
_OUTSIDE = {
    "receiving",
    "custodian_outside",
    "delegate",
    "second_delegate",
    "referral",
    "second_referral",
    "mayor",
    "publisher",
    "administrator",
}


def make_institution() -> None:
    """The recovery and dispatch keys, the holidays and the kinds of violation of a new installation."""
    keys = Path(settings.VAR_DIR) / "keys"
    for kind, make, name in (("recovery", make_recovery_holder, "recovery"), ("dispatch", make_dispatch_holder, "dispatch")):
        if not Holder.objects.filter(kind=kind, ended_at__isnull=True).exists():
            path = keys / f"{name}.key"
            path.unlink(missing_ok=True)
            make(path, at=HIRED_AT)
    seed_types()
    # In one statement instead of the importing service, which records each row: this runs before every test of a case.
    Holiday.objects.bulk_create(
        [Holiday(date=row.day, kind=row.kind, name=row.name, decree=row.decree, certainty=row.certainty) for row in read_file(SHIPPED)],
        ignore_conflicts=True,
    )


def make_office() -> Office:
    """A whole office: institution keys, units, and a person for every role."""
    make_institution()
    inspectorate = UnitFactory(code="ITDA", name="Inspektorat Daerah", is_inspectorate=True)
    unit = UnitFactory(code="KEC-TA", name="Kecamatan Tanjung Arum")
    people = {
        field: person(role, username=field.replace("_", "-"), full_name=name, unit=unit if field in _OUTSIDE else inspectorate)
        for field, (role, name) in _ROLES.items()
    }
    return Office(**people, unit=unit)


def a_complaint(**changes: Any) -> NewComplaint:
    """A complaint by the web form about a counter clerk, received on RECEIVED_AT; `changes` replace its facts."""
    new = NewComplaint(
        channel="web",
        channel_letter="b",
        received_at=RECEIVED_AT,
        routing=Routing.NONE,
        reporter_kind=ReporterKind.INDIVIDUAL,
        story={"story": STORY, "when": "2026-10-26", "where": "Loket 2 Kecamatan Tanjung Arum"},
        accused=(AccusedInput(name="Hendro P.", post="petugas loket", unit="Kecamatan Tanjung Arum"),),
    )
    return replace(new, **changes)


def received(*, by: User | None = None, at: datetime | None = None, **changes: Any) -> Registered:
    """A registered complaint, entered one minute after it was received unless `at` says otherwise."""
    new = a_complaint(**changes)
    return register(new, by=by, at=at or new.received_at + timedelta(minutes=1))


def wib(day: date, hour: int = 10) -> datetime:
    """A moment on a WIB calendar day."""
    return (
        datetime(day.year, day.month, day.day, hour - 7, tzinfo=UTC)
        if hour >= 7
        else datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=7 - hour)
    )

"""The fictional people of the demo and their logins."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from config.demo.stationery import make_stationery
from foundation.accounts.enums import Role
from foundation.accounts.models import Unit, User
from foundation.accounts.services import appoint, create_post, create_unit, create_user, record_undertaking

PASSWORD = "lapor-aman-2026"  # noqa: S105 - the demo's only password, printed on the screen; production has no demo


@dataclass(frozen=True)
class DemoPerson:
    """One login of the demo; `note` stands behind it in the list of logins."""

    username: str
    full_name: str
    role: Role
    unit: str
    note: str = ""


UNITS = (
    ("ITDA", "Inspektorat Daerah", True),
    ("SETDA", "Sekretariat Daerah", False),
    ("KOMINFO", "Dinas Komunikasi dan Informatika", False),
    ("KEC-TA", "Kecamatan Tanjung Arum", False),
    ("DINANGKUT", "Dinas Angkutan Kota", False),
    ("DINPRAS", "Dinas Prasarana Kota", False),
)

PEOPLE = (
    DemoPerson("petugas", "Dewi Rasyid", Role.RECEIVING_OFFICER, "KEC-TA", "menerima orang yang datang"),
    DemoPerson("saluran", "Tuti Marliah", Role.CHANNEL_OFFICER, "ITDA", "menerima formulir web"),
    DemoPerson("saluran-2", "Bambang Sutoyo", Role.CHANNEL_OFFICER, "ITDA"),
    DemoPerson("inspektur", "Hasanudin Wirja", Role.INSPECTOR, "ITDA"),
    DemoPerson("wakil", "Yulia Permatasari", Role.DEPUTY_INSPECTOR, "ITDA"),
    DemoPerson("auditor", "Rina Anjani", Role.AUDITOR, "ITDA"),
    DemoPerson("auditor-2", "Bakti Suhaimi", Role.AUDITOR, "ITDA"),
    DemoPerson("kustodian", "Siti Wulandari", Role.CUSTODIAN_INSIDE, "ITDA"),
    DemoPerson("kustodian-luar", "Lukman Hadiwijaya", Role.CUSTODIAN_OUTSIDE, "SETDA"),
    DemoPerson("pelindung", "Maya Larasati", Role.PROTECTION_OFFICER, "ITDA"),
    DemoPerson("pelindung-2", "Andi Pratondo", Role.PROTECTION_OFFICER, "ITDA"),
    DemoPerson("delegasi", "Sekar Puspita", Role.DELEGATE, "SETDA"),
    DemoPerson("delegasi-2", "Gunawan Ardi", Role.DELEGATE, "SETDA"),
    DemoPerson("rujukan", "Fitri Handayani", Role.REFERRAL_OFFICER, "SETDA"),
    DemoPerson("rujukan-2", "Oki Setiadi", Role.REFERRAL_OFFICER, "SETDA"),
    DemoPerson("walikota", "Walikota Contoh", Role.MAYOR, "SETDA"),
    DemoPerson("humas", "Nadia Kusuma", Role.PUBLISHER, "KOMINFO"),
    DemoPerson("admin", "Arif Teknisi", Role.ADMINISTRATOR, "KOMINFO"),
)


@transaction.atomic
def make_people(*, at: datetime) -> dict[str, User]:
    """Units, posts, people with keys and appointments of the demo, by username. `at` is the moment it is recorded (aware)."""
    units = {code: create_unit(code=code, name=name, is_inspectorate=inside, by=None, at=at) for code, name, inside in UNITS}
    # The story reaches four months back from the day it is loaded, and its people held office all along.
    since = date(timezone.localdate(at).year - 1, 1, 2)
    people = {person.username: _make(person, units[person.unit], since=since, at=at) for person in PEOPLE}
    create_post(unit=units["ITDA"], title="Inspektur", echelon="II.b", user=people["inspektur"], valid_from=since, by=None, at=at)
    make_stationery(people, at=at)
    create_post(unit=units["DINPRAS"], title="Kepala Dinas Prasarana Kota", echelon="II.b", valid_from=since, by=None, at=at)
    return people


def _make(person: DemoPerson, unit: Unit, *, since: date, at: datetime) -> User:
    user = create_user(
        username=person.username,
        full_name=person.full_name,
        password=PASSWORD,
        unit=unit,
        email=f"{person.username}@kantor.contoh.id",
        by=None,
        at=at,
    )
    appointment = appoint(
        user,
        person.role,
        sk_number=f"188.45/CONTOH/{since.year}",
        sk_date=since,
        valid_from=since,
        unit=unit,
        by=None,
        at=at,
    )
    record_undertaking(appointment, on=since, reference=f"PK/CONTOH/{since.year}", by=None, at=at)
    return user

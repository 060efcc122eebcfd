"""Whether a person can work today, and if not, what is missing first."""

from dataclasses import dataclass
from datetime import date

from foundation.accounts.enums import Role
from foundation.accounts.factors import lacks_second_factor
from foundation.accounts.models import Appointment, User
from foundation.accounts.rules import Term


@dataclass(frozen=True)
class Readiness:
    """The roles that count today, and in one sentence what stands in the way (empty when nothing does)."""

    roles: tuple[Role, ...]
    missing: str

    @property
    def ready(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def readiness(person: User, *, on: date) -> Readiness:
    """What `person` can do on this local date; reads `appointments` and `authenticator_set`, which a list prefetches."""
    serving = [one for one in person.appointments.all() if _term(one).covers(on)]
    counted = [one for one in serving if one.undertaking_on is not None and one.undertaking_on <= on]
    missing = _missing(person, serving, counted, on=on)
    able = person.ended_on is None and person.holder_id is not None
    return Readiness(roles=tuple(Role(one.role) for one in counted) if able else (), missing=missing)


def _missing(person: User, serving: list[Appointment], counted: list[Appointment], *, on: date) -> str:
    if person.ended_on is not None:
        return "Berakhir"
    if lacks_second_factor(person):
        return "Belum memasang faktor kedua" if person.holder_id else "Belum memasang faktor kedua dan memilih kata sandi sendiri"
    if person.holder_id is None:
        return "Belum memilih kata sandi sendiri"
    if not serving:
        later = any(one.ended_on is None and one.valid_from > on for one in person.appointments.all())
        return "Penetapan belum mulai berlaku" if later else "Belum ada penetapan yang berlaku"
    if len(counted) < len(serving):
        return "Pernyataan kerahasiaan belum dicatat"
    return ""


def _term(appointment: Appointment) -> Term:
    return Term(appointment.valid_from, appointment.valid_to, appointment.ended_on)

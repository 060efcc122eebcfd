"""An office in which keys are lost, offices change hands, and colleagues do the key work."""

from datetime import datetime

from complaints.enums import RegrantCause
from complaints.models import Complaint
from complaints.services import key_work
from complaints.services.key_work import Giver, Vouched
from foundation.accounts import services
from foundation.accounts.models import User
from foundation.accounts.queries import roles_of
from foundation.vault.keys import Keyring
from tests.factories.accounts import PASSWORD, keyring

NEW_PASSWORD = "gurita-menulis-surat-7"


def fresh(complaint: Complaint) -> Complaint:
    return Complaint.objects.select_related("content", "thread", "identity", "safety").get(pk=complaint.pk)


def reset(user: User, by: User, at: datetime) -> tuple[User, str]:
    """Reset somebody's access; the person read anew, and the temporary password."""
    temporary = services.reset_access(user, by=by, at=at)
    return User.objects.get(pk=user.pk), temporary


def come_back(user: User, temporary: str, at: datetime) -> Keyring:
    """The person signs in for the first time and chooses PASSWORD again: a new key pair, and its keyring."""
    _, unlocked = services.replace_password(User.objects.get(pk=user.pk), temporary, PASSWORD, at=at)
    return Keyring(unlocked, at=at)


def lose_password(user: User, by: User, at: datetime) -> Keyring:
    """Reset and first sign-in, one after the other."""
    return come_back(*reset(user, by, at), at)


def giver(user: User, at: datetime) -> Giver:
    person = User.objects.get(pk=user.pk)
    return Giver(person, roles_of(person, on=at.date()), keyring(person, at=at))


def vouched(taker: User) -> list[Vouched]:
    """The ticks that a colleague gives who made sure of everything: one for each cause, for the key pair of this moment."""
    holder = User.objects.values_list("holder", flat=True).get(pk=taker.pk)
    return [Vouched(taker, holder, cause) for cause in RegrantCause] if holder else []


def help_back(taker: User, by: User, at: datetime) -> int:
    """A colleague works his page until nothing is left; for how many cases something was done."""
    return sum(key_work.regrant(one, giver(by, at), at=at, more=lambda: True).cases for one in vouched(taker))


def opens(user: User, complaint: Complaint, at: datetime) -> str:
    """Which compartments of a case a person's keys open, by their first letters: "cti"."""
    keys, case = keyring(User.objects.get(pk=user.pk), at=at), fresh(complaint)
    found = [name[0] for name in ("content", "thread", "identity") if keys.can_open(getattr(case, name))]
    return "".join(found)

"""What a person has beside the password: authenticator app, passkeys, one-time codes."""

from allauth.mfa.models import Authenticator
from django.conf import settings

from foundation.accounts.enums import Factor
from foundation.accounts.models import User

SECOND = (Factor.TOTP, Factor.PASSKEY)
"""What is asked for after the password; one-time codes stand in for them and are none by themselves."""


def factors_of(user: User) -> list[Authenticator]:
    """The authenticator app and the passkeys of a person, oldest first; reads `authenticator_set.all()`, which a list prefetches."""
    # allauth's model, which django-stubs does not see.
    own = user.authenticator_set.all()  # type: ignore[attr-defined]
    return sorted((one for one in own if one.type in SECOND), key=lambda one: one.pk)


def codes_left(user: User) -> int:
    """How many one-time codes can still be used."""
    codes = Authenticator.objects.filter(user_id=user.pk, type=Factor.CODES).first()
    return 0 if codes is None else len(codes.wrap().get_unused_codes())


def lacks_second_factor(user: User) -> bool:
    """Whether the office demands a second factor and this person has none yet."""
    return settings.SECOND_FACTOR_REQUIRED and not factors_of(user)

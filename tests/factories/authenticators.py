"""An authenticator app and people who have one, for tests."""

from datetime import datetime

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from foundation.accounts import services
from foundation.accounts.models import User
from tests.factories.accounts import HIRED_AT

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_at(moment: datetime, secret: str = SECRET) -> str:
    """The six digits that the app shows at a moment."""
    return format_hotp_value(hotp_value(secret, int(moment.timestamp()) // 30))


def with_app(user: User, *, at: datetime = HIRED_AT) -> list[str]:
    """The person adds an app that holds SECRET; returns the one-time codes."""
    return services.add_totp(user, SECRET, code_at(at), at=at)

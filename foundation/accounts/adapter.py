"""What django-allauth must know about this office: no sign-up, no reset by mail, one plain message for every failure."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from foundation.accounts.models import User

SIGN_IN_FAILED = (
    "Anda belum dapat masuk. Periksa nama pengguna dan kata sandi (huruf besar dan kecil dibedakan), lalu coba lagi. "
    "Bila tetap gagal, hubungi administrator Inspektorat."
)
TOO_MANY_ATTEMPTS = "Terlalu banyak percobaan masuk. Tunggu lima menit, lalu coba lagi."


class OfficeAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator, so that allauth only signs in and out here."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": SIGN_IN_FAILED,
        "account_inactive": SIGN_IN_FAILED,
        "invalid_login": SIGN_IN_FAILED,
        "too_many_login_attempts": TOO_MANY_ATTEMPTS,
        "rate_limited": TOO_MANY_ATTEMPTS,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never: an administrator adds people."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never: allauth's JSON answers would be a second, untested way in."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: allauth's own greetings are not this product's words."""

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:  # noqa: ARG002
        """Back to the sign-in page, which tells nobody whether an account exists."""
        return HttpResponseRedirect(reverse("account_login"))

"""What django-allauth must know about this office: no sign-up, no reset by mail, one plain message for every failure.

And of the second factor: whose it is, and that its secrets lie in the database only under a key from outside of it.
"""

import base64
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from foundation.accounts.models import User
from foundation.vault.server_keys import decrypt_for_server, encrypt_for_server

MFA_KEY = "accounts.mfa"
SIGN_IN_FAILED = (
    "Anda belum dapat masuk. Periksa nama pengguna dan kata sandi (huruf besar dan kecil dibedakan), lalu coba lagi. "
    "Bila tetap gagal, hubungi administrator Inspektorat."
)
WRONG_FACTOR = "Kode atau kunci ini tidak diterima. Tunggu kode berikutnya di aplikasi Anda, atau pakai satu kode sekali pakai."
RECOVERY_FAILED = (
    "Kata sandi belum diganti. Periksa nama pengguna, kode pemulihan dan kode faktor kedua, lalu coba lagi. "
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


class OfficeMFAAdapter(DefaultMFAAdapter):
    """Seeds of authenticator apps and of one-time codes are sealed for the server; names shown by devices are the office's."""

    error_messages: ClassVar[dict[str, Any]] = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_FACTOR}

    def encrypt(self, text: str) -> str:
        """The secret as it is stored. Raises ServerKeyMissing."""
        return base64.b64encode(encrypt_for_server(MFA_KEY, text.encode())).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """The secret. Raises CannotOpen when the row was changed or sealed by another server, ServerKeyMissing."""
        return decrypt_for_server(MFA_KEY, base64.b64decode(encrypted_text)).decode()

    def get_totp_issuer(self) -> str:
        """What an authenticator app writes above the code."""
        return str(settings.SITE["service_name"])

    def get_totp_label(self, user: User) -> str:
        """Whose code it is: the name to sign in with."""
        return user.username

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site that a passkey belongs to, under the office's name."""
        return {**super().get_public_key_credential_rp_entity(), "name": self.get_totp_issuer()}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """The person as the device shows him; the handle is the id, not the name."""
        return {"id": user.pk.bytes, "display_name": user.full_name, "name": user.username}

    def _get_site_name(self) -> str:
        return self.get_totp_issuer()

"""The shape and words of this room's forms: signing in, choosing a password, managing people."""

import threading
from typing import Any

import structlog
from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from foundation.accounts.adapter import SIGN_IN_FAILED
from foundation.accounts.enums import AppointmentForm, Role
from foundation.accounts.models import NIP, USERNAME, Unit, User
from foundation.accounts.services import note_refusal
from foundation.accounts.unlocking import CannotSignIn, unlock_person
from foundation.ui.fields import PlainErrorsMixin, ThreePartDateField
from foundation.vault.errors import WrongPassword
from foundation.vault.holders import UnlockedHolder, pretend_to_unlock

log = structlog.get_logger(__name__)
HASHING_AT_ONCE = 2
_hashing = threading.BoundedSemaphore(HASHING_AT_ONCE)
"""Django's Argon2 takes 100 MiB a pass: a burst of sign-ins waits its turn (the vault bounds its own pass likewise)."""
LONGEST_PASSWORD = 256
WEAK_PASSWORD = {
    "password_too_similar": "Pilih kata sandi yang tidak mirip nama Anda, misalnya empat kata acak",
    "password_too_short": "Pilih kata sandi yang lebih panjang, paling sedikit 12 karakter, misalnya empat kata acak",
    "password_too_common": "Pilih kata sandi yang lebih jarang dipakai, misalnya empat kata acak",
    "password_entirely_numeric": "Pilih kata sandi yang juga memuat huruf, misalnya empat kata acak",
}
"""What to do about each fault that Django's validators find, by its code."""


def password_field(label: str, autocomplete: str, **options: Any) -> forms.CharField:
    """A box for a password that is taken as it was typed, up to LONGEST_PASSWORD characters."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=LONGEST_PASSWORD, widget=widget, **options)


class SignInForm(PlainErrorsMixin, LoginForm):
    """allauth's form with our words; the password that signs in also opens the person's key, here and nowhere else."""

    unlocked: UnlockedHolder | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        username = forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})
        self.fields["login"] = forms.CharField(label="Nama pengguna", max_length=60, widget=username)
        self.fields["password"] = password_field("Kata sandi", "current-password")
        for name in self.fields:
            self._plain(name, self.fields[name])

    def clean_login(self) -> str:
        """User names are lower case; phones like to capitalise."""
        return self.cleaned_data["login"].strip().lower()

    def clean(self) -> dict[str, Any] | None:
        """Checks the password, then opens the key. Whatever fails, the answer is one and the same, after the same work."""
        try:
            with _hashing:
                cleaned = super().clean()
        except ValidationError as refusal:
            if refusal.code == "username_password_mismatch":
                self._refuse("password")
            raise
        if self.user is None:
            return cleaned
        try:
            self.unlocked = unlock_person(self.user, cleaned["password"], at=timezone.now())
        except CannotSignIn:
            self._refuse("entitlement")
            raise ValidationError(SIGN_IN_FAILED) from None
        except WrongPassword:
            # Both are set in one transaction, so this is damage that an operator has to see.
            log.error("password_and_key_disagree", user=str(self.user.pk))  # noqa: TRY400 - the traceback could show the password
            raise ValidationError(SIGN_IN_FAILED) from None
        return cleaned

    def _refuse(self, reason: str) -> None:
        """The vault's pass is paid here too, so that time tells neither who exists nor how far somebody came."""
        pretend_to_unlock(self.cleaned_data["password"])
        note_refusal(self.cleaned_data["login"], reason=reason, at=timezone.now())


class PasswordForm(PlainErrorsMixin, forms.Form):
    """The current password and twice the new one."""

    current = password_field("Kata sandi sekarang", "current-password")
    new = password_field(
        "Kata sandi baru",
        "new-password",
        help_text="Paling sedikit 12 karakter, bukan angka saja, bukan kata sandi yang umum, dan tidak mirip nama Anda.",
    )
    again = password_field("Ulangi kata sandi baru", "new-password")
    asks = {"again": "Tulis kata sandi baru sekali lagi"}

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_new(self) -> str:
        """Raises ValidationError for a weak password."""
        try:
            validate_password(self.cleaned_data["new"], self.user)
        except ValidationError as weak:
            raise ValidationError([WEAK_PASSWORD.get(str(fault.code), fault.message) for fault in weak.error_list]) from weak
        return self.cleaned_data["new"]

    def clean(self) -> dict[str, Any]:
        """Both new ones are the same, and another than the current one."""
        cleaned = super().clean() or self.cleaned_data
        new = cleaned.get("new")
        if new is not None and "again" in cleaned and cleaned["again"] != new:
            self.add_error("again", "Tulis kata sandi baru yang sama di kedua kotak")
        if new is not None and new == cleaned.get("current"):
            self.add_error("new", "Pilih kata sandi yang berbeda dari yang sekarang")
        return cleaned


class PersonForm(PlainErrorsMixin, forms.Form):
    """A person to be added."""

    full_name = forms.CharField(label="Nama lengkap", max_length=200)
    username = forms.CharField(
        label="Nama pengguna",
        max_length=60,
        validators=[USERNAME],
        help_text="Misalnya siti.aminah.",
    )
    nip = forms.CharField(label="NIP", max_length=18, required=False, validators=[NIP])
    email = forms.EmailField(label="Surel kantor", required=False, help_text="Untuk pemberitahuan tanpa isi.")
    unit = forms.ModelChoiceField(label="Unit kerja", queryset=Unit.objects.none(), required=False, empty_label="Tidak ditentukan")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = Unit.objects.filter(ended_on__isnull=True)  # type: ignore[attr-defined]

    def clean_username(self) -> str:
        """Raises ValidationError for a name that somebody has, or had: people are never deleted."""
        username = self.cleaned_data["username"]
        if User.objects.filter(username=username).exists():
            raise ValidationError("Pilih nama pengguna lain: nama ini sudah dipakai")
        return username


class AppointForm(PlainErrorsMixin, forms.Form):
    """An appointment as the decree says it."""

    role = forms.ChoiceField(label="Peran", choices=[("", "Pilih peran"), *Role.choices])
    unit = forms.ModelChoiceField(label="Unit kerja", queryset=Unit.objects.none(), required=False, empty_label="Tidak ditentukan")
    form = forms.ChoiceField(label="Bentuk", choices=AppointmentForm.choices, initial=AppointmentForm.DEFINITIVE)
    sk_number = forms.CharField(label="Nomor SK", max_length=100)
    sk_date = ThreePartDateField(label="Tanggal SK", noun="tanggal SK")
    valid_from = ThreePartDateField(label="Berlaku mulai", noun="tanggal mulai berlaku")
    valid_to = ThreePartDateField(
        label="Berlaku sampai",
        noun="tanggal akhir berlaku",
        required=False,
        help_text="Hari terakhir menurut SK. Plt. dan Plh. menggantikan sementara: isi tanggal ini bila SK menyebutnya.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = Unit.objects.filter(ended_on__isnull=True)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A term ends on or after the day on which it begins."""
        cleaned = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("valid_from"), cleaned.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error("valid_to", "Isi tanggal akhir yang tidak mendahului tanggal mulai")
        return cleaned


class UndertakingForm(PlainErrorsMixin, forms.Form):
    """The signed secrecy undertaking of one appointment."""

    on = ThreePartDateField(label="Tanggal pernyataan", noun="tanggal pernyataan")
    reference = forms.CharField(label="Nomor atau tempat simpan naskah", max_length=100)


class ConfirmForm(forms.Form):
    """Nothing to fill in: sending it is the answer."""


class LeavingForm(PlainErrorsMixin, forms.Form):
    """Ends somebody's access; the tick is asked for, in words of its own, only where something is lost by it."""

    asks = {"mengerti": "Centang bila Anda mengerti akibatnya, atau batalkan dan tunjuk penggantinya lebih dahulu"}
    mengerti = forms.BooleanField(label="Saya mengerti akibatnya", required=False)


class ResetAccessForm(LeavingForm):
    """Resets somebody's access, for whom the administrator stands face to face."""

    asks = {**LeavingForm.asks, "bertemu": "Centang setelah Anda bertemu langsung dengan orang ini; surel atau telepon saja tidak cukup"}
    bertemu = forms.BooleanField(label="Saya sudah bertemu langsung dengan orang ini dan ia sendiri yang meminta")

"""The forms in which a person proves who it is: a code, a passkey, the password once more, the printed recovery code."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from foundation.accounts.forms import password_field
from foundation.ui.fields import PlainErrorsMixin

LONGEST_CODE = 40


def code_field(label: str, **options: Any) -> forms.CharField:
    """A box for a short code that a phone offers by itself."""
    attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "w-code", "spellcheck": "false"}
    return forms.CharField(label=label, max_length=LONGEST_CODE, widget=forms.TextInput(attrs=attributes), **options)


class CodeForm(PlainErrorsMixin, forms.Form):
    """Six digits of the app, or one of the one-time codes."""

    code = code_field("Kode", help_text="Enam angka dari aplikasi autentikator, atau satu kode sekali pakai.")


class PasskeyForm(forms.Form):
    """The browser's answer to a challenge, filled in by passkey.js."""

    credential = forms.JSONField(widget=forms.HiddenInput)


class ProofForm(PlainErrorsMixin, forms.Form):
    """The password once more: a session left open must not be enough."""

    current = password_field("Kata sandi Anda sekarang", "current-password")


class TotpForm(ProofForm):
    """A first code from the app, and the password."""

    code = code_field("Kode enam angka dari aplikasi")
    field_order = ("code", "current")


class NewPasskeyForm(ProofForm):
    """A name for the passkey, the password, and the browser's answer."""

    name = forms.CharField(label="Nama kunci sandi", max_length=60, help_text="Misalnya Ponsel kantor.")
    credential = forms.JSONField(widget=forms.HiddenInput, required=False)
    field_order = ("name", "current", "credential")


class RecoverForm(PlainErrorsMixin, forms.Form):
    """Everything that recovering takes, in one step, so that no answer between tells anything."""

    username = forms.CharField(
        label="Nama pengguna",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    recovery_code = forms.CharField(
        label="Kode pemulihan",
        max_length=LONGEST_CODE,
        help_text="Enam belas huruf dan angka dari lembar yang Anda cetak.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "mono w-code"},
        ),
    )
    proof = code_field(
        "Kode faktor kedua",
        required=False,
        help_text="Dari aplikasi autentikator, atau satu kode sekali pakai. Kosongkan bila Anda belum memasang faktor kedua.",
    )
    new = password_field(
        "Kata sandi baru",
        "new-password",
        help_text="Paling sedikit 12 karakter, bukan angka saja, bukan kata sandi yang umum, dan tidak mirip nama Anda.",
    )
    again = password_field("Ulangi kata sandi baru", "new-password")
    asks = {"again": "Tulis kata sandi baru sekali lagi"}

    def clean_new(self) -> str:
        """Raises ValidationError for a weak password, judged without looking whether such a person exists."""
        validate_password(self.cleaned_data["new"])
        return str(self.cleaned_data["new"])

    def clean(self) -> dict[str, Any]:
        """Both new ones are the same."""
        cleaned = super().clean() or self.cleaned_data
        if "new" in cleaned and "again" in cleaned and cleaned["again"] != cleaned["new"]:
            self.add_error("again", "Tulis kata sandi baru yang sama di kedua kotak")
        return cleaned

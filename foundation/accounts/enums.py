"""The words of this room: who may be appointed to what, and in which form."""

from django.db import models


class Role(models.TextChoices):
    """What a person may be appointed to; only an appointment in force gives it any effect."""

    RECEIVING_OFFICER = "receiving_officer", "Pejabat Penerima Pengaduan"
    CHANNEL_OFFICER = "channel_officer", "Petugas saluran Inspektorat"
    INSPECTOR = "inspector", "Inspektur"
    DEPUTY_INSPECTOR = "deputy_inspector", "Wakil Inspektur (lini)"
    AUDITOR = "auditor", "Penelaah/Auditor"
    CUSTODIAN_INSIDE = "custodian_inside", "Kustodian identitas (dalam)"
    CUSTODIAN_OUTSIDE = "custodian_outside", "Kustodian identitas (luar)"
    PROTECTION_OFFICER = "protection_officer", "Petugas perlindungan"
    DELEGATE = "delegate", "Delegasi Walikota"
    REFERRAL_OFFICER = "referral_officer", "Petugas rujukan"
    MAYOR = "mayor", "Walikota"
    PUBLISHER = "publisher", "Penerbit laman"
    ADMINISTRATOR = "administrator", "Administrator"


class AppointmentForm(models.TextChoices):
    """How a post is filled."""

    DEFINITIVE = "definitive", "Definitif"
    PLT = "plt", "Pelaksana tugas (Plt.)"
    PLH = "plh", "Pelaksana harian (Plh.)"


class Factor(models.TextChoices):
    """By what a session proved who it is, beside the password; the codes are those of allauth.mfa."""

    NONE = "none", "Kata sandi saja"
    TOTP = "totp", "Aplikasi autentikator"
    PASSKEY = "webauthn", "Kunci sandi (passkey)"
    CODES = "recovery_codes", "Kode sekali pakai"


class NoticeKind(models.TextChoices):
    """What a notice to staff is about; the mail itself never says more than that something waits."""

    ATTENTION = "attention", "Perlu perhatian"
    REMINDER = "reminder", "Pengingat tenggat"
    ESCALATION = "escalation", "Tenggat terlewati"
    ALARM = "alarm", "Peringatan sistem"

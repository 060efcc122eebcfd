"""People of the office, the posts they hold, what they are appointed to, and how the system speaks to them."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from foundation.accounts.enums import AppointmentForm, Role

USERNAME = RegexValidator(r"^[a-z0-9][a-z0-9._-]{2,59}\Z", "Gunakan 3 sampai 60 huruf kecil, angka, titik, garis bawah atau tanda hubung.")
NIP = RegexValidator(r"^\d{18}\Z", "NIP terdiri atas 18 angka.")


class Unit(models.Model):
    """A work unit of the government; exactly the units marked so are the Inspektorat. Written by accounts.services alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField("kode", max_length=40, unique=True)
    name = models.CharField("nama", max_length=200)
    is_inspectorate = models.BooleanField("bagian dari Inspektorat", default=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="unit induk")
    ended_on = models.DateField("berakhir", null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Finds people by the name they sign in with; nobody is made here (see accounts.services.create_user)."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The person with this username, whatever the case it is typed in; raises User.DoesNotExist."""
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person who works with the system; end-dated, never deleted. Written by accounts.services alone.

    What a person may do comes from appointments in force and from nothing else: no groups, no superuser.
    `holder` is the person's key pair in the vault, made from the password the person chose alone;
    while it is missing the password is a temporary one, good only for choosing another.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField("nama pengguna", max_length=60, unique=True, validators=[USERNAME])
    full_name = models.CharField("nama lengkap", max_length=200)
    email = models.EmailField("surel kantor", blank=True)
    nip = models.CharField("NIP", max_length=18, blank=True, validators=[NIP])
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="people", verbose_name="unit kerja")
    holder = models.OneToOneField("vault.Holder", models.PROTECT, null=True, blank=True, editable=False, related_name="user")
    temporary_until = models.DateTimeField(null=True, blank=True, editable=False)
    ended_on = models.DateField("berakhir", null=True, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    class Meta:
        ordering = ["full_name", "username"]

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Whether the person may sign in at all; Django and allauth ask for it by this name."""
        return self.ended_on is None

    def get_full_name(self) -> str:
        """The name as screens print it."""
        return self.full_name


class Post(models.Model):
    """A structural post and who sits in it; its echelon decides who signs (Pasal 7 ayat (3)). Written by accounts.services alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name="unit kerja")
    title = models.CharField("nama jabatan", max_length=200)
    echelon = models.CharField(
        "eselon",
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^(I|II|III|IV)\.[ab]\Z", "Contoh: II.b.")],
        help_text="Contoh: II.b.",
    )
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name="pejabat")
    valid_from = models.DateField("mulai", null=True, blank=True)
    valid_to = models.DateField("sampai", null=True, blank=True)

    class Meta:
        ordering = ["unit__name", "title"]
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="post_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.title


class Appointment(models.Model):
    """A role given to a person by a decree (SK), with its dates. Written by accounts.services alone.

    Both dates of the term belong to it; `ended_on` is the first day without effect when it ends early.
    It has no effect before the secrecy undertaking is recorded.
    That nobody holds two roles that exclude each other (rules.incompatible_with) is held by the service and by a trigger.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="appointments", verbose_name="pegawai")
    role = models.CharField("peran", max_length=30, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name="unit kerja")
    form = models.CharField("bentuk", max_length=10, choices=AppointmentForm, default=AppointmentForm.DEFINITIVE)
    sk_number = models.CharField("nomor SK", max_length=100)
    sk_date = models.DateField("tanggal SK")
    valid_from = models.DateField("berlaku mulai")
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)
    ended_on = models.DateField("diakhiri", null=True, blank=True)
    undertaking_on = models.DateField("tanggal pernyataan kerahasiaan", null=True, blank=True)
    undertaking_reference = models.CharField("nomor pernyataan kerahasiaan", max_length=100, blank=True)

    class Meta:
        ordering = ["valid_from", "role"]
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="term_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="appointment_role_is_known"),
            models.UniqueConstraint(fields=["user", "role", "valid_from"], name="one_start_of_a_role_a_day"),
        ]
        indexes = [models.Index(fields=["role", "valid_from", "valid_to"], name="appointment_in_force")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} ({self.sk_number})"


class Notice(models.Model):
    """One neutral message to a member of staff, sent at most once. Written by accounts.services.notices alone.

    `params` holds ids, codes and dates for screens; the mail prints none of it. `seen_at`: when the person marked it as read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200, unique=True)
    params = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at"]
        indexes = [models.Index(fields=["user"], condition=Q(seen_at__isnull=True), name="notice_unread")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class PersonalCode(models.Model):
    """A person's private key wrapped a second time under a printed code. Written by accounts.services alone.

    The code itself is stored nowhere. A new one takes the place of the old; one that was used opens nothing more.
    """

    user = models.OneToOneField(User, models.PROTECT, primary_key=True, related_name="personal_code")
    wrapped_key = models.BinaryField()
    made_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"kode pemulihan {self.made_at:%Y-%m-%d}"


class Session(AbstractBaseSession):
    """A session that knows whose it is, so that all sessions of a person can be ended at once."""

    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="sessions")

    class Meta(AbstractBaseSession.Meta):
        abstract = False

    def __str__(self) -> str:
        return "sesi"

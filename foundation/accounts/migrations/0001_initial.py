"""The tables of people, units, posts, appointments, notices and sessions."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("vault", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "username",
                    models.CharField(
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9][a-z0-9._-]{2,59}\\Z",
                                "Gunakan 3 sampai 60 huruf kecil, angka, titik, garis bawah atau tanda hubung.",
                            )
                        ],
                        verbose_name="nama pengguna",
                    ),
                ),
                ("full_name", models.CharField(max_length=200, verbose_name="nama lengkap")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="surel kantor")),
                (
                    "nip",
                    models.CharField(
                        blank=True,
                        max_length=18,
                        validators=[django.core.validators.RegexValidator("^\\d{18}\\Z", "NIP terdiri atas 18 angka.")],
                        verbose_name="NIP",
                    ),
                ),
                ("temporary_until", models.DateTimeField(blank=True, editable=False, null=True)),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="berakhir")),
                (
                    "holder",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="user",
                        to="vault.holder",
                    ),
                ),
            ],
            options={
                "ordering": ["full_name", "username"],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=200, unique=True)),
                ("params", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="notices", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "ordering": ["created_at"],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("session_key", models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key")),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=40, unique=True, verbose_name="kode")),
                ("name", models.CharField(max_length=200, verbose_name="nama")),
                ("is_inspectorate", models.BooleanField(default=False, verbose_name="bagian dari Inspektorat")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="berakhir")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="accounts.unit",
                        verbose_name="unit induk",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.AddField(
            model_name="user",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="people",
                to="accounts.unit",
                verbose_name="unit kerja",
            ),
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=200, verbose_name="nama jabatan")),
                (
                    "echelon",
                    models.CharField(
                        blank=True,
                        help_text="Contoh: II.b.",
                        max_length=5,
                        validators=[django.core.validators.RegexValidator("^(I|II|III|IV)\\.[ab]\\Z", "Contoh: II.b.")],
                        verbose_name="eselon",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="mulai")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="sampai")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pejabat",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="accounts.unit", verbose_name="unit kerja"
                    ),
                ),
            ],
            options={
                "ordering": ["unit__name", "title"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                        name="post_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("receiving_officer", "Pejabat Penerima Pengaduan"),
                            ("channel_officer", "Petugas saluran Inspektorat"),
                            ("inspector", "Inspektur"),
                            ("deputy_inspector", "Wakil Inspektur (lini)"),
                            ("auditor", "Penelaah/Auditor"),
                            ("custodian_inside", "Kustodian identitas (dalam)"),
                            ("custodian_outside", "Kustodian identitas (luar)"),
                            ("protection_officer", "Petugas perlindungan"),
                            ("delegate", "Delegasi Walikota"),
                            ("referral_officer", "Petugas rujukan"),
                            ("mayor", "Walikota"),
                            ("publisher", "Penerbit laman"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=30,
                        verbose_name="peran",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[("definitive", "Definitif"), ("plt", "Pelaksana tugas (Plt.)"), ("plh", "Pelaksana harian (Plh.)")],
                        default="definitive",
                        max_length=10,
                        verbose_name="bentuk",
                    ),
                ),
                ("sk_number", models.CharField(max_length=100, verbose_name="nomor SK")),
                ("sk_date", models.DateField(verbose_name="tanggal SK")),
                ("valid_from", models.DateField(verbose_name="berlaku mulai")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="diakhiri")),
                ("undertaking_on", models.DateField(blank=True, null=True, verbose_name="tanggal pernyataan kerahasiaan")),
                ("undertaking_reference", models.CharField(blank=True, max_length=100, verbose_name="nomor pernyataan kerahasiaan")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pegawai",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="accounts.unit",
                        verbose_name="unit kerja",
                    ),
                ),
            ],
            options={
                "ordering": ["valid_from", "role"],
                "indexes": [models.Index(fields=["role", "valid_from", "valid_to"], name="appointment_in_force")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                        name="term_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "receiving_officer",
                                    "channel_officer",
                                    "inspector",
                                    "deputy_inspector",
                                    "auditor",
                                    "custodian_inside",
                                    "custodian_outside",
                                    "protection_officer",
                                    "delegate",
                                    "referral_officer",
                                    "mayor",
                                    "publisher",
                                    "administrator",
                                ],
                            )
                        ),
                        name="appointment_role_is_known",
                    ),
                    models.UniqueConstraint(fields=("user", "role", "valid_from"), name="one_start_of_a_role_a_day"),
                ],
            },
        ),
    ]

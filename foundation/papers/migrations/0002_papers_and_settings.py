"""Kop surat, signatories, patterns of numbers, papers and the scans of their signatures."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import foundation.vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("papers", "0001_initial"),
        ("vault", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Letterhead",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "issuer",
                    models.CharField(
                        choices=[("inspectorate", "Inspektorat"), ("mayor", "Walikota")], max_length=20, verbose_name="penerbit"
                    ),
                ),
                ("government", models.CharField(blank=True, max_length=120, verbose_name="baris pertama")),
                ("office", models.CharField(max_length=120, verbose_name="nama instansi atau jabatan")),
                ("lines", models.TextField(blank=True, max_length=500, verbose_name="alamat dan kontak")),
                ("place", models.CharField(max_length=60, verbose_name="tempat surat dibuat")),
                ("logo", models.BinaryField(blank=True, null=True, editable=False, verbose_name="logo")),
                ("logo_kind", models.CharField(blank=True, editable=False, max_length=3)),
                ("valid_from", models.DateField(verbose_name="berlaku mulai")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
            ],
            options={
                "ordering": ["issuer", "-valid_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                        name="letterhead_ends_after_it_begins",
                        violation_error_message="Isi tanggal akhir yang tidak mendahului tanggal mulai",
                    ),
                    models.UniqueConstraint(
                        fields=("issuer", "valid_from"),
                        name="one_letterhead_an_issuer_and_day",
                        violation_error_message="Pilih tanggal mulai lain: kop penerbit ini sudah ada sejak hari itu",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberTemplate",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("receipt", "Tanda terima pengaduan"),
                            ("forwarding", "Surat penerusan pengaduan"),
                            ("review", "Lembar penelaahan"),
                            ("answer", "Surat jawaban kepada pelapor"),
                            ("refusal", "Surat penolakan jawaban"),
                            ("monthly_report", "Laporan bulanan kepada Walikota"),
                        ],
                        max_length=40,
                        verbose_name="jenis surat",
                    ),
                ),
                ("pattern", models.CharField(max_length=100, verbose_name="pola nomor")),
                ("classification", models.CharField(blank=True, max_length=40, verbose_name="kode klasifikasi")),
                ("unit", models.CharField(blank=True, max_length=40, verbose_name="kode unit")),
                ("by_hand", models.BooleanField(default=False, verbose_name="nomor dari buku agenda")),
                ("valid_from", models.DateField(verbose_name="berlaku mulai")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
            ],
            options={
                "ordering": ["kind", "-valid_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                        name="numbering_ends_after_it_begins",
                        violation_error_message="Isi tanggal akhir yang tidak mendahului tanggal mulai",
                    ),
                    models.UniqueConstraint(
                        fields=("kind", "valid_from"),
                        name="one_numbering_a_kind_and_day",
                        violation_error_message="Pilih tanggal mulai lain: pola jenis surat ini sudah ada sejak hari itu",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signatory",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200, verbose_name="nama dengan gelar")),
                ("post", models.CharField(max_length=200, verbose_name="jabatan")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("definitive", "Definitif"),
                            ("plt", "Pelaksana tugas (Plt.)"),
                            ("plh", "Pelaksana harian (Plh.)"),
                            ("an", "Atas nama (a.n.)"),
                            ("ub", "Untuk beliau (u.b.)"),
                        ],
                        default="definitive",
                        max_length=10,
                        verbose_name="bentuk",
                    ),
                ),
                ("on_behalf_of", models.CharField(blank=True, max_length=200, verbose_name="atas nama")),
                ("through", models.CharField(blank=True, max_length=200, verbose_name="melalui")),
                ("rank", models.CharField(blank=True, max_length=100, verbose_name="pangkat dan golongan")),
                ("nip", models.CharField(blank=True, max_length=18, verbose_name="NIP")),
                ("valid_from", models.DateField(verbose_name="berlaku mulai")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="akun",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "-valid_from"],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("receipt", "Tanda terima pengaduan"),
                            ("forwarding", "Surat penerusan pengaduan"),
                            ("review", "Lembar penelaahan"),
                            ("answer", "Surat jawaban kepada pelapor"),
                            ("refusal", "Surat penolakan jawaban"),
                            ("monthly_report", "Laporan bulanan kepada Walikota"),
                        ],
                        max_length=40,
                        verbose_name="jenis surat",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Konsep"), ("signed", "Ditandatangani")], default="draft", max_length=10, verbose_name="keadaan"
                    ),
                ),
                ("language", models.CharField(default="id", max_length=5, verbose_name="bahasa")),
                ("template", models.CharField(max_length=64)),
                (
                    "issuer",
                    models.CharField(
                        choices=[("inspectorate", "Inspektorat"), ("mayor", "Walikota")], max_length=20, verbose_name="penerbit"
                    ),
                ),
                (
                    "secrecy",
                    models.CharField(
                        choices=[("sr", "Sangat Rahasia"), ("r", "Rahasia"), ("t", "Terbatas"), ("b", "Biasa")],
                        default="r",
                        max_length=2,
                        verbose_name="sifat",
                    ),
                ),
                (
                    "urgency",
                    models.CharField(
                        choices=[("very_urgent", "Sangat Segera"), ("urgent", "Segera"), ("ordinary", "Biasa")],
                        default="ordinary",
                        max_length=12,
                        verbose_name="derajat",
                    ),
                ),
                ("contents", foundation.vault.fields.SealedField(inside="inside", tag="paper.contents")),
                ("prepared_at", models.DateTimeField()),
                ("number", models.CharField(blank=True, max_length=100, verbose_name="nomor")),
                ("sequence", models.PositiveIntegerField(blank=True, null=True)),
                ("dated", models.DateField(blank=True, null=True, verbose_name="tanggal")),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("signer", models.CharField(blank=True, max_length=20)),
                ("verification", models.BinaryField(max_length=32, null=True, unique=True)),
                ("stored_name", models.CharField(max_length=36, null=True, unique=True)),
                ("file", foundation.vault.fields.SealedField(inside="inside", tag="paper.file")),
                ("inside", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.compartment")),
                (
                    "letterhead",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="papers.letterhead"
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "signatory",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="papers.signatory"
                    ),
                ),
            ],
            options={
                "ordering": ["-prepared_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="SignedScan",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("stored_name", models.CharField(max_length=36, unique=True)),
                ("file", foundation.vault.fields.SealedField(inside="inside", tag="paper.scan")),
                ("uploaded_at", models.DateTimeField()),
                ("inside", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.compartment")),
                ("paper", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="scans", to="papers.paper")),
                (
                    "uploaded_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "ordering": ["uploaded_at", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="signatory",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                name="signatory_ends_after_beginning",
                violation_error_message="Isi tanggal akhir yang tidak mendahului tanggal mulai",
            ),
        ),
        migrations.AddConstraint(
            model_name="signatory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("form__in", ["an", "ub"]), _negated=True), models.Q(("on_behalf_of", ""), _negated=True), _connector="OR"
                ),
                name="on_behalf_of_somebody",
                violation_error_message="Isi jabatan yang diatasnamakan untuk bentuk a.n. atau u.b.",
            ),
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(fields=["inside", "kind"], name="papers_of_a_compartment"),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", ""), ("state", "draft"), ("stored_name__isnull", True)),
                    models.Q(
                        ("dated__isnull", False),
                        ("letterhead__isnull", False),
                        ("signed_at__isnull", False),
                        ("state", "signed"),
                        ("stored_name__isnull", False),
                        ("verification__isnull", False),
                        models.Q(("number", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="signed_paper_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True), fields=("kind", "number"), name="one_paper_a_kind_and_number"
            ),
        ),
    ]

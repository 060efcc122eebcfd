"""Requests to open an identity, their openings, and receipt codes made anew."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import foundation.vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0004_holiday_imports_and_retention"),
        ("vault", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IdentityRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Menunggu kustodian"),
                            ("approved", "Disetujui"),
                            ("refused", "Ditolak"),
                            ("lapsed", "Gugur karena peminta melepas perkara"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("reason", foundation.vault.fields.SealedField(inside="identity", tag="identity_request.reason")),
                ("refusal", foundation.vault.fields.SealedField(inside="content", tag="identity_request.refusal")),
                ("asked_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="identity_requests", to="complaints.complaint"
                    ),
                ),
                ("content", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.compartment")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("identity", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.compartment")),
            ],
            options={
                "ordering": ["asked_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="IdentityOpening",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("opened_at", models.DateTimeField()),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="identity_openings", to="complaints.complaint"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "request",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="openings",
                        to="complaints.identityrequest",
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="ReceiptRenewal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("document", "Bukti identitas asli dilihat"),
                            ("call_back", "Dihubungi balik lewat kontak yang tersegel"),
                            ("both", "Keduanya"),
                        ],
                        max_length=10,
                    ),
                ),
                ("verified_at", models.DateTimeField()),
                ("in_force_at", models.DateTimeField(blank=True, null=True)),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                ("facts", foundation.vault.fields.SealedField(inside="identity", tag="receipt_renewal.facts")),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="receipt_renewals", to="complaints.complaint"
                    ),
                ),
                ("holder", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.holder")),
                ("identity", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.compartment")),
                (
                    "verified_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "ordering": ["verified_at", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="identityrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")), fields=("complaint", "asked_by"), name="one_waiting_identity_request"
            ),
        ),
        migrations.AddConstraint(
            model_name="identityrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "approved"), _negated=True),
                    models.Q(("decided_by__isnull", False), ("expires_at__isnull", False)),
                    _connector="OR",
                ),
                name="approved_identity_expires",
            ),
        ),
        migrations.AddConstraint(
            model_name="identityrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True), models.Q(("decided_by", models.F("asked_by")), _negated=True), _connector="OR"
                ),
                name="identity_decided_by_another",
            ),
        ),
        migrations.AddIndex(
            model_name="identityopening",
            index=models.Index(fields=["complaint", "opened_by", "-opened_at"], name="identity_opening_newest"),
        ),
        migrations.AddConstraint(
            model_name="receiptrenewal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("in_force_at__isnull", True), ("replaced_at__isnull", True)),
                fields=("complaint",),
                name="one_waiting_receipt",
            ),
        ),
    ]

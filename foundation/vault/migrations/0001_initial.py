"""The tables of the vault: holders, compartments, grants, exclusions, compartments waiting for new keys."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Compartment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("content", "Isi pengaduan"),
                            ("identity", "Identitas pelapor"),
                            ("thread", "Percakapan"),
                            ("safety", "Pelindungan"),
                            ("delivery", "Alamat pemberitahuan"),
                            ("report", "Laporan bulanan"),
                            ("paper", "Surat"),
                        ],
                        max_length=10,
                    ),
                ),
                ("group", models.UUIDField(db_index=True)),
                ("epoch", models.PositiveIntegerField(default=1)),
                ("public_key", models.BinaryField()),
                ("has_drops", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("destroyed_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("group", models.UUIDField()),
                ("by", models.UUIDField(blank=True, null=True)),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("epoch", models.PositiveIntegerField()),
                ("sealed_key", models.BinaryField()),
                ("by", models.UUIDField(blank=True, null=True)),
                ("reason", models.CharField(max_length=60)),
                ("granted_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Holder",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("staff", "Petugas"), ("reporter", "Pelapor"), ("recovery", "Pemulihan"), ("dispatch", "Pengiriman")],
                        max_length=10,
                    ),
                ),
                ("public_key", models.BinaryField(unique=True)),
                ("wrapped_key", models.BinaryField(null=True)),
                ("salt", models.BinaryField(null=True)),
                ("stretch_ops", models.PositiveSmallIntegerField(null=True)),
                ("stretch_memory", models.PositiveIntegerField(null=True)),
                ("lookup", models.BinaryField(null=True, unique=True)),
                ("created_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="RekeyDue",
            fields=[
                (
                    "compartment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="rekey_due",
                        serialize=False,
                        to="vault.compartment",
                    ),
                ),
                ("since", models.DateTimeField(db_index=True)),
                ("by", models.UUIDField(blank=True, null=True)),
                ("reason", models.CharField(max_length=60)),
            ],
        ),
        migrations.AddConstraint(
            model_name="compartment",
            constraint=models.CheckConstraint(condition=models.Q(("epoch__gte", 1)), name="compartment_epoch_from_one"),
        ),
        migrations.AddField(
            model_name="grant",
            name="compartment",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="grants", to="vault.compartment"),
        ),
        migrations.AddConstraint(
            model_name="holder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "staff"), _negated=True),
                    models.Q(
                        ("salt__isnull", False),
                        ("stretch_memory__isnull", False),
                        ("stretch_ops__isnull", False),
                        ("wrapped_key__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="holder_staff_is_wrapped",
            ),
        ),
        migrations.AddConstraint(
            model_name="holder",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "staff"), ("wrapped_key__isnull", True), _connector="OR"), name="holder_only_staff_is_wrapped"
            ),
        ),
        migrations.AddConstraint(
            model_name="holder",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "reporter"), ("lookup__isnull", True), _connector="XOR"), name="holder_reporter_has_lookup"
            ),
        ),
        migrations.AddConstraint(
            model_name="holder",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True), ("kind__in", ["recovery", "dispatch"])),
                fields=("kind",),
                name="one_living_institution_key",
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="holder",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="vault.holder"),
        ),
        migrations.AddField(
            model_name="exclusion",
            name="holder",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="exclusions", to="vault.holder"),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.UniqueConstraint(fields=("compartment", "holder", "epoch"), name="one_grant_a_holder_and_epoch"),
        ),
        migrations.AddConstraint(
            model_name="exclusion",
            constraint=models.UniqueConstraint(fields=("group", "holder"), name="one_exclusion_a_group_and_holder"),
        ),
    ]

"""Requests to the offline machine, so that each answer is taken in once and within its time."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0002_recovery_pair")]

    operations = [
        migrations.CreateModel(
            name="RecoveryRequest",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "holder",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.holder"),
                ),
            ],
        ),
    ]

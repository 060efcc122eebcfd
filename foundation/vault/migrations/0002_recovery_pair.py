"""Who holds the shares of a recovery pair, and whose place a pair took."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="RecoveryPair",
            fields=[
                (
                    "holder",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="ceremony",
                        serialize=False,
                        to="vault.holder",
                    ),
                ),
                ("held_on", models.DateField()),
                ("custodians", models.JSONField()),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="successor", to="vault.holder"
                    ),
                ),
                ("installed_at", models.DateTimeField()),
            ],
        ),
    ]

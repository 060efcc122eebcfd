"""The official letter of an issued answer."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0009_keys_to_give"), ("papers", "0003_government_letterhead")]

    operations = [
        migrations.AddField(
            "answer",
            "paper",
            models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="papers.paper"),
        ),
    ]

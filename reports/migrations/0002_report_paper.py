"""The report as a signed paper."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("papers", "0002_papers_and_settings"),
        ("reports", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="monthlyreport",
            name="paper",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="papers.paper"
            ),
        ),
    ]

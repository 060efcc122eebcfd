"""The signed review sheet as a paper."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("investigations", "0002_grounds_and_reviews"),
        ("papers", "0002_papers_and_settings"),
    ]

    operations = [
        migrations.AddField(
            model_name="review",
            name="paper",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="papers.paper"
            ),
        ),
    ]

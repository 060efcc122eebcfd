"""The holiday table."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Holiday",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("date", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("national", "Libur nasional"), ("joint_leave", "Cuti bersama"), ("local", "Libur daerah")], max_length=20
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("decree", models.CharField(max_length=250)),
                ("certainty", models.CharField(choices=[("sure", "Pasti"), ("estimated", "Perkiraan")], max_length=20)),
                ("withdrawn_by", models.CharField(blank=True, default="", max_length=250)),
            ],
            options={
                "ordering": ["date", "kind", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("date", "kind", "name"), name="one_row_of_each_holiday"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["national", "joint_leave", "local"])), name="holiday_kind_is_known"
                    ),
                    models.CheckConstraint(condition=models.Q(("certainty__in", ["sure", "estimated"])), name="holiday_certainty_is_known"),
                    models.CheckConstraint(condition=models.Q(("decree", ""), _negated=True), name="holiday_has_a_decree"),
                ],
            },
        ),
    ]

"""Adds decrees on their way into the holiday table, the retention schedule, and the rule a case was closed under."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0003_inbox_indexes"),
        ("jobs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RetentionRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=60)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("label", models.CharField(max_length=120)),
                ("years", models.PositiveSmallIntegerField()),
                (
                    "action",
                    models.CharField(
                        choices=[("tinjau", "Ditinjau kembali"), ("musnah", "Dimusnahkan"), ("permanen", "Disimpan permanen")],
                        max_length=10,
                    ),
                ),
                ("legal_basis", models.CharField(max_length=250)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["code", "version"],
                "constraints": [
                    models.UniqueConstraint(fields=("code", "version"), name="one_row_per_retention_version"),
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                        name="retention_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("action__in", ["tinjau", "musnah", "permanen"])), name="retention_action_is_known"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="complaint",
            name="retention_rule",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="complaints.retentionrule"
            ),
        ),
        migrations.CreateModel(
            name="HolidayImport",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("rows", models.JSONField()),
                ("source", models.CharField(blank=True, max_length=120)),
                ("brought_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("discarded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "brought_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "job",
                    models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="jobs.job"),
                ),
            ],
            options={
                "ordering": ["-brought_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("approved_at__isnull", True), ("discarded_at__isnull", True), _connector="OR"),
                        name="import_is_approved_or_discarded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True), ("job__isnull", True)),
                            models.Q(("approved_at__isnull", False), ("approved_by__isnull", False), ("job__isnull", False)),
                            _connector="OR",
                        ),
                        name="approved_import_has_its_job",
                    ),
                ],
            },
        ),
    ]

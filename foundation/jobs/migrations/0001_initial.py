"""The first tables of the jobs."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=80)),
                ("payload", models.JSONField(default=dict)),
                ("queue", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=200, null=True, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Menunggu"),
                            ("running", "Sedang dikerjakan"),
                            ("done", "Selesai"),
                            ("failed", "Gagal"),
                            ("cancelled", "Dibatalkan"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("run_after", models.DateTimeField()),
                ("rung_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("lease_token", models.UUIDField(null=True)),
                ("lease_until", models.DateTimeField(null=True)),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("progress_done", models.PositiveIntegerField(default=0)),
                ("progress_total", models.PositiveIntegerField(default=0)),
                ("cancel_asked", models.BooleanField(default=False)),
                ("last_error", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("state", "queued")), fields=["run_after"], name="jobs_queued"),
                    models.Index(condition=models.Q(("state", "running")), fields=["lease_until"], name="jobs_running"),
                    models.Index(condition=models.Q(("state", "failed")), fields=["ended_at"], name="jobs_failed"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lease_token__isnull", False), ("lease_until__isnull", False), ("state", "running")),
                            models.Q(
                                models.Q(("state", "running"), _negated=True), ("lease_token__isnull", True), ("lease_until__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="jobs_lease_only_while_running",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PeriodicSlot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("slot", models.CharField(max_length=40)),
                ("claimed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("name", "slot"), name="jobs_one_claim_per_slot")],
            },
        ),
    ]

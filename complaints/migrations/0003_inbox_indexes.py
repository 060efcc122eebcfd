"""Gives each order and each filter of the inbox its own index, and the sweep one of what it still has to do."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0002_routing_index"),
        ("vault", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="complaint",
            name="complaint_nearest_due",
        ),
        migrations.RemoveIndex(
            model_name="complaint",
            name="complaint_state_due",
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["next_due_on", "id"], name="complaint_nearest_due"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["state", "next_due_on", "id"], name="complaint_state_due"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["violation_type", "next_due_on", "id"], name="complaint_type_due"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["channel", "next_due_on", "id"], name="complaint_channel_due"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(
                    models.Q(("state", "closed"), _negated=True),
                    models.Q(("violation_type__isnull", True), ("doubtful", True), _connector="OR"),
                ),
                fields=["next_due_on", "id"],
                name="complaint_incomplete_due",
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["received_on", "id"], name="complaint_received_order"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["register_year", "register_sequence", "id"], name="complaint_number_order"),
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("met_at__isnull", True), models.Q(("reminded", "breach"), _negated=True)),
                fields=["strict_on", "id"],
                name="deadline_to_remind",
            ),
        ),
    ]

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0008_saved_view"),
        ("vault", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HandOverDue",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("since", models.DateTimeField()),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hand_overs_due", to="complaints.complaint"
                    ),
                ),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("complaint", "user"), name="one_hand_over_a_person_and_case")],
            },
        ),
        migrations.CreateModel(
            name="RegrantDue",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("cause", models.CharField(choices=[("reset", "Kunci baru"), ("office", "Penetapan baru")], max_length=10)),
                ("reason", models.CharField(max_length=60)),
                ("since", models.DateTimeField(db_index=True)),
                (
                    "compartment",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="regrants_due", to="vault.compartment"),
                ),
                (
                    "complaint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="regrants_due", to="complaints.complaint"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="regrants_due", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["user", "complaint"], name="regrant_of_person")],
                "constraints": [models.UniqueConstraint(fields=("user", "compartment"), name="one_regrant_a_person_and_compartment")],
            },
        ),
    ]

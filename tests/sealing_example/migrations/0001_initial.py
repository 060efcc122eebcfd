"""The rows of the test-only room."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import foundation.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("vault", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Folder",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("story", foundation.vault.fields.SealedField(inside="content", tag="example.story")),
                ("place", foundation.vault.fields.SealedField(inside="content", tag="example.place")),
                ("content", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.compartment")),
            ],
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("body", foundation.vault.fields.SealedField(inside="thread", tag="letter.body")),
                ("sender", foundation.vault.fields.SealedField(inside="identity", tag="letter.sender")),
                (
                    "identity",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.compartment"),
                ),
                ("thread", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.compartment")),
            ],
        ),
    ]

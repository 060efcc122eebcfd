"""The tables of number series, page texts and legal references."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("code", "year"), name="one_series_a_code_and_year")],
            },
        ),
        migrations.CreateModel(
            name="PageText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60, verbose_name="halaman")),
                ("language", models.CharField(default="id", max_length=5, verbose_name="bahasa")),
                ("text", models.TextField(verbose_name="teks")),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["slug", "language"],
                "constraints": [models.UniqueConstraint(fields=("slug", "language"), name="one_text_a_page_and_language")],
            },
        ),
        migrations.CreateModel(
            name="LegalReference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=80, unique=True, verbose_name="sebutan")),
                ("title", models.CharField(max_length=200, verbose_name="judul")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="berlaku mulai")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("read", "Dibaca pada sumbernya"),
                            ("firm", "Pengetahuan umum yang kuat"),
                            ("weak", "Periksa sebelum dikutip"),
                        ],
                        default="weak",
                        max_length=5,
                        verbose_name="kepastian",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="papers.legalreference",
                        verbose_name="menggantikan",
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                        name="reference_ends_after_it_begins",
                    )
                ],
            },
        ),
    ]

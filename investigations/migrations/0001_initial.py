"""The tables of orders, sheets, letters, teams, suspensions and rulings."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import foundation.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("complaints", "0001_initial"),
        ("vault", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("issued_by", models.CharField(choices=[("inspector", "Inspektur"), ("mayor", "Walikota")], max_length=10)),
                ("follow_up", models.CharField(choices=[("review", "Penelaahan"), ("audit", "Audit investigatif")], max_length=10)),
                ("issued_on", models.DateField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("letter", foundation.vault.fields.SealedField(inside="content", tag="assignment.letter")),
                (
                    "complaint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="complaints.complaint"),
                ),
                ("content", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.compartment")),
                (
                    "recorded_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "ordering": ["recorded_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Disposition",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("review", "Telaah"),
                            ("audit", "Audit investigatif langsung"),
                            ("coordinate", "Koordinasikan"),
                            ("answer", "Siapkan jawaban"),
                            ("file", "Arsipkan"),
                        ],
                        max_length=12,
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                ("instruction", foundation.vault.fields.SealedField(inside="content", tag="disposition.instruction")),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "complaint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="dispositions", to="complaints.complaint"),
                ),
                ("content", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.compartment")),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("version", models.PositiveIntegerField(default=0)),
                ("drafted_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "conclusion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("audit_worthy", "Layak audit investigatif"),
                            ("clarify", "Perlu klarifikasi lebih dahulu"),
                            ("law_enforcement", "Dikoordinasikan dengan aparat penegak hukum"),
                            ("refer", "Dilimpahkan kepada instansi lain"),
                            ("postpone", "Ditunda: belum cukup bukti"),
                            ("stop", "Dihentikan: tidak cukup bukti atau pertimbangan lainnya"),
                            ("not_proven", "Tidak ada petunjuk pelanggaran"),
                            ("out_of_scope", "Bukan kewenangan Inspektorat"),
                            ("not_a_complaint", "Bukan pengaduan"),
                        ],
                        max_length=20,
                    ),
                ),
                ("sheet", foundation.vault.fields.SealedField(inside="content", tag="review.sheet")),
                ("digest", foundation.vault.fields.SealedField(inside="content", tag="review.digest")),
                (
                    "complaint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="complaints.complaint"),
                ),
                ("content", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.compartment")),
                (
                    "drafted_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="RivalSheet",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("seen_version", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("sheet", foundation.vault.fields.SealedField(inside="content", tag="rival.sheet")),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("content", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.compartment")),
                (
                    "review",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rivals", to="investigations.review"),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("audit_result", "Hasil audit investigatif"),
                            ("decision", "Putusan"),
                            ("out_of_scope", "Bukan kewenangan"),
                            ("referral", "Pelimpahan"),
                            ("closing", "Penutupan"),
                        ],
                        max_length=14,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("words", foundation.vault.fields.SealedField(inside="content", tag="ruling.words")),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "complaint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rulings", to="complaints.complaint"),
                ),
                ("content", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.compartment")),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Suspension",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("measure", models.CharField(choices=[("postpone", "Tunda"), ("stop", "Hentikan")], max_length=10)),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("not_yet_enough", "belum cukup bukti (Pasal 14 ayat (1))"),
                            ("not_enough", "tidak cukup bukti (Pasal 14 ayat (1))"),
                            ("other", "pertimbangan lainnya (Pasal 14 ayat (1))"),
                            ("panel_decided", "terlapor telah diputus oleh sidang Tim (Pasal 14 ayat (2) huruf a)"),
                            ("report_decided", "terlapor telah diputus atas pengaduan yang sama (Pasal 14 ayat (2) huruf b)"),
                            ("deceased", "terlapor meninggal dunia (Pasal 14 ayat (2) huruf c)"),
                            ("mental_illness", "terlapor menderita sakit jiwa (Pasal 14 ayat (2) huruf d)"),
                        ],
                        max_length=20,
                    ),
                ),
                ("review_on", models.DateField(blank=True, null=True)),
                ("proposed_at", models.DateTimeField()),
                ("in_force_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("words", foundation.vault.fields.SealedField(inside="content", tag="suspension.words")),
                (
                    "accused",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suspensions",
                        to="complaints.accusedperson",
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="suspensions", to="complaints.complaint"),
                ),
                ("content", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.compartment")),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "ordering": ["proposed_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "duty",
                    models.CharField(choices=[("reviewer", "Penelaah"), ("lead", "Ketua tim"), ("member", "Anggota tim")], max_length=10),
                ),
                ("joined_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "assignment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="investigations.assignment",
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="team", to="complaints.complaint"),
                ),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["joined_at", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="assignment_ends_after_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="disposition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("action__in", ["review", "audit"]), ("replaced_at__isnull", True)),
                fields=("complaint",),
                name="one_follow_up_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(fields=("complaint", "number"), name="review_sheets_in_order"),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                condition=models.Q(("signed_at__isnull", True)), fields=("complaint",), name="one_review_draft"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("conclusion", ""), ("signed_at__isnull", True), ("signed_by__isnull", True)),
                    models.Q(("signed_at__isnull", False), ("signed_by__isnull", False), models.Q(("conclusion", ""), _negated=True)),
                    _connector="OR",
                ),
                name="review_signed_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="suspension",
            constraint=models.UniqueConstraint(
                condition=models.Q(("accused__isnull", True), ("ended_at__isnull", True)),
                fields=("complaint",),
                name="one_suspension_of_a_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="suspension",
            constraint=models.UniqueConstraint(
                condition=models.Q(("accused__isnull", False), ("ended_at__isnull", True)),
                fields=("accused",),
                name="one_stop_of_an_accused",
            ),
        ),
        migrations.AddConstraint(
            model_name="suspension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by__isnull", True), models.Q(("approved_by", models.F("proposed_by")), _negated=True), _connector="OR"
                ),
                name="second_approver_is_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at__isnull", True)), fields=("complaint", "user"), name="once_in_a_team"
            ),
        ),
    ]

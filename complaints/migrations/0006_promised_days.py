"""Days the office has named itself, beside the legal terms; and the grounds by which a case was put out of scope."""

from django.apps.registry import Apps as StateApps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def take_over_promised_word(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The day named by the newest answer of each open case."""
    del schema_editor
    complaint, answer = apps.get_model("complaints", "Complaint"), apps.get_model("complaints", "Answer")
    newest = answer.objects.filter(complaint=OuterRef("pk"), issued_at__isnull=False).order_by("-issued_at").values("next_on")[:1]
    complaint.objects.filter(answers__issued_at__isnull=False).exclude(state="closed").update(word_on=Subquery(newest))


def let_ended_clocks_rest(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """No clock runs in a closed case."""
    del schema_editor
    apps.get_model("complaints", "Complaint").objects.filter(state="closed").update(next_due_on=None)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0005_identity_request")]

    operations = [
        migrations.AddField("complaint", "word_on", models.DateField(blank=True, null=True)),
        migrations.AddField("complaint", "review_on", models.DateField(blank=True, null=True)),
        migrations.AddIndex(
            "complaint",
            models.Index(condition=models.Q(("word_on__isnull", False)), fields=["word_on"], name="complaint_word_on"),
        ),
        migrations.AddIndex(
            "complaint",
            models.Index(condition=models.Q(("review_on__isnull", False)), fields=["review_on"], name="complaint_review_on"),
        ),
        migrations.AlterField(
            "statechange",
            "ground",
            models.CharField(
                blank=True,
                choices=[
                    ("not_yet_enough", "belum cukup bukti (Pasal 14 ayat (1))"),
                    ("not_enough", "tidak cukup bukti (Pasal 14 ayat (1))"),
                    ("other", "pertimbangan lainnya (Pasal 14 ayat (1))"),
                    ("panel_decided", "terlapor telah diputus oleh sidang Tim (Pasal 14 ayat (2) huruf a)"),
                    ("report_decided", "terlapor telah diputus atas pengaduan yang sama (Pasal 14 ayat (2) huruf b)"),
                    ("deceased", "terlapor meninggal dunia (Pasal 14 ayat (2) huruf c)"),
                    ("mental_illness", "terlapor menderita sakit jiwa (Pasal 14 ayat (2) huruf d)"),
                    ("not_a_complaint", "bukan pengaduan"),
                    ("out_of_scope", "bukan kewenangan Inspektorat"),
                ],
                max_length=20,
            ),
        ),
        migrations.RunPython(take_over_promised_word, migrations.RunPython.noop),
        migrations.RunPython(let_ended_clocks_rest, migrations.RunPython.noop),
    ]

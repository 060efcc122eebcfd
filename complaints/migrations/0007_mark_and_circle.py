"""Keeps where the Walikota's mark comes from, and which identities wait for the circle of their new row."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

ROWS_WITH_MARK = ["echelon_ii", "inspectorate", "inspector"]


def keep_marks(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A mark that the row does not explain came from a finding, or from an earlier row: it stays."""
    complaints = apps.get_model("complaints", "Complaint").objects.using(schema_editor.connection.alias)
    complaints.filter(mayor_assignment=True).exclude(routing__in=[*ROWS_WITH_MARK, "mayor"]).update(mayor_assignment_found=True)
    complaints.filter(routing="mayor").update(mayor_assignment=False)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0006_promised_days")]

    operations = [
        migrations.AddField(
            model_name="complaint",
            name="mayor_assignment_found",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="CustodyDue",
            fields=[
                (
                    "complaint",
                    models.OneToOneField(
                        on_delete=models.deletion.PROTECT,
                        primary_key=True,
                        related_name="custody_due",
                        serialize=False,
                        to="complaints.complaint",
                    ),
                ),
                ("since", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.RunPython(keep_marks, migrations.RunPython.noop),
    ]

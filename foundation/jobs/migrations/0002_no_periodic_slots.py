"""Turns of periodic work are jobs with a key of their own; nothing claims a slot any more."""

from django.db import migrations


class Migration(migrations.Migration):
    """Reversible: the table comes back empty, as it always was."""

    dependencies = [("jobs", "0001_initial")]

    operations = [migrations.DeleteModel(name="PeriodicSlot")]

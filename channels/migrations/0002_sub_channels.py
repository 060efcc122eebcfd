"""Writes down as what a medium is treated that the Perwali does not name, instead of only its letter."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TREATED_AS = {"web": "surel", "whatsapp": "pesan-singkat", "limpahan": "pejabat"}


def map_media(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Map the media that every installation began with."""
    del schema_editor
    channel = apps.get_model("channels", "Channel")
    for medium, way in TREATED_AS.items():
        row = channel.objects.filter(code=way).first()
        if row is not None:
            channel.objects.filter(code=medium).update(under=row)


class Migration(migrations.Migration):
    dependencies = [("channels", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="channel",
            name="under",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="media", to="channels.channel"
            ),
        ),
        migrations.RunPython(map_media, migrations.RunPython.noop),
    ]

"""An installation from before the mapping of media gets it by the migration, and the office's own mapping stays."""

from importlib import import_module

from django.apps import apps

from channels.models import Channel

map_media = import_module("channels.migrations.0002_sub_channels").map_media


def test_media_of_an_old_installation_are_mapped(ways_in):
    Channel.objects.update(under=None)

    map_media(apps, None)

    assert dict(Channel.objects.filter(under__isnull=False).values_list("code", "under__code")) == {
        "whatsapp": "pesan-singkat",
        "web": "surel",
        "limpahan": "pejabat",
    }


def test_an_empty_table_stays_empty(db):
    map_media(apps, None)

    assert Channel.objects.count() == 0

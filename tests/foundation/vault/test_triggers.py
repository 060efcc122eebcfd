"""What the database refuses by itself, on either engine, and that its triggers come back after a table was remade."""

import uuid

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from foundation.audit import triggers
from foundation.vault.envelopes import Place, lock
from foundation.vault.errors import CannotOpen
from foundation.vault.exclusions import exclude
from foundation.vault.models import Compartment, Exclusion, Grant
from foundation.vault.queries import missing_triggers
from foundation.vault.rekeying import rekey
from foundation.vault.sealing import open_sealed, seal
from tests.foundation.vault.conftest import AT
from tests.sealing_example.models import Folder, Letter


def as_stored(value: uuid.UUID) -> object:
    """A UUID as this engine's driver takes it in raw SQL."""
    return value if connection.vendor == "postgresql" else value.hex


def refused(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


def raw_grant(compartment: Compartment, holder_id: uuid.UUID) -> None:
    columns = "id, compartment_id, epoch, holder_id, sealed_key, reason, granted_at"
    values = [as_stored(uuid.uuid4()), as_stored(compartment.pk), 1, as_stored(holder_id), b"x", "raw", AT.isoformat()]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO vault_grant ({columns}) VALUES (%s, %s, %s, %s, %s, %s, %s)", values)


def test_raw_insert_of_a_walled_grant_is_refused(make, ayu, budi):
    compartment = make(ayu).compartment
    exclude(compartment.group, budi.holder, by=None, at=AT)

    assert refused(lambda: raw_grant(compartment, budi.holder.pk)) is True


def test_raw_insert_of_an_allowed_grant_is_not(make, ayu, budi):
    compartment = make(ayu).compartment
    Exclusion.objects.create(group=uuid.uuid4(), holder=budi.holder, since=AT)

    assert refused(lambda: raw_grant(compartment, budi.holder.pk)) is False


def test_grant_is_not_moved_behind_the_wall_by_an_update(make, ayu, budi):
    walled, free = make(ayu).compartment, make(budi).compartment
    exclude(walled.group, budi.holder, by=None, at=AT)

    assert refused(lambda: Grant.objects.filter(compartment=free, holder=budi.holder).update(compartment=walled)) is True
    assert refused(lambda: Grant.objects.filter(compartment=walled, holder=ayu.holder).update(holder=budi.holder)) is True
    assert refused(lambda: Grant.objects.filter(compartment=free, holder=budi.holder).update(reason="kept")) is False


def test_bulk_create_is_refused_whole(make, ayu, budi):
    compartment = make(ayu).compartment
    exclude(compartment.group, budi.holder, by=None, at=AT)
    rows = [
        Grant(compartment=compartment, epoch=epoch, holder=budi.holder, sealed_key=b"x", reason="raw", granted_at=AT) for epoch in (5, 6)
    ]

    assert refused(lambda: Grant.objects.bulk_create(rows)) is True
    assert refused(lambda: Grant.objects.bulk_create(rows, ignore_conflicts=True)) is True
    assert Grant.objects.filter(holder=budi.holder).count() == 0


def test_compartment_is_not_moved_out_of_its_group(make, ayu):
    compartment = make(ayu).compartment

    assert refused(lambda: Compartment.objects.filter(pk=compartment.pk).update(group=uuid.uuid4())) is True
    assert refused(lambda: Compartment.objects.filter(pk=compartment.pk).update(has_drops=True)) is False


def test_row_read_before_a_new_epoch_is_not_saved_over_it(make, ayu):
    """Without the trigger this save would put back a value whose key is gone."""
    opened = make(ayu)
    folder = Folder(content=opened.compartment)
    seal(folder, "story", "asli", opened)
    folder.save()
    stale = Folder.objects.get()
    rekey(Compartment.objects.get(), keys=opened, at=AT)

    assert refused(stale.save) is True
    assert refused(lambda: Folder.objects.update(story=stale.story)) is True
    assert refused(lambda: Folder.objects.bulk_update([stale], ["story"])) is True
    assert refused(lambda: stale.save(update_fields=["content"])) is False
    assert open_sealed(Folder.objects.get(), "story", ayu.keyring()) == "asli"


def test_value_sealed_under_a_key_held_from_before_is_not_stored(make, ayu):
    opened = make(ayu)
    Folder.objects.create(content=opened.compartment)
    early = Folder.objects.select_related("content").get()
    keyring = ayu.keyring()
    keyring.key(early.content)
    rekey(Compartment.objects.get(), keys=opened, at=AT)

    seal(early, "story", "terlambat", keyring)

    assert refused(early.save) is True
    assert refused(lambda: Folder(content=early.content, story=early.story).save(force_insert=True)) is True


def test_unchanged_value_is_not_looked_at_again(make, ayu):
    """Bytes that are no sealed value, written before the trigger was there, do not stop other columns from changing."""
    compartment = make(ayu).compartment
    triggers.uninstall()
    row = Folder.objects.create(content=compartment, story=b"kerusakan")
    triggers.install()

    assert refused(row.save) is False
    with pytest.raises(CannotOpen):
        open_sealed(row, "story", ayu.keyring())


def test_value_without_its_compartment_is_not_stored(make, ayu):
    opened = make(ayu)
    letter = Letter(thread=opened.compartment)
    letter.sender = lock(b"x", opened.opened, Place("letter.sender", letter.pk, opened.compartment.pk, 1))

    assert refused(letter.save) is True


def test_every_trigger_is_there(db):
    assert missing_triggers() == []


class _Altered(migrations.Migration):
    """What a later release might do to the test-only table."""

    operations = [
        migrations.AddField("folder", "note", models.CharField(max_length=10, default="")),
        migrations.AlterField("folder", "note", models.TextField(default="")),
    ]


@pytest.mark.django_db(transaction=True)
def test_remade_table_gets_its_triggers_back():
    """Django remakes a SQLite table for an AlterField and drops its triggers; post_migrate installs them again."""
    before = ProjectState.from_apps(apps)
    migration = _Altered("9999_altered", "sealing_example")
    after = migration.mutate_state(before)
    with connection.schema_editor(atomic=True) as editor:
        migration.apply(before.clone(), editor)
    lost = missing_triggers()
    triggers.install_after_migrate(using="default")
    found_again = missing_triggers()
    with connection.schema_editor(atomic=True) as editor:
        altered = after.apps.get_model("sealing_example", "folder")
        editor.remove_field(altered, altered._meta.get_field("note"))
    triggers.install()

    remade = ["sealing_example_folder_epoch_insert", "sealing_example_folder_epoch_update"]
    assert (lost, found_again) == (remade if connection.vendor == "sqlite" else [], [])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "name",
    ["vault_grant_walled_insert", "vault_grant_walled_update", "vault_compartment_keeps_group", "sealing_example_letter_epoch_insert"],
)
def test_dropped_trigger_is_named_and_comes_back(name):
    table = {"vault_grant": "vault_grant", "vault_compa": "vault_compartment", "sealing_exa": "sealing_example_letter"}[name[:11]]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
    assert missing_triggers() == [name]

    triggers.install()
    triggers.install()

    assert missing_triggers() == []

"""What a SealedField declaration must be before the site starts."""

import uuid

import pytest
from django.db import models
from django.db.migrations.writer import MigrationWriter
from django.test.utils import isolate_apps

from foundation.vault.fields import SealedField
from foundation.vault.models import Compartment
from tests.sealing_example.models import Folder


def errors_of(*, tag: str = "bad.story", inside: str = "content", key: models.Field | None = None) -> list[str | None]:
    with isolate_apps("tests.sealing_example"):

        class Bad(models.Model):  # noqa: DJ008 - never stored
            id = key or models.UUIDField(primary_key=True, default=uuid.uuid4)
            content = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="+")
            other = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="+")
            story = SealedField(tag=tag, inside=inside)

            class Meta:
                app_label = "sealing_example"

        return [error.id for error in Bad._meta.get_field("story").check()]


def test_declarations_in_use_are_sound():
    assert [error for field in Folder._meta.get_fields() for error in field.check()] == []


@pytest.mark.parametrize("tag", ["story", "Complaint.story", "complaint.story.text", "complaint-story", "", "a." + "b" * 60])
def test_malformed_tag_is_refused(tag):
    assert "vault.E001" in errors_of(tag=tag)


@pytest.mark.parametrize("inside", ["nothing", "story", "other", "id"])
def test_inside_must_lead_to_a_compartment(inside):
    assert "vault.E002" in errors_of(inside=inside)


@pytest.mark.parametrize("key", [models.BigAutoField(primary_key=True), models.UUIDField(primary_key=True)])
def test_row_needs_a_uuid_before_it_is_stored(key):
    assert "vault.E003" in errors_of(key=key)


def test_migration_keeps_tag_and_inside():
    text, imports = MigrationWriter.serialize(Folder._meta.get_field("story"))

    assert text == "foundation.vault.fields.SealedField(inside='content', tag='example.story')"
    assert imports == {"import foundation.vault.fields"}


def test_ciphertext_is_on_no_form():
    assert [field.name for field in Folder._meta.get_fields() if isinstance(field, SealedField) and field.editable] == []

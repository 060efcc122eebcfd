"""Which rows name files: no file with a row is ever taken for nobody's, and every other one goes in the end."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from complaints.models import Attachment, Draft
from complaints.services import drafts
from complaints.services.attachments import IncomingFile, ingest_file
from foundation.vault import checks, owners
from foundation.vault.files import path_of, seal_stream
from tests.factories.accounts import keyring
from tests.factories.complaints import RECEIVED_AT, make_office, received

NOW = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
OLD = NOW - timedelta(days=2)


@pytest.fixture
def media(settings, tmp_path: Path) -> Path:
    """A folder of files of its own."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path


def a_file(content: bytes = b"isi", *, written: datetime = OLD) -> str:
    name = seal_stream([content]).name
    os.utime(path_of(name), (written.timestamp(), written.timestamp()))
    return name


def in_a_draft(content: bytes = b"isi") -> str:
    stored = seal_stream([content])
    drafts.add_file(drafts.start(at=OLD), IncomingFile(stored, "a.jpg"), most=5, at=OLD)
    os.utime(path_of(stored.name), (OLD.timestamp(), OLD.timestamp()))
    return stored.name


def in_a_case() -> Attachment:
    office = make_office()
    complaint, at = received().complaint, RECEIVED_AT + timedelta(hours=1)
    file, keys = IncomingFile(seal_stream([b"bukti"]), "b.jpg"), keyring(office.inspector, at=at)
    row = ingest_file(complaint, file, inside=complaint.content, keys=keys, by=office.inspector, at=at)
    os.utime(path_of(row.stored_name), (OLD.timestamp(), OLD.timestamp()))
    return row


def there(*names: str) -> list[bool]:
    return [path_of(name).exists() for name in names]


def test_columns_that_name_files_are_found_without_being_registered():
    found = {str(column) for column in owners.naming_columns()}

    assert {"complaints.Attachment.stored_name", "complaints.Draft.stored_names"} <= found


def test_a_column_named_nearly_so_is_an_error(monkeypatch):
    known = owners.naming_columns()
    monkeypatch.setattr(checks, "naming_columns", lambda: known[1:])

    assert [(error.id, error.obj) for error in checks.files_are_named_as_agreed()] == [("vault.E006", known[0])]


def test_columns_of_this_release_are_named_as_agreed():
    assert checks.files_are_named_as_agreed() == []


def test_only_old_files_without_a_row_are_removed(db, media):
    kept = [in_a_draft(), in_a_case().stored_name, a_file(b"baru", written=NOW - timedelta(hours=23))]
    orphan = a_file(b"tidak dinamai")

    removed = owners.discard_unnamed(before=NOW - timedelta(days=1))

    assert (removed, there(*kept), there(orphan)) == (1, [True] * 3, [False])


def test_a_file_that_passes_from_draft_to_case_while_names_are_read_is_named(db, media, monkeypatch):
    row = in_a_case()
    moved = Draft(lookup=b"x" * 32, sealed=b"x", started_at=OLD, expires_at=NOW, stored_names=[row.stored_name])
    Attachment.objects.filter(pk=row.pk).update(stored_name=seal_stream([b"lain"]).name)
    moved.save(force_insert=True)
    read = owners._named_in

    def sent_in_between(column):
        found = list(read(column))
        if column.model is Attachment:
            # The send commits after attachments were read and before drafts are.
            Draft.objects.filter(pk=moved.pk).update(stored_names=[])
            Attachment.objects.filter(pk=row.pk).update(stored_name=row.stored_name)
        return found

    monkeypatch.setattr(owners, "_named_in", sent_in_between)

    assert row.stored_name in owners.named_files()


def test_a_wrong_database_costs_no_file(db, media, monkeypatch):
    monkeypatch.setattr(owners, "MOST_EXPECTED", 2)
    names = [a_file(bytes([number])) for number in range(3)]

    assert (owners.discard_unnamed(before=NOW), there(*names)) == (0, [True] * 3)


def test_more_files_than_expected_go_when_most_have_a_row(db, media, monkeypatch):
    monkeypatch.setattr(owners, "MOST_EXPECTED", 1)
    named, unnamed = [in_a_draft(bytes([number])) for number in range(3)], [a_file(bytes([number])) for number in range(2)]

    assert (owners.discard_unnamed(before=NOW), there(*named, *unnamed)) == (2, [True] * 3 + [False] * 2)


def test_lost_files_are_told_with_the_group_of_their_row(db, media):
    row, draft = in_a_case(), in_a_draft()
    assert owners.lost_files() == {}

    for name in (row.stored_name, draft):
        path_of(name).unlink()

    assert owners.lost_files() == {row.stored_name: row.complaint_id, draft: None}


def test_a_file_sealed_while_names_are_read_is_not_lost(db, media, monkeypatch):
    monkeypatch.setattr(owners, "stored_file_names", lambda: iter(()))
    in_a_draft()

    assert owners.lost_files() == {}

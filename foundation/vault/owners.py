"""Which rows name sealed files, found without knowing any room: names without a file, and files without a name.

A row names its files in a column called `stored_name` (one name) or `stored_names` (a list of names). These two names are
the registry: a table of any room that has such a column is known by it, and a system check refuses a column named nearly so.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

import structlog
from django.apps import apps
from django.db import models
from django.db.models import F, Value

from foundation.vault.fields import SealedField
from foundation.vault.files import discard, is_stored, stored_file_names

ONE = "stored_name"
SEVERAL = "stored_names"
MOST_EXPECTED = 100
"""Broken uploads and commits whose reply was lost leave a few files behind; far more speak of a wrong or an empty database."""

log = structlog.get_logger(__name__)


def naming_columns() -> list["models.Field[Any, Any]"]:
    """Every column of every installed table in which rows name sealed files, by the table's name."""
    tables = sorted((model for model in apps.get_models() if not model._meta.proxy), key=lambda model: model._meta.label)
    return [field for model in tables for field in model._meta.local_concrete_fields if field.name in (ONE, SEVERAL)]


def named_files() -> set[str]:
    """The names of all files that some row names.

    Read twice, because a file may pass from one table to another between two statements; it does so once in its life.
    """
    return {name for _reading in range(2) for column in naming_columns() for name, _group in _named_in(column)}


def lost_files() -> dict[str, UUID | None]:
    """The files that rows name and the disk does not hold, each with the group of the compartment its row is sealed in, if any.

    Both sides are asked again for what was not found: files are sealed, and taken out of drafts, while this reads.
    """
    on_disk = set(stored_file_names())
    lost = {name for name in named_files() - on_disk if not is_stored(name)}
    return dict(row for row in chain.from_iterable(map(_named_in, naming_columns())) if row[0] in lost) if lost else {}


def discard_unnamed(*, before: datetime) -> int:
    """Remove the files last written before a moment that no row names; returns how many.

    Their keys stood in the row that was never stored, so nobody can read them any more. Removes nothing, and says so in
    the log, when there are more of them than MOST_EXPECTED and than files with a row. Raises what the database raises.
    """
    on_disk = set(stored_file_names(before=before))
    named = named_files()
    unnamed = sorted(on_disk - named)
    if len(unnamed) > max(MOST_EXPECTED, len(on_disk & named)):
        log.error("files_without_rows_left_alone", count=len(unnamed))
        return 0
    for name in unnamed:
        discard(name)
    if unnamed:
        log.warning("files_without_rows_removed", count=len(unnamed))
    return len(unnamed)


def _named_in(column: "models.Field[Any, Any]") -> Iterator[tuple[str, UUID | None]]:
    """Each name in a column, with the group of its row."""
    sealed = next((field for field in column.model._meta.local_fields if isinstance(field, SealedField)), None)
    group = F(f"{sealed.inside}__group") if sealed else Value(None, output_field=models.UUIDField(null=True))
    rows = column.model._base_manager.filter(**{f"{column.name}__isnull": False})  # noqa: SLF001 - no manager may hide a row
    for value, of in rows.annotate(file_group=group).values_list(column.name, "file_group").iterator():
        yield from ((name, of) for name in (value if column.name == SEVERAL else [value]))

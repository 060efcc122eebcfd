"""Makes many complaints of few by plain SQL on both engines: whole cases with fresh ids, in every table that holds a part of one.

Copied ciphertext does not open, because its associated data names another row; it weighs all the same. Ids of copies begin
with "f", and the oldest open and the newest complaints are not copied, so that the first pages of the inbox show sealed ones.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Q

from channels.models import Intake
from complaints.models import Complaint
from foundation.accounts.models import User
from foundation.audit import triggers
from foundation.audit.models import AuditEntry, ChainHead
from foundation.vault.enums import HolderKind
from foundation.vault.models import Compartment, Grant, Holder

LONGEST_OVERDUE = timedelta(days=20)
YOUNGEST = timedelta(days=7)
ROUNDS_AT_ONCE = 10
SEQUENCE_STEP = 1_000_000
SOURCE = "bench_source"
RANDOM_KEY = {"postgresql": "uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())", "sqlite": "randomblob(32)"}


def multiply(total: int, *, today: date, without: User) -> int:
    """Copy complaints until there are `total`; returns how many can be copied from. Triggers are put back afterwards.

    What `without` can open is not copied, so that he stays somebody with few cases among many.
    """
    missing = total - Complaint.objects.count()
    his = Grant.objects.filter(holder=without.holder_id).values("compartment_id")
    sources = list(copied_from(today).exclude(content__in=his).order_by("pk").values_list("pk", flat=True))
    if missing <= 0 or not sources:
        return len(sources)
    rounds, rest = divmod(missing, len(sources))
    triggers.uninstall()
    for first in range(1, rounds + 1, ROUNDS_AT_ONCE):
        _copy(sources, first, min(first + ROUNDS_AT_ONCE - 1, rounds))
    if rest:
        _copy(sources[:rest], rounds + 1, rounds + 1)
    triggers.install()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return len(sources)


def copied_from(today: date) -> models.QuerySet[Complaint]:
    """What copies are made of: no copies themselves, and neither the longest overdue nor the newest, which lists show first."""
    due = Q(next_due_on__isnull=True) | Q(next_due_on__gte=today - LONGEST_OVERDUE)
    return Complaint.objects.filter(due, received_on__lte=today - YOUNGEST, register_sequence__lt=SEQUENCE_STEP)


def copied_models() -> list[type[models.Model]]:
    """Every table that holds a part of a case, what others point at first."""
    direct = [model for model in apps.get_models() if model not in {Complaint, Intake} and _link(model)]
    return [Holder, Compartment, Complaint, Grant, AuditEntry, ChainHead, Intake, *_by_need(direct)]


def _link(model: type[models.Model]) -> models.ForeignKey | None:
    """The field by which a row belongs to a complaint."""
    fields = (field for field in model._meta.local_fields if isinstance(field, models.ForeignKey) and field.related_model is Complaint)
    return next(fields, None)


def _by_need(found: list[type[models.Model]]) -> list[type[models.Model]]:
    """Models in an order in which none points at a later one."""
    ordered: list[type[models.Model]] = []
    while found:
        free = [model for model in found if not _targets(model) & (set(found) - {model})]
        ordered += free
        found = [model for model in found if model not in free]
    return ordered


def _targets(model: type[models.Model]) -> set[Any]:
    return {field.related_model for field in model._meta.local_fields if isinstance(field, models.ForeignKey)}


@transaction.atomic
def _copy(sources: list[Any], first: int, last: int) -> None:
    """One copy of each source for every number from `first` to `last`."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {SOURCE}")
        cursor.execute(f"CREATE TEMPORARY TABLE {SOURCE} AS SELECT id FROM complaints_complaint WHERE 1 = 0")
        marks = "(%s)" if connection.vendor == "postgresql" else "(REPLACE(%s, '-', ''))"
        cursor.executemany(f"INSERT INTO {SOURCE} VALUES {marks}", [[str(pk)] for pk in sources])
        for model in copied_models():
            cursor.execute(_insert(model), [first, last])


def _insert(model: type[models.Model]) -> str:
    """The statement that copies one table's part of the sources; takes the first and the last round."""
    table = _quoted(model._meta.db_table)
    columns = dict(_columns(model))
    names = ", ".join(_quoted(name) for name in columns)
    return (
        f"INSERT INTO {table} ({names}) WITH RECURSIVE rounds(k) AS (SELECT %s UNION ALL SELECT k + 1 FROM rounds WHERE k < %s) "
        f"SELECT {', '.join(columns.values())} FROM {table} AS t CROSS JOIN rounds WHERE {_belongs(model)}"
    )


def _belongs(model: type[models.Model]) -> str:
    """Which rows of a table are parts of a source."""
    ours = f"(SELECT id FROM {SOURCE})"
    link = _link(model)
    return {
        Holder: f"t.id IN (SELECT reporter_holder_id FROM complaints_complaint WHERE id IN {ours})",
        Compartment: f't."group" IN {ours}',
        Complaint: f"t.id IN {ours}",
        Grant: f'EXISTS (SELECT 1 FROM vault_compartment c WHERE c.id = t.compartment_id AND c."group" IN {ours})',
        AuditEntry: f"t.target_id IN {ours}",
        ChainHead: f"t.target_id IN {ours}",
    }.get(model) or f"t.{_quoted(link.column if link else 'id')} IN {ours}"


def _columns(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """Each column to fill, and the SQL for its value in a copy."""
    for field in model._meta.local_concrete_fields:
        if not isinstance(field, models.AutoField):
            yield str(field.column), _value(model, field)


def _value(model: type[models.Model], field: models.Field) -> str:
    column = f"t.{_quoted(str(field.column))}"
    own = {
        (Grant, "holder"): f"CASE (SELECT kind FROM vault_holder h WHERE h.id = {column}) "
        f"WHEN '{HolderKind.REPORTER}' THEN {_fresh(column)} ELSE {column} END",
        (Complaint, "register_sequence"): f"{column} + k * {SEQUENCE_STEP}",
        (Compartment, "group"): _fresh(column),
        (AuditEntry, "target_id"): _fresh(column),
        (ChainHead, "target_id"): _fresh(column),
    }
    if (model, field.name) in own:
        return own[model, field.name]
    if isinstance(field, models.ForeignKey):
        if field.related_model in copied_models():
            return _fresh(column)
        # What a row alone may point to, and no copy of it is made, its copy goes without: an answer's letter.
        return f"NULLIF({column}, {column})" if field.unique else column
    if not field.unique:
        return column
    if isinstance(field, models.UUIDField):
        return _fresh(column)
    return RANDOM_KEY[connection.vendor] if isinstance(field, models.BinaryField) else f"{column} || '/' || k"


def _fresh(column: str) -> str:
    """The id that stands in copy `k` for an id of a source."""
    if connection.vendor == "postgresql":
        return f"('f' || substr(md5({column}::text || ':' || k), 2))::uuid"
    return f"'f' || substr(MD5({column} || ':' || k), 2)"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)

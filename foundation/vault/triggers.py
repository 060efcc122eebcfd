"""What the database itself refuses: a grant behind a wall, a moved compartment, a value sealed at an epoch that is over.

The last one guards every sealed table: a request that read a row before a re-key and saves it after would otherwise
leave a value whose key nobody holds any more.
"""

from collections.abc import Iterator
from string import Template

from django.db import connection

from foundation.audit.triggers import Trigger, register
from foundation.vault.fields import SealedField
from foundation.vault.sealing import sealed_fields

# Both compare the four bytes of the epoch, which start at the third byte of a sealed value, with the compartment's epoch in hex.
STALE_IN_SQLITE = Template(
    "NEW.$column IS NOT NULL AND hex(substr(NEW.$column, 3, 4)) "
    "<> COALESCE((SELECT printf('%08X', epoch) FROM vault_compartment WHERE id = NEW.$link), '')"
)
# FOR SHARE: a re-key waits for this transaction, and this statement for a re-key, so the epoch read is the one that holds.
STALE_IN_POSTGRESQL = Template("""
  IF NEW.$column IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.$column IS DISTINCT FROM OLD.$column) THEN
    SELECT epoch INTO current FROM vault_compartment WHERE id = NEW.$link FOR SHARE;
    IF current IS NULL OR encode(substring(NEW.$column from 3 for 4), 'hex') <> lpad(to_hex(current), 8, '0') THEN
      RAISE EXCEPTION 'vault: sealed at an epoch that is over' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;""")
EPOCH_FUNCTION = Template("""
CREATE OR REPLACE FUNCTION ${table}_epoch() RETURNS trigger LANGUAGE plpgsql AS $$$$
DECLARE current integer;
BEGIN$tests
  RETURN NEW;
END $$$$""")


def register_all() -> None:
    """Hand every trigger of the vault to the room that installs them; called when all models are known."""
    for trigger in [*_walls(), _fixed_group(), *_epochs()]:
        register(trigger)


def _walls() -> Iterator[Trigger]:
    """A grant that an exclusion forbids is refused, on INSERT and on UPDATE."""
    forbidden = (
        "EXISTS (SELECT 1 FROM vault_exclusion e JOIN vault_compartment c ON c.id = NEW.compartment_id "
        'WHERE e."group" = c."group" AND e.holder_id = NEW.holder_id)'
    )
    function = f"""
CREATE OR REPLACE FUNCTION vault_refuse_walled_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(c."group"::text, 0)) FROM vault_compartment c WHERE c.id = NEW.compartment_id;
  IF {forbidden} THEN
    RAISE EXCEPTION 'vault: an exclusion forbids this grant' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$"""
    for event in ("INSERT", "UPDATE"):
        name = f"vault_grant_walled_{event.lower()}"
        yield Trigger(
            name=name,
            table="vault_grant",
            sqlite=[_sqlite(name, event, "vault_grant", forbidden, "vault: an exclusion forbids this grant")],
            postgresql=[function, _postgresql(name, event, "vault_grant", "vault_refuse_walled_grant")],
        )
    # Without this lock a grant and an exclusion made at the same moment would not see each other.
    lock = """
CREATE OR REPLACE FUNCTION vault_lock_group() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_advisory_xact_lock(hashtextextended(NEW."group"::text, 0)); RETURN NEW; END $$"""
    name = "vault_exclusion_waits"
    waits = _postgresql(name, "INSERT OR UPDATE", "vault_exclusion", "vault_lock_group")
    yield Trigger(name=name, table="vault_exclusion", postgresql=[lock, waits])


def _fixed_group() -> Trigger:
    """A compartment never changes its group: moving it would step around the walls of that group."""
    function = """
CREATE OR REPLACE FUNCTION vault_refuse_moved_compartment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."group" <> OLD."group" THEN
    RAISE EXCEPTION 'vault: a compartment keeps its group' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$"""
    name = "vault_compartment_keeps_group"
    return Trigger(
        name=name,
        table="vault_compartment",
        sqlite=[_sqlite(name, "UPDATE", "vault_compartment", 'NEW."group" <> OLD."group"', "vault: a compartment keeps its group")],
        postgresql=[function, _postgresql(name, "UPDATE", "vault_compartment", "vault_refuse_moved_compartment")],
    )


def _epochs() -> Iterator[Trigger]:
    """In every table with sealed fields, a value newly written must be of its compartment's current epoch."""
    tables: dict[str, list[SealedField]] = {}
    for field in sealed_fields():
        tables.setdefault(field.model._meta.db_table, []).append(field)
    for table, fields in tables.items():
        for event in ("INSERT", "UPDATE"):
            name = f"{table}_epoch_{event.lower()}"
            stale = " OR ".join(_stale_in_sqlite(field, event) for field in fields)
            yield Trigger(
                name=name,
                table=table,
                sqlite=[_sqlite(name, event, table, stale, "vault: sealed at an epoch that is over")],
                postgresql=[_epoch_function(table, fields), _postgresql(name, event, table, f"{table}_epoch")],
            )


def _stale_in_sqlite(field: SealedField, event: str) -> str:
    column, link = _columns(field)
    stale = STALE_IN_SQLITE.substitute(column=column, link=link)
    return f"({stale})" if event == "INSERT" else f"(NEW.{column} IS NOT OLD.{column} AND {stale})"


def _epoch_function(table: str, fields: list[SealedField]) -> str:
    pairs = [_columns(field) for field in fields]
    tests = "".join(STALE_IN_POSTGRESQL.substitute(column=column, link=link) for column, link in pairs)
    return EPOCH_FUNCTION.substitute(table=table, tests=tests)


def _columns(field: SealedField) -> tuple[str, str]:
    link = field.model._meta.get_field(field.inside)
    return connection.ops.quote_name(str(field.column)), connection.ops.quote_name(str(getattr(link, "column", "")))


def _sqlite(name: str, event: str, table: str, condition: str, refusal: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN {condition} BEGIN SELECT RAISE(ABORT, '{refusal}'); END"


def _postgresql(name: str, event: str, table: str, function: str) -> str:
    return f"CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"

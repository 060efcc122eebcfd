"""The database's own refusal of two roles in one hand, should a row ever be written past the services."""

from foundation.accounts.enums import Role
from foundation.accounts.rules import incompatible_with
from foundation.audit.triggers import Trigger

TABLE = "accounts_appointment"
REFUSAL = "two incompatible roles at the same time"
# Text of the same meaning on both engines: SQLite keeps dates as ISO text, which sorts as dates do.
CLASH = """
    SELECT 1 FROM accounts_appointment other
    WHERE other.user_id = NEW.user_id AND other.id <> NEW.id
      AND ({pairs})
      AND (other.ended_on IS NULL OR other.ended_on > other.valid_from)
      AND (NEW.ended_on IS NULL OR NEW.ended_on > NEW.valid_from)
      AND (other.valid_to IS NULL OR other.valid_to >= NEW.valid_from)
      AND (other.ended_on IS NULL OR other.ended_on > NEW.valid_from)
      AND (NEW.valid_to IS NULL OR NEW.valid_to >= other.valid_from)
      AND (NEW.ended_on IS NULL OR NEW.ended_on > other.valid_from)
"""
SQLITE = """
CREATE TRIGGER {name} BEFORE {event} ON accounts_appointment WHEN EXISTS ({clash})
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION accounts_refuse_clash() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS ({clash}) THEN
    RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$
"""
POSTGRESQL = """
CREATE TRIGGER {name} BEFORE {event} ON accounts_appointment FOR EACH ROW EXECUTE FUNCTION accounts_refuse_clash()
"""


def role_triggers() -> list[Trigger]:
    """One trigger for INSERT and one for UPDATE, made from the same pairs as rules.incompatible_with."""
    clash = CLASH.format(pairs=_pairs())
    function = POSTGRESQL_FUNCTION.format(clash=clash, refusal=REFUSAL)
    return [
        Trigger(
            name=name,
            table=TABLE,
            sqlite=[SQLITE.format(name=name, event=event, clash=clash, refusal=REFUSAL)],
            postgresql=[function, POSTGRESQL.format(name=name, event=event)],
        )
        for event, name in (("INSERT", "accounts_no_clash_insert"), ("UPDATE", "accounts_no_clash_update"))
    ]


def _pairs() -> str:
    """The incompatible pairs as SQL; the words are role codes from the code, never anybody's input."""
    rows = []
    for role in Role.values:
        barred = sorted(incompatible_with(role))
        if barred:
            listed = ", ".join(f"'{code}'" for code in barred)
            rows.append(f"(NEW.role = '{role}' AND other.role IN ({listed}))")
    return " OR ".join(rows)

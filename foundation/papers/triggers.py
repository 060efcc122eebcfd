"""The database's own refusals: nothing of this room is deleted, a signed paper keeps what it was, no series runs backwards."""

from foundation.audit.triggers import POSTGRESQL_FUNCTION, SQLITE_REFUSAL, Trigger, append_only

KEPT = (
    "papers_letterhead",
    "papers_legalreference",
    "papers_numberseries",
    "papers_numbertemplate",
    "papers_pagetext",
    "papers_paper",
    "papers_signatory",
    "papers_signedscan",
)
FIXED = ("kind", "state", "number", "sequence", "dated", "issuer", "letterhead_id", "signatory_id", "stored_name", "verification")
"""Of a signed paper. Its sealed fields may be sealed anew when the compartment gets other keys."""
POSTGRESQL = """
CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION refuse_change()
"""


def paper_triggers() -> list[Trigger]:
    """All triggers of this room."""
    changed = {
        "sqlite": " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in FIXED),
        "postgresql": " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FIXED),
    }
    return [
        *(trigger for table in KEPT for trigger in append_only(table, updates=True)),
        _guard(
            "papers_paper_signed_stays", "papers_paper", {vendor: f"OLD.state = 'signed' AND ({sql})" for vendor, sql in changed.items()}
        ),
        _guard("papers_series_never_back", "papers_numberseries", dict.fromkeys(changed, "NEW.last < OLD.last")),
    ]


def _guard(name: str, table: str, conditions: dict[str, str]) -> Trigger:
    """Refuses an UPDATE of a row for which the condition holds; the SQL is written here, never anybody's input."""
    sqlite = SQLITE_REFUSAL.format(name=name, event="UPDATE", table=table).replace("\nBEGIN", f"\nWHEN {conditions['sqlite']}\nBEGIN")
    return Trigger(
        name=name,
        table=table,
        sqlite=[sqlite],
        postgresql=[POSTGRESQL_FUNCTION, POSTGRESQL.format(name=name, table=table, condition=conditions["postgresql"])],
    )

"""Opens letter c, for those whose keys open it."""

from foundation.vault.keys import Keys
from foundation.vault.sealing import open_sealed
from reports.models import MonthlyReport


def narrative_of(report: MonthlyReport, keys: Keys | None) -> str | None:
    """The words of letter c; "" when nothing was written; None when these keys do not open it. Raises CannotOpen for a damaged one."""
    if report.compartment is None or report.narrative is None:
        return ""
    if keys is None or not keys.can_open(report.compartment):
        return None
    return str(open_sealed(report, "narrative", keys)["text"])

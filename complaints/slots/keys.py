"""What this room hangs elsewhere about keys: its menu entry, and the numbers an administrator sees before somebody's access ends."""

from typing import Any

from django.utils import timezone

from complaints.queries.key_work import held_by_nobody_else, names_kept_by_nobody_else, waiting_for
from complaints.services.entitlement import cases_lost, loses_names
from foundation.accounts.models import Appointment, User
from foundation.ui import slots


def has_keys(request: Any) -> bool:
    """Whether whoever asks has an unlocked key and reads something by it."""
    return getattr(request, "keyring", None) is not None


def what_is_left(_request: Any, person: User, occasion: slots.Occasion, appointment: Appointment | None) -> dict[str, Any] | None:
    """Numbers alone: open cases he would lose, those nobody else holds, and on his own page what he waits for."""
    at = timezone.now()
    if occasion == "shown":
        waiting = waiting_for(person, at=at)
        facts = {"waiting": waiting.cases, "recovery_only": waiting.recovery_only, "by_task": waiting.by_task}
        return facts if waiting.cases else None
    if person.holder_id is None:
        return None
    lost = cases_lost(person, appointment, at=at)
    alone = len(lost & set(held_by_nobody_else(person, at=at).values_list("pk", flat=True)))
    names = names_kept_by_nobody_else(person, at=at).count() if loses_names(person, appointment, at=at) else 0
    if not lost and not names:
        return None
    return {"returns": occasion == "reset", "open": len(lost), "alone": alone, "names": names, "understood": _words(alone, names)}


def _words(alone: int, names: int) -> str:
    """What has to be ticked; "" where nothing is lost."""
    if not alone and not names:
        return ""
    what = " dan ".join(words for count, words in ((alone, f"{alone} perkara"), (names, f"{names} identitas pelapor")) if count)
    return f"Saya mengerti bahwa setelah ini {what} hanya dapat dibuka dengan kunci pemulihan lembaga"


def register() -> None:
    """Hang the entries; doing it twice changes nothing."""
    slots.menu.register(
        slots.MenuEntry(key="keys", order=70, label="Kunci", url_name="complaints:keys", area="account", predicate=has_keys)
    )
    slots.person_part.register(slots.PersonPart(key="left_cases", template="complaints/staff/_leaving.html", provider=what_is_left))

"""One registry for screens that several rooms fill: rooms hang entries on it when they start, lower templates show them.

Each slot is one shared place: `menu`, `case_tab`, `case_action`, `case_task`, `landing_part`, `public_notice`, `status_part`,
`person_part`, `settings_page`, `settings_change`, `health_check`, `health_reader`, `notice_words`.
Registering the same key twice replaces the entry, so that a reload changes nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from foundation.ui.parts import Task

Words = str | Promise
"""Words on a screen, translated at once or when shown."""


def _everybody(*_: Any) -> bool:
    return True


def _nothing(*_: Any) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What every entry has: a key of its own, its place (`order`, then `key`) and who sees it.

    `predicate(request, *subject)` asks about people; the subject is what the slot is shown for, e.g. a complaint.
    """

    key: str
    order: int = 100
    predicate: Callable[..., bool] = _everybody


@dataclass(frozen=True, kw_only=True)
class MenuEntry(Entry):
    """A link of the staff menu; `area` "account" stands at its end, beside the person's name.

    `suffix(request)` may add a count: " (3)". It stands on every staff page and costs one cheap query at most.
    """

    label: Words
    url_name: str
    area: Literal["main", "account"] = "main"
    suffix: Callable[..., str] = _nothing

    @property
    def url(self) -> str:
        """Its address."""
        return reverse(self.url_name)


@dataclass(frozen=True, kw_only=True)
class CaseTab(Entry):
    """A tab of the case screen; `url_name` takes the case's UUID; `suffix(request, case)` may add a count: " (7)"."""

    label: Words
    url_name: str
    icon: str = ""
    suffix: Callable[..., str] = _nothing


@dataclass(frozen=True, kw_only=True)
class CaseAction(Entry):
    """A button of the case screen; `url_name` takes the case's UUID. The first visible `primary` one is the main button."""

    label: Words
    url_name: str
    primary: bool = False
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class LandingPart(Entry):
    """A piece of the landing page: `template`, filled as `part` with what `provider(request)` gives; None hides it.

    The page is kept by browsers for minutes: nothing of the visitor may stand in it.
    """

    template: str
    provider: Callable[..., dict[str, Any] | None]


@dataclass(frozen=True, kw_only=True)
class PublicNotice(Entry):
    """A word above every public page: `template`, filled as `part` with what `provider(request)` gives; None hides it.

    Some of these pages are kept by browsers for minutes: nothing of the visitor may stand in it.
    """

    template: str
    provider: Callable[..., dict[str, Any] | None]


@dataclass(frozen=True, kw_only=True)
class CaseTasks(Entry):
    """Lines of the task list beside a case, under the heading `title`; rooms that name the same heading share it.

    `provider(request, case)` gives the tasks of this case; none of them, and nothing shows. It stands on every tab of the
    case screen, so it costs one query at most.
    """

    title: Words
    provider: Callable[..., Sequence[Task]]


@dataclass(frozen=True, kw_only=True)
class StatusPart(Entry):
    """A piece of the reporter's status page: `template`, filled with what `provider(request, complaint)` gives; None hides it."""

    template: str
    provider: Callable[..., dict[str, Any] | None]


Occasion = Literal["shown", "reset", "ends"]
"""Why an administrator looks at a person: to see him, to reset his access, to end it or one of his appointments."""


@dataclass(frozen=True, kw_only=True)
class PersonPart(Entry):
    """What a room says of a person on the administrators' pages: `template`, filled as `part` with what
    `provider(request, person, occasion, appointment)` gives; None hides it. `appointment` is the one about to end, if one is.

    An administrator reads nothing: numbers alone, of no case. A filling with `understood` makes the page ask for a tick with
    these words before anything happens.
    """

    template: str
    provider: Callable[..., dict[str, Any] | None]


@dataclass(frozen=True, kw_only=True)
class SettingsPage(Entry):
    """A page under "Pengaturan"; `description` says in one sentence what is set there."""

    label: Words
    url_name: str
    description: Words = ""

    @property
    def url(self) -> str:
        """Its address."""
        return reverse(self.url_name)


@dataclass(frozen=True, kw_only=True)
class SettingsChange(Entry):
    """A change of a setting that "Catatan audit" shows: `key` is its action in the log, `kind` the label of what it is about."""

    kind: str
    label: Words


@dataclass(frozen=True)
class Finding:
    """What a health check found: well or not, and in words what to do."""

    ok: bool
    words: str


@dataclass(frozen=True, kw_only=True)
class HealthCheck(Entry):
    """A quick look at one thing the service needs. A failing `critical` one makes /sehat/ answer 503."""

    label: Words
    check: Callable[[], Finding]
    critical: bool = False


@dataclass(frozen=True, kw_only=True)
class HealthReader(Entry):
    """Who may read the findings themselves; one predicate that holds is enough."""


@dataclass(frozen=True, kw_only=True)
class NoticeWords(Entry):
    """What the list of one's notices says of one occasion, in one sentence: never a number or a word of a case.

    `key` is the first part of the notice's key, followed by those of its other parts that tell the occasion ("report:late").
    Whoever passes `predicate(request)` finds the link `label` to `url_name`, where he can act.
    """

    words: Words
    label: Words = ""
    url_name: str = ""

    def fits(self, key: str) -> int:
        """How many parts of a notice's key this entry names; 0 when it is about something else."""
        first, *marks = self.key.split(":")
        its_first, *parts = key.split(":")
        return len(marks) + 1 if first == its_first and set(marks) <= set(parts) else 0


E = TypeVar("E", bound=Entry)


class Slot(Generic[E]):
    """The entries of one shared place."""

    def __init__(self) -> None:
        self._entries: dict[str, E] = {}

    def register(self, entry: E) -> E:
        """Hang an entry on this slot; the same key again takes the place of the old one."""
        self._entries[entry.key] = entry
        return entry

    def entries(self) -> list[E]:
        """All entries in their order."""
        return sorted(self._entries.values(), key=lambda entry: (entry.order, entry.key))

    def visible(self, request: HttpRequest, *subject: Any) -> list[E]:
        """The entries this request may see for this subject, in their order."""
        return [entry for entry in self.entries() if entry.predicate(request, *subject)]


menu: Slot[MenuEntry] = Slot()
case_tab: Slot[CaseTab] = Slot()
case_action: Slot[CaseAction] = Slot()
case_task: Slot[CaseTasks] = Slot()
landing_part: Slot[LandingPart] = Slot()
public_notice: Slot[PublicNotice] = Slot()
status_part: Slot[StatusPart] = Slot()
person_part: Slot[PersonPart] = Slot()
settings_page: Slot[SettingsPage] = Slot()
settings_change: Slot[SettingsChange] = Slot()
health_check: Slot[HealthCheck] = Slot()
health_reader: Slot[HealthReader] = Slot()
notice_words: Slot[NoticeWords] = Slot()


def register_changes(kind: str, labels: dict[str, str]) -> None:
    """Show these actions about things of one kind (a model's label) in "Catatan audit", each with its words."""
    for action, label in labels.items():
        settings_change.register(SettingsChange(key=action, kind=kind, label=label))

"""Reads of the follow-up: what is in force, who is in the team, who may be, what was found; asked by screens and by the rooms above."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, UUIDField

from complaints.enums import ComplaintState, PersonOutcome, Routing
from complaints.models import AccusedPerson, Complaint, StateChange
from complaints.queries import open_cases, visible_to
from complaints.rules.moves import Move
from foundation.accounts.enums import Role
from foundation.accounts.models import Unit, User
from foundation.accounts.queries import users_with
from foundation.vault.keys import Keys
from foundation.vault.models import Grant
from foundation.vault.sealing import open_sealed
from investigations.enums import Conclusion, FollowUp, Signatory
from investigations.models import FOLLOW_UP_ACTIONS, Assignment, Disposition, Review, Ruling, Suspension, TeamMember
from investigations.rules.assignment import may_assign, signatory
from investigations.rules.conflict import AccusedFacts, Candidate, Conflict, conflict_of, plain, speaks_of_inspectorate
from investigations.rules.hearing import AGAINST
from investigations.rules.review import Scope, Sheet


def follow_up_in_force(complaint: Complaint) -> Disposition | None:
    """The follow-up decision of Pasal 7(1) that counts now."""
    return Disposition.objects.filter(complaint=complaint, action__in=FOLLOW_UP_ACTIONS, replaced_at__isnull=True).first()


BEFORE_FOLLOW_UP = frozenset({ComplaintState.FORWARDED, ComplaintState.CONCLUDED})
"""States in which no follow-up runs, so that one is ordered: none has begun, or its result is not accepted."""


def awaits_order(complaint: Complaint) -> bool:
    """Whether the follow-up decision of Pasal 7(1) is to be made: none runs, or one waits for a Walikota who need not assign it."""
    needless = complaint.state == ComplaintState.AWAITING_MAYOR and not complaint.mayor_assignment
    return needless or complaint.state in BEFORE_FOLLOW_UP


def has_mayor_instrument(complaint: Complaint, follow_up: FollowUp | None = None) -> bool:
    """Whether an instrument of the Walikota is on record (Pasal 7(3)): for any follow-up, or for this one."""
    found = Assignment.objects.filter(complaint=complaint, issued_by=Signatory.MAYOR)
    return (found.filter(follow_up=follow_up) if follow_up else found).exists()


def has_letter(complaint: Complaint, follow_up: FollowUp) -> bool:
    """Whether an assignment letter for this follow-up is on record, whoever issued it."""
    return Assignment.objects.filter(complaint=complaint, follow_up=follow_up).exists()


def waits_for_mayor(complaint: Complaint, follow_up: FollowUp | None = None) -> bool:
    """Whether nobody may be assigned to this follow-up (or to any) before the Walikota has issued the assignment (Pasal 7(3))."""
    signed_by = signatory((), known_from_routing=complaint.mayor_assignment)
    return not may_assign(signed_by, mayor_instrument=signed_by == Signatory.MAYOR and has_mayor_instrument(complaint, follow_up))


def _present() -> QuerySet[TeamMember]:
    """Members who have not left and still hold the keys: who was walled or shut out elsewhere is in no team."""
    held = Grant.objects.filter(compartment=OuterRef("complaint__content"), holder=OuterRef("user__holder"))
    return TeamMember.objects.filter(Exists(held), left_at__isnull=True)


def team_of(complaint: Complaint) -> QuerySet[TeamMember]:
    """Who has the case now as reviewer or auditor."""
    return _present().filter(complaint=complaint).select_related("user", "user__unit", "user__holder")


def is_in_team(user: User, complaint: Complaint) -> bool:
    """Whether the person has the case now as reviewer or auditor."""
    return _present().filter(complaint=complaint, user=user).exists()


def draft_of(complaint: Complaint) -> Review | None:
    """The sheet being written, if any."""
    return Review.objects.filter(complaint=complaint, signed_at__isnull=True).select_related("content", "drafted_by").first()


def signed_reviews(complaint: Complaint) -> QuerySet[Review]:
    """The signed sheets, the latest last."""
    found = Review.objects.filter(complaint=complaint, signed_at__isnull=False)
    return found.select_related("content", "signed_by", "drafted_by", "paper__inside", "paper__signatory", "paper__signed_by")


def sheet_of(review: Review, keys: Keys) -> Sheet:
    """What a sheet says, opened."""
    return Sheet.from_json(open_sealed(review, "sheet", keys))


def latest_sheet(complaint: Complaint, *, keys: Keys) -> Sheet | None:
    """What the newest sheet says, drafted or signed; None before the first."""
    latest = Review.objects.filter(complaint=complaint).select_related("content").last()
    return sheet_of(latest, keys) if latest else None


@dataclass(frozen=True)
class Progress:
    """How far the follow-up of a case has come, as the case screen asks it; `in_team` is about the one who asks."""

    in_team: bool
    ordered: bool
    sheet_begun: bool
    conclusion: Conclusion | None
    mayor_instrument: bool
    audit_letter: bool
    suspended: bool
    proposal_waits: bool
    proposed_by: UUID | None


def progress_of(complaint: Complaint, user: User) -> Progress:
    """The progress of one case, with one query. `suspended` is true for a proposal that waits, too.

    `conclusion` is that of the review under way or of the latest one; a review ordered again has none yet.
    """
    own = {"complaint": OuterRef("pk")}
    sheets, letters = Review.objects.filter(**own), Assignment.objects.filter(**own)
    standing = Suspension.objects.filter(**own, accused__isnull=True, ended_at__isnull=True)
    last_signed = sheets.filter(_of_this_review(), signed_at__isnull=False).order_by("-number").values("conclusion")[:1]
    row = (
        Complaint.objects.filter(pk=complaint.pk)
        .values(
            in_team=Exists(_present().filter(**own, user=user)),
            ordered=Exists(Disposition.objects.filter(**own, action__in=FOLLOW_UP_ACTIONS, replaced_at__isnull=True)),
            sheet_begun=Exists(sheets.filter(signed_at__isnull=True)),
            conclusion=Subquery(last_signed),
            mayor_instrument=Exists(letters.filter(issued_by=Signatory.MAYOR)),
            audit_letter=Exists(letters.filter(follow_up=FollowUp.AUDIT)),
            suspended=Exists(standing),
            proposal_waits=Exists(standing.filter(in_force_at__isnull=True)),
            proposed_by=Subquery(standing.values("proposed_by_id")[:1], output_field=UUIDField()),
        )
        .get()
    )
    found: dict[str, Any] = {**row, "conclusion": Conclusion(row["conclusion"]) if row["conclusion"] else None}
    return Progress(**found)


def _of_this_review() -> Q:
    """Sheets signed since the review last began."""
    begun = StateChange.objects.filter(complaint=OuterRef("complaint"), move=Move.START_REVIEW, at__gt=OuterRef("signed_at"))
    return ~Q(Exists(begun))


def suspension_of(complaint: Complaint) -> Suspension | None:
    """The postponement or stop of the whole case that is in force or waits for approval."""
    found = Suspension.objects.filter(complaint=complaint, accused__isnull=True, ended_at__isnull=True)
    return found.select_related("content", "proposed_by", "approved_by").first()


def stopped_people(complaint: Complaint) -> set[UUID]:
    """The accused for whom the follow-up is stopped (Pasal 14(2))."""
    found = Suspension.objects.filter(complaint=complaint, accused__isnull=False, ended_at__isnull=True)
    return {pk for pk in found.values_list("accused_id", flat=True) if pk is not None}


def rulings_of(complaint: Complaint) -> QuerySet[Ruling]:
    """What was ruled, oldest first."""
    return Ruling.objects.filter(complaint=complaint).select_related("content", "by")


def is_proven(complaint: Complaint) -> bool:
    """Whether a violation was proven, at least in part and against at least one accused (Pasal 20(2) asks this)."""
    decided = complaint.decided_at is not None
    return decided and AccusedPerson.objects.filter(complaint=complaint, outcome__in=[outcome.value for outcome in AGAINST]).exists()


def was_heard(person: AccusedPerson) -> bool:
    """Whether an interview record, or a recorded refusal or absence after two summonses, exists for an accused.

    Such records are not kept, so nobody counts as heard, and nothing can be recorded as proven.
    """
    del person
    return False


INSIDE_INSPECTORATE = frozenset({Routing.INSPECTORATE, Routing.INSPECTOR})
"""Cases received as being about somebody of the Inspektorat, whatever unit the reporter wrote."""


UNNAMED = "nama tidak diketahui"


def named_accused(complaint: Complaint, *, keys: Keys) -> list[tuple[AccusedPerson, str]]:
    """The accused of a case in their order, with the names the reporter gave."""
    people = AccusedPerson.objects.filter(complaint=complaint).select_related("content")
    return [(person, (open_sealed(person, "details", keys) or {}).get("name") or UNNAMED) for person in people]


def accused_facts(complaint: Complaint, *, keys: Keys) -> list[AccusedFacts]:
    """What the conflict check needs to know of the accused: from the routing, the reporter's words and the latest sheet."""
    all_units = list(Unit.objects.all())
    units = {str(unit.pk): unit.name for unit in all_units}
    latest = latest_sheet(complaint, keys=keys)
    scopes = {scope.accused: scope for scope in latest.scopes} if latest else {}
    inside = frozenset(unit.name for unit in all_units if unit.is_inspectorate)
    facts = [AccusedFacts(frozenset(), inside)] if complaint.routing in INSIDE_INSPECTORATE else []
    for person in AccusedPerson.objects.filter(complaint=complaint).select_related("content"):
        details = open_sealed(person, "details", keys) or {}
        scope = scopes.get(str(person.pk), Scope(""))
        described = {details.get("unit", ""), details.get("post", ""), units.get(scope.unit, "")} - {""}
        if scope.inspectorate_staff or any(speaks_of_inspectorate(words) for words in described):
            described |= inside
        facts.append(AccusedFacts(frozenset({details.get("name", "")} - {""}), frozenset(described)))
    return facts


@dataclass(frozen=True)
class Eligibility:
    """Somebody who might be given a case: his open cases as far as the asker sees them, and the reason why not, if any."""

    user: User
    load: int
    conflict: Conflict | None


def eligibilities(complaint: Complaint, *, keys: Keys, by: User, at: datetime, on: date) -> list[Eligibility]:
    """Every auditor in office on `on` (WIB) with the reason why he may not be given this case, the free ones first.

    Cases that `by` may not see are not counted, so that a number betrays nothing.
    """
    accused = accused_facts(complaint, keys=keys)
    walled = set(complaint.walls.values_list("user_id", flat=True))
    auditors = list(users_with(Role.AUDITOR, on=on).select_related("unit", "holder").order_by("full_name", "pk"))
    lines = unit_lines(user.unit_id for user in auditors)
    loads = _loads(by, at=at)
    rows = []
    for user in auditors:
        units = lines.get(user.unit_id, frozenset())
        candidate = Candidate(user.full_name, units, walled=user.pk in walled, has_key=user.holder_id is not None)
        rows.append(Eligibility(user, loads.get(user.pk, 0), conflict_of(candidate, accused)))
    return sorted(rows, key=lambda row: (row.conflict is not None, row.load, row.user.full_name))


def conflict_for(user: User, complaint: Complaint, *, keys: Keys, on: date) -> Conflict | None:
    """Why one person may not be given a case on `on` (WIB), or None."""
    candidate = Candidate(
        user.full_name,
        unit_lines([user.unit_id]).get(user.unit_id, frozenset()),
        walled=complaint.walls.filter(user=user).exists(),
        is_auditor=users_with(Role.AUDITOR, on=on).filter(pk=user.pk).exists(),
        has_key=user.holder_id is not None,
    )
    return conflict_of(candidate, accused_facts(complaint, keys=keys))


def unit_lines(wanted: Iterable[UUID | None]) -> dict[UUID | None, frozenset[str]]:
    """For each unit its own name with those of the units above and below it, by primary key; one query whatever the number.

    A row for the whole government is left out: everybody stands below it.
    """
    whole = plain(settings.SITE["government"])
    units = {unit.pk: unit for unit in Unit.objects.all()}
    below: dict[UUID, list[UUID]] = defaultdict(list)
    for unit in units.values():
        if unit.parent_id is not None:
            below[unit.parent_id].append(unit.pk)
    lines = {pk: {units[found].name for found in _line(pk, units, below)} for pk in wanted if pk in units}
    return {pk: frozenset(name for name in names if plain(name) != whole) for pk, names in lines.items()}


def _line(pk: UUID | None, units: dict[UUID, Unit], below: dict[UUID, list[UUID]]) -> set[UUID]:
    """A unit, everything above it and everything below it."""
    seen: set[UUID] = set()
    above = pk
    while above is not None and above not in seen:
        seen.add(above)
        above = units[above].parent_id
    waiting = list(below[pk]) if pk else []
    while waiting:
        unit = waiting.pop()
        if unit not in seen:
            seen.add(unit)
            waiting += below[unit]
    return seen


def _loads(by: User, *, at: datetime) -> dict[UUID, int]:
    cases = open_cases(visible_to(by, at=at)).values("pk")
    rows = _present().filter(complaint__in=cases).order_by()
    return dict(rows.values("user_id").annotate(cases=Count("pk")).values_list("user_id", "cases"))


def open_outcomes(complaint: Complaint) -> QuerySet[AccusedPerson]:
    """The accused about whom nothing was decided yet and whose follow-up is not stopped."""
    return AccusedPerson.objects.filter(complaint=complaint, outcome=PersonOutcome.OPEN).exclude(pk__in=stopped_people(complaint))

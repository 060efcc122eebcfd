"""Who may do what on a given day, read from appointments in force and from nothing else."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from foundation.accounts.enums import Role
from foundation.accounts.models import Appointment, Notice, Post, Unit, User
from foundation.statements import DAY, KEY, Statement


def in_force(on: date) -> Q:
    """The condition on Appointment that its term has effect `on` (a local date) and its secrecy undertaking is recorded by then."""
    return _in_term(on) & Q(undertaking_on__lte=on)


def _in_term(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on)) & (Q(ended_on__isnull=True) | Q(ended_on__gt=on))


def _able(on: date, prefix: str = "") -> Q:
    """The condition on User (reached by `prefix`) that the person has not ended `on` this date and has a key pair."""
    return (Q(**{f"{prefix}ended_on__isnull": True}) | Q(**{f"{prefix}ended_on__gt": on})) & Q(**{f"{prefix}holder__isnull": False})


def appointments_in_force(*roles: Role, on: date) -> QuerySet[Appointment]:
    """Appointments to one of `roles` (any role when none is named) that count `on` this local date."""
    found = Appointment.objects.filter(in_force(on), _able(on, "user__"))
    return found.filter(role__in=roles) if roles else found


def users_with(*roles: Role, on: date) -> QuerySet[User]:
    """People who hold one of `roles` (any role when none is named) on this local date, each once."""
    held = appointments_in_force(*roles, on=on).filter(user=OuterRef("pk"))
    return User.objects.filter(Exists(held))


def roles_of(user: User, *, on: date) -> frozenset[Role]:
    """The roles that count for `user` on this local date; none once the person ended or while a key pair is missing."""
    return frozenset(Role(role) for role in _ROLES.rows(user=user.pk, on=on))


def _roles(user: UUID, on: date) -> QuerySet[Appointment, str]:
    return Appointment.objects.filter(in_force(on), _able(on, "user__"), user_id=user).values_list("role", flat=True)


_ROLES = Statement(_roles, user=KEY, on=DAY)


def posts_running(on: date) -> QuerySet[Post]:
    """Posts that exist on a local date or begin later, with unit and who sits there; ended sittings are left out."""
    return Post.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).select_related("unit", "user")


def unread_notices(user: User) -> int:
    """How many notices of `user` are not marked as read."""
    return sum(_UNREAD.rows(user=user.pk))


def _unread(user: UUID) -> QuerySet[Notice, int]:
    unread = Notice.objects.filter(user_id=user, seen_at__isnull=True)
    return unread.order_by().values("user").annotate(count=Count("pk")).values_list("count", flat=True)


_UNREAD = Statement(_unread, user=KEY)


def notices_of(user: User) -> QuerySet[Notice]:
    """The notices of `user` and of nobody else: unread ones first, then the newest."""
    mine = Notice.objects.filter(user_id=user.pk).annotate(unread=Q(seen_at__isnull=True))
    return mine.order_by("-unread", "-created_at", "pk")


def offices_held(user: User, *, on: date) -> QuerySet[Appointment]:
    """The appointments of `user` whose term counts on this local date, whether or not he can act on them yet."""
    return Appointment.objects.filter(_in_term(on), user_id=user.pk)


def offices_of(user: User, *, on: date) -> frozenset[Role]:
    """What `user` is appointed to on this local date, whether or not he can act on it yet: an office counts against him at once."""
    return frozenset(Role(role) for role in offices_held(user, on=on).values_list("role", flat=True))


def is_inside(unit: Unit | None) -> bool:
    """Whether a unit is the Inspektorat or stands below it."""
    return unit is not None and unit.pk in inspectorate_units()


def inspectorate_units() -> frozenset[UUID]:
    """The keys of all units that are the Inspektorat or stand below a unit that is, in one query and however units are nested."""
    parents: dict[UUID, UUID | None] = {}
    inside: set[UUID] = set()
    for pk, parent, marked in Unit.objects.values_list("pk", "parent_id", "is_inspectorate"):
        parents[pk] = parent
        inside |= {pk} if marked else set()
    while below := {pk for pk, parent in parents.items() if parent in inside and pk not in inside}:
        inside |= below
    return frozenset(inside)

"""Units and posts: nothing is deleted, a unit ends once it is empty, and nobody touches what is his own."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from foundation.accounts import services
from foundation.accounts.enums import Role
from foundation.accounts.models import Post, Unit
from foundation.audit.changes import fingerprint
from foundation.audit.queries import history_of
from tests.factories.accounts import UnitFactory, UserFactory, appoint, person

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)


@pytest.fixture
def admin():
    return person(Role.ADMINISTRATOR)


def test_renaming_and_moving_is_on_record_with_both_sides(admin):
    unit, above = UnitFactory(name="Dinas Lama"), UnitFactory()

    services.change_unit(unit, name="Dinas Baru", parent=above, is_inspectorate=False, by=admin, at=AT)

    unit.refresh_from_db()
    (entry,) = history_of(unit)
    assert (unit.name, unit.parent, entry.action, entry.actor_id) == ("Dinas Baru", above, "accounts.unit_changed", admin.pk)
    assert entry.detail == {
        "fields": ["name", "parent"],
        "name_before": fingerprint("Dinas Lama"),
        "name_after": fingerprint("Dinas Baru"),
        "parent_before": None,
        "parent_after": str(above.pk),
    }


def test_a_change_of_nothing_leaves_no_entry(admin):
    unit = UnitFactory()

    services.change_unit(unit, name=unit.name, parent=None, is_inspectorate=False, by=admin, at=AT)

    assert history_of(unit).count() == 0


@pytest.mark.parametrize("distance", [0, 1, 2])
def test_a_unit_never_stands_below_itself(admin, distance):
    line = [UnitFactory()]
    for _ in range(2):
        line.append(UnitFactory(parent=line[-1]))

    with pytest.raises(ValidationError):
        services.change_unit(line[0], name="X", parent=line[distance], is_inspectorate=False, by=admin, at=AT)

    assert Unit.objects.get(pk=line[0].pk).parent is None


def test_nobody_takes_his_own_unit_into_the_inspektorat_or_out_of_it(admin):
    unit = UnitFactory()
    services.move_person(admin, unit, by=None, at=AT)
    admin.refresh_from_db()

    with pytest.raises(services.OwnRights):
        services.change_unit(unit, name=unit.name, parent=None, is_inspectorate=True, by=admin, at=AT)

    assert Unit.objects.get(pk=unit.pk).is_inspectorate is False


def test_a_unit_with_anything_in_it_does_not_end(admin):
    unit = UnitFactory()
    child, post = UnitFactory(parent=unit), services.create_post(unit=unit, title="Kepala", by=None, at=AT)
    worker, holder = UserFactory(unit=unit), UserFactory()
    appointment = appoint(holder, Role.RECEIVING_OFFICER, unit=unit)

    with pytest.raises(services.UnitInUse) as refusal:
        services.end_unit(unit, by=admin, at=AT)

    left = refusal.value.remaining
    assert [list(found) for found in (left.people, left.posts, left.units, left.appointments)] == [[worker], [post], [child], [appointment]]
    assert Unit.objects.get(pk=unit.pk).ended_on is None


def test_an_emptied_unit_ends_and_takes_nobody_in(admin):
    unit, other, worker = UnitFactory(), UnitFactory(), UserFactory()
    services.move_person(worker, unit, by=admin, at=AT)
    post = services.create_post(unit=unit, title="Kepala", valid_from=date(2026, 1, 2), by=admin, at=AT)
    services.move_person(worker, other, by=admin, at=AT)
    services.end_post(post, last_day=date(2026, 11, 15), by=admin, at=AT)

    services.end_unit(unit, by=admin, at=AT)
    services.end_unit(unit, by=admin, at=AT)

    assert [(entry.action, entry.detail) for entry in history_of(unit)] == [("accounts.unit_ended", {"on": "2026-11-16"})]
    for refused in (
        lambda: services.move_person(worker, unit, by=admin, at=AT),
        lambda: services.create_post(unit=unit, title="Kepala", by=admin, at=AT),
        lambda: services.create_unit(code="BARU", name="Baru", parent=unit, by=admin, at=AT),
        lambda: services.change_unit(unit, name="Lain", parent=None, is_inspectorate=False, by=admin, at=AT),
    ):
        with pytest.raises(services.UnitEnded):
            refused()


def test_moving_a_person_is_on_record_and_leaves_appointments(admin):
    old, new, worker = UnitFactory(), UnitFactory(), UserFactory()
    services.move_person(worker, old, by=None, at=AT)
    appointment = appoint(worker, Role.AUDITOR, unit=old)

    services.move_person(worker, new, by=admin, at=AT)

    worker.refresh_from_db()
    appointment.refresh_from_db()
    entry = history_of(worker).last()
    assert (worker.unit, appointment.unit, entry.action) == (new, old, "accounts.user_moved")
    assert entry.detail == {"fields": ["unit"], "unit_before": str(old.pk), "unit_after": str(new.pk)}


def test_nobody_moves_himself(admin):
    with pytest.raises(services.OwnRights):
        services.move_person(admin, UnitFactory(), by=admin, at=AT)


def test_a_new_sitter_ends_the_sitting_before_and_both_stay_readable(admin):
    first, second = UserFactory(), UserFactory()
    post = services.create_post(
        unit=UnitFactory(), title="Kepala", echelon="II.b", user=first, valid_from=date(2026, 1, 2), by=admin, at=AT
    )

    services.seat(post, second, valid_from=date(2026, 12, 1), by=admin, at=AT)

    assert list(Post.objects.order_by("valid_from").values_list("title", "echelon", "user", "valid_from", "valid_to")) == [
        ("Kepala", "II.b", first.pk, date(2026, 1, 2), date(2026, 11, 30)),
        ("Kepala", "II.b", second.pk, date(2026, 12, 1), None),
    ]
    ended = history_of(post).last()
    assert (ended.action, ended.detail) == (
        "accounts.post_ended",
        {"last_day": "2026-11-30", "user": str(first.pk), "recorded_on": "2026-11-16"},
    )


def test_a_sitting_begins_after_the_one_before(admin):
    post = services.create_post(unit=UnitFactory(), title="Kepala", valid_from=TODAY, by=admin, at=AT)

    with pytest.raises(ValidationError):
        services.seat(post, UserFactory(), valid_from=TODAY, by=admin, at=AT)

    assert Post.objects.get().valid_to is None


def test_what_has_ended_is_changed_no_more(admin):
    post = services.create_post(unit=UnitFactory(), title="Kepala", valid_from=date(2026, 1, 2), by=admin, at=AT)
    services.end_post(post, last_day=TODAY, by=admin, at=AT)

    for refused in (
        lambda: services.change_post(post, title="Lain", echelon="", by=admin, at=AT),
        lambda: services.seat(post, UserFactory(), valid_from=date(2027, 1, 2), by=admin, at=AT),
        lambda: services.end_post(post, last_day=TODAY, by=admin, at=AT),
    ):
        with pytest.raises(services.PostEnded):
            refused()


def test_echelon_is_on_record_in_clear(admin):
    post = services.create_post(unit=UnitFactory(), title="Kepala", echelon="III.a", by=admin, at=AT)

    services.change_post(post, title="Kepala", echelon="II.b", by=admin, at=AT)

    assert history_of(post).last().detail == {"fields": ["echelon"], "echelon_before": "III.a", "echelon_after": "II.b"}


def test_nobody_seats_himself_or_touches_the_post_he_sits_in(admin):
    unit = UnitFactory()
    own = services.create_post(unit=unit, title="Kepala", user=admin, valid_from=date(2026, 1, 2), by=None, at=AT)
    free = services.create_post(unit=unit, title="Sekretaris", by=None, at=AT)

    for refused in (
        lambda: services.seat(free, admin, valid_from=TODAY, by=admin, at=AT),
        lambda: services.create_post(unit=unit, title="Staf", user=admin, by=admin, at=AT),
        lambda: services.change_post(own, title="Kepala", echelon="II.a", by=admin, at=AT),
        lambda: services.seat(own, None, valid_from=TODAY, by=admin, at=AT),
        lambda: services.end_post(own, last_day=TODAY, by=admin, at=AT),
    ):
        with pytest.raises(services.OwnRights):
            refused()

    assert Post.objects.filter(valid_to=None, echelon="").count() == 2


def test_a_person_who_has_ended_sits_nowhere(admin):
    gone = UserFactory()
    services.end_person(gone, by=admin, at=AT)

    with pytest.raises(services.PersonEnded):
        services.create_post(unit=UnitFactory(), title="Kepala", user=gone, valid_from=TODAY, by=admin, at=AT)


def test_a_unit_does_not_come_into_the_inspektorat_with_an_outside_office_in_it_or_below(admin):
    top = UnitFactory()
    below = UnitFactory(parent=UnitFactory(parent=top))
    inspectorate = UnitFactory(is_inspectorate=True)
    person(Role.DELEGATE, unit=below)

    for unit, change in ((top, {"parent": None, "is_inspectorate": True}), (top, {"parent": inspectorate, "is_inspectorate": False})):
        with pytest.raises(services.UnitClash) as refusal:
            services.change_unit(unit, name=unit.name, **change, by=admin, at=AT)
        assert refusal.value.role == Role.DELEGATE

    assert Unit.objects.filter(pk=top.pk, is_inspectorate=False, parent=None).exists()
    assert history_of(top).count() == 0


def test_a_unit_does_not_leave_the_inspektorat_with_a_custodian_inside_but_moves_freely_without(admin):
    unit = UnitFactory(is_inspectorate=True)
    custodian = person(Role.CUSTODIAN_INSIDE, unit=unit)

    with pytest.raises(services.UnitClash):
        services.change_unit(unit, name=unit.name, parent=None, is_inspectorate=False, by=admin, at=AT)
    services.end_person(custodian, by=admin, at=AT)
    services.change_unit(unit, name=unit.name, parent=None, is_inspectorate=False, by=admin, at=AT)

    assert Unit.objects.get(pk=unit.pk).is_inspectorate is False


def test_a_unit_below_the_inspektorat_takes_in_no_outside_office(admin):
    below = UnitFactory(parent=UnitFactory(is_inspectorate=True))
    delegate, auditor = person(Role.DELEGATE), UserFactory(unit=below)

    with pytest.raises(services.UnitClash):
        services.move_person(delegate, below, by=admin, at=AT)
    with pytest.raises(services.UnitClash):
        appoint(auditor, Role.DELEGATE)

"""A password that is gone without its recovery code: the old key ends, the administrator opens nothing, and those who watch hear of it."""

import pytest
from django.urls import reverse

from foundation.accounts import events, services
from foundation.accounts.enums import Role
from foundation.accounts.factors import factors_of
from foundation.accounts.models import Notice, Session, User
from foundation.accounts.queries import roles_of
from foundation.accounts.services import people
from foundation.audit.queries import history_of
from foundation.vault.errors import WrongPassword
from foundation.vault.holders import unlock
from foundation.vault.models import Holder
from tests.factories.accounts import MONDAY_MORNING, PASSWORD, UserFactory, person, signed_in, unlocked
from tests.factories.authenticators import with_app

AT = MONDAY_MORNING
OTHER = "gurita-menulis-surat-7"
pytestmark = pytest.mark.django_db


def reset(user: User, by: User) -> tuple[User, str]:
    temporary = services.reset_access(user, by=by, at=AT)
    return User.objects.get(pk=user.pk), temporary


@pytest.fixture
def admin() -> User:
    return person(Role.ADMINISTRATOR, username="admin")


def test_nothing_of_the_old_access_is_left(admin):
    user = person(Role.AUDITOR)
    with_app(user)
    code, old = services.make_personal_code(user, unlocked(user), at=AT), user.holder
    signed_in(user)

    user, temporary = reset(user, admin)

    ended = Holder.objects.get(pk=old.pk)
    assert (user.holder, ended.ended_at, factors_of(user), Session.objects.filter(user=user).count()) == (None, AT, [], 0)
    assert (user.check_password(temporary), user.check_password(PASSWORD), roles_of(user, on=AT.date())) == (True, False, frozenset())
    with pytest.raises(WrongPassword):
        unlock(ended, PASSWORD)
    with pytest.raises(services.RecoveryRefused):
        services.recover_password(user.username, code, "", OTHER, at=AT)


def test_the_next_sign_in_makes_another_key_pair_and_says_so(admin):
    user = person(Role.AUDITOR)
    old = user.holder_id
    user, temporary = reset(user, admin)
    news = []
    events.holder_made.connect(listener := lambda user, **_: news.append(user.pk))

    changed, key = services.replace_password(user, temporary, OTHER, at=AT)
    events.holder_made.disconnect(listener)

    assert (changed.holder_id == old, key.holder_id == changed.holder_id, news) == (False, True, [user.pk])
    assert roles_of(changed, on=AT.date()) == {Role.AUDITOR}


def test_what_was_held_can_be_written_down_before_it_goes(admin):
    user, seen = person(Role.AUDITOR), []

    def listener(user, comes_back, **_):
        seen.append((user.pk, comes_back, Holder.objects.get(pk=user.holder_id).ended_at))

    events.holder_ending.connect(listener)
    reset(user, admin)
    events.holder_ending.disconnect(listener)

    assert seen == [(user.pk, True, None)]


def test_it_is_on_record_with_before_and_after_and_no_password(admin):
    user = person(Role.AUDITOR)
    old = user.holder_id
    services.make_personal_code(user, unlocked(user), at=AT)

    user, temporary = reset(user, admin)

    entry = history_of(user).filter(action="accounts.access_reset").get()
    assert (entry.actor_id, entry.detail) == (
        admin.pk,
        {
            "fields": ["holder", "recovery_code"],
            "holder_before": str(old), "holder_after": None, "recovery_code_before": True, "recovery_code_after": False,
            "compartments": 0,
        },
    )  # fmt: skip
    assert temporary not in str(entry.detail)


def test_those_who_answer_for_secrecy_and_the_person_hear_of_it(admin):
    user, told = person(Role.AUDITOR), [person(role) for role in (Role.INSPECTOR, Role.DEPUTY_INSPECTOR, Role.DELEGATE)]
    person(Role.CHANNEL_OFFICER)

    reset(user, admin)

    assert set(Notice.objects.values_list("user_id", "kind")) == {(one.pk, "alarm") for one in [user, *told]}


def test_nobody_resets_himself_nor_who_has_ended_nor_who_has_no_key(admin):
    ended = services.end_person(person(Role.AUDITOR), by=admin, at=AT)
    invited, _ = services.invite_user(username="orang.baru", full_name="Orang Baru", by=admin, at=AT)
    refused = []
    for user in (admin, ended, invited):
        with pytest.raises((services.OwnRights, services.PersonEnded, services.NoKeyYet)) as refusal:
            reset(user, admin)
        refused.append(refusal.type)

    assert refused == [services.OwnRights, services.PersonEnded, services.NoKeyYet]
    assert unlock(User.objects.get(pk=admin.pk).holder, PASSWORD).holder_id == admin.holder_id


def test_the_page_asks_that_they_met_and_shows_the_password_once(clock, admin):
    user, browser = UserFactory(), signed_in(admin)
    page = reverse("accounts:reset_access", args=[user.pk])

    unmet = browser.post(page, {})
    assert (unmet.status_code, User.objects.get(pk=user.pk).holder_id) == (200, user.holder_id)
    assert "Centang setelah Anda bertemu langsung" in unmet.content.decode()

    shown = browser.post(page, {"bertemu": "on"})

    password = shown.context["password"]
    assert (shown.content.count(password.encode()), User.objects.get(pk=user.pk).check_password(password)) == (1, True)
    assert password not in str(dict(browser.session))


def test_the_page_is_for_administrators_alone_and_not_for_oneself(clock, admin):
    user = person(Role.AUDITOR)
    page = reverse("accounts:reset_access", args=[user.pk])
    strangers = [signed_in(person(role)) for role in (Role.INSPECTOR, Role.CUSTODIAN_INSIDE)]
    own = signed_in(admin).post(reverse("accounts:reset_access", args=[admin.pk]), {"bertemu": "on"})

    assert {call(page, {"bertemu": "on"}).status_code for one in strangers for call in (one.get, one.post)} == {404}
    assert "Minta administrator lain" in own.content.decode()
    assert User.objects.filter(pk__in=[user.pk, admin.pk], holder__isnull=False).count() == 2


def in_between(monkeypatch, happens):
    """Let something happen after the password was proven and before the new one is stored, as another process would."""
    proven = people.prove

    def prove(*arguments, **facts):
        found = proven(*arguments, **facts)
        happens()
        return found

    monkeypatch.setattr(people, "prove", prove)


def test_the_old_password_takes_no_reset_over_that_comes_in_between(admin, monkeypatch):
    user = person(Role.AUDITOR)
    found = []
    in_between(monkeypatch, lambda: found.append(services.reset_access(user, by=admin, at=AT)))

    with pytest.raises(WrongPassword):
        services.replace_password(User.objects.get(pk=user.pk), PASSWORD, OTHER, at=AT)

    now = User.objects.get(pk=user.pk)
    assert (now.holder, now.check_password(found[0]), now.check_password(OTHER)) == (None, True, False)


def test_a_temporary_password_that_was_renewed_in_between_makes_no_key(admin, monkeypatch):
    user, temporary = reset(person(Role.AUDITOR), admin)
    in_between(monkeypatch, lambda: services.renew_temporary_password(user, by=admin, at=AT))

    with pytest.raises(WrongPassword):
        services.replace_password(User.objects.get(pk=user.pk), temporary, OTHER, at=AT)

    assert User.objects.get(pk=user.pk).holder is None


def test_a_second_factor_that_went_in_between_makes_no_key(admin, monkeypatch, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user, temporary = reset(person(Role.AUDITOR), admin)
    with_app(user)
    in_between(monkeypatch, lambda: services.reset_second_factor(user, by=admin, at=AT))

    with pytest.raises(services.SecondFactorMissing):
        services.replace_password(User.objects.get(pk=user.pk), temporary, OTHER, at=AT)

    assert User.objects.get(pk=user.pk).holder is None


def test_without_a_watcher_in_office_the_other_administrators_hear_of_it(admin):
    user, other = person(Role.AUDITOR), person(Role.ADMINISTRATOR)

    reset(user, admin)

    assert set(Notice.objects.values_list("user_id", "kind")) == {(one.pk, "alarm") for one in (user, other)}


def test_the_page_does_not_promise_that_the_administrator_gains_nothing(clock, admin):
    text = signed_in(admin).get(reverse("accounts:reset_access", args=[UserFactory().pk])).content.decode()

    assert "tidak memperoleh akses apa pun" not in text
    assert "dapat masuk atas nama orang itu" in text

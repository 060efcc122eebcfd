"""Where a second factor is demanded, nothing comes before it: no page, no role, no key, and for a newcomer no key pair."""

import pytest
from django.test import Client

from foundation.accounts import services
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.accounts.queries import roles_of, users_with
from foundation.accounts.readiness import readiness
from foundation.audit.queries import history_of
from tests.factories.accounts import MONDAY_MORNING, PASSWORD, appoint, person, signed_in
from tests.factories.authenticators import code_at, with_app
from tests.foundation.accounts.test_middleware import seen

pytestmark = pytest.mark.django_db
LOGIN, TOTP, PASSWORD_PAGE, INBOX = "/petugas/masuk/", "/petugas/akun/aplikasi/", "/petugas/sandi/", "/petugas/"
OTHER = "gurita-menulis-surat-7"
TODAY = MONDAY_MORNING.date()


@pytest.fixture(autouse=True)
def demanded(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def offered_secret(client: Client) -> str:
    return "".join(client.get(TOTP).context["groups"])


def add_app(client: Client, password: str):
    return client.post(TOTP, {"code": code_at(MONDAY_MORNING, offered_secret(client)), "current": password})


def newcomer() -> tuple[User, str]:
    user, temporary = services.invite_user(username="orang.baru", full_name="Orang Baru", by=None, at=MONDAY_MORNING)
    appoint(user, Role.AUDITOR)
    return user, temporary


@pytest.mark.parametrize("page", [INBOX, "/petugas/akun/", PASSWORD_PAGE, "/petugas/pengaturan/", "/petugas/akun/kode-pemulihan/"])
def test_session_without_a_factor_may_only_add_one(clock, page):
    client = signed_in(person(Role.AUDITOR))

    answers = [client.get(page)["Location"], client.post(page, {"current": PASSWORD})["Location"]]

    assert (answers, client.get(TOTP).status_code, client.get("/petugas/akun/kunci-sandi/").status_code) == ([TOTP, TOTP], 200, 200)


def test_session_without_a_factor_has_no_role_and_no_key(clock):
    request = seen(signed_in(person(Role.AUDITOR)))

    assert (request.roles, request.keyring, request.user.is_authenticated) == (frozenset(), None, True)


def test_adding_a_factor_makes_the_session_whole_and_ends_the_others(clock):
    user = person(Role.AUDITOR)
    client, elsewhere = signed_in(user), signed_in(user)

    response = add_app(client, PASSWORD)

    assert (len(response.context["codes"]), client.get(INBOX).status_code, seen(client).keyring.holder_id) == (10, 200, user.holder_id)
    assert elsewhere.get(INBOX)["Location"].partition("&")[0] == f"{LOGIN}?alasan=berakhir"


def test_newcomer_adds_a_factor_then_chooses_a_password_and_only_then_has_a_key_pair(clock):
    user, temporary = newcomer()
    client = Client()
    client.post(LOGIN, {"login": user.username, "password": temporary})
    assert client.get(INBOX)["Location"] == TOTP
    add_app(client, temporary)
    between = (client.get(INBOX)["Location"], User.objects.get(pk=user.pk).holder, list(users_with(Role.AUDITOR, on=TODAY)))

    client.post(PASSWORD_PAGE, {"current": temporary, "new": OTHER, "again": OTHER})

    assert between == (PASSWORD_PAGE, None, [])
    assert (client.get(INBOX).status_code, roles_of(user, on=TODAY)) == (200, {Role.AUDITOR})
    assert list(users_with(Role.AUDITOR, on=TODAY)) == [user]
    assert [entry.action for entry in history_of(user)][-4:] == [
        "accounts.undertaking_recorded", "accounts.signed_in", "accounts.second_factor_added", "accounts.password_chosen",
    ]  # fmt: skip


def test_service_makes_no_key_pair_before_the_factor(clock):
    user, temporary = newcomer()

    with pytest.raises(services.SecondFactorMissing):
        services.replace_password(user, temporary, OTHER, at=MONDAY_MORNING)

    assert User.objects.get(pk=user.pk).holder is None


def test_interrupted_newcomer_is_asked_for_the_factor_and_goes_on(clock):
    user, temporary = newcomer()
    codes = with_app(user)
    client = Client()

    answers = [
        client.post(LOGIN, {"login": user.username, "password": temporary})["Location"],
        client.post("/petugas/masuk/kode/", {"code": codes[0]})["Location"],
        client.get(INBOX)["Location"],
    ]

    assert answers == ["/petugas/masuk/kode/", INBOX, PASSWORD_PAGE]


def test_new_temporary_password_takes_the_factor_that_somebody_added_under_the_old_one(clock):
    administrator = person(Role.ADMINISTRATOR)
    user, _ = newcomer()
    with_app(user)

    services.renew_temporary_password(user, by=administrator, at=MONDAY_MORNING)

    assert user.authenticator_set.count() == 0


def test_reset_person_stays_somebody_to_grant_to_and_adds_a_new_factor(clock):
    """Otherwise the nightly check would take every key of somebody who lost a phone."""
    administrator, user = person(Role.ADMINISTRATOR), person(Role.AUDITOR)
    with_app(user)
    services.reset_second_factor(user, by=administrator, at=MONDAY_MORNING)
    client = Client()
    client.post(LOGIN, {"login": user.username, "password": PASSWORD})

    assert (client.get(INBOX)["Location"], roles_of(user, on=TODAY)) == (TOTP, {Role.AUDITOR})
    add_app(client, PASSWORD)
    assert client.get(INBOX).status_code == 200


def test_inviter_sees_what_is_missing(clock):
    user, _ = newcomer()
    settled = person(Role.AUDITOR)
    found = [readiness(one, on=TODAY).missing for one in (user, settled)]
    with_app(user)
    with_app(settled)
    user, settled = User.objects.get(pk=user.pk), User.objects.get(pk=settled.pk)

    assert found == ["Belum memasang faktor kedua dan memilih kata sandi sendiri", "Belum memasang faktor kedua"]
    assert [readiness(one, on=TODAY).missing for one in (user, settled)] == ["Belum memilih kata sandi sendiri", ""]

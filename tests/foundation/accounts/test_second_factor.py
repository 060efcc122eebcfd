"""The second factor: taken once, sealed in the database, added, removed, lost and reset, all of it on record."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.core import context
from allauth.mfa.models import Authenticator
from hypothesis import given
from hypothesis import strategies as st

from foundation.accounts import services
from foundation.accounts.adapter import OfficeMFAAdapter
from foundation.accounts.enums import Factor, Role
from foundation.accounts.factors import codes_left, factors_of
from foundation.accounts.models import Notice
from foundation.accounts.services.second_factor import _step_of
from foundation.audit.queries import history_of
from foundation.vault.errors import CannotOpen
from tests.factories.accounts import MONDAY_MORNING, UserFactory, person, signed_in
from tests.factories.authenticators import SECRET, code_at, with_app

AT = MONDAY_MORNING
STEP = timedelta(seconds=30)
db = pytest.mark.django_db


def acts(user) -> list[tuple[str, dict]]:
    return [(entry.action, entry.detail) for entry in history_of(user) if "factor" in entry.action or "code" in entry.action]


@db
def test_right_code_proves_the_app():
    user = UserFactory()
    with_app(user)

    assert services.check_code(user, code_at(AT), at=AT) == Factor.TOTP


@db
@pytest.mark.parametrize("shown", [lambda code: f"{code[:3]} {code[3:]}", lambda code: f" {code} "])
def test_code_is_forgiven_its_spaces(shown):
    user = UserFactory()
    with_app(user)

    assert services.check_code(user, shown(code_at(AT)), at=AT) == Factor.TOTP


@db
def test_code_is_taken_once_even_half_a_minute_later():
    user = UserFactory()
    with_app(user)
    services.check_code(user, code_at(AT), at=AT)

    for moment in (AT, AT + STEP):
        with pytest.raises(services.WrongFactor):
            services.check_code(user, code_at(AT), at=moment)
    assert services.check_code(user, code_at(AT + STEP), at=AT + STEP) == Factor.TOTP


@db
def test_code_that_added_the_app_signs_nobody_in():
    user = UserFactory()
    with_app(user, at=AT)

    with pytest.raises(services.WrongFactor):
        services.check_code(user, code_at(AT), at=AT)


@given(seconds=st.integers(-600, 600), start=st.integers(0, 29))
def test_code_is_good_for_its_own_half_minute_and_one_on_either_side(seconds, start):
    shown_at = datetime(2026, 11, 16, 2, 0, start, tzinfo=UTC)
    asked_at = shown_at + timedelta(seconds=seconds)
    apart = abs(int(asked_at.timestamp()) // 30 - int(shown_at.timestamp()) // 30)

    # No two of the forty steps around this moment have the same code.
    found = _step_of(SECRET, code_at(shown_at), at=asked_at)

    assert (found is not None) == (apart <= 1)


@db
@pytest.mark.parametrize("typed", ["", "000000", "abcdef", "１２３４５６", "x" * 40, "'; --"])
def test_wrong_code_is_refused_and_on_record(typed):
    user = UserFactory()
    with_app(user)

    with pytest.raises(services.WrongFactor):
        services.check_code(user, typed, at=AT)

    entry = history_of(user).last()
    assert (entry.action, entry.actor_id, entry.detail) == ("accounts.second_factor_failed", None, {})


@db
def test_somebody_elses_code_proves_nothing():
    user, other = UserFactory(), UserFactory()
    codes = with_app(user)
    services.add_totp(other, "A" * 32, code_at(AT, "A" * 32), at=AT)

    for code in (code_at(AT), codes[0]):
        with pytest.raises(services.WrongFactor):
            services.check_code(other, code, at=AT)


@db
def test_one_time_code_stands_in_once_and_is_counted():
    user = UserFactory()
    codes = with_app(user)

    proven = services.check_code(user, f"{codes[3][:4]} {codes[3][4:]}", at=AT)

    with pytest.raises(services.WrongFactor):
        services.check_code(user, codes[3], at=AT)
    assert (proven, codes_left(user), len(set(codes))) == (Factor.CODES, 9, 10)
    assert acts(user)[-2:] == [("accounts.code_used", {"left": 9}), ("accounts.second_factor_failed", {})]


@db
def test_new_codes_make_the_old_ones_void():
    user = UserFactory()
    old = with_app(user)

    new = services.renew_codes(user, at=AT)

    with pytest.raises(services.WrongFactor):
        services.check_code(user, old[0], at=AT)
    assert (services.check_code(user, new[0], at=AT), len(set(old) & set(new))) == (Factor.CODES, 0)


@db
def test_no_codes_without_a_factor_that_they_stand_in_for():
    with pytest.raises(services.NothingToReset):
        services.renew_codes(UserFactory(), at=AT)


@db
def test_app_that_shows_another_code_is_not_added():
    user = UserFactory()

    with pytest.raises(services.WrongFactor):
        services.add_totp(user, SECRET, "123456", at=AT)

    assert (Authenticator.objects.count(), acts(user)) == (0, [])


@db
def test_second_app_takes_the_place_of_the_first_and_keeps_the_codes():
    user = UserFactory()
    codes = with_app(user)

    made = services.add_totp(user, "B" * 32, code_at(AT, "B" * 32), at=AT)

    with pytest.raises(services.WrongFactor):
        services.check_code(user, code_at(AT), at=AT)
    assert (made, services.check_code(user, codes[0], at=AT)) == ([], Factor.CODES)


@db
@pytest.mark.parametrize(
    "answer", [None, [], {}, "x", {"id": 1}, {"id": "AA", "rawId": "AA", "response": {}}, {"response": None, "type": "public-key"}]
)
def test_answer_that_no_passkey_gave_is_refused(answer, rf):
    user = UserFactory()
    request = rf.get("/")
    request.session = {"mfa.webauthn.state": {"challenge": "AA", "user_verification": "preferred"}}
    with context.request_context(request):
        with pytest.raises(services.WrongFactor):
            services.check_passkey(user, answer, at=AT)
        with pytest.raises(services.WrongFactor):
            services.add_passkey(user, answer, name="Ponsel", at=AT)
    assert Authenticator.objects.count() == 0


@db
def test_database_holds_no_seed():
    user = UserFactory()
    codes = with_app(user)

    kept = " ".join(str(data) for data in Authenticator.objects.values_list("data", flat=True))

    assert [kept.count(secret) for secret in (SECRET, *codes)] == [0] * 11


def test_seed_opens_under_the_key_of_this_server_alone(settings, tmp_path):
    adapter = OfficeMFAAdapter()
    sealed = adapter.encrypt(SECRET)
    here = adapter.decrypt(sealed)
    (tmp_path / "server.key").write_bytes(bytes(range(32)))
    settings.SERVER_KEY_FILE = tmp_path / "server.key"

    with pytest.raises(CannotOpen):
        adapter.decrypt(sealed)
    assert here == SECRET


@db
def test_last_factor_goes_with_its_codes_where_none_is_demanded():
    user = UserFactory()
    with_app(user)

    services.remove_factor(user, factors_of(user)[0], at=AT)

    assert (Authenticator.objects.filter(user=user).count(), acts(user)[-1]) == (0, ("accounts.second_factor_removed", {"factor": "totp"}))


@db
def test_last_factor_stays_where_one_is_demanded(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user = UserFactory()
    with_app(user)

    with pytest.raises(services.LastFactor):
        services.remove_factor(user, factors_of(user)[0], at=AT)

    assert Authenticator.objects.filter(user=user).count() == 2


@db
def test_reset_takes_the_factors_ends_the_sessions_and_leaves_the_key(clock):
    administrator, user = person(Role.ADMINISTRATOR), person(Role.AUDITOR)
    with_app(user)
    signed_in(user)
    before = (user.holder_id, bytes(user.holder.wrapped_key))

    services.reset_second_factor(user, by=administrator, at=AT)

    user.refresh_from_db()
    assert (factors_of(user), codes_left(user), user.sessions.count()) == ([], 0, 0)
    assert (user.holder_id, bytes(user.holder.wrapped_key)) == before
    entry = history_of(user).last()
    assert (entry.action, entry.actor_id, entry.detail) == ("accounts.second_factor_reset", administrator.pk, {"factors": 1})


@db
def test_reset_is_told_to_those_who_answer_for_secrecy_and_to_the_person():
    told = [person(Role.INSPECTOR), person(Role.DEPUTY_INSPECTOR), person(Role.DELEGATE)]
    administrator, user = person(Role.ADMINISTRATOR), person(Role.AUDITOR)
    with_app(user)

    services.reset_second_factor(user, by=administrator, at=AT)

    notices = Notice.objects.filter(key__startswith="factor_reset:")
    assert {notice.user_id: (notice.kind, notice.params) for notice in notices} == {
        one.pk: ("alarm", {"person": str(user.pk)}) for one in (*told, user)
    }


@db
def test_nobody_resets_his_own():
    administrator = person(Role.ADMINISTRATOR)
    with_app(administrator)

    with pytest.raises(services.OwnRights):
        services.reset_second_factor(administrator, by=administrator, at=AT)

    assert len(factors_of(administrator)) == 1


@db
def test_nothing_to_reset_changes_nothing():
    administrator, user = person(Role.ADMINISTRATOR), person(Role.AUDITOR)
    signed_in(user)

    with pytest.raises(services.NothingToReset):
        services.reset_second_factor(user, by=administrator, at=AT)

    assert (user.sessions.count(), acts(user)) == (1, [])

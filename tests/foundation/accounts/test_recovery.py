"""A forgotten password: the printed code keeps the key, and every refusal looks the same."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.accounts import services
from foundation.accounts.adapter import RECOVERY_FAILED, TOO_MANY_ATTEMPTS
from foundation.accounts.enums import Role
from foundation.accounts.models import Notice, PersonalCode, User
from foundation.audit.models import AuditEntry
from foundation.audit.queries import history_of
from foundation.vault import holders
from foundation.vault.errors import WrongPassword
from foundation.vault.holders import staff as staff_keys
from tests.factories.accounts import MONDAY_MORNING, PASSWORD, UserFactory, person, signed_in, unlocked
from tests.factories.authenticators import code_at, with_app

AT = MONDAY_MORNING
OTHER = "gurita-menulis-surat-7"
PAGE, LOGIN = "/petugas/masuk/pulih/", "/petugas/masuk/"
pytestmark = pytest.mark.django_db


def with_code(user: User) -> str:
    return services.make_personal_code(user, unlocked(user), at=AT)


def recover(user_or_name, code, proof="", new=OTHER):
    name = user_or_name.username if isinstance(user_or_name, User) else user_or_name
    return services.recover_password(name, code, proof, new, at=AT)


def send(username, code, proof="", new=OTHER, again=None, client=None):
    sent = {"username": username, "recovery_code": code, "proof": proof, "new": new, "again": new if again is None else again}
    return (client or Client()).post(PAGE, sent)


def test_code_gives_a_new_password_that_opens_the_same_key():
    user = UserFactory()
    key, code = unlocked(user), with_code(user)

    changed = recover(user, code)

    assert (unlocked(changed, OTHER), changed.check_password(OTHER), changed.holder_id) == (key, True, user.holder_id)
    with pytest.raises(WrongPassword):
        unlocked(changed, PASSWORD)


def test_code_is_forgiven_its_writing():
    user = UserFactory()
    code = with_code(user)

    assert recover(user, f" {code[:4].lower()}-{code[4:8]} {code[8:]}. ").pk == user.pk


def test_code_is_good_once():
    user = UserFactory()
    code = with_code(user)
    recover(user, code)

    with pytest.raises(services.RecoveryRefused):
        recover(user, code, new="kepiting-membuka-pintu-3")

    kept = PersonalCode.objects.get()
    assert (kept.spent_at, bytes(kept.wrapped_key)) == (AT, b"")


def test_new_code_makes_the_old_one_void():
    user = UserFactory()
    old, new = with_code(user), with_code(user)

    with pytest.raises(services.RecoveryRefused):
        recover(user, old)
    assert recover(user, new).pk == user.pk


def test_code_survives_a_change_of_password():
    user = UserFactory()
    code = with_code(user)
    user, _ = services.replace_password(user, PASSWORD, OTHER, at=AT)

    assert unlocked(recover(user, code, new="kepiting-membuka-pintu-3"), "kepiting-membuka-pintu-3").holder_id == user.holder_id


def test_code_is_stored_nowhere_and_neither_is_the_key():
    user = UserFactory()
    code = with_code(user)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_personalcode")
        row = b"".join(bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in cursor.fetchone())

    assert [row.count(secret) for secret in (code.encode(), code.lower().encode(), unlocked(user).private_key)] == [0, 0, 0]


@settings(max_examples=12, deadline=None)
@given(steps=st.lists(st.sampled_from(["change", "code", "recover", "add", "reset"]), max_size=8))
def test_whatever_happens_in_whatever_order_the_key_stays_and_only_the_newest_password_and_code_open_it(steps):
    administrator, user = UserFactory(), UserFactory()
    key, passwords, codes, sheet = unlocked(user), [PASSWORD], [], []
    for number, step in enumerate(steps):
        user, new = User.objects.get(pk=user.pk), f"gurita-menulis-surat-{number}"
        if step == "change":
            services.replace_password(user, passwords[-1], new, at=AT)
            passwords.append(new)
        elif step == "code":
            codes.append(services.make_personal_code(user, unlocked(user, passwords[-1]), at=AT))
        elif step == "recover" and codes:
            recover(user, codes.pop(), sheet.pop() if sheet else "", new=new)
            passwords.append(new)
            codes.clear()
        elif step == "add":
            sheet = with_app(user) or sheet
        elif step == "reset" and sheet:
            services.reset_second_factor(user, by=administrator, at=AT)
            sheet = []

    user = User.objects.get(pk=user.pk)
    opened = [user.check_password(password) for password in passwords]
    assert (unlocked(user, passwords[-1]), opened) == (key, [False] * (len(passwords) - 1) + [True])
    assert PersonalCode.objects.filter(user=user, spent_at=None).exists() == bool(codes)


def test_every_session_ends_and_the_person_is_told(clock):
    user = person(Role.AUDITOR)
    signed_in(user)

    recover(user, with_code(user))

    assert (user.sessions.count(), list(Notice.objects.values_list("user", "kind"))) == (0, [(user.pk, "attention")])
    assert [entry.action for entry in history_of(user)][-2:] == ["accounts.recovery_code_made", "accounts.password_recovered"]


def test_second_factor_is_asked_for_where_there_is_one():
    user = UserFactory()
    codes = with_app(user)
    code = with_code(user)

    for proof in ("", "000000"):
        with pytest.raises(services.RecoveryRefused):
            recover(user, code, proof)
    assert recover(user, code, codes[0]).check_password(OTHER)


def test_app_proves_it_as_well():
    user = UserFactory()
    with_app(user)

    assert recover(user, with_code(user), code_at(AT)).check_password(OTHER)


def test_code_alone_is_not_enough_and_is_not_used_up():
    user = UserFactory()
    with_app(user)
    code = with_code(user)
    with pytest.raises(services.RecoveryRefused):
        recover(user, code, "000000")

    user.refresh_from_db()
    assert (user.check_password(PASSWORD), PersonalCode.objects.get().spent_at) == (True, None)


def test_password_like_the_persons_name_is_refused_to_the_holder_of_the_code():
    user = UserFactory(username="siti.aminah", full_name="Siti Aminah")
    code = with_code(user)

    with pytest.raises(ValidationError):
        recover(user, code, new="siti.aminah.siti")
    assert recover(user, code).check_password(OTHER)


def test_nobody_makes_a_code_for_another_key():
    user, other = UserFactory(), UserFactory()

    with pytest.raises(ValueError, match="another holder is unlocked"):
        services.make_personal_code(user, unlocked(other), at=AT)

    assert PersonalCode.objects.count() == 0


def _no_code():
    return UserFactory(username="pegawai.uji")


def _other_code():
    user = UserFactory(username="pegawai.uji")
    with_code(user)
    return user


def _ended():
    user = person(Role.AUDITOR, username="pegawai.uji")
    PersonalCode.objects.create(user=user, wrapped_key=holders.wrap_under_code(user.holder, unlocked(user), "0" * 16), made_at=AT)
    services.end_person(user, by=None, at=AT)
    return user


def _factor_lacking():
    user = UserFactory(username="pegawai.uji")
    PersonalCode.objects.create(user=user, wrapped_key=holders.wrap_under_code(user.holder, unlocked(user), "0" * 16), made_at=AT)
    with_app(user)
    return user


@pytest.mark.parametrize("make", [_no_code, _other_code, _ended, _factor_lacking])
@pytest.mark.parametrize("code", ["0" * 16, "bukan kode"])
def test_every_refusal_looks_the_same_and_costs_one_pass(clock, monkeypatch, make, code):
    make()
    paid, stretch = [], staff_keys._stretch
    monkeypatch.setattr(staff_keys, "_stretch", lambda *given, **costs: paid.append(1) or stretch(*given, **costs))

    pages = []
    for name in ("tidak.ada.sama", "pegawai.uji"):
        paid.clear()
        response = send(name, code)
        shown = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", response.content).replace(name.encode(), b"NAMA")
        pages.append((response.status_code, list(response.context["form"].non_field_errors()), shown, len(paid)))

    assert pages[0] == pages[1]
    assert pages[0][1:4:2] == ([RECOVERY_FAILED], 1)


def test_refusals_are_on_record(clock):
    user = UserFactory()

    send(user.username, "0" * 16)
    send("tidak.ada", "0" * 16)

    found = AuditEntry.objects.filter(action="accounts.sign_in_refused").order_by("pk").values_list("target_kind", "detail")
    assert list(found) == [("accounts.User", {"reason": "recovery"}), ("accounts.SignIn", {"reason": "recovery"})]


@pytest.mark.parametrize("name", ["pegawai.uji", "tidak.ada"])
def test_guessing_is_throttled_whether_or_not_the_account_exists(clock, name):
    user = UserFactory(username="pegawai.uji")
    code = with_code(user)
    for _ in range(5):
        send(name, "0" * 16)

    response = send(name, code)

    assert list(response.context["form"].non_field_errors()) == [TOO_MANY_ATTEMPTS]


def test_page_leads_back_to_the_sign_in_which_says_so(clock):
    user = person(Role.AUDITOR)
    code, client = with_code(user), Client()

    response = send(user.username, code, client=client)

    assert (response.status_code, response["Location"]) == (302, f"{LOGIN}?alasan=pulih")
    assert client.get(response["Location"]).context["reason"] == "Kata sandi Anda sudah diganti. Masuk dengan kata sandi yang baru."
    assert client.post(LOGIN, {"login": user.username, "password": OTHER})["Location"] == "/petugas/"


def test_page_says_what_is_missing_before_it_looks_at_any_account(clock, django_assert_num_queries):
    with django_assert_num_queries(1):  # the banner of every public page
        response = send("", "", new="pendek", again="lain")

    errors = response.context["form"].errors
    assert (sorted(errors), errors["username"], errors["recovery_code"]) == (
        ["new", "recovery_code", "username"], ["Isi nama pengguna"], ["Isi kode pemulihan"],
    )  # fmt: skip


def test_neither_password_nor_code_comes_back(clock):
    response = send("siapa.saja", "ABCD EFGH JKMN PQRS", again="lain-sama-sekali-9")

    assert [response.content.count(secret) for secret in (OTHER.encode(), b"lain-sama-sekali-9")] == [0, 0]


@pytest.mark.django_db(transaction=True)
def test_code_used_twice_at_once_gives_one_password(clock):
    user = UserFactory()
    code = with_code(user)

    def attempt(new: str) -> bool:
        try:
            recover(user, code, new=new)
        except services.RecoveryRefused:
            return False
        else:
            return True
        finally:
            connection.close()

    passwords = ["kepiting-membuka-pintu-3", "lumba-lumba-menari-4"]
    with ThreadPoolExecutor(2) as pool:
        won = list(pool.map(attempt, passwords))

    changed = User.objects.get(pk=user.pk)
    assert sorted(won) == [False, True]
    assert [changed.check_password(password) for password in passwords] == won

"""The two halves of a session: neither opens anything without the other."""

import base64
import uuid

import pytest
from django.contrib.sessions.backends.db import SessionStore

from foundation.vault.holders import UnlockedHolder, unwrap_from_session, wrap_for_session
from foundation.vault.primitives import new_key

UNLOCKED = UnlockedHolder(uuid.UUID(int=5), new_key())


def test_both_halves_together_unlock():
    ciphertext, w = wrap_for_session(UNLOCKED)

    assert unwrap_from_session(ciphertext, w) == UNLOCKED


def test_each_login_has_halves_of_its_own():
    first, second = wrap_for_session(UNLOCKED), wrap_for_session(UNLOCKED)

    assert unwrap_from_session(first[0], second[1]) is None
    assert unwrap_from_session(second[0], first[1]) is None


def test_stolen_session_row_holds_neither_key_nor_w(db):
    ciphertext, w = wrap_for_session(UNLOCKED)
    session = SessionStore()
    session["vault"] = ciphertext
    session.save()

    row = SessionStore(session.session_key).load()
    raw = base64.urlsafe_b64decode(row["vault"])

    assert UNLOCKED.private_key not in raw
    assert base64.urlsafe_b64decode(w) not in raw
    assert unwrap_from_session(row["vault"], row["vault"]) is None


def test_stolen_cookie_holds_no_part_of_the_key():
    _, w = wrap_for_session(UNLOCKED)
    raw = base64.urlsafe_b64decode(w)

    assert [start for start in range(29) if UNLOCKED.private_key[start : start + 4] in raw] == []
    assert unwrap_from_session(w, w) is None


@pytest.mark.parametrize("bad", ["", "!", "a", "é", "AAAA", "A" * 44, "A" * 200])
def test_damaged_half_is_no_session(bad):
    ciphertext, w = wrap_for_session(UNLOCKED)

    assert (unwrap_from_session(bad, w), unwrap_from_session(ciphertext, bad)) == (None, None)


def test_every_changed_character_is_noticed():
    ciphertext, w = wrap_for_session(UNLOCKED)
    changed = [ciphertext[:place] + ("A" if sign != "A" else "B") + ciphertext[place + 1 :] for place, sign in enumerate(ciphertext[:-3])]

    assert {unwrap_from_session(text, w) for text in changed} == {None}


def test_halves_of_the_wait_for_a_second_factor_open_as_no_session_key_and_the_other_way_round():
    waiting, whole = wrap_for_session(UNLOCKED, half_way=True), wrap_for_session(UNLOCKED)

    assert (unwrap_from_session(*waiting), unwrap_from_session(*whole, half_way=True)) == (None, None)
    assert (unwrap_from_session(*waiting, half_way=True), unwrap_from_session(*whole)) == (UNLOCKED, UNLOCKED)

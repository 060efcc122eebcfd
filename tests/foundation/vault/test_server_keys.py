"""Look-up hashes and secrets under the server's key."""

import pytest

from foundation.audit.server_key import make_server_key
from foundation.vault.errors import CannotOpen
from foundation.vault.server_keys import decrypt_for_server, encrypt_for_server, hmac


def test_same_address_is_found_again_and_another_is_not():
    assert hmac("mail.sender", b"ayu@contoh.id") == hmac("mail.sender", b"ayu@contoh.id")
    assert hmac("mail.sender", b"ayu@contoh.id") != hmac("mail.sender", b"budi@contoh.id")


def test_purposes_are_apart():
    assert hmac("mail.sender", b"x") != hmac("mail.message", b"x")


def test_another_server_makes_another_hash(settings, tmp_path):
    here = hmac("mail.sender", b"ayu@contoh.id")
    settings.SERVER_KEY_FILE = tmp_path / "other.key"
    make_server_key(settings.SERVER_KEY_FILE)

    assert (len(here), hmac("mail.sender", b"ayu@contoh.id") == here) == (32, False)


def test_server_opens_what_it_sealed_and_each_sealing_differs():
    one, other = encrypt_for_server("accounts.mfa", b"seed"), encrypt_for_server("accounts.mfa", b"seed")

    assert (decrypt_for_server("accounts.mfa", one), one == other, b"seed" in one) == (b"seed", False, False)


def test_sealed_for_one_purpose_opens_for_no_other():
    with pytest.raises(CannotOpen):
        decrypt_for_server("accounts.other", encrypt_for_server("accounts.mfa", b"seed"))


def test_another_server_opens_nothing(settings, tmp_path):
    sealed = encrypt_for_server("accounts.mfa", b"seed")
    settings.SERVER_KEY_FILE = tmp_path / "other.key"
    make_server_key(settings.SERVER_KEY_FILE)

    with pytest.raises(CannotOpen):
        decrypt_for_server("accounts.mfa", sealed)

"""Look-up hashes under the server's key."""

from foundation.audit.server_key import make_server_key
from foundation.vault.server_keys import hmac


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

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC_ADDRESSES = (
    "",
    "lapor/",
    "status/",
    "cara-lain/",
    "statistik/",
    "privasi/",
    "aksesibilitas/",
    "peraturan/",
    "keaslian/",
    "bahasa/",
    "sehat/",
    "robots.txt",
    "gateway/sms/",
    "petugas/masuk/",
)
"""The beginnings of all addresses that need no login; everything else needs one."""


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, here)
        else:
            yield here, one


def open_to_all() -> list[str]:
    """Every address whose view Django's LoginRequiredMiddleware lets anybody reach."""
    return [address for address, pattern in addresses(get_resolver().url_patterns) if not getattr(pattern.callback, "login_required", True)]


def test_only_the_public_addresses_need_no_login():
    allowed = tuple(start for start in PUBLIC_ADDRESSES if start)

    assert [address for address in open_to_all() if address and not address.startswith(allowed)] == []


def test_no_staff_address_but_the_login_is_open():
    door = {"petugas/masuk/", "petugas/masuk/kode/", "petugas/masuk/pulih/"}

    assert [address for address in open_to_all() if address.startswith("petugas/") and address not in door] == []


def test_the_walk_finds_the_login_open_and_the_inbox_closed():
    walked = [address for address, _ in addresses(get_resolver().url_patterns)]

    assert ("petugas/masuk/" in open_to_all(), "petugas/" in walked, "petugas/" in open_to_all()) == (True, True, False)


@pytest.mark.parametrize("address", ["/petugas/", "/petugas/pengaturan/"])
def test_a_stranger_is_sent_to_the_login(client, db, address):
    response = client.get(address)

    assert (response.status_code, response["Location"]) == (302, f"/petugas/masuk/?next={address}")

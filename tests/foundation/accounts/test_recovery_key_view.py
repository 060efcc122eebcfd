"""/petugas/pengaturan/kunci-pemulihan/ and the health check: whether a ceremony was held, by whom, and how far a rotation is."""

from datetime import UTC, date, datetime

import pytest

from foundation.accounts.enums import Role
from foundation.accounts.slots import ceremony_was_held
from foundation.vault.holders import fingerprint, make_recovery_holder
from foundation.vault.recovery import public
from foundation.vault.recovery.custodians import ShareHolder
from foundation.vault.recovery.pairs import install
from foundation.vault.recovery.shares import make_pair
from tests.factories.complaints import make_office, received

PAGE = "/petugas/pengaturan/kunci-pemulihan/"
AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HOLDERS = (
    ShareHolder("Ahmad <b>Contoh</b>", "Sekretaris Daerah", of_inspectorate=False),
    ShareHolder("Budi Contoh", "Kepala Bagian Hukum", of_inspectorate=False),
    ShareHolder("Citra Contoh", "Inspektur", of_inspectorate=True),
)


@pytest.fixture
def page(staff, browser_of):
    browser = browser_of(staff(Role.ADMINISTRATOR, username="adm"))

    def read() -> str:
        return browser.get(PAGE).content.decode()

    return read


def installed(*, rotate: bool) -> str:
    half = public.read(public.written(make_pair().public_key, HOLDERS, on=date(2026, 11, 20)))
    install(half, rotate=rotate, at=AT)
    return half.fingerprint


def test_without_a_key_both_say_to_hold_a_ceremony(db, page):
    assert (ceremony_was_held().ok, "vault_ceremony" in ceremony_was_held().words) == (False, True)
    assert "Belum ada kunci pemulihan" in page()


@pytest.mark.parametrize("demo", [True, False])
def test_a_key_out_of_a_file_is_for_a_demo_alone(db, page, tmp_path, settings, demo):
    settings.DEMO = demo
    holder = make_recovery_holder(tmp_path / "recovery.key", at=AT)

    assert (ceremony_was_held().ok, "vault_ceremony" in ceremony_was_held().words) == (demo, True)
    assert "hanya untuk demo" in page()
    assert fingerprint(bytes(holder.public_key)) in page()


def test_a_ceremony_is_shown_with_its_holders_and_a_rotation_with_its_progress(db, page):
    make_office()
    received()
    mark = installed(rotate=True)

    html = page()
    assert all(words in html for words in (mark, "Ahmad &lt;b&gt;Contoh", "Kepala Bagian Hukum", "20 November 2026", "0% (0 dari 3)"))
    assert ceremony_was_held().words == "Penggantian kunci pemulihan berjalan, 0%: simpan bagian kunci lama sampai 100%."
    assert ceremony_was_held().ok

from datetime import UTC, datetime

import pytest

from complaints.models import ViolationType
from config import preparation
from foundation.audit import triggers
from foundation.vault.enums import HolderKind
from foundation.vault.holders import fingerprint
from foundation.vault.models import Holder
from foundation.workdays.models import Holiday

AT = datetime(2026, 10, 5, 1, 0, tzinfo=UTC)
LATER = datetime(2026, 10, 6, 1, 0, tzinfo=UTC)
ROTATE = "Sebelum pengaduan sungguhan diterima, gantilah dengan manage.py vault_ceremony dan --install … --rotate."


@pytest.fixture
def installation(tmp_path, settings):
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "var" / "media"
    settings.STATIC_ROOT = tmp_path / "var" / "static"
    settings.DISPATCH_KEY_FILE = tmp_path / "var" / "keys" / "dispatch.key"
    settings.RECOVERY_KEY_FILE = tmp_path / "var" / "keys" / "recovery.key"
    settings.SERVER_KEY_FILE = tmp_path / "var" / "keys" / "server.key"
    settings.DEMO = True
    return settings


def test_folders_are_closed_to_other_accounts(installation):
    preparation.folders()

    folders = [installation.VAR_DIR, *installation.VAR_DIR.iterdir()]
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in folders} == dict.fromkeys(["var", "keys", "media", "cache"], "0o700")


def test_the_recovery_key_in_a_file_is_said_to_be_for_a_demo(db, installation):
    said: list[str] = []

    preparation.keys(at=AT, say=said.append)

    recovery = Holder.objects.get(kind=HolderKind.RECOVERY)
    assert said == [f"Kunci pemulihan ini hanya untuk demo (sidik {fingerprint(recovery.public_key)}): dibuat tanpa upacara.", ROTATE]


def test_an_office_gets_its_recovery_key_from_a_ceremony_alone(db, installation):
    installation.DEMO = False
    said: list[str] = []

    preparation.keys(at=AT, say=said.append)

    assert (Holder.objects.filter(kind=HolderKind.RECOVERY).exists(), installation.RECOVERY_KEY_FILE.exists()) == (False, False)
    assert "manage.py vault_ceremony --install" in " ".join(said)


def test_keys_are_made_once_in_the_life_of_an_installation(db, installation):
    preparation.keys(at=AT, say=[].append)
    before = set(Holder.objects.values_list("kind", "public_key"))
    installation.RECOVERY_KEY_FILE.unlink()
    installation.DISPATCH_KEY_FILE.unlink()
    said: list[str] = []

    preparation.keys(at=LATER, say=said.append)

    assert set(Holder.objects.values_list("kind", "public_key")) == before
    assert {kind for kind, _ in before} == {HolderKind.DISPATCH, HolderKind.RECOVERY}
    assert [path.name for path in installation.RECOVERY_KEY_FILE.parent.iterdir()] == []
    away = "hanya mesin yang memegangnya dapat mengirim pemberitahuan kepada pelapor."
    assert said[:1] == [f"Kunci pengiriman tidak ada di {installation.DISPATCH_KEY_FILE}: {away}"]


def test_prepare_again_changes_no_row(db, installation):
    preparation.prepare(at=AT, say=[].append)
    before = [list(model.objects.order_by("pk").values()) for model in (Holder, Holiday, ViolationType)]

    preparation.prepare(at=LATER, say=[].append)

    assert [list(model.objects.order_by("pk").values()) for model in (Holder, Holiday, ViolationType)] == before
    assert [len(rows) > 0 for rows in before] == [True, True, True]
    assert triggers.missing() == []


def test_tables_puts_back_a_trigger_that_was_lost(db):
    triggers.uninstall()

    preparation.tables()

    assert triggers.missing() == []


def test_static_files_are_collected_again_only_when_one_has_changed(installation, monkeypatch, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "one.css").write_text("a{}")
    installation.STATICFILES_DIRS = [source]
    preparation.folders()
    installation.STATIC_ROOT.mkdir()
    collected: list[str] = []
    monkeypatch.setattr(preparation, "call_command", lambda name, **_: collected.append(name))

    preparation.static_files()
    preparation.static_files()
    (source / "two.css").write_text("b{}")
    preparation.static_files()

    assert collected == ["collectstatic", "collectstatic"]

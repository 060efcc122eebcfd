"""Markers put into everything the vault keeps are nowhere to be read: database, media, temporary folder."""

import base64
import io
import tempfile
import uuid
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.test import RequestFactory

from foundation.vault import codes
from foundation.vault.compartments import create_compartment, shut
from foundation.vault.holders import make_reporter_holder, make_staff_holder, unlock, unlock_receipt, wrap_for_session
from foundation.vault.keys import Keyring
from foundation.vault.models import Compartment
from foundation.vault.rekeying import rekey, settle_drops
from foundation.vault.sealing import drop, seal
from foundation.vault.server_keys import hmac
from tests.canary import find_markers
from tests.foundation.vault.conftest import AT, Person
from tests.sealing_example.models import Folder, Letter

STORY, SENDER, DROPPED, FILE, NAME, PASSWORD = (
    f"PENANDA-{word}-5d0c77" for word in ("CERITA", "PENGIRIM", "TITIP", "BERKAS", "NAMA", "SANDI")
)


@pytest.fixture
def folders(settings, tmp_path: Path) -> list[Path]:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "temporary")
    (tmp_path / "temporary").mkdir()
    return [tmp_path / "media", tmp_path / "temporary"]


def test_nothing_the_vault_keeps_can_be_read(recovery, folders, settings, tmp_path):
    before = set(Path(tempfile.gettempdir()).iterdir())
    ayu, code = Person(PASSWORD), codes.new_code()
    reporter = make_reporter_holder(code, at=AT)
    budi = make_staff_holder(f"{PASSWORD}-lain", at=AT)
    group = uuid.uuid4()
    content = create_compartment("content", group=group, holders=[ayu.holder, budi], by=None, reason="intake", at=AT)
    thread = create_compartment("thread", group=group, holders=[ayu.holder, reporter], by=None, reason="intake", at=AT)

    upload = io.BytesIO(FILE.encode() * 20_000)
    upload.name = f"{NAME}.jpg"
    request = RequestFactory().post("/lapor/", {"files": upload})
    stored = request.FILES["files"].stored
    folder = Folder(content=content.compartment)
    seal(folder, "story", {"text": STORY, "file": stored.key.hex(), "name": f"{NAME}.jpg"}, content)
    folder.save()
    letter = Letter(thread=thread.compartment, identity=content.compartment)
    seal(letter, "sender", SENDER, content)
    with transaction.atomic():
        drop(letter, "body", DROPPED)
        letter.save()
    session = SessionStore()
    session["vault"], w = wrap_for_session(unlock(ayu.holder, PASSWORD))
    session["hmac"] = hmac("mail.sender", SENDER.encode()).hex()
    session.save()
    shut(content.compartment, budi, by=None, reason="recused", at=AT)
    opened = rekey(content.compartment, keys=ayu.keyring(), at=AT)
    request.close()

    keys = [stored.key, content.opened, opened.opened, thread.opened, unlock_receipt(code).private_key, ayu.unlocked.private_key]
    hits = find_markers([STORY, SENDER, DROPPED, FILE, NAME, PASSWORD, code, w, base64.urlsafe_b64decode(w), *keys], folders=folders)

    assert hits == []
    assert {path for path in Path(tempfile.gettempdir()).iterdir() if path not in before and path.name.endswith(".upload")} == set()
    assert settle_drops(Compartment.objects.get(pk=thread.compartment.pk), keys=Keyring(unlock_receipt(code), at=AT)) == 1
    assert find_markers([DROPPED], folders=folders) == []


def test_scanner_would_have_seen_it(recovery, ayu, make):
    """The same scan over a value left in clear finds it, so an empty answer means something."""
    folder = Folder(content=make(ayu).compartment)
    folder.story = bytes.fromhex("010100000001") + STORY.encode("utf-16-le")
    folder.save()

    assert [(hit.marker, hit.where, hit.how) for hit in find_markers([STORY])] == [(STORY, "sealing_example_folder.story #1", ("utf-16",))]

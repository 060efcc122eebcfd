"""Sealed fields: who opens them, and that a ciphertext opens only where it was put."""

import pytest

from foundation.vault.errors import NoAccess
from foundation.vault.sealing import open_sealed, seal
from tests.sealing_example.models import Folder

STORY = {"subject": "Pungutan liar di loket 3", "text": "Saya diminta membayar Rp50.000,00 🙏\x00\ud800"}


def test_reader_opens_what_the_maker_sealed(make, ayu, budi):
    opened = make(ayu)
    folder = Folder(content=opened.compartment)
    seal(folder, "story", STORY, opened)
    folder.save()

    found = Folder.objects.get()

    assert open_sealed(found, "story", ayu.keyring()) == STORY
    assert open_sealed(found, "place", ayu.keyring()) is None
    with pytest.raises(NoAccess):
        open_sealed(found, "story", budi.keyring())

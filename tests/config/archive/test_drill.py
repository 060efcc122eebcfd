"""The drill: from a backup, into an empty place, with the keys of everybody lost, two shares of three open the case again."""

import itertools
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from complaints.models import Complaint
from config import ceremony
from config.archive import reading
from config.ceremony import hold
from foundation.accounts.enums import Role
from foundation.audit import triggers
from foundation.vault.files import seal_stream, stored_file_names
from foundation.vault.models import Grant
from foundation.vault.sealing import open_sealed
from tests.factories.accounts import HIRED_AT, keyring, person
from tests.factories.ceremony import HOLDERS
from tests.factories.complaints import RECEIVED_AT, STORY, make_office, received

PICTURE = b"%PDF-1.4 bukti rekening"


@pytest.fixture
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    return Path(settings.MEDIA_ROOT)


@pytest.fixture
def shares(tmp_path, monkeypatch):
    """The text of each share, as a scanner reads it off the papers of a ceremony; its public half is installed."""
    texts = {}
    drawn = ceremony.sheet

    def remembered(pair, share, holder, *, at):
        texts[share.letter] = "\n".join(line for number in share.pieces for line in share.lines(number))
        return drawn(pair, share, holder, at=at)

    monkeypatch.setattr(ceremony, "sheet", remembered)
    mark = hold(HOLDERS, tmp_path / "ceremony", at=HIRED_AT)
    call_command("vault_ceremony", install=tmp_path / "ceremony" / "kunci-publik.json", fingerprint=mark, yes=True, stdout=StringIO())
    for letter, text in texts.items():
        (tmp_path / f"{letter}.txt").write_text(text)
    return {letter: tmp_path / f"{letter}.txt" for letter in texts}


def emptied(media: Path) -> None:
    triggers.uninstall("default")
    call_command("flush", interactive=False, verbosity=0)
    triggers.install("default")
    for path in media.rglob("*-*"):
        if path.is_file():
            path.unlink()


def said(*arguments, **options) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def test_two_shares_open_a_case_that_came_back_from_a_backup(transactional_db, tmp_path, media, shares):
    make_office()
    case = received().complaint
    seal_stream([PICTURE])
    archive = tmp_path / "cadangan.tar"
    said("backup", archive)
    emptied(media)
    assert (reading.is_empty(), Complaint.objects.count()) == (True, 0)

    words = said("restore", archive)

    assert [line for line in words.splitlines() if "utuh" in line][1:] == [
        "Catatan jejak utuh.",
        "Brankas utuh.",
        "Pemulihan selesai dan terbukti utuh.",
    ]
    assert len(list(stored_file_names())) == 1
    # Every key of the staff is lost; somebody is newly appointed.
    Grant.objects.filter(holder__kind="staff").delete()
    new = person(Role.INSPECTOR, username="baru")
    for number, letters in enumerate(itertools.combinations("ABC", 2)):
        request = tmp_path / f"{number}.json"
        noted = said("vault_recover", export=request, case=[case.register_number], to="baru").splitlines()[-1]
        said("vault_recover", reseal=request, fingerprint=noted, share=[shares[letter] for letter in letters])
        words = said("vault_recover", take_in=tmp_path / f"{number}.json.jawaban")
        assert case.register_number in words
        row = Complaint.objects.get(pk=case.pk)
        assert open_sealed(row, "story", keyring(new, at=RECEIVED_AT))["story"] == STORY
        Grant.objects.filter(holder=new.holder).delete()
    for letter in "ABC":
        with pytest.raises(CommandError, match="dua lembar yang berbeda"):
            said("vault_recover", reseal=request, fingerprint=noted, share=[shares[letter]] * 2, out=tmp_path / "never")
    wrong = tmp_path / "wrong.txt"
    lines = shares["A"].read_text().splitlines()
    lines[5] = lines[5][:-1] + ("0" if lines[5][-1] != "0" else "1")
    wrong.write_text("\n".join(lines))
    with pytest.raises(CommandError, match=r"baris 2-2 salah"):
        said("vault_recover", reseal=request, fingerprint=noted, share=[wrong, shares["B"]], out=tmp_path / "never")
    assert not (tmp_path / "never").exists()

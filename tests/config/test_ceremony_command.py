"""The ceremony as it is typed: offline without a database, three sheets, a public file, and nothing replaced silently."""

import errno
import io
import os
import re
import subprocess
import sys
from datetime import UTC, datetime

import pypdf
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from config.ceremony import FolderRefused, hold
from config.management.commands import vault_recover
from foundation.vault.models import Holder, RecoveryPair
from foundation.vault.primitives import public_half
from foundation.vault.recovery import public
from foundation.vault.recovery.custodians import HoldersRefused
from foundation.vault.recovery.shares import combined, make_pair, pieces_in, read_line
from tests.factories.ceremony import HOLDERS

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
GIVEN = ["Ahmad Contoh;Sekretaris Daerah;luar", "Budi Contoh;Kepala Bagian Hukum;luar", "Citra Contoh;Inspektur;inspektorat"]
LINE = re.compile(r"([1-3]-[1-4])\s+((?:[0-9A-Z]{4} ?){4})")


def text_of(path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "ceremony"


@pytest.fixture
def installed(db, folder):
    mark = hold(HOLDERS, folder, at=AT)
    call_command("vault_ceremony", install=folder / "kunci-publik.json", fingerprint=mark, yes=True, stdout=io.StringIO())
    return mark


def test_any_two_printed_sheets_make_the_key_of_the_public_file(folder):
    mark = hold(HOLDERS, folder, at=AT)

    half = public.read((folder / "kunci-publik.json").read_text())
    sheets = {letter: text_of(folder / f"bagian-{letter}.pdf") for letter in "ABC"}
    lines = {letter: [read_line(" ".join(found)) for found in LINE.findall(sheet)] for letter, sheet in sheets.items()}
    for one, other in ("AB", "BC", "CA"):
        assert public_half(bytes(combined(pieces_in(lines[one] + lines[other])))) == half.public_key
    assert {letter: len(found) for letter, found in lines.items()} == {"A": 8, "B": 8, "C": 8}
    for holder, sheet in zip(HOLDERS, sheets.values(), strict=True):
        assert all(words in sheet for words in (holder.name, holder.office, mark, "20 November 2026", "SANGAT RAHASIA"))
    assert (half.fingerprint, half.holders) == (mark, HOLDERS)


def test_the_sheets_are_tagged_and_what_is_written_is_closed_to_others(folder):
    hold(HOLDERS, folder, at=AT)

    for path in folder.iterdir():
        assert oct(path.stat().st_mode & 0o777) == "0o600"
    catalog = pypdf.PdfReader(folder / "bagian-B.pdf").trailer["/Root"]
    assert (catalog["/MarkInfo"]["/Marked"], catalog["/Lang"]) == (True, "id")


def test_the_ceremony_needs_no_database(tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "VAR_DIR": str(tmp_path / "var"),
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    }
    command = [sys.executable, "manage.py", "vault_ceremony", "--out", str(tmp_path / "out")]
    holders = [part for one in GIVEN for part in ("--holder", one)]
    told = subprocess.check_output([*command, *holders], cwd=settings.BASE_DIR, env=environment, text=True)

    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["bagian-A.pdf", "bagian-B.pdf", "bagian-C.pdf", "kunci-publik.json"]
    assert told.splitlines()[0].removeprefix("Sidik kunci publik: ") == public.read((tmp_path / "out" / names[-1]).read_text()).fingerprint


def test_holders_are_asked_one_by_one(monkeypatch, folder, capsys):
    answers = iter(["Ahmad Contoh", "Sekda", "x", "t", "Budi Contoh", "Irban I", "t", "Citra Contoh", "Inspektur", "y"])
    monkeypatch.setattr("builtins.input", lambda _words: next(answers))

    call_command("vault_ceremony", out=folder)

    assert "dua pemegang berasal dari Inspektorat" in capsys.readouterr().out
    assert [one.of_inspectorate for one in public.read((folder / "kunci-publik.json").read_text()).holders] == [False, False, True]


@pytest.mark.parametrize(
    ("holders", "words"),
    [
        (GIVEN[:2], "tepat 3"),
        ([*GIVEN[:2], GIVEN[0]], "tiga orang yang berbeda"),
        ([one.replace(";luar", ";inspektorat") for one in GIVEN], "di luar Inspektorat"),
        ([*GIVEN[:2], "Citra Contoh"], "Tulis setiap pemegang"),
        ([*GIVEN[:2], "Citra Contoh;Inspektur;mungkin"], "Tulis setiap pemegang"),
    ],
)
def test_refused_holders_leave_nothing(folder, holders, words):
    with pytest.raises(CommandError, match=words):
        call_command("vault_ceremony", out=folder, holder=holders)
    assert not folder.exists()


def test_a_folder_with_an_older_ceremony_is_refused_and_a_failure_leaves_nothing(folder, monkeypatch):
    hold(HOLDERS, folder, at=AT)
    with pytest.raises(FolderRefused, match=r"bagian-A\.pdf"):
        hold(HOLDERS, folder, at=AT)
    with pytest.raises(HoldersRefused):
        hold(HOLDERS[:2], folder, at=AT)
    with pytest.raises(FolderRefused, match="--out"):
        hold(HOLDERS, folder / "kunci-publik.json", at=AT)

    def fails(*_args, **_options):
        raise RuntimeError

    monkeypatch.setattr("foundation.vault.recovery.public.written", fails)
    with pytest.raises(RuntimeError):
        hold(HOLDERS, folder.with_name("other"), at=AT)
    assert list(folder.with_name("other").iterdir()) == []


def test_the_fingerprint_of_the_paper_decides(db, folder):
    mark = hold(HOLDERS, folder, at=AT)
    path = folder / "kunci-publik.json"

    with pytest.raises(CommandError, match="berbeda"):
        call_command("vault_ceremony", install=path, fingerprint="AAAA BBBB CCCC DDDD")
    assert not Holder.objects.exists()
    call_command("vault_ceremony", install=path, fingerprint=mark.lower().replace(" ", "-"), yes=True, stdout=io.StringIO())
    assert RecoveryPair.objects.get().custodians[0]["name"] == "Ahmad Contoh"


def test_a_standing_key_is_replaced_by_a_rotation_alone(installed, folder, capsys):
    second = hold(HOLDERS, folder.with_name("second"), at=AT)
    path = folder.with_name("second") / "kunci-publik.json"

    with pytest.raises(CommandError, match=f"{installed}.*--rotate"):
        call_command("vault_ceremony", install=path, fingerprint=second, yes=True)
    call_command("vault_ceremony", install=path, fingerprint=second, rotate=True, yes=True)
    with pytest.raises(CommandError, match="sudah pernah dipasang"):
        call_command("vault_ceremony", install=path, fingerprint=second, rotate=True, yes=True)
    assert "Bagian A: Ahmad Contoh, Sekretaris Daerah" in capsys.readouterr().out


@pytest.mark.parametrize("content", ["", "{}", "bukan json"])
def test_another_file_is_refused(db, tmp_path, content):
    path = tmp_path / "x.json"
    path.write_text(content)
    for one in (path, tmp_path / "none.json"):
        with pytest.raises(CommandError, match="bukan berkas publik"):
            call_command("vault_ceremony", install=one, fingerprint="x")


def test_without_any_key_the_status_says_what_to_do(db):
    with pytest.raises(CommandError, match="vault_ceremony"):
        call_command("vault_ceremony", status=True)


def test_a_mistyped_line_is_asked_again_by_its_number(monkeypatch):
    shares = make_pair().shares
    lines = [line for share in shares[:2] for number in share.pieces for line in share.lines(number)]
    answers = iter(["Z", "a", "salah", lines[1], *lines[:8], "A", "B", *lines[8:]])
    monkeypatch.setattr("builtins.input", lambda _words: next(answers))
    said = io.StringIO()

    read = vault_recover.Command(stdout=said).typed()

    assert read == [read_line(line) for line in lines]
    assert said.getvalue().splitlines() == [
        "Ketik A, B, atau C, dan dua huruf yang berbeda.",
        "Baris 1-1 salah ketik. Cocokkan dengan lembarnya, lalu ketik lagi.",
        "Itu baris 1-2; yang diminta baris 1-1.",
        "Ketik A, B, atau C, dan dua huruf yang berbeda.",
    ]


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_full_disk_leaves_no_half_sheet(folder, monkeypatch, number):
    real, calls = os.fsync, []

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) == number:
            raise OSError(errno.ENOSPC, "full")
        real(descriptor)

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FolderRefused, match="penuh"):
        hold(HOLDERS, folder, at=AT)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("answer", ["t", "", "n"])
def test_holders_and_date_are_shown_and_need_a_yes(db, folder, monkeypatch, answer):
    mark, said = hold(HOLDERS, folder, at=AT), io.StringIO()
    monkeypatch.setattr("builtins.input", lambda _words: answer)

    with pytest.raises(CommandError, match="Tidak ada yang dipasang"):
        call_command("vault_ceremony", install=folder / "kunci-publik.json", fingerprint=mark, stdout=said)
    assert said.getvalue().splitlines() == [
        "Upacara: 2026-11-20",
        "Bagian A: Ahmad Contoh, Sekretaris Daerah (luar)",
        "Bagian B: Budi Contoh, Kepala Bagian Hukum (luar)",
        "Bagian C: Citra Contoh, Inspektur (inspektorat)",
    ]
    assert not Holder.objects.exists()
    monkeypatch.setattr("builtins.input", lambda _words: "Y")
    call_command("vault_ceremony", install=folder / "kunci-publik.json", fingerprint=mark, stdout=said)
    assert Holder.objects.count() == 1

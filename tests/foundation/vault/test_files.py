"""Sealed files: whole or not at all, and never readable after a change."""

import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foundation.vault.errors import CannotOpen
from foundation.vault.files import CHUNK_BYTES, discard, discard_unfinished, open_stream, path_of, seal_stream, stored_file_names
from foundation.vault.primitives import new_key

MIB = CHUNK_BYTES
LONG_AGO = 1_600_000_000


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def everything(name: str, key: bytes) -> bytes:
    return b"".join(open_stream(name, key))


@pytest.mark.parametrize("size", [0, 1, 63, 64, 4096, MIB - 1, MIB, MIB + 1, 3 * MIB + 17])
def test_file_comes_back_whole_at_every_size(size):
    original = os.urandom(size)

    stored = seal_stream([original[:70_000], original[70_000:]])

    assert everything(stored.name, stored.key) == original
    assert (stored.size, stored.sha256) == (size, hashlib.sha256(original).hexdigest())


def test_file_lies_under_its_name_readable_by_its_owner_alone(media):
    stored = seal_stream([b"bukti"])

    path = media / "sealed" / stored.name[:2] / stored.name
    assert path_of(stored.name) == path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(stored_file_names()) == [stored.name]


def test_size_on_disk_says_only_the_class():
    sizes = {path_of(seal_stream([b"x" * size]).name).stat().st_size for size in (300, 400, 511)}

    assert sizes == {4 + 24 + 512 + 17}


def test_every_changed_byte_of_the_front_and_a_sample_of_the_rest_is_noticed():
    stored = seal_stream([b"kuitansi " * 100])
    path = path_of(stored.name)
    good = path.read_bytes()

    opened = []
    for place in [*range(60), len(good) // 2, len(good) - 1]:
        path.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        try:
            opened.append(everything(stored.name, stored.key))
        except CannotOpen:
            continue

    assert opened == []


@pytest.mark.parametrize("left", [0, 10, 28, 29, 28 + MIB + 17, 28 + 2 * (MIB + 17), -1])
def test_cut_file_does_not_open(left):
    stored = seal_stream([b"z" * (2 * MIB + 5)])
    path = path_of(stored.name)
    path.write_bytes(path.read_bytes()[:left])

    with pytest.raises(CannotOpen):
        everything(stored.name, stored.key)


def test_file_with_something_behind_its_end_does_not_open():
    stored = seal_stream([b"a" * (MIB - 1)])
    with path_of(stored.name).open("ab") as file:
        file.write(b"x")

    with pytest.raises(CannotOpen):
        everything(stored.name, stored.key)


def test_chunks_in_another_order_do_not_open():
    stored = seal_stream([b"a" * MIB, b"b" * MIB, b"c"])
    path = path_of(stored.name)
    whole, chunk = path.read_bytes(), MIB + 17
    front, first, second, last = whole[:28], whole[28 : 28 + chunk], whole[28 + chunk : 28 + 2 * chunk], whole[28 + 2 * chunk :]
    path.write_bytes(front + second + first + last)

    with pytest.raises(CannotOpen):
        everything(stored.name, stored.key)


def test_file_under_another_name_or_key_does_not_open():
    stored, other = seal_stream([b"satu"]), seal_stream([b"dua"])
    shutil.copy(path_of(stored.name), path_of(other.name))

    with pytest.raises(CannotOpen):
        everything(other.name, stored.key)
    with pytest.raises(CannotOpen):
        everything(stored.name, new_key())


def test_broken_stream_leaves_nothing(media):
    def breaks_off() -> Iterator[bytes]:
        yield b"a" * (MIB + 1)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        seal_stream(breaks_off())

    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_nothing_is_on_disk_in_clear(media):
    marker = b"PENANDA-" + os.urandom(8).hex().encode()

    seal_stream([marker * 200_000])

    assert [path for path in media.rglob("*") if path.is_file() and marker in path.read_bytes()] == []


def test_discard_removes_and_forgives():
    stored = seal_stream([b"konsep"])

    discard(stored.name)
    discard(stored.name)

    assert list(stored_file_names()) == []
    with pytest.raises(FileNotFoundError):
        everything(stored.name, stored.key)


@pytest.mark.parametrize("name", ["../../etc/passwd", "0a" * 16, "", "{5e1b2c60-0000-4000-8000-000000000000}"])
def test_only_a_plain_uuid_is_a_name(name):
    with pytest.raises(ValueError):
        path_of(name)


def test_half_files_of_a_killed_process_are_removed_when_old(media):
    kept = seal_stream([b"bukti"])
    for name in ("old", "young"):
        (path_of(kept.name).parent / f"{name}.part").write_bytes(b"half")
    os.utime(path_of(kept.name).parent / "old.part", (LONG_AGO, LONG_AGO))

    removed = discard_unfinished(before=datetime(2021, 1, 1, tzinfo=UTC))

    assert removed == 1
    assert sorted(path.name for path in media.rglob("*") if path.is_file()) == sorted([kept.name, "young.part"])


def test_names_on_disk_can_be_asked_by_age():
    old, young = seal_stream([b"lama"]), seal_stream([b"baru"])
    os.utime(path_of(old.name), (LONG_AGO, LONG_AGO))

    assert list(stored_file_names(before=datetime(2021, 1, 1, tzinfo=UTC))) == [old.name]
    assert sorted(stored_file_names()) == sorted([old.name, young.name])

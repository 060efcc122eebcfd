"""The scanner finds a marker through every encoding it claims, alone and inside one another, and cries no wolf."""

import base64
import gzip
import json
import os
import quopri
import zlib
from pathlib import Path
from urllib.parse import quote

import pytest
from django.contrib.sessions.backends.db import SessionStore

from tests.canary import Hit, find_markers

MARKER = "PENANDA-7c41e9-AYU"
PLAIN = MARKER.encode()
NOISE = bytes(range(256)) * 3


def escaped(text: str) -> bytes:
    return "".join(f"\\u{ord(sign):04x}" for sign in text).encode()


@pytest.mark.parametrize(
    ("content", "how"),
    [
        (PLAIN, ()),
        (NOISE + PLAIN + NOISE, ()),
        (MARKER.encode("utf-16-le"), ("utf-16",)),
        (b"\xff\xfe" + MARKER.encode("utf-16-be"), ("utf-16",)),
        (escaped(MARKER), ("json",)),
        (quote("ü" + MARKER).replace("-", "%2D").encode(), ("percent",)),
        (quopri.encodestring(PLAIN.replace(b"A", b"\xc3\xa4A")).replace(b"=C3=A4", b"").replace(b"-", b"=2D"), ("quoted-printable",)),
        (PLAIN.hex().encode(), ("hex",)),
        (b"\\x" + PLAIN.hex().upper().encode(), ("hex",)),
        (b"0" + PLAIN.hex().encode(), ("hex",)),
        (base64.b64encode(PLAIN), ("base64",)),
        (base64.b64encode(b"x" + PLAIN), ("base64",)),
        (base64.b64encode(b"xy" + PLAIN), ("base64",)),
        (b"abc" + base64.urlsafe_b64encode(b"\xfb\xff" + PLAIN), ("base64",)),
        (base64.encodebytes(NOISE + PLAIN + NOISE), ("base64",)),
        (zlib.compress(PLAIN), ("zlib",)),
        (NOISE + zlib.compress(PLAIN * 9, 9)[:-4], ("zlib",)),
        (gzip.compress(PLAIN, mtime=0), ("zlib",)),
        (base64.b64encode(zlib.compress(json.dumps({"a": MARKER}).encode())), ("base64", "zlib")),
        (base64.b64encode(gzip.compress(MARKER.encode("utf-16-le"), mtime=0)), ("base64", "zlib", "utf-16")),
        (json.dumps({"sealed": zlib.compress(PLAIN).hex()}).encode(), ("hex", "zlib")),
    ],
)
def test_marker_is_found_in_a_file(tmp_path: Path, content, how):
    (tmp_path / "file").write_bytes(content)

    assert find_markers([MARKER], database=False, folders=[tmp_path]) == [Hit(MARKER, str(tmp_path / "file"), how)]


def test_marker_is_found_in_the_name_of_a_file(tmp_path: Path):
    (tmp_path / f"{MARKER}.pdf").write_bytes(b"")

    assert [hit.where for hit in find_markers([MARKER], database=False, folders=[tmp_path])] == [f"{tmp_path / MARKER}.pdf (name)"]


def test_marker_is_found_in_a_session_row(db):
    session = SessionStore()
    session["draft"] = {"story": MARKER * 5}
    session.save()

    hits = find_markers([MARKER])

    assert [(hit.marker, hit.where) for hit in hits] == [(MARKER, "django_session.session_data #1")]


def test_several_markers_are_told_apart(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"PENANDA-SATU PENANDA-DUA")

    hits = find_markers(["PENANDA-SATU", "PENANDA-TIGA", "PENANDA-DUA"], database=False, folders=[tmp_path])

    assert [hit.marker for hit in hits] == ["PENANDA-SATU", "PENANDA-DUA"]


def test_key_is_found_as_bytes_and_named_in_hex(tmp_path: Path):
    key = bytes(range(32))
    (tmp_path / "file").write_bytes(base64.b64encode(b"x" + key))

    assert find_markers([key], database=False, folders=[tmp_path]) == [Hit(key.hex(), str(tmp_path / "file"), ("base64",))]


def test_random_bytes_hold_no_marker(tmp_path: Path):
    (tmp_path / "file").write_bytes(os.urandom(200_000))

    assert find_markers([MARKER], database=False, folders=[tmp_path]) == []

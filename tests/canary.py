"""Looks for markers in every cell of the database and every file of some folders, decoded as a curious thief would decode them."""

import base64
import binascii
import json
import quopri
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from django.db import connection

DEPTH = 4
"""How many encodings may lie inside one another: a session row is base64 of zlib of JSON of base64."""
SHORTEST_RUN = 12
LARGEST_VIEW = 64 * 1024 * 1024
_BASE64 = re.compile(rb"[A-Za-z0-9+/_\-\r\n]{%d,}={0,2}" % SHORTEST_RUN)
_HEX = re.compile(rb"[0-9a-fA-F]{%d,}" % SHORTEST_RUN)
_COMPRESSED = re.compile(rb"\x1f\x8b\x08|[\x48\x58\x68\x78][\x01\x5e\x9c\xda\xc7\x85\x43\x89\xcd\xde\x09\xd7\x47\x63\xbb]")
_JSON_ESCAPE = re.compile(rb"\\u([0-9a-fA-F]{4})")
_STANDARD_ALPHABET = bytes.maketrans(b"-_", b"+/")


@dataclass(frozen=True)
class Hit:
    """A marker that can be read: where it stands and through which encodings, outermost first."""

    marker: str
    where: str
    how: tuple[str, ...]


def find_markers(markers: Iterable[str | bytes], *, database: bool = True, folders: Iterable[Path] = ()) -> list[Hit]:
    """Every place where one of the markers can be read; empty when all is sealed.

    A marker is plain ASCII text, or bytes such as a key, which a Hit names in hex. Eight characters at least, or chance finds it.
    """
    wanted = [(marker, marker.encode("ascii")) if isinstance(marker, str) else (marker.hex(), bytes(marker)) for marker in markers]
    places = [*(_cells() if database else ()), *(place for folder in folders for place in _files(folder))]
    return [hit for where, content in places for hit in search(wanted, where, content)]


def search(wanted: Iterable[tuple[str, bytes]], where: str, content: bytes) -> list[Hit]:
    """The markers that one piece of data shows, each with the first way it was found."""
    found: dict[str, Hit] = {}
    remaining = list(wanted)
    for how, view in _views(content):
        for marker, plain in remaining:
            if plain in view:
                found.setdefault(marker, Hit(marker, where, how))
        if len(found) == len(remaining):
            break
    return list(found.values())


def _views(content: bytes) -> Iterator[tuple[tuple[str, ...], bytes]]:
    """The data itself and whatever it can be decoded to, breadth first, each only once."""
    level: list[tuple[tuple[str, ...], bytes]] = [((), content)]
    seen = {content}
    for _ in range(DEPTH):
        yield from level
        deeper = [((*how, name), view) for how, outer in level for name, view in _decoded(outer)]
        level = []
        for how, view in deeper:
            if view and view not in seen:
                seen.add(view)
                level.append((how, view))
    yield from level


def _decoded(content: bytes) -> Iterator[tuple[str, bytes]]:
    """One step of every decoding that changes something."""
    if b"\x00" in content:
        yield "utf-16", content.replace(b"\x00", b"")
    if b"\\" in content:
        yield "json", _JSON_ESCAPE.sub(lambda found: chr(int(found[1], 16)).encode("utf-8", "surrogatepass"), content)
    if b"%" in content:
        yield "percent", unquote_to_bytes(content)
    if b"=" in content:
        yield "quoted-printable", quopri.decodestring(content)
    yield from (("hex", view) for view in _unhexed(content))
    yield from (("base64", view) for view in _unbased(content))
    yield from (("zlib", view) for view in _inflated(content))


def _unhexed(content: bytes) -> Iterator[bytes]:
    for run in _HEX.finditer(content):
        for start in (0, 1):
            digits = run[0][start:]
            yield binascii.unhexlify(digits[: len(digits) // 2 * 2])


def _unbased(content: bytes) -> Iterator[bytes]:
    """Runs of base 64, of either alphabet, wrapped or not, from each of the four places where a group may begin."""
    for run in _BASE64.finditer(content):
        letters = run[0].translate(_STANDARD_ALPHABET, b"\r\n=")
        for start in range(4):
            part = letters[start:]
            yield base64.b64decode(part[: len(part) // 4 * 4] + _rest(part))


def _rest(part: bytes) -> bytes:
    rest = part[len(part) // 4 * 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""


def _inflated(content: bytes) -> Iterator[bytes]:
    """zlib and gzip streams wherever their first bytes appear; what comes out of a cut stream counts too."""
    for start in _COMPRESSED.finditer(content):
        try:
            yield zlib.decompressobj(wbits=47).decompress(content[start.start() :], LARGEST_VIEW)
        except zlib.error:
            continue


def _cells() -> Iterator[tuple[str, bytes]]:
    """Every cell of every table, named "table.column #row"."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            for number, row in enumerate(cursor.fetchall(), start=1):
                for column, value in zip(columns, row, strict=True):
                    if value is not None:
                        yield f"{table}.{column} #{number}", _as_bytes(value)


def _as_bytes(value: Any) -> bytes:
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value)
    text = json.dumps(value) if isinstance(value, dict | list) else str(value)
    return text.encode("utf-8", "surrogatepass")


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder, its name included, which can give something away too."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"{path} (name)", str(path.relative_to(folder)).encode("utf-8", "surrogateescape")
            yield str(path), path.read_bytes()

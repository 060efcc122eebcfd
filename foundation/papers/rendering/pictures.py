"""Pictures of papers: the QR code, and the check of a logo by really decoding it."""

import io
import json
import re
from base64 import b64encode
from datetime import UTC, datetime
from typing import Final
from xml.parsers import expat

import segno
import typst

from foundation.papers.rendering.compiling import compiled

LARGEST_PICTURE: Final = 60 * 1024
"""Bytes: a logo is on every paper, and a paper of three pages stays below 120 KB."""
PNG_START: Final = b"\x89PNG\r\n\x1a\n"
MOST_PIXELS: Final = 2000
DRAWN: Final = frozenset({
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "title", "desc", "metadata", "use", "symbol",
    "clipPath", "mask", "linearGradient", "radialGradient", "stop", "style",
})  # fmt: skip
"""Elements that only draw. Letters must be outlines: a paper embeds its own fonts alone."""
LEADS_AWAY: Final = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:", re.IGNORECASE)
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


class PictureRefused(ValueError):
    """The file is no picture that a paper can carry; the message says in Indonesian what to do."""


def qr_code(text: str) -> bytes:
    """The text as a QR code (ISO/IEC 18004, error correction M), an SVG."""
    drawn = io.BytesIO()
    segno.make_qr(text, error="m").save(drawn, kind="svg", border=0, xmldecl=False, svgns=True, dark="#000", omitsize=True)
    return drawn.getvalue()


def as_svg(content: bytes, kind: str) -> bytes:
    """A checked picture as the SVG that a template names; a PNG is wrapped as it is, byte by byte."""
    if kind == "svg":
        return content
    width, height = _size(content)
    inside = f'<image width="{width}" height="{height}" href="data:image/png;base64,{b64encode(content).decode()}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{inside}</svg>'.encode()


def checked_picture(content: bytes) -> str:
    """The ending of a logo, "png" or "svg", once it was really decoded as part of a PDF/A. Raises PictureRefused."""
    if len(content) > LARGEST_PICTURE:
        raise PictureRefused(f"Pilih logo yang lebih kecil: paling besar {LARGEST_PICTURE // 1024} KB")
    kind = "png" if content.startswith(PNG_START) else "svg"
    if kind == "png":
        _check_size(content)
    else:
        _check_svg(content)
    _decode(content, kind)
    return kind


def _size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels, as the first chunk of a PNG says (W3C PNG, 11.2.1)."""
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def _check_size(content: bytes) -> None:
    """Looked at before anything is unpacked."""
    if not all(0 < pixels <= MOST_PIXELS for pixels in _size(content)):
        raise PictureRefused(f"Pilih logo yang paling banyak {MOST_PIXELS} piksel lebar dan tingginya")


def _check_svg(content: bytes) -> None:
    """Only shapes, nothing of another file, no entities."""
    parser = expat.ParserCreate()
    names: list[str] = []

    def doctype(*_: object) -> None:
        raise PictureRefused("Simpan logo sebagai SVG polos tanpa DOCTYPE")

    def element(name: str, attributes: dict[str, str]) -> None:
        names.append(name)
        links = [value for key, value in attributes.items() if key.rpartition(":")[2] == "href" and not value.startswith("#")]
        drawn = name in DRAWN or ":" in name
        if not drawn or links or any(LEADS_AWAY.search(value) for value in attributes.values()):
            raise PictureRefused("Simpan logo sebagai SVG polos: hanya bentuk, tanpa huruf, gambar, skrip, atau tautan")

    def text(words: str) -> None:
        if LEADS_AWAY.search(words):
            raise PictureRefused("Simpan logo sebagai SVG polos tanpa tautan")

    parser.StartDoctypeDeclHandler, parser.StartElementHandler, parser.CharacterDataHandler = doctype, element, text
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes it by place
    except expat.ExpatError:
        raise PictureRefused("Pilih berkas PNG atau SVG: berkas ini tidak dapat dibaca sebagai gambar") from None
    if names[:1] != ["svg"]:
        raise PictureRefused("Pilih berkas PNG atau SVG: berkas ini tidak dapat dibaca sebagai gambar")


def _decode(content: bytes, kind: str) -> None:
    """Bytes travel as numbers: files in typst's memory are text alone."""
    source = f'#set document(title: "logo")\n#image(bytes(json(bytes(sys.inputs.data))), format: "{kind}", alt: "logo", width: 2cm)'
    try:
        compiled({"main.typ": source.encode()}, data=json.dumps(list(content)), at=EPOCH)
    except typst.TypstError:
        raise PictureRefused("Pilih logo lain: gambar ini rusak atau memakai hal yang tidak boleh ada pada surat dinas") from None

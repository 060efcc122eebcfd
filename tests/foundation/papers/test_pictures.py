"""Logos are decoded before they are kept; a QR code says what it should."""

import pytest

from foundation.papers.rendering import PictureRefused, checked_picture, qr_code
from tests.foundation.papers.images import SHAPE, SVG, png


@pytest.mark.parametrize(("content", "kind"), [(png(), "png"), (SVG.format(SHAPE).encode(), "svg")])
def test_a_picture_that_decodes_is_taken(content, kind):
    assert checked_picture(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"<html></html>",
        png(data=b"broken"),
        png(width=100_000),
        b"\x89PNG\r\n\x1a\n",
        SVG.format("<text>INSPEKTORAT</text>").encode(),
        SVG.format("<script>alert(1)</script>").encode(),
        SVG.format('<image href="https://contoh.invalid/a.png"/>').encode(),
        SVG.format('<use href="file:///etc/passwd"/>').encode(),
        SVG.format('<path d="M0 0h9v9z" fill="url(https://contoh.invalid/#a)"/>').encode(),
        SVG.format("<style>@import 'a.css'</style>").encode(),
        SVG.format("<foreignObject/>").encode(),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format(SHAPE).encode(),
        SVG.format(SHAPE).encode()[:-8],
        SVG.format(SHAPE + " " * 70_000).encode(),
    ],
)
def test_what_does_not_decode_or_does_more_than_draw_is_refused(content):
    with pytest.raises(PictureRefused):
        checked_picture(content)


def test_a_qr_code_is_a_plain_svg_that_a_paper_can_carry():
    drawn = qr_code("https://pengaduan.contoh.id/keaslian/ABCD-EFGH-1234-5678/")

    assert (checked_picture(drawn), drawn == qr_code("https://pengaduan.contoh.id/keaslian/ABCD-EFGH-1234-5679/")) == ("svg", False)

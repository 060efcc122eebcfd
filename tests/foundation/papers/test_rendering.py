"""Templates of two folders, what they may not do, and which signs have a glyph."""

import json
import unicodedata
from datetime import UTC, datetime

import pytest

from foundation.papers.rendering import NotRendered, TemplateMissing, TemplateRefused, printable, render
from foundation.papers.rendering.compiling import compiled
from foundation.papers.rendering.glyphs import covered
from tests.foundation.papers.pdfs import lines

AT = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
PLAIN = '#let data = json(bytes(sys.inputs.data))\n#set document(title: "x")\n#text(data.words)'


@pytest.fixture
def folder(tmp_path, settings):
    settings.PAPER_TEMPLATES_DIR = str(tmp_path)
    return tmp_path


def test_an_office_adds_and_replaces_templates_file_by_file(folder):
    (folder / "own.typ").write_text(PLAIN)

    assert lines(render("own.typ", {"words": "Halo *bukan* #markup"}, language="id", at=AT)) == ["Halo *bukan* #markup"]


@pytest.mark.parametrize("name", ["missing.typ", "../letter.typ", "/etc/passwd", "letter", "LETTER.typ"])
def test_a_template_that_is_in_no_folder_is_refused(name):
    with pytest.raises(TemplateMissing):
        render(name, {}, language="id", at=AT)


def test_a_template_that_wants_the_network_is_refused(folder):
    (folder / "own.typ").write_text('#import "@preview/cetz:0.1.0": x')

    with pytest.raises(TemplateRefused):
        render("own.typ", {}, language="id", at=AT)


@pytest.mark.parametrize("source", ['#read("/etc/hostname")', '#read("../../manage.py")', "#nothing", '#set document(title: "x")\n#text('])
def test_a_template_that_reads_elsewhere_or_is_broken_is_not_rendered(folder, source):
    (folder / "own.typ").write_text(source)

    with pytest.raises(NotRendered):
        render("own.typ", {"words": "rahasia"}, language="id", at=AT)


def test_a_folder_of_the_offices_own_that_is_not_there_lets_nothing_render_and_raises_no_other_error(settings, tmp_path):
    settings.PAPER_TEMPLATES_DIR = str(tmp_path / "not-mounted")

    with pytest.raises(NotRendered):
        render("letter.typ", {}, language="id", at=AT)


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_every_sign_that_counts_as_printable_has_a_glyph(weight):
    signs = sorted(sign for sign in covered() if unicodedata.category(sign) not in {"Cf", "Mn", "Me", "Mc"})
    source = (
        f'#let d = json(bytes(sys.inputs.data))\n#set document(title: "x")\n'
        f'#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"), weight: "{weight}")\n#for x in d {{ text(x); text(" ") }}'
    )
    for start in range(0, len(signs), 1000):
        some = signs[start : start + 1000]
        assert compiled({"main.typ": source.encode()}, data=json.dumps(some), at=AT).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("abc\x00def", "abc⟦U+0000⟧def"),
        ("bukti\u202efdp.exe", "bukti⟦U+202E⟧fdp.exe"),
        ("Hen\u200bdro", "Hen⟦U+200B⟧dro"),
        ("satu\r\ndua\u2028tiga", "satu\ndua\ntiga"),
        ("１９８６", "1986"),
        ("🙏", "⟦U+1F64F⟧"),
        ("\ua930", "⟦U+A930⟧"),
        ("السلام עברית", "السلام עברית"),
        ("Jose\u0301", "José"),
        ("a\tb", "a b"),
        ("A" * 130, "\u200b".join(["A" * 60, "A" * 60, "A" * 10])),
        ("\ud800", "⟦U+D800⟧"),
        ("\ue000", "⟦U+E000⟧"),
    ],
)
def test_what_has_no_glyph_is_shown_as_its_code_point(text, shown):
    assert printable(text) == shown


def test_plain_printing_shows_joiners_and_combining_marks_too():
    assert printable("x\u0301\u200d", plain=True) == "x⟦U+0301⟧⟦U+200D⟧"

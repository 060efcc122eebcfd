import re

import pytest

from tests.architecture.house import ROOT, shown, sources, templates

OUTSIDE_ESCAPING = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off")
MAY_LEAVE_ESCAPING = ("components/", "bootstrap5/")
"""Parts whose unescaped values are written by programmers: icons, and hints of form fields."""
MARKED_SAFE = re.compile(r"\bmark_safe\(|SafeString\(")
MAY_MARK_SAFE = ("foundation/ui/",)
INLINE = re.compile(r"<style\b|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)
"""What the content security policy would refuse."""
ELSEWHERE = re.compile(r"""(?:src|href|action)=["']?(?:https?:)?//""", re.IGNORECASE)
"""A third party's address would learn that somebody is here."""


def below(path, folders: tuple[str, ...], root=ROOT) -> bool:
    return str(path.relative_to(root)).startswith(folders)


def test_templates_escape_what_people_wrote():
    outside = [path for path in templates() if path.suffix == ".html" and not below(path, MAY_LEAVE_ESCAPING, ROOT / "templates")]

    assert [shown(path) for path in outside if OUTSIDE_ESCAPING.search(path.read_text())] == []


def test_only_ui_marks_text_as_safe():
    assert [shown(path) for _, path in sources() if MARKED_SAFE.search(path.read_text()) and not below(path, MAY_MARK_SAFE)] == []


def test_templates_hold_no_inline_style_or_script():
    pages = [path for path in templates() if path.suffix == ".html" and not path.name.startswith("mail")]

    assert [shown(path) for path in pages if INLINE.search(path.read_text())] == []


def test_templates_name_no_address_of_a_third_party():
    assert [shown(path) for path in templates() if ELSEWHERE.search(path.read_text())] == []


@pytest.mark.parametrize(
    "line",
    ['<p style="color: red">', "<button onclick=go()>", "<script>go()</script>", '<a href="javascript:go()">', "<style>"],
)
def test_inline_style_and_script_are_seen(line):
    assert INLINE.search(line) is not None


@pytest.mark.parametrize("line", ['<script src="/static/js/app.js" defer></script>', '<p class="on" data-one="2">', "<link rel=style>"])
def test_own_files_are_not_taken_for_inline(line):
    assert INLINE.search(line) is None

"""Rules for every template and static file: what the content policy allows, weight, a first comment, no broken template."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import loader

from tests.foundation.ui import gallery

TEMPLATES = Path(settings.BASE_DIR) / "templates"
STATIC = Path(settings.BASE_DIR) / "static"
ALL = sorted(TEMPLATES.rglob("*.*"))
FORBIDDEN = {
    "style attribute": re.compile(r"<[^>{]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "data address": re.compile(r"""(?:src|href|url\()\s*=?\s*["'(]?data:""", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
}


def name_of(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


def weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


@pytest.mark.parametrize("path", [path for path in ALL if path.suffix == ".html"], ids=name_of)
def test_template_keeps_the_content_policy(path):
    source = path.read_text(encoding="utf-8")

    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(source)] == []


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_template_compiles(path):
    assert loader.get_template(name_of(path)).template.nodelist is not None


@pytest.mark.parametrize("folder", ["bootstrap5", "components", "layouts", "ui"])
def test_shared_templates_open_with_what_they_are_for(folder):
    silent = [name_of(path) for path in (TEMPLATES / folder).rglob("*.html") if not path.read_text(encoding="utf-8").startswith("{# ")]

    assert silent == []


def test_style_sheet_is_light_and_alone():
    sheets = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.css"))
    source = (STATIC / "css/app.css").read_text(encoding="utf-8")

    assert sheets == ["css/app.css"]
    assert weight(STATIC / "css/app.css") <= 10_000
    assert re.findall(r"@import|@font-face|data:|url\(", source) == []


def test_script_is_light():
    assert weight(STATIC / "js/app.js") <= 5_000


def test_pictures_are_light():
    heavy = [path.name for path in (STATIC / "img").rglob("*.*") if path.stat().st_size > 6_000]

    assert heavy == []


@pytest.mark.parametrize("layout", ["layouts/public.html", "layouts/staff.html"])
def test_gallery_of_all_components_keeps_the_content_policy(layout):
    html = gallery.render(layout)

    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(html)] == []
    assert len(gzip.compress(html.encode(), 9)) <= 10_000


@pytest.mark.parametrize("layout", ["layouts/public.html", "layouts/staff.html"])
def test_gallery_names_each_id_once_and_links_to_ids_that_exist(layout):
    html = gallery.render(layout)
    ids = re.findall(r'\sid="([^"]+)"', html)
    targets = [target for targets in re.findall(r'(?:aria-labelledby|aria-describedby)="([^"]+)"', html) for target in targets.split()]
    targets += [target for target in re.findall(r'(?:href="#|for=")([^"]+)"', html) if target != "x"]

    assert sorted(ids) == sorted(set(ids))
    assert [target for target in targets if target not in ids] == []

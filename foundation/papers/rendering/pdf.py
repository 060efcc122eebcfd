"""Calls typst: template and data in, a PDF/A-2a and PDF/UA-1 file out. Data travels as JSON, never as typst source."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from foundation.papers.rendering.compiling import SHIPPED, compiled
from foundation.papers.rendering.glyphs import printable

NAME = re.compile(r"[a-z][a-z0-9_]{0,59}\.typ")
OF_A_TEMPLATE = frozenset({".typ", ".svg"})
"""What an office may keep in its folder beside the templates."""
FROM_A_REGISTRY = re.compile(rb"""["']@[\w-]+/""")
NO_GLYPH = "could not be displayed"


class NotRendered(RuntimeError):
    """No PDF can be made of a template; an administrator must put it right. The message repeats nothing of the data.

    Raised as itself when typst refused, with what it found wrong in the template.
    """


class TemplateMissing(NotRendered):
    """No folder holds a template of this name."""


class TemplateRefused(NotRendered):
    """A template asks for a package of typst's registry: papers are made without any network."""


def render(
    template: str,
    data: Mapping[str, Any],
    *,
    language: str,
    at: datetime,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """The PDF of a template, e.g. "letter.typ": PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1), tagged, fonts embedded.

    `data`: anything JSON holds; every text of it is made printable and stays text, whatever it contains. The template reads
    it as `json(bytes(sys.inputs.data))`; `language` ("id", "en") is added to it. `pictures` are files the template may
    name, SVG bytes by file name. `at`: the moment the file says it was made. The same input gives the same bytes.

    Raises TemplateMissing, TemplateRefused, NotRendered.
    """
    try:
        files = {**template_files(), **(pictures or {})}
    except OSError:
        # A folder of the office's own that is not mounted holds up no act of the law.
        raise NotRendered(template) from None
    if not NAME.fullmatch(template) or template not in files:
        raise TemplateMissing(template)
    if any(FROM_A_REGISTRY.search(content) for name, content in files.items() if name.endswith(".typ")):
        raise TemplateRefused(template)
    facts = {**data, "language": language}
    try:
        return _compiled(template, files, _printable(facts, plain=False), at=at)
    except typst.TypstError as fault:
        if NO_GLYPH not in str(fault):
            raise NotRendered(template) from None
    try:
        return _compiled(template, files, _printable(facts, plain=True), at=at)
    except typst.TypstError:
        raise NotRendered(template) from None


def template_files() -> dict[str, bytes]:
    """The templates by file name: the shipped ones, each replaced by the office's own of that name (PAPER_TEMPLATES_DIR)."""
    folders = [SHIPPED, *([Path(settings.PAPER_TEMPLATES_DIR)] if settings.PAPER_TEMPLATES_DIR else [])]
    paths = [path for folder in folders for path in sorted(folder.iterdir()) if path.suffix in OF_A_TEMPLATE]
    return {path.name: path.read_bytes() for path in paths}


def _compiled(template: str, files: Mapping[str, bytes], data: Any, *, at: datetime) -> bytes:
    source = {**files, "main.typ": f'#include "{template}"'.encode()}
    return compiled(source, data=json.dumps(data, ensure_ascii=False), at=at)


def _printable(value: Any, *, plain: bool) -> Any:
    """The data with each of its texts printable; keys are written by programmers and stay."""
    if isinstance(value, str):
        return printable(value, plain=plain)
    if isinstance(value, Mapping):
        return {key: _printable(one, plain=plain) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(one, plain=plain) for one in value]
    return value

"""The one call of typst: files in memory in, a PDF out; no network, no font of the machine, the same bytes every time."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

import typst
from django.conf import settings

SHIPPED = Path(settings.BASE_DIR) / "templates" / "papers"
"""The templates of the product, and the only folder in which a template could find a file that it was not handed."""
STANDARDS = ["a-2a", "ua-1"]


def compiled(files: Mapping[str, bytes], *, data: str, at: datetime) -> bytes:
    """The PDF of the file "main.typ" among `files`, which finds the others by name and `data` (JSON) in its inputs.

    Raises typst.TypstError.
    """
    pdf: bytes = typst.compile(  # type: ignore[call-overload]  # its annotations forget files in memory
        dict(files),
        root=SHIPPED,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        pdf_standards=STANDARDS,
        timestamp=int(at.timestamp()),
    )
    return pdf


@cache
def _fonts() -> typst.Fonts:
    """The fonts inside typst, read once; none of the machine's, so that every machine makes the same file."""
    return typst.Fonts(include_system_fonts=False)

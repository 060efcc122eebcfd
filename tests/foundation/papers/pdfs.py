"""Reading a PDF as a machine does."""

import io
import re
from typing import Any

from pypdf import PdfReader


def reader(pdf: bytes) -> PdfReader:
    """The opened file."""
    return PdfReader(io.BytesIO(pdf))


def lines(pdf: bytes) -> list[str]:
    """The text of all pages, line by line, as it is extracted."""
    return [line.rstrip() for page in reader(pdf).pages for line in page.extract_text().splitlines()]


def squeezed(text: str) -> str:
    """A text without spaces, line ends and joiners: wrapping is the sheet's affair, and joiners leave no mark on it."""
    return re.sub(r"[\s\u200b-\u200d]+", "", text)


def fonts(pdf: bytes) -> dict[str, bool]:
    """Every font by name, and whether its file is embedded."""
    found: dict[str, bool] = {}
    for page in reader(pdf).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            descendant: Any = font.get_object()["/DescendantFonts"][0].get_object()
            described = descendant["/FontDescriptor"].get_object()
            found[described["/FontName"]] = bool({"/FontFile2", "/FontFile3"} & set(described))
    return found


def catalogue(pdf: bytes) -> Any:
    """The document catalogue."""
    return reader(pdf).trailer["/Root"]


def metadata(pdf: bytes) -> str:
    """The XMP metadata as text."""
    return catalogue(pdf)["/Metadata"].get_object().get_data().decode()

"""From data to a PDF: templates of a folder an office can change, text that stays text, pictures that really decode."""

from foundation.papers.rendering.glyphs import printable
from foundation.papers.rendering.pdf import NotRendered, TemplateMissing, TemplateRefused, render
from foundation.papers.rendering.pictures import PictureRefused, as_svg, checked_picture, qr_code

__all__ = [
    "NotRendered",
    "PictureRefused",
    "TemplateMissing",
    "TemplateRefused",
    "as_svg",
    "checked_picture",
    "printable",
    "qr_code",
    "render",
]

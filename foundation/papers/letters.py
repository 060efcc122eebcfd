"""What a paper says, as a program writes it: a letter's parts as small records, and the data its template reads."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.papers.enums import Secrecy, Urgency
from foundation.papers.models import Letterhead
from foundation.papers.rules import SignatureBlock
from foundation.ui import wording
from foundation.vault.codes import grouped


@dataclass(frozen=True)
class Paragraph:
    """Running text; line ends stay."""

    text: str
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Heading:
    """A heading within the body."""

    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Facts:
    """Lines of a label and a value, as "Nomor register : 700/0001/2026"."""

    rows: Sequence[tuple[str, str]]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True)
class Items:
    """A list, numbered unless said otherwise."""

    texts: Sequence[str]
    numbered: bool = True
    kind: Literal["items"] = "items"


@dataclass(frozen=True)
class Table:
    """A table with a head; every row, and the foot if there is one, has as many cells as the head.

    `figures`: how many of the last columns hold numbers, which stand at the right, the first column taking the room that is left.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    foot: Sequence[str] = ()
    figures: int = 0
    kind: Literal["table"] = "table"


Block = Paragraph | Heading | Facts | Items | Table
BLOCKS: Mapping[str, type[Any]] = {"paragraph": Paragraph, "heading": Heading, "facts": Facts, "items": Items, "table": Table}


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What one paper says. `subject` is hal; the PDF is titled by it.

    `sheet`: a form with its title in the middle instead of the head of a letter. `recipient`: the lines after "Yth.".
    `attachments`: what lampiran says. `copies`: tembusan, empty unless somebody decides otherwise, and never the office of the
    accused (Pasal 15): a copy is the commonest leak. `initials`: the posts of those who put their paraf to it before it is
    signed, in the order in which it passes them.
    """

    subject: str
    body: Sequence[Block]
    recipient: Sequence[str] = ()
    attachments: str = ""
    copies: Sequence[str] = ()
    sheet: bool = False
    initials: Sequence[str] = ()


def stored(letter: Letter) -> dict[str, Any]:
    """The letter as JSON holds it; `restored` reads it back."""
    return asdict(letter)


def restored(value: Mapping[str, Any]) -> Letter:
    """The letter that `stored` wrote."""
    body = [BLOCKS[block["kind"]](**block) for block in value["body"]]
    return Letter(**{**value, "body": body})


@dataclass(frozen=True, kw_only=True)
class Marks:
    """What the outside of a paper says. Number and code are empty on a draft, which is marked as one."""

    number: str = ""
    dated: date
    secrecy: Secrecy
    urgency: Urgency
    signature: SignatureBlock | None = None
    code: str = ""

    @property
    def is_draft(self) -> bool:
        """Without a number nothing was signed."""
        return not self.number


def data_of(letter: Letter, marks: Marks, letterhead: Letterhead, *, language: str) -> dict[str, Any]:
    """Everything the template `letter.typ` prints, fixed words included, in "id" or "en"."""
    with override(language):
        return {
            "letterhead": _kop(letterhead),
            "title": letter.subject.strip() or "–",
            "sheet": letter.sheet,
            "head": _head(letter, marks),
            "place_and_date": f"{letterhead.place}, {wording.plain_date(marks.dated)}",
            "recipient": list(letter.recipient),
            "body": [asdict(block) for block in letter.body],
            "signature": asdict(marks.signature) if marks.signature else None,
            "copies": list(letter.copies),
            "initials": list(letter.initials),
            "secrecy": Secrecy(marks.secrecy).label.upper(),
            "code": grouped(marks.code, "-") if marks.code else "",
            "address": verification_address(marks.code) if marks.code else "",
            "draft": marks.is_draft,
            "words": _words(),
        }


def verification_address(code: str) -> str:
    """Where everybody can ask whether the paper is genuine (contracts: /keaslian/<kode>/)."""
    return f"{settings.SITE_URL}/keaslian/{grouped(code, '-')}/"


def _kop(letterhead: Letterhead) -> dict[str, Any]:
    return {
        "issuer": letterhead.issuer,
        "government": letterhead.government,
        "office": letterhead.office,
        "lines": letterhead.lines.splitlines(),
        "logo": "logo.svg" if letterhead.logo_kind else "",
    }


def _head(letter: Letter, marks: Marks) -> list[list[str]]:
    secrecy, urgency = Secrecy(marks.secrecy).label, Urgency(marks.urgency)
    sifat = f"{secrecy} / {urgency.label}" if urgency != Urgency.ORDINARY else f"{secrecy}"
    number = [_("Nomor"), marks.number or "…"]
    if letter.sheet:
        return [number]
    return [number, [_("Sifat"), sifat], [_("Lampiran"), letter.attachments or "–"], [_("Hal"), letter.subject]]


def _words() -> dict[str, str]:
    return {
        "to": _("Yth."),
        "copies": _("Tembusan:"),
        "seen_by": _("Diperiksa oleh"),
        "initials": _("Paraf"),
        "date": _("Tanggal"),
        "page": _("Halaman {page} dari {pages}"),
        "draft": _("KONSEP"),
        "check": _("Periksa keaslian surat ini di:"),
        "qr": _("Kode QR ke halaman pemeriksa keaslian"),
        "logo": _("Lambang"),
    }

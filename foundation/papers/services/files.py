"""A paper's file on its way out: opened for whoever holds its compartment, and put on record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Final

from foundation.accounts.models import User
from foundation.audit.actors import Actor
from foundation.audit.services import record
from foundation.papers.models import Paper, SignedScan
from foundation.papers.queries import content_of, facts_of
from foundation.vault.errors import CannotOpen
from foundation.vault.keys import Keys

ENDINGS: Final = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


class PaperDamaged(Exception):
    """The sealed file is missing, cut or changed: it cannot be given out."""


@dataclass(frozen=True)
class PaperOut:
    """A file on its way out: a name made of the paper's number, its media type, size in bytes, and the bytes as they are opened."""

    name: str
    kind: str
    size: int
    chunks: Iterator[bytes]


def take_out(thing: Paper | SignedScan, *, keys: Keys, by: User | Actor, at: datetime) -> PaperOut:
    """Open a signed paper's PDF or a scan for reading and record on the paper who took it.

    Raises PaperDamaged before the first byte when it cannot be opened, NoAccess, and ValueError for a draft. Damage further
    inside breaks the stream off with vault.CannotOpen: what was sent until then is not the whole file.
    """
    paper = thing.paper if isinstance(thing, SignedScan) else thing
    try:
        facts, stream = facts_of(thing, keys), content_of(thing, keys)
        first = next(stream, b"")
    except (FileNotFoundError, CannotOpen) as error:
        raise PaperDamaged from error
    scan = thing.pk if isinstance(thing, SignedScan) else None
    record("paper.opened", paper, by=by, at=at, detail={"scan": scan})
    name = f"{file_stem(paper)}{'-pindai' if scan else ''}.{ENDINGS[facts.kind]}"
    return PaperOut(name, facts.kind, facts.size, chain([first], stream))


def file_stem(paper: Paper) -> str:
    """The number of a paper, or the kind of a draft, with nothing in it that could leave a folder or hide an ending."""
    words = paper.number or f"konsep-{paper.kind}"
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in words)[:100]

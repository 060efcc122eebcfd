"""Drafts of papers: prepared, rewritten and looked at before anybody signs."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.papers.enums import Issuer, PaperKind, PaperState, Secrecy, Urgency
from foundation.papers.letters import Letter, Marks, data_of, restored, stored
from foundation.papers.models import Letterhead, Paper
from foundation.papers.queries import letterhead_in_force
from foundation.papers.rendering import as_svg, qr_code, render
from foundation.papers.rules import SignatureBlock
from foundation.vault.keys import Keys
from foundation.vault.models import Compartment
from foundation.vault.sealing import open_sealed, seal

GENERIC = "letter.typ"


class NotADraft(Exception):
    """The paper is signed: it never changes again."""


class NoLetterhead(Exception):
    """No kop surat of the issuer is in force on the day of the paper."""


@transaction.atomic
def prepare(
    kind: PaperKind,
    letter: Letter,
    *,
    issuer: Issuer = Issuer.INSPECTORATE,
    inside: Compartment,
    keys: Keys,
    secrecy: Secrecy = Secrecy.SECRET,
    urgency: Urgency = Urgency.ORDINARY,
    language: str = "id",
    template: str = GENERIC,
    by: User | None,
    at: datetime,
) -> Paper:
    """A draft, sealed `inside` a compartment: whoever holds its key reads the draft, the PDF and the scan, and nobody else.

    Papers of a case are secret unless somebody says otherwise (Pasal 15). Raises NoAccess when `keys` don't open `inside`.
    """
    paper = Paper(
        kind=kind,
        issuer=issuer,
        inside=inside,
        secrecy=secrecy,
        urgency=urgency,
        language=language,
        template=template,
        prepared_by=by,
        prepared_at=at,
    )
    seal(paper, "contents", stored(letter), keys)
    paper.save(force_insert=True)
    record("paper.prepared", paper, by=by, at=at, detail={"kind": kind, "compartment": inside.pk})
    return paper


@transaction.atomic
def rewrite(paper: Paper, letter: Letter, *, keys: Keys, by: User, at: datetime) -> Paper:
    """Say something else in a draft. Raises NotADraft, NoAccess."""
    paper = locked_draft(paper)
    seal(paper, "contents", stored(letter), keys)
    paper.save(update_fields=["contents"])
    record("paper.rewritten", paper, by=by, at=at)
    return paper


def preview(paper: Paper, *, signature: SignatureBlock | None = None, keys: Keys, at: datetime) -> bytes:
    """The PDF as it would be signed today (WIB), without number and code and marked as a draft; kept nowhere.

    Raises NoLetterhead, NoAccess, rendering.NotRendered.
    """
    return _looked_at(paper, letter_of(paper, keys), signature, at=at)


def preview_letter(
    kind: PaperKind,
    letter: Letter,
    *,
    issuer: Issuer = Issuer.INSPECTORATE,
    signature: SignatureBlock | None = None,
    secrecy: Secrecy = Secrecy.SECRET,
    language: str = "id",
    at: datetime,
) -> bytes:
    """The PDF of a letter of which no draft is stored, dated today (WIB) and marked as a draft; kept nowhere.

    Raises NoLetterhead, rendering.NotRendered.
    """
    paper = Paper(kind=kind, issuer=issuer, secrecy=secrecy, language=language, template=GENERIC)
    return _looked_at(paper, letter, signature, at=at)


def _looked_at(paper: Paper, letter: Letter, signature: SignatureBlock | None, *, at: datetime) -> bytes:
    on = timezone.localdate(at)
    marks = Marks(dated=on, secrecy=Secrecy(paper.secrecy), urgency=Urgency(paper.urgency), signature=signature)
    return made(paper, letter, marks, letterhead_for(paper, on=on), at=at)


def letter_of(paper: Paper, keys: Keys) -> Letter:
    """What a paper says. Raises NoAccess."""
    return restored(open_sealed(paper, "contents", keys))


def locked_draft(paper: Paper) -> Paper:
    """The paper's row under a lock to the end of the transaction. Raises NotADraft."""
    locked = Paper.objects.select_for_update(of=("self",)).select_related("inside").get(pk=paper.pk)
    if locked.state != PaperState.DRAFT:
        raise NotADraft
    return locked


def letterhead_for(paper: Paper, *, on: date) -> Letterhead:
    """The kop surat for a paper of this day. Raises NoLetterhead."""
    letterhead = letterhead_in_force(Issuer(paper.issuer), on=on)
    if letterhead is None:
        raise NoLetterhead
    return letterhead


def made(paper: Paper, letter: Letter, marks: Marks, letterhead: Letterhead, *, at: datetime) -> bytes:
    """The PDF itself."""
    data = data_of(letter, marks, letterhead, language=paper.language)
    return render(paper.template, data, language=paper.language, at=at, pictures=pictures_of(letterhead, data["address"]))


def pictures_of(letterhead: Letterhead, address: str = "") -> dict[str, bytes]:
    """The files a template may name: "logo.svg" when the kop has one, "qr.svg" when there is an address."""
    pictures = {"logo.svg": as_svg(bytes(letterhead.logo or b""), letterhead.logo_kind)} if letterhead.logo_kind else {}
    return {**pictures, "qr.svg": qr_code(address)} if address else pictures

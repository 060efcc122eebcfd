"""Signing: the number is drawn, the PDF made, sealed and hashed, in one transaction."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.papers.enums import PaperKind, PaperState, Secrecy, Urgency
from foundation.papers.letters import Marks
from foundation.papers.models import Paper, Signatory
from foundation.papers.queries import PURPOSE
from foundation.papers.rules import SignatureBlock, is_in_force, title_lines
from foundation.papers.services.numbering import draw_number
from foundation.papers.services.papers import letter_of, letterhead_for, locked_draft, made
from foundation.papers.signing import SigningOrder, signer
from foundation.vault import codes, files
from foundation.vault.keys import Keys
from foundation.vault.sealing import seal


class SignatoryNotInForce(Exception):
    """The signatory does not sign on the day of the paper."""


class NumberTaken(Exception):
    """A paper of this kind bears this number already."""


@transaction.atomic
def sign(
    paper: Paper,
    *,
    signature: Signatory | SignatureBlock | None,
    keys: Keys,
    dated: date | None = None,
    number: str = "",
    by: User | None,
    at: datetime,
) -> Paper:
    """Number, make, seal and hash a draft; it never changes again.

    `signature`: a signatory of the settings, a block for officers who sign for themselves (a receipt), None for a paper that nobody
    signs; `by` None is the system. `dated`: the local date
    printed on the paper, today (WIB) without it. `number`: one given by hand (from the agenda book, or a register number);
    without it the next of the kind's series is drawn. When anything fails, the number is given back.

    Raises NotADraft, NoLetterhead, SignatoryNotInForce, NumberTaken, NoNumbering, NoAccess, rendering.NotRendered,
    signing.SigningRefused.
    """
    paper, on = locked_draft(paper), dated or timezone.localdate(at)
    block, letter = _block(signature, on=on), letter_of(paper, keys)
    paper.letterhead = letterhead_for(paper, on=on)
    paper.signatory = signature if isinstance(signature, Signatory) else None
    paper.number, paper.sequence = (_by_hand(paper, number), None) if number else draw_number(PaperKind(paper.kind), on=on)
    code = codes.new_code()
    marks = Marks(
        number=paper.number,
        dated=on,
        secrecy=Secrecy(paper.secrecy),
        urgency=Urgency(paper.urgency),
        signature=block,
        code=code,
    )
    pdf = made(paper, letter, marks, paper.letterhead, at=at)
    paper.dated, paper.signed_by, paper.signed_at, paper.signer = on, by, at, signer().code
    order = SigningOrder(paper.pk, paper.number, paper.signatory.nip if paper.signatory else "", at)
    _seal_and_save(paper, signer().signed(pdf, order), code, keys=keys)
    facts = {"kind": paper.kind, "dated": on, "sequence": paper.sequence, "by_hand": bool(number), "signatory": paper.signatory_id}
    record("paper.signed", paper, by=by, at=at, detail=facts)
    return paper


def block_of(signature: Signatory | SignatureBlock) -> SignatureBlock:
    """How a signature is printed."""
    if isinstance(signature, SignatureBlock):
        return signature
    titles = title_lines(signature.form, signature.post, on_behalf_of=signature.on_behalf_of, through=signature.through)
    below = (signature.rank, f"NIP {signature.nip}" if signature.nip else "")
    return SignatureBlock(titles, signature.name, tuple(line for line in below if line))


def _block(signature: Signatory | SignatureBlock | None, *, on: date) -> SignatureBlock | None:
    if signature is None or isinstance(signature, SignatureBlock):
        return signature
    if not is_in_force(signature, on=on):
        raise SignatoryNotInForce
    return block_of(signature)


def _by_hand(paper: Paper, number: str) -> str:
    if Paper.objects.filter(kind=paper.kind, number=number.strip()).exists():
        raise NumberTaken
    return number.strip()


def _seal_and_save(paper: Paper, pdf: bytes, code: str, *, keys: Keys) -> None:
    """The file on the disk and the row that knows its key; when the row is refused the file goes."""
    stored = files.seal_stream([pdf])
    try:
        facts = {"key": stored.key.hex(), "sha256": stored.sha256, "size": stored.size, "code": code}
        seal(paper, "file", facts, keys)
        paper.stored_name, paper.state = stored.name, PaperState.SIGNED
        paper.verification = codes.derive(code, PURPOSE).lookup
        paper.save()
    except IntegrityError:
        files.discard(stored.name)
        raise NumberTaken from None
    except BaseException:
        files.discard(stored.name)
        raise

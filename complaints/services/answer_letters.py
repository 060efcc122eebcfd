"""The official letter of an answer or a refusal (Pasal 16, 18): what it says and by whom it is signed; it never holds an answer up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from complaints.enums import AnswerKind, Routing
from complaints.models import Answer, Complaint
from complaints.rules.answer import AnswerParts, citations, is_refusal
from complaints.rules.confidentiality import FORWARDED_ROWS, SEALED_AWAY
from complaints.services.letters import issuer_of, signed_or_none
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.papers import services as papers
from foundation.papers.enums import PaperKind
from foundation.papers.letters import Block, Items, Letter, Paragraph
from foundation.papers.models import Paper, Signatory
from foundation.papers.queries import SignatureChoice, missing_for, papers_of, signature_choices
from foundation.papers.rules import SignatureBlock
from foundation.ui.context import LINKS
from foundation.ui.wording import plain_date
from foundation.vault.keys import Keys

SIGNING = (Role.INSPECTOR, Role.DEPUTY_INSPECTOR, Role.DELEGATE, Role.REFERRAL_OFFICER)
"""As what somebody signs who has no entry among the signatories: the first of these that he is."""


class NotTheHand(Exception):
    """A refusal is signed by who issues it, the Inspektur or who stands in his place (Pasal 18), and by nobody for him."""


@dataclass(frozen=True)
class Signing:
    """How a letter is signed: whose name it bears, in which language its fixed words are, its number where the agenda book gives it."""

    signature: Signatory | SignatureBlock
    language: str = "id"
    number: str = ""


def kind_of(kind: AnswerKind) -> PaperKind:
    """The paper an answer goes out as: a refusal, whole or in part, has numbers of its own."""
    return PaperKind.REFUSAL if is_refusal(kind) else PaperKind.ANSWER


def choices_for(complaint: Complaint, kind: AnswerKind, *, by: User, at: datetime) -> list[SignatureChoice]:
    """By whom the letter may be signed: a refusal by who issues it, and by nobody else where a colleague of the accused could be asked.

    Who signs reads the letter, so nobody whom a wall keeps from the case is offered (Pasal 15).
    """
    others = not is_refusal(kind) and complaint.routing in FORWARDED_ROWS
    offered = signature_choices(by, *SIGNING, others=others, on=timezone.localdate(at))
    walled = set(complaint.walls.values_list("user_id", flat=True))
    return [choice for choice in offered if getattr(choice.signature, "user_id", None) not in walled]


def lacking(complaint: Complaint, kind: AnswerKind, *, at: datetime) -> list[str]:
    """What an administrator must set before the letter can be made, in Indonesian."""
    numbered = complaint.routing not in SEALED_AWAY
    return missing_for(kind_of(kind), issuer_of(complaint), on=timezone.localdate(at), numbered=numbered)


def sign_letter(answer: Answer, parts: AnswerParts, signing: Signing | None, *, keys: Keys, by: User, at: datetime) -> Paper | None:
    """Make, number and seal the letter of an answer inside its conversation, so that the reporter and the people of the case read it.

    Without `signing` the first of `choices_for` counts. None when an administrator must set something first: then nothing is
    numbered or stored. Raises NotTheHand, papers.SignatoryNotInForce, papers.NumberTaken, NoAccess.
    """
    complaint = answer.complaint
    signing = signing or Signing(choices_for(complaint, parts.kind, by=by, at=at)[0].signature)
    if is_refusal(parts.kind) and isinstance(signing.signature, Signatory) and signing.signature.user_id != by.pk:
        raise NotTheHand
    letter = letter_for(complaint, parts, language=signing.language)
    number = _own_number(complaint) if complaint.routing in SEALED_AWAY else signing.number
    return signed_or_none(
        kind_of(parts.kind),
        letter,
        issuer=issuer_of(complaint),
        inside=answer.thread,
        signature=signing.signature,
        language=signing.language,
        number=number,
        keys=keys,
        by=by,
        at=at,
    )


def previewed(complaint: Complaint, parts: AnswerParts, *, by: User, at: datetime) -> bytes:
    """The PDF of a draft, marked as one, kept nowhere. Raises papers.NoLetterhead, NotRendered."""
    block = papers.block_of(choices_for(complaint, parts.kind, by=by, at=at)[0].signature)
    letter = letter_for(complaint, parts, language="id")
    return papers.preview_letter(kind_of(parts.kind), letter, issuer=issuer_of(complaint), signature=block, at=at)


def letter_for(complaint: Complaint, parts: AnswerParts, *, language: str) -> Letter:
    """What the letter says: fixed words in "id" or "en", the officer's own as written. It names no reporter and no accused (Pasal 15)."""
    with override(language):
        number = complaint.register_number
        return Letter(
            subject=_subject(parts.kind) % {"number": number},
            recipient=[_("Pelapor %(number)s") % {"number": number}, _("di tempat")],
            body=[*_opening(complaint), *_told(parts), *_closing(complaint, parts)],
        )


def _own_number(complaint: Complaint) -> str:
    """Of a case sealed away from the Inspektorat: a gap in the Inspektorat's own numbers would tell that it is there."""
    written = sum(papers_of(complaint.pk, kind).count() for kind in (PaperKind.ANSWER, PaperKind.REFUSAL))
    return f"{complaint.register_number}/{written + 1}"


def _subject(kind: AnswerKind) -> str:
    return {
        AnswerKind.FINAL: _("Jawaban atas pengaduan nomor %(number)s"),
        AnswerKind.INTERIM: _("Jawaban sementara atas pengaduan nomor %(number)s"),
        AnswerKind.PARTIAL_REFUSAL: _("Jawaban dan penolakan sebagian jawaban atas pengaduan nomor %(number)s"),
        AnswerKind.REFUSAL: _("Penolakan jawaban atas pengaduan nomor %(number)s"),
    }[kind]


def _opening(complaint: Complaint) -> Sequence[Block]:
    facts = {"date": plain_date(complaint.received_on), "number": complaint.register_number, "regulation": settings.SITE["regulation"]}
    return [
        Paragraph(
            _(
                "Sehubungan dengan pengaduan Anda yang kami terima pada %(date)s dengan nomor register %(number)s, "
                "dan sesuai Pasal 16 %(regulation)s, kami sampaikan hal-hal berikut."
            )
            % facts
        )
    ]


def _told(parts: AnswerParts) -> Sequence[Block]:
    """What is told, what is not and why."""
    body: list[Block] = [Paragraph(parts.text)] if parts.text.strip() else []
    if not parts.grounds:
        return body
    if parts.kind == AnswerKind.REFUSAL:
        body.append(Paragraph(_("Kami tidak dapat menyampaikan isi jawaban karena penyampaiannya:")))
    else:
        body.append(Paragraph(_("Sebagian jawaban tidak dapat kami sampaikan karena penyampaiannya:")))
    grounds = sorted(parts.grounds)
    body.append(Items([f"{ground.label} ({pasal})" for ground, pasal in zip(grounds, citations(grounds), strict=True)]))
    if parts.withheld.strip():
        body.append(Paragraph(f"{_('Yang tidak disampaikan:')} {parts.withheld}"))
    return [*body, Paragraph(_("Tindak lanjut atas pengaduan Anda tidak terpengaruh oleh penolakan ini."))]


def _closing(complaint: Complaint, parts: AnswerParts) -> Sequence[Block]:
    """When the reporter hears again, what he can do, where to ask."""
    address = f"{settings.SITE_URL}{LINKS['status']}"
    following = [_("Anda mendapat kabar berikutnya paling lambat %(date)s.") % {"date": plain_date(parts.next_on)}] if parts.next_on else []
    objecting = _("Bila Anda tidak setuju, tulis keberatan Anda beserta alasannya pada halaman status. Kami menilainya dan membalasnya.")
    asking = _("Halaman status Anda buka dengan kode tanda terima di %(address)s.") % {"address": address}
    if Routing(complaint.routing) not in SEALED_AWAY:
        asking = f"{asking} {_('Telepon kantor kami: %(phone)s.') % {'phone': settings.SITE['phone']}}"
    safe = _(
        "Identitas Anda dirahasiakan (Pasal 15). Bila Anda diancam atau dirugikan karena pengaduan ini, Anda berhak atas perlindungan."
    )
    thanks = _("Demikian kami sampaikan. Atas kepedulian Anda kami ucapkan terima kasih.")
    return [Paragraph(words) for words in (*following, objecting, asking, safe, thanks)]

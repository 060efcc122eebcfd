"""Reads: texts, legal references, what is in force on a day, who may sign, papers and their files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.accounts.queries import appointments_in_force
from foundation.papers.enums import Issuer, PaperKind, PaperState
from foundation.papers.models import LegalReference, Letterhead, NumberSeries, NumberTemplate, PageText, Paper, Signatory, SignedScan
from foundation.papers.rules import SignatureBlock, in_force, title_lines, written_number
from foundation.vault import codes
from foundation.vault.errors import BadCode
from foundation.vault.files import open_stream
from foundation.vault.keys import Keys
from foundation.vault.primitives import Key
from foundation.vault.sealing import open_sealed

FIRST_LANGUAGE = "id"
PURPOSE = "paper"
"""What a verification code is derived for (vault.codes.derive)."""
NO_CODE = "0" * codes.LENGTH
"""Looked up in place of what is no code, so that every wrong answer costs the same."""


def page_text(slug: str, *, language: str | None = None) -> str | None:
    """The office's own words for a page, in `language` (default: the visitor's), else in Indonesian; None when it wrote none."""
    texts = dict(PageText.objects.filter(slug=slug).values_list("language", "text"))
    return chosen_text(texts, language or get_language())


def chosen_text(texts: Mapping[str, str], language: str | None) -> str | None:
    """Of texts by language the one in `language`, else the Indonesian one; None when both are empty."""
    wanted = (language or FIRST_LANGUAGE).split("-")[0]
    return texts.get(wanted) or texts.get(FIRST_LANGUAGE) or None


def page_texts(slug: str) -> dict[str, str]:
    """The office's words for a page by language, "" where it wrote none."""
    written = dict(PageText.objects.filter(slug=slug).values_list("language", "text"))
    return {language: written.get(language, "") for language, _label in settings.LANGUAGES}


def references_in_force(*, on: date) -> QuerySet[LegalReference]:
    """The law that may be cited on a day: begun, not ended, and not replaced by law in force by then. Unknown dates bar nothing."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    successor = LegalReference.objects.filter(begun, replaces=OuterRef("pk"))
    return LegalReference.objects.filter(begun, Q(valid_to__isnull=True) | Q(valid_to__gte=on)).exclude(Exists(successor))


def letterhead_in_force(issuer: Issuer, *, on: date) -> Letterhead | None:
    """The kop surat of an issuer on a day."""
    return in_force(list(Letterhead.objects.filter(issuer=issuer)), on=on)


def numbering_in_force(kind: PaperKind, *, on: date) -> NumberTemplate | None:
    """How numbers of a kind are written on a day."""
    return in_force(list(NumberTemplate.objects.filter(kind=kind)), on=on)


def signatories_in_force(*, on: date) -> QuerySet[Signatory]:
    """Those who may sign on a day, by name."""
    return Signatory.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


OWN = "sendiri"
"""The choice of a signature block made of the officer's own account."""


@dataclass(frozen=True)
class SignatureChoice:
    """One way in which a paper may be signed: the value of the choice, its label, and what `services.sign` takes."""

    key: str
    label: str
    signature: Signatory | SignatureBlock


def own_block(user: User, *roles: Role, on: date) -> SignatureBlock:
    """How an officer is printed without an entry among the signatories: by the first of `roles` he holds on a local date."""
    held = {Role(one.role): one for one in appointments_in_force(*roles, on=on).filter(user=user)}
    role = next((role for role in roles if role in held), None)
    titles = title_lines(held[role].form, str(role.label)) if role else ()
    return SignatureBlock(titles, user.full_name, (f"NIP {user.nip}",) if user.nip else ())


def signature_choices(user: User, *roles: Role, others: bool = True, on: date) -> list[SignatureChoice]:
    """By whom a paper that `user` prepares may be signed on a local date: his own entries first, then others', then his own account.

    `others`: whether somebody else's hand may sign it, too. `roles` as own_block takes them.
    """
    found = signatories_in_force(on=on).filter(Q() if others else Q(user=user))
    rows = sorted(found, key=lambda one: one.user_id != user.pk)
    block = own_block(user, *roles, on=on)
    own = SignatureChoice(OWN, f"Saya sendiri: {' '.join([*block.titles, block.name])}", block)
    return [*(SignatureChoice(str(one.pk), f"{one.name}, {one.post}", one) for one in rows), own]


def missing_for(kind: PaperKind, issuer: Issuer, *, on: date, numbered: bool = True) -> list[str]:
    """What an administrator must set before a paper can be signed on a day, in Indonesian; empty when nothing is missing.

    `numbered`: whether the kind's own series gives the number.
    """
    missing = [] if letterhead_in_force(issuer, on=on) else [f"kop surat {issuer.label}"]
    return missing if not numbered or numbering_in_force(kind, on=on) else [*missing, f"nomor surat untuk {kind.label}"]


def is_numbered_by_hand(kind: PaperKind, *, on: date) -> bool:
    """Whether the numbers of a kind come from the agenda book on a day."""
    template = numbering_in_force(kind, on=on)
    return template is not None and template.by_hand


def papers_of(group: UUID, kind: PaperKind) -> QuerySet[Paper]:
    """The signed papers of a kind in the compartments of a group (a case, a month), the newest first; the room says who sees them."""
    return (
        Paper.objects.filter(inside__group=group, kind=kind, state=PaperState.SIGNED).select_related("inside").order_by("-signed_at", "id")
    )


def series_of(kind: PaperKind) -> str:
    """The code of a kind's number series."""
    return f"paper.{PaperKind(kind).value}"


def number_to_come(template: NumberTemplate, *, on: date) -> str:
    """The number the next paper dated `on` would get, drawn for nobody."""
    series = NumberSeries.objects.filter(code=series_of(PaperKind(template.kind)), year=on.year).first()
    sequence = (series.last if series else 0) + 1
    return number_of(template, sequence, on=on)


def number_of(template: NumberTemplate, sequence: int, *, on: date) -> str:
    """A number as a pattern writes it."""
    return written_number(template.pattern, sequence=sequence, on=on, classification=template.classification, unit=template.unit)


def genuine(code: str) -> Paper | None:
    """The signed paper with this verification code; None for an unknown code and for what is no code at all."""
    try:
        lookup = codes.derive(code, PURPOSE).lookup
    except BadCode:
        lookup = codes.derive(NO_CODE, PURPOSE).lookup
    return Paper.objects.filter(verification=lookup, state=PaperState.SIGNED).defer("contents", "file").first()


@dataclass(frozen=True)
class FileFacts:
    """What is sealed about a file: SHA-256 (hex) and size in bytes of the original, its type, and a paper's verification code."""

    sha256: str
    size: int
    kind: str
    code: str = ""


def facts_of(thing: Paper | SignedScan, keys: Keys) -> FileFacts:
    """The facts of a signed paper's PDF or of a scan. Raises NoAccess; ValueError for a draft."""
    facts = _facts(thing, keys)
    return FileFacts(facts["sha256"], facts["size"], facts.get("type", "application/pdf"), facts.get("code", ""))


def content_of(thing: Paper | SignedScan, keys: Keys) -> Iterator[bytes]:
    """The bytes of a signed paper's PDF or of a scan, opened as they are read.

    Raises NoAccess and ValueError for a draft at once; CannotOpen for a damaged file, FileNotFoundError for a missing one.
    """
    facts = _facts(thing, keys)
    return open_stream(str(thing.stored_name), Key(bytes.fromhex(facts["key"])))


def _facts(thing: Paper | SignedScan, keys: Keys) -> dict[str, Any]:
    facts = open_sealed(thing, "file", keys)
    if facts is None:
        raise ValueError("a draft has no file")
    return dict(facts)

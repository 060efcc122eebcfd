"""Kop surat and signatories: added from a day on, ended with a day, never changed and never deleted."""

import hashlib
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.papers.enums import Issuer, SignatoryForm
from foundation.papers.models import Letterhead, Signatory
from foundation.papers.queries import letterhead_in_force
from foundation.papers.rendering import checked_picture
from foundation.papers.services.terms import end_term


@transaction.atomic
def add_letterhead(
    issuer: Issuer,
    *,
    office: str,
    place: str,
    government: str = "",
    lines: str = "",
    logo: bytes | None = None,
    valid_from: date,
    by: User | None,
    at: datetime,
) -> Letterhead:
    """The kop surat of an issuer from `valid_from` on. `logo`: PNG or SVG bytes, decoded before they are kept.

    Raises rendering.PictureRefused, and ValidationError when another kop of the issuer begins on that day.
    """
    before = letterhead_in_force(issuer, on=valid_from)
    added = Letterhead(
        issuer=issuer,
        government=government,
        office=office,
        lines=lines,
        place=place,
        logo=logo,
        logo_kind=checked_picture(logo) if logo else "",
        valid_from=valid_from,
    )
    added.full_clean()
    added.save(force_insert=True)
    facts = {"issuer": issuer, "from": valid_from, "before": before and before.pk, "after": added.pk, "sha256": _hash(added)}
    record("papers.letterhead_added", added, by=by, at=at, detail=facts)
    return added


def end_letterhead(letterhead: Letterhead, *, on: date, by: User | None, at: datetime) -> Letterhead:
    """Let a kop surat end with a day (included). Raises ValidationError for a day before it begins."""
    return end_term(letterhead, "papers.letterhead_ended", on=on, by=by, at=at)


@transaction.atomic
def add_signatory(
    *,
    name: str,
    post: str,
    user: User | None = None,
    form: SignatoryForm = SignatoryForm.DEFINITIVE,
    on_behalf_of: str = "",
    through: str = "",
    rank: str = "",
    nip: str = "",
    valid_from: date,
    valid_to: date | None = None,
    by: User | None,
    at: datetime,
) -> Signatory:
    """Somebody who signs papers from `valid_from` on. Without a `nip` that of the account counts.

    Raises ValidationError: a.n. and u.b. need `on_behalf_of`, u.b. also `through`; a term ends after it begins.
    """
    if form == SignatoryForm.FOR_ATTENTION and not through:
        raise ValidationError({"through": "Isi jabatan di antara keduanya untuk bentuk u.b."})
    added = Signatory(
        user=user,
        name=name,
        post=post,
        form=form,
        on_behalf_of=on_behalf_of,
        through=through,
        rank=rank,
        nip=nip or (user.nip if user else ""),
        valid_from=valid_from,
        valid_to=valid_to,
    )
    added.full_clean()
    added.save(force_insert=True)
    facts = {"form": form, "from": valid_from, "to": valid_to, "user": user and user.pk}
    record("papers.signatory_added", added, by=by, at=at, detail=facts)
    return added


def end_signatory(signatory: Signatory, *, on: date, by: User | None, at: datetime) -> Signatory:
    """Let somebody sign for the last time on a day. Raises ValidationError for a day before the beginning."""
    return end_term(signatory, "papers.signatory_ended", on=on, by=by, at=at)


def _hash(letterhead: Letterhead) -> str:
    """SHA-256 of everything a kop says: the log proves which one it was without repeating it."""
    texts = [letterhead.government, letterhead.office, letterhead.lines, letterhead.place]
    return hashlib.sha256("\0".join(texts).encode() + b"\0" + bytes(letterhead.logo or b"")).hexdigest()

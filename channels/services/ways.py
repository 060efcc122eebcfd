"""Keeps the ways in: their legal basis, where they are, whether the public is told of them; added, changed, ended, never deleted."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import transaction
from django.utils import timezone

from channels.enums import Way
from channels.models import Channel
from channels.queries import forget_labels
from foundation.accounts.models import User
from foundation.audit.changes import changed
from foundation.audit.services import record

CODE = RegexValidator(r"^[a-z]+(-[a-z]+)*\Z", "Tulis kode dengan huruf kecil dan tanda hubung, misalnya pesan-instagram.")
WORDS = ("label", "label_en", "legal_basis", "contact", "contact_en")
BUILT_IN = frozenset({Way.WEB, Way.OFFICER})
"""The ways that screens of the product themselves take complaints in by."""
LETTERS = "abcdefg"


class ChannelNeeded(Exception):
    """A screen of the product takes complaints in by this way; without it they would be lost."""


class ChannelEnded(Exception):
    """The way has its end already and is changed no more."""


@dataclass(frozen=True)
class ChannelFacts:
    """What a way in says, apart from its code and its term. `under`: the way it is treated as, whose letter it then has."""

    label: str
    label_en: str
    letter: str
    under: Channel | None
    legal_basis: str
    contact: str
    contact_en: str
    advertised: bool
    order: int


@transaction.atomic
def add_channel(code: str, facts: ChannelFacts, *, by: User | None, at: datetime) -> Channel:
    """Add a way in that is open from today (WIB) on. Raises ValidationError for a code taken or badly written, or a bad mapping."""
    CODE(code)
    if Channel.objects.filter(code=code).exists():
        raise ValidationError({"code": "Pilih kode lain: kode ini sudah dipakai."})
    facts = _mapped(facts)
    channel = Channel(code=code, valid_from=timezone.localdate(at), **_fields(facts))
    channel.full_clean()
    channel.save(force_insert=True)
    detail = {"channel": code, "letter": channel.letter, "under": facts.under and facts.under.code, "advertised": channel.advertised}
    record("channel.added", channel, by=by, at=at, detail=detail)
    transaction.on_commit(forget_labels)
    return channel


@transaction.atomic
def change_channel(channel: Channel, facts: ChannelFacts, *, by: User | None, at: datetime) -> Channel:
    """Change what a way in says; complaints keep the letter they were registered under. Raises ChannelEnded, ValidationError."""
    channel = _open(channel, at=at)
    facts = _mapped(facts, medium=channel)
    before, after = _recorded(channel), {**_fields(facts), "under": facts.under and facts.under.code}
    detail = changed(before, after, words=WORDS)
    if not detail:
        return channel
    for name, value in _fields(facts).items():
        setattr(channel, name, value)
    channel.full_clean()
    channel.save(update_fields=list(_fields(facts)))
    for medium in channel.media.exclude(letter=channel.letter):
        # What is treated as this way moves to its letter with it.
        change_channel(medium, replace(facts_of(medium), under=channel), by=by, at=at)
    record("channel.changed", channel, by=by, at=at, detail={"channel": channel.code, **detail})
    transaction.on_commit(forget_labels)
    return channel


@transaction.atomic
def end_channel(channel: Channel, *, last_day: date, by: User | None, at: datetime) -> Channel:
    """Close a way in after `last_day` (WIB, not before today). Raises ChannelNeeded, ChannelEnded, ValidationError."""
    if channel.code in BUILT_IN:
        raise ChannelNeeded
    channel = _open(channel, at=at)
    if channel.valid_to is not None:
        raise ChannelEnded
    if last_day < timezone.localdate(at):
        raise ValidationError({"last_day": "Isi tanggal hari ini atau sesudahnya."})
    channel.valid_to = last_day
    channel.save(update_fields=["valid_to"])
    record("channel.ended", channel, by=by, at=at, detail={"channel": channel.code, "last_day": last_day})
    return channel


def facts_of(channel: Channel) -> ChannelFacts:
    """What a way in says now."""
    return ChannelFacts(**{name: getattr(channel, name) for name in ChannelFacts.__dataclass_fields__})


def _open(channel: Channel, *, at: datetime) -> Channel:
    channel = Channel.objects.select_for_update(of=("self",)).select_related("under").get(pk=channel.pk)
    if channel.valid_to is not None and channel.valid_to < timezone.localdate(at):
        raise ChannelEnded
    return channel


def _mapped(facts: ChannelFacts, *, medium: Channel | None = None) -> ChannelFacts:
    """The facts with the letter of the way that a medium is treated as. Raises ValidationError."""
    if facts.under is None:
        if len(facts.letter) != 1 or facts.letter not in LETTERS:
            raise ValidationError({"letter": "Pilih huruf a sampai g dari Pasal 6 ayat (3)."})
        return facts
    if facts.under.under_id is not None or (medium is not None and (facts.under.pk == medium.pk or medium.media.exists())):
        raise ValidationError({"under": "Pilih saluran yang disebut Perwali, bukan media lain."})
    return replace(facts, letter=facts.under.letter)


def _fields(facts: ChannelFacts) -> dict[str, object]:
    return {**asdict(replace(facts, under=None)), "under": facts.under}


def _recorded(channel: Channel) -> dict[str, object]:
    found = {name: getattr(channel, name) for name in ChannelFacts.__dataclass_fields__}
    return {**found, "under": channel.under.code if channel.under else None}

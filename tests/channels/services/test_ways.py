"""The ways in are kept by the office: changed in words, mapped to a letter, closed; never deleted, and on record with both sides."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from channels.models import Channel
from channels.queries import NoChannel, advertised, channel_of, labels
from channels.services import ways
from channels.services.seeding import seed_channels
from foundation.accounts.enums import Role
from foundation.audit.changes import fingerprint
from foundation.audit.queries import history_of
from tests.channels.conftest import MONDAY
from tests.factories.accounts import person

TODAY = date(2026, 11, 23)
INSTAGRAM = ways.ChannelFacts(
    "Pesan Instagram", "Instagram message", "", None, "Seperti pesan singkat.", "@itda", "", advertised=True, order=45
)


@pytest.fixture
def admin(db):
    seed_channels()
    return person(Role.ADMINISTRATOR)


def row(code: str) -> Channel:
    return Channel.objects.select_related("under").get(code=code)


def test_an_installation_knows_as_what_each_medium_is_treated(admin):
    assert dict(Channel.objects.filter(under__isnull=False).values_list("code", "under__code")) == {
        "whatsapp": "pesan-singkat",
        "web": "surel",
        "limpahan": "pejabat",
    }


def test_a_medium_takes_the_letter_of_what_it_is_treated_as(admin):
    added = ways.add_channel("pesan-instagram", replace(INSTAGRAM, under=row("pesan-singkat")), by=admin, at=MONDAY)

    (entry,) = history_of(added)
    assert (added.letter, added.valid_from, channel_of("pesan-instagram", on=TODAY)) == ("c", TODAY, added)
    assert (entry.action, entry.actor_id, entry.detail) == (
        "channel.added",
        admin.pk,
        {"channel": "pesan-instagram", "letter": "c", "under": "pesan-singkat", "advertised": True},
    )


def test_a_changed_number_is_public_at_once_and_on_record_as_a_fingerprint(admin):
    before = row("telepon")

    ways.change_channel(before, replace(ways.facts_of(before), contact="0811-0000-0000"), by=admin, at=MONDAY)

    assert [one.contact for one in advertised(TODAY) if one.code == "telepon"] == ["0811-0000-0000"]
    assert history_of(before).get().detail == {
        "channel": "telepon",
        "fields": ["contact"],
        "contact_before": fingerprint(before.contact),
        "contact_after": fingerprint("0811-0000-0000"),
    }


def test_media_follow_the_letter_of_their_way(admin):
    ways.change_channel(row("pesan-singkat"), replace(ways.facts_of(row("pesan-singkat")), letter="d"), by=admin, at=MONDAY)

    assert [row(code).letter for code in ("pesan-singkat", "whatsapp")] == ["d", "d"]
    assert history_of(row("whatsapp")).get().detail["letter_after"] == "d"


@pytest.mark.parametrize(
    "facts",
    [
        lambda: replace(INSTAGRAM, letter="h"),
        lambda: replace(INSTAGRAM, letter=""),
        lambda: replace(INSTAGRAM, letter="ab"),
        lambda: replace(INSTAGRAM, under=row("whatsapp")),
    ],
)
def test_a_way_without_a_place_in_the_law_is_refused(admin, facts):
    with pytest.raises(ValidationError):
        ways.add_channel("pesan-instagram", facts(), by=admin, at=MONDAY)

    assert Channel.objects.count() == 10


def test_a_way_with_media_is_not_treated_as_another(admin):
    with pytest.raises(ValidationError):
        ways.change_channel(row("surel"), replace(ways.facts_of(row("surel")), under=row("surat")), by=admin, at=MONDAY)

    assert row("surel").under is None


@pytest.mark.parametrize("code", ["surat", "Surat", "pesan instagram", "pesan_instagram", ""])
def test_a_code_taken_or_badly_written_is_refused(admin, code):
    with pytest.raises(ValidationError):
        ways.add_channel(code, replace(INSTAGRAM, letter="c"), by=admin, at=MONDAY)


def test_an_ended_way_is_open_to_its_last_day_and_keeps_its_name(admin):
    ways.end_channel(row("kotak-pos"), last_day=date(2026, 11, 30), by=admin, at=MONDAY)

    assert channel_of("kotak-pos", on=date(2026, 11, 30)).code == "kotak-pos"
    with pytest.raises(NoChannel):
        channel_of("kotak-pos", on=date(2026, 12, 1))
    assert ("kotak-pos", "Kotak pos") in labels()
    assert [entry.detail for entry in history_of(row("kotak-pos"))] == [{"channel": "kotak-pos", "last_day": "2026-11-30"}]


def test_an_end_is_set_once_and_not_in_the_past(admin):
    with pytest.raises(ValidationError):
        ways.end_channel(row("kotak-pos"), last_day=date(2026, 11, 22), by=admin, at=MONDAY)
    ways.end_channel(row("kotak-pos"), last_day=TODAY, by=admin, at=MONDAY)

    with pytest.raises(ways.ChannelEnded):
        ways.end_channel(row("kotak-pos"), last_day=date(2026, 12, 1), by=admin, at=MONDAY)


@pytest.mark.parametrize("code", ["web", "pejabat"])
def test_what_screens_take_complaints_in_by_does_not_end(admin, code):
    with pytest.raises(ways.ChannelNeeded):
        ways.end_channel(row(code), last_day=TODAY, by=admin, at=MONDAY)

    assert row(code).valid_to is None


def test_no_way_is_ever_deleted(admin):
    with pytest.raises(DatabaseError), transaction.atomic():
        Channel.objects.filter(code="kotak-pos").delete()

    assert Channel.objects.count() == 10

from datetime import date

import pytest
from django.conf import settings
from django.utils import translation

from channels.enums import Way
from channels.models import Channel
from channels.queries import NoChannel, advertised, channel_of, labels
from channels.services.seeding import seed_channels
from complaints.slots.channels import channel_labels

TODAY = date(2026, 11, 23)
IN_ORDER = ["surat", "surel", "pesan-singkat", "whatsapp", "telepon", "kotak-pos", "kotak-saran", "pejabat", "web", "limpahan"]


def test_a_new_installation_knows_every_way(db):
    assert (seed_channels(), list(Channel.objects.values_list("code", flat=True)), {way.value for way in Way}) == (
        10,
        IN_ORDER,
        set(IN_ORDER),
    )


def test_seeding_again_changes_nothing(ways_in):
    Channel.objects.filter(code="telepon").update(contact="0811")

    assert (seed_channels(), Channel.objects.get(code="telepon").contact) == (0, "0811")


def test_rows_carry_letter_and_basis_of_the_law(ways_in):
    row = Channel.objects.get(code="web")

    assert (row.letter, row.legal_basis.startswith("Formulir web tidak disebut")) == ("b", True)


def test_addresses_are_those_of_the_office(ways_in):
    assert Channel.objects.get(code="telepon").contact == f"{settings.SITE['phone']}, {settings.SITE['hours']}"


def test_the_public_is_told_of_the_ways_the_perwali_lists(ways_in):
    assert [row.code for row in advertised(TODAY)] == IN_ORDER[:8]


def test_an_ended_way_is_neither_told_nor_used(ways_in):
    Channel.objects.filter(code="kotak-pos").update(valid_to=date(2026, 11, 22))

    assert "kotak-pos" not in [row.code for row in advertised(TODAY)]
    with pytest.raises(NoChannel):
        channel_of("kotak-pos", on=TODAY)


def test_case_screens_learn_the_names(ways_in):
    assert channel_labels()[:2] == [("surat", "Surat"), ("surel", "Surat elektronik")]


def test_names_are_read_once_there_are_any(db, django_assert_num_queries):
    assert labels() == []
    seed_channels()
    labels()
    with django_assert_num_queries(0):
        assert len(labels()) == 10


def test_words_follow_the_language_of_the_page(ways_in):
    row = Channel.objects.get(code="surat")
    with translation.override("en"):
        english = row.shown_label

    assert (row.shown_label, english) == ("Surat", "Letter")

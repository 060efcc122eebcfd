"""Page texts in two languages, and law that is in force until other law replaces it."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from foundation.audit.queries import history_of
from foundation.papers.enums import Certainty
from foundation.papers.models import LegalReference, PageText
from foundation.papers.queries import page_text, references_in_force
from foundation.papers.services import seed_references, write_page_text
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)


def test_page_text_is_none_until_somebody_writes_one():
    assert page_text("privasi") is None


def test_page_text_of_the_visitors_language_else_indonesian():
    write_page_text("privasi", "Kami menyimpan …", by=None, at=AT)
    write_page_text("privasi", "We keep …", language="en", by=None, at=AT)
    write_page_text("aksesibilitas", "Halaman ini …", by=None, at=AT)

    with override("en"):
        shown = [page_text("privasi"), page_text("aksesibilitas"), page_text("privasi", language="id")]

    assert shown == ["We keep …", "Halaman ini …", "Kami menyimpan …"]


def test_page_text_written_again_replaces_the_words_and_is_on_record():
    writer = UserFactory()
    write_page_text("privasi", "Lama", by=writer, at=AT)
    page = write_page_text("privasi", "Baru", by=writer, at=AT)

    written = list(history_of(page).values_list("action", "actor_id", "detail__page"))
    assert (PageText.objects.get().text, written) == ("Baru", [("papers.page_text_written", writer.pk, "privasi")] * 2)


def test_seeding_twice_adds_each_reference_once():
    counts = [seed_references(at=AT), seed_references(at=AT)]

    assert counts == [LegalReference.objects.count(), 0]


def test_seeded_references_are_whole():
    seed_references(at=AT)

    faults = []
    for reference in LegalReference.objects.all():
        try:
            reference.full_clean()
        except ValidationError as fault:
            faults.append((reference.code, fault))
    replaced = dict(LegalReference.objects.filter(replaces__isnull=False).values_list("code", "replaces__code"))
    assert faults == []
    assert replaced == {
        "PP 94/2021": "PP 53/2010",
        "UU 20/2023": "UU 5/2014",
        "PP 43/2018": "PP 71/2000",
        "PermenPANRB 62/2018": "PermenPANRB 24/2014",
    }


def test_seeding_leaves_a_row_that_somebody_changed():
    seed_references(at=AT)
    LegalReference.objects.filter(code="UU 14/2008").update(title="Diperbaiki")

    seed_references(at=AT)

    assert LegalReference.objects.get(code="UU 14/2008").title == "Diperbaiki"


def test_reference_is_in_force_between_its_dates_and_until_replaced():
    old = LegalReference.objects.create(code="LAMA", title="Lama", certainty=Certainty.FIRM)
    LegalReference.objects.create(code="BARU", title="Baru", valid_from=date(2026, 1, 2), replaces=old, certainty=Certainty.FIRM)
    LegalReference.objects.create(code="HABIS", title="Habis", valid_to=date(2026, 1, 1), certainty=Certainty.FIRM)

    found = [[one.code for one in references_in_force(on=on)] for on in (date(2026, 1, 1), date(2026, 1, 2))]

    assert found == [["HABIS", "LAMA"], ["BARU"]]

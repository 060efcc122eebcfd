"""Who goes back, changes the words and sends again has written something new: it is stored, never passed over as a repetition."""

from complaints.models import Message
from foundation.vault.sealing import open_sealed
from protection.models import ProtectionRequest
from tests.complaints.views.desk import Desk
from tests.complaints.views.reading import form_of
from tests.complaints.views.test_status_page import reader
from tests.factories.complaints import received


def test_a_message_that_was_changed_after_it_was_sent_is_a_second_message(desk: Desk):
    registered = received()
    browser = reader(registered)
    form = form_of(browser.get("/status/"), "pesan")
    for words in ("Pesan pertama", "Pesan pertama", "Uangnya diminta lagi pagi ini"):
        assert browser.post("/status/pesan/", {**form, "pesan": words}).status_code == 302

    case, keys = desk.opened(registered.complaint, desk.office.inspector)
    rows = Message.objects.filter(complaint=case).select_related("thread").order_by("sent_at", "id")
    assert sorted(open_sealed(row, "body", keys)["text"] for row in rows) == ["Pesan pertama", "Uangnya diminta lagi pagi ini"]


def test_a_wish_for_protection_that_was_changed_after_it_was_sent_is_a_second_wish(desk: Desk):
    registered = received()
    browser = reader(registered)
    form = form_of(browser.get("/status/perlindungan/"), "uraian")
    for words in ("Saya takut", "Saya takut", "Saya takut, ia datang ke rumah"):
        assert browser.post("/status/perlindungan/", {**form, "uraian": words}).status_code == 302

    assert ProtectionRequest.objects.count() == 2
    assert "Saya takut" not in str(dict(browser.session))

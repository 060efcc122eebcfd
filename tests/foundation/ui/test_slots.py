"""The registry of shared screens."""

from django.template import Context
from django.test import RequestFactory

from foundation.ui import slots
from foundation.ui.slots import CaseTab, Finding, HealthCheck, MenuEntry, SettingsPage, Slot
from foundation.ui.templatetags.ui_pages import public_notices

REQUEST = RequestFactory().get("/petugas/")


def test_entries_stand_in_their_order_then_by_key():
    slot: Slot[MenuEntry] = Slot()
    late = slot.register(MenuEntry(key="z", label="Z", url_name="ui:settings", order=20))
    second = slot.register(MenuEntry(key="b", label="B", url_name="ui:settings", order=10))
    first = slot.register(MenuEntry(key="a", label="A", url_name="ui:settings", order=10))

    assert slot.entries() == [first, second, late]


def test_registering_twice_keeps_one_entry():
    slot: Slot[MenuEntry] = Slot()
    slot.register(MenuEntry(key="a", label="Lama", url_name="ui:settings"))
    new = slot.register(MenuEntry(key="a", label="Baru", url_name="ui:settings"))

    assert slot.entries() == [new]


def test_visible_asks_each_predicate_with_request_and_subject():
    slot: Slot[CaseTab] = Slot()
    asked = []
    slot.register(CaseTab(key="a", label="A", url_name="x", predicate=lambda request, case: asked.append((request, case)) or False))
    shown = slot.register(CaseTab(key="b", label="B", url_name="x"))

    assert slot.visible(REQUEST, "case") == [shown]
    assert asked == [(REQUEST, "case")]


def test_entries_know_their_address():
    assert MenuEntry(key="a", label="A", url_name="ui:settings").url == "/petugas/pengaturan/"
    assert SettingsPage(key="a", label="A", url_name="ui:health").url == "/sehat/"


def test_tab_without_suffix_adds_nothing():
    assert CaseTab(key="a", label="A", url_name="x").suffix(REQUEST, "case") == ""


def test_health_check_tells_what_it_found():
    check = HealthCheck(key="a", label="A", check=lambda: Finding(ok=False, words="Nyalakan"))

    assert (check.check(), check.critical) == (Finding(ok=False, words="Nyalakan"), False)


def test_notices_stand_above_public_pages_and_not_on_pages_made_without_a_request(monkeypatch, stranger):
    monkeypatch.setattr(slots, "public_notice", slots.Slot())
    slots.public_notice.register(slots.PublicNotice(key="a", template="a.html", provider=lambda _request: {"text": "Tutup"}))
    slots.public_notice.register(slots.PublicNotice(key="b", template="b.html", provider=lambda _request: None))

    shown = [public_notices(Context({"request": stranger})), public_notices(Context({}))]

    assert shown == [[("a.html", {"text": "Tutup"})], []]

"""The settings screens: an administrator adds and ends, nobody else gets in, each change is on record with codes alone."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone

from foundation.accounts.enums import Role
from foundation.audit.models import AuditEntry
from foundation.audit.queries import history_of
from foundation.papers import queries, services
from foundation.papers.enums import Certainty, Issuer, PaperKind
from foundation.papers.models import LegalReference, Letterhead, NumberTemplate, PageText, Signatory
from foundation.papers.rules import fingerprint
from tests.factories.accounts import person, signed_in
from tests.foundation.papers.conftest import AT, TODAY
from tests.foundation.papers.images import png
from tests.foundation.papers.pdfs import lines
from tests.foundation.papers.test_papers import signed

SETTINGS = "/petugas/pengaturan/"
KOP = {
    "issuer": "inspectorate",
    "government": "PEMERINTAH KOTA CONTOH",
    "office": "INSPEKTORAT DAERAH",
    "lines": "Jalan A\r\nJalan B",
    "place": "Contoh",
}
SIGNATORY = {"name": "Contoh, S.H.", "post": "Inspektur", "form": "definitive", "rank": "Pembina (IV/a)", "nip": "197001011995031001"}
NUMBERING = {"kind": "answer", "pattern": "{klas}/{seq:02d}/{roman_month}/{year}", "classification": "700"}


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.fixture
def administrator(db):
    return person(Role.ADMINISTRATOR, username="admin")


@pytest.fixture
def browser(administrator):
    return signed_in(administrator, at=AT)


def on(day: date, name: str = "valid_from") -> dict[str, str]:
    """A date as the three boxes send it."""
    return {f"{name}_hari": str(day.day), f"{name}_bulan": str(day.month), f"{name}_tahun": str(day.year)}


def acts(thing) -> list[str]:
    return list(history_of(thing).order_by("sequence").values_list("action", flat=True))


def test_a_kop_with_a_logo_is_added_shown_and_used_from_its_day(desk, browser, administrator):
    logo = SimpleUploadedFile("lambang.png", png(), "image/png")

    response = browser.post(SETTINGS + "kop/tambah/", {**KOP, **on(TODAY), "logo": logo})

    kop = queries.letterhead_in_force(Issuer.INSPECTORATE, on=TODAY)
    before = queries.letterhead_in_force(Issuer.INSPECTORATE, on=TODAY - timedelta(1))
    assert (response.status_code, response["Location"]) == (302, SETTINGS + "kop/")
    assert (kop.office, bytes(kop.logo), kop.logo_kind, before.office) == ("INSPEKTORAT DAERAH", png(), "png", "INSPEKTORAT")
    entry = history_of(kop).get()
    assert (entry.action, entry.actor_id, entry.detail["before"], entry.detail["after"]) == (
        "papers.letterhead_added", administrator.pk, str(before.pk), str(kop.pk),
    )  # fmt: skip
    sample = browser.get(f"{SETTINGS}kop/{kop.pk}/contoh.pdf")
    assert (sample["Content-Type"], lines(sample.content)[1:5]) == (
        "application/pdf", ["PEMERINTAH KOTA CONTOH", "INSPEKTORAT DAERAH", "Jalan A", "Jalan B"],
    )  # fmt: skip
    assert signed(desk).letterhead == kop


@pytest.mark.parametrize("content", [b"<html>", b"GIF89a", png(data=b"broken"), b"\x89PNG" + b"x" * 80_000])
def test_a_logo_that_is_no_picture_is_refused_and_what_was_typed_stays(desk, browser, content):
    before = Letterhead.objects.count()

    response = browser.post(SETTINGS + "kop/tambah/", {**KOP, **on(TODAY), "logo": SimpleUploadedFile("a.png", content)})

    assert (response.status_code, Letterhead.objects.count(), "INSPEKTORAT DAERAH" in response.content.decode()) == (200, before, True)
    assert list(response.context["form"].errors) == ["logo"]


def test_a_second_kop_from_the_same_day_is_refused_in_words(desk, browser):
    browser.post(SETTINGS + "kop/tambah/", {**KOP, **on(TODAY)})

    response = browser.post(SETTINGS + "kop/tambah/", {**KOP, **on(TODAY)})

    assert response.context["form"].non_field_errors() == ["Pilih tanggal mulai lain: kop penerbit ini sudah ada sejak hari itu"]


def test_a_signatory_is_added_and_ended_never_deleted(desk, browser):
    browser.post(SETTINGS + "penanda-tangan/tambah/", {**SIGNATORY, **on(TODAY)})
    added = Signatory.objects.get(name="Contoh, S.H.")

    early = browser.post(f"{SETTINGS}penanda-tangan/{added.pk}/akhiri/", on(TODAY - timedelta(1), "on"))
    browser.post(f"{SETTINGS}penanda-tangan/{added.pk}/akhiri/", on(TODAY + timedelta(1), "on"))

    added.refresh_from_db()
    assert early.context["form"].non_field_errors() == ["Isi tanggal akhir yang tidak mendahului tanggal mulai"]
    assert (added.valid_to, acts(added)) == (TODAY + timedelta(1), ["papers.signatory_added", "papers.signatory_ended"])
    in_force = [[one.name for one in queries.signatories_in_force(on=TODAY + timedelta(days))] for days in (1, 2)]
    assert in_force == [["Contoh, S.H.", "Hasan Contoh, S.H., M.H."], ["Hasan Contoh, S.H., M.H."]]


@pytest.mark.parametrize(("form", "faults"), [("an", ["on_behalf_of"]), ("ub", ["on_behalf_of", "through"])])
def test_who_signs_for_another_names_him(desk, browser, form, faults):
    response = browser.post(SETTINGS + "penanda-tangan/tambah/", {**SIGNATORY, "form": form, **on(TODAY)})

    assert sorted(response.context["form"].errors) == faults


def test_a_pattern_shows_the_number_to_come_before_it_is_kept(desk, browser):
    signed(desk)
    facts = {**NUMBERING, **on(TODAY)}

    shown = browser.post(SETTINGS + "nomor-surat/tambah/", {**facts, "pratinjau": "1"})
    count = NumberTemplate.objects.filter(kind="answer").count()
    browser.post(SETTINGS + "nomor-surat/tambah/", facts)

    assert (shown.context["to_come"], count) == ("700/02/XI/2026", 1)
    assert signed(desk).number == "700/02/XI/2026"


def test_a_pattern_that_could_give_a_number_twice_is_refused(desk, browser):
    response = browser.post(SETTINGS + "nomor-surat/tambah/", {**NUMBERING, "pattern": "{klas}/{year}", **on(TODAY)})

    assert response.context["form"].errors == {"pattern": ["Tulis {seq} atau {seq:03d} tepat satu kali"]}


def test_a_pattern_that_gives_the_numbers_of_another_kind_is_refused(desk, browser):
    twin = {"kind": "refusal", "pattern": "{klas}/{seq:03d}/{unit}/{year}", "classification": "700", "unit": "ITDA", **on(TODAY)}

    response = browser.post(SETTINGS + "nomor-surat/tambah/", twin)

    assert response.context["form"].non_field_errors() == [
        "Bedakan pola ini dari pola jenis surat lain, misalnya dengan kode unit, agar tidak ada nomor kembar"
    ]
    assert NumberTemplate.objects.filter(kind="refusal").count() == 1


def test_the_list_says_which_number_comes_next_and_which_comes_from_the_agenda_book(desk, browser):
    services.add_numbering(PaperKind.REFUSAL, pattern="{seq}/{year}", by_hand=True, valid_from=TODAY, by=None, at=AT)
    signed(desk)

    rows = {
        (one.kind, one.valid_from): (to_come, counts) for one, to_come, counts in browser.get(SETTINGS + "nomor-surat/").context["rows"]
    }

    assert rows["answer", date(2020, 1, 1)] == ("700/002/ITDA/2026", True)
    assert (rows["refusal", TODAY], rows["refusal", date(2020, 1, 1)]) == (("", True), ("", False))


def test_words_for_a_page_are_kept_in_both_languages_and_on_record_as_hashes(browser):
    sent = {"indonesian": "Baru", "english": "New", "seen_indonesian": fingerprint(""), "seen_english": fingerprint("")}

    browser.post(SETTINGS + "teks/privasi/", sent)

    details = list(AuditEntry.objects.filter(action="papers.page_text_written").values_list("detail", flat=True))
    assert queries.page_texts("privasi") == {"id": "Baru", "en": "New"}
    assert sorted((detail["language"], detail["before"], detail["after"]) for detail in details) == [
        ("en", fingerprint(""), fingerprint("New")), ("id", fingerprint(""), fingerprint("Baru")),
    ]  # fmt: skip
    assert [detail for detail in details if "Baru" in str(detail)] == []


def test_words_that_somebody_else_changed_are_shown_beside_ones_own(browser):
    seen = {"seen_indonesian": fingerprint(""), "seen_english": fingerprint("")}
    services.write_page_text("privasi", "Dari orang lain", by=None, at=AT)

    refused = browser.post(SETTINGS + "teks/privasi/", {"indonesian": "Milik saya", "english": "Mine", **seen})
    text = refused.content.decode()
    again = {f"seen_{name}": refused.context["seen"][code] for name, code in (("indonesian", "id"), ("english", "en"))}

    assert (queries.page_texts("privasi"), "Milik saya" in text, "Dari orang lain" in text) == (
        {"id": "Dari orang lain", "en": ""},
        True,
        True,
    )
    browser.post(SETTINGS + "teks/privasi/", {"indonesian": "Milik saya", "english": "", **again})
    assert queries.page_texts("privasi") == {"id": "Milik saya", "en": ""}


def test_an_unknown_page_has_no_words(browser):
    assert browser.get(SETTINGS + "teks/lain/").status_code == 404


def test_the_banner_stands_on_public_pages_in_the_visitors_language_and_as_text(client, settings, db):
    services.write_page_text("banner", "Tutup <b>besok</b>\u202e.", by=None, at=AT)
    services.write_page_text("banner", "Closed tomorrow.", language="en", by=None, at=AT)
    services.write_page_text("privasi", "Kata kantor.", by=None, at=AT)

    pages = [client.get(address).content.decode() for address in ("/", "/privasi/", "/status/", "/keaslian/x/", "/statistik/")]
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = client.get("/cara-lain/").content.decode()

    assert ["Tutup &lt;b&gt;besok&lt;/b&gt;⟦U+202E⟧." in page for page in pages] == [True] * 5
    assert [page.index("Tutup") < page.index("<h1") for page in pages] == [True] * 5
    assert ("Closed tomorrow." in english, "Kata kantor." in pages[1], "Kata kantor." in pages[0]) == (True, True, False)


def test_without_a_banner_nothing_stands_there(client, db):
    services.write_page_text("banner", "", by=None, at=AT)

    assert "Pengumuman kantor" not in client.get("/privasi/").content.decode()


def test_a_reference_is_added_in_place_of_another_and_corrected(browser):
    services.seed_references(at=AT)
    old = LegalReference.objects.get(code="PP 94/2021")
    facts = {"code": "PP 1/2027", "title": "Disiplin", "certainty": "read", "replaces": str(old.pk), **on(TODAY)}

    browser.post(SETTINGS + "dasar-hukum/tambah/", facts)
    new = LegalReference.objects.get(code="PP 1/2027")
    twice = browser.post(SETTINGS + "dasar-hukum/tambah/", facts)
    browser.post(f"{SETTINGS}dasar-hukum/{new.pk}/", {"certainty": "weak", **on(TODAY), **on(TODAY + timedelta(9), "valid_to")})

    new.refresh_from_db()
    assert (list(twice.context["form"].errors), new.certainty, new.valid_to) == (["code"], Certainty.WEAK, TODAY + timedelta(9))
    detail = history_of(new).get(action="papers.reference_changed").detail
    assert (detail["certainty_before"], detail["certainty"], detail["to_before"], detail["to"]) == ("read", "weak", None, "2026-11-25")
    cited = [[one.code for one in queries.references_in_force(on=TODAY + timedelta(days)) if one in (old, new)] for days in (-1, 0)]
    assert cited == [["PP 94/2021"], ["PP 1/2027"]]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_no_other_role_changes_anything(desk, role):
    other = signed_in(person(role, username="lain"), at=AT)
    before = AuditEntry.objects.count()
    kop, numbering = Letterhead.objects.first(), NumberTemplate.objects.first()
    sent = {
        "kop/tambah/": {**KOP, **on(TODAY)},
        f"kop/{kop.pk}/akhiri/": on(TODAY, "on"),
        "penanda-tangan/tambah/": {**SIGNATORY, **on(TODAY)},
        f"penanda-tangan/{desk.signatory.pk}/akhiri/": on(TODAY, "on"),
        "nomor-surat/tambah/": {**NUMBERING, **on(TODAY)},
        f"nomor-surat/{numbering.pk}/akhiri/": on(TODAY, "on"),
        "teks/banner/": {"indonesian": "x", "english": ""},
        "dasar-hukum/tambah/": {"code": "x", "title": "x", "certainty": "read"},
    }

    statuses = {address: other.post(SETTINGS + address, facts).status_code for address, facts in sent.items()}

    assert statuses == dict.fromkeys(sent, 404)
    assert (AuditEntry.objects.count(), PageText.objects.count(), LegalReference.objects.count()) == (before, 0, 0)


def test_an_administrator_whose_term_is_over_gets_in_no_more(desk, administrator, browser):
    administrator.appointments.update(valid_to=TODAY - timedelta(1))

    assert browser.get(SETTINGS + "kop/").status_code in (302, 404)
    assert browser.post(SETTINGS + "kop/tambah/", {**KOP, **on(TODAY)}).status_code in (302, 403, 404)
    assert Letterhead.objects.filter(office="INSPEKTORAT DAERAH").count() == 0


@pytest.mark.parametrize("table", [Letterhead, NumberTemplate, Signatory])
def test_the_database_deletes_no_setting(desk, table):
    with pytest.raises(DatabaseError), transaction.atomic():
        table.objects.all().delete()

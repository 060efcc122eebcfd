"""The sheet by the screens: draft, two writers, signing, and who gets there at all."""

import pytest

from complaints.enums import ComplaintState, Routing
from complaints.models import AccusedPerson
from foundation.accounts.enums import Role
from foundation.papers.services import seed_papers
from investigations.models import Review, RivalSheet
from investigations.queries import draft_of, sheet_of
from investigations.rules.review import Scope
from investigations.services.reviews import save_review
from investigations.services.team import add_reviewer
from tests.factories.accounts import appoint, keyring
from tests.factories.investigations import ORDERED_AT, SIGNED_AT, a_sheet, before_signing, forwarded, saved, signed
from tests.investigations.pages import address, faults, heading

WORDS = {
    "pokok": "Pungutan Rp150.000 untuk blanko KTP",
    "apa": "Petugas meminta uang di luar biaya resmi",
    "kecukupan": "enough",
    "bukti": "Daftar antrean loket dan keterangan dua saksi",
    "peraturan": "Pasal 5 huruf g PP 94/2021",
    "risiko": "low",
    "jenis": "pungli",
    "simpulan": "not_proven",
    "alasan": "Daftar antrean menunjukkan loket 2 tutup pada hari itu.",
    "saran": "Beritahukan hasilnya kepada pelapor.",
}


def typed(complaint, *, version=0, scope=None, **words):
    person = AccusedPerson.objects.get(complaint=complaint)
    row = {"d-0-terlapor": str(person.pk), "d-0-kedudukan": "pns", "d-0-eselon_sekarang": "IV.b", **(scope or {})}
    return {"version": version, "d-TOTAL_FORMS": 1, "d-INITIAL_FORMS": 1, **WORDS, **row, **words}


@pytest.fixture
def pair(office, reviewed):
    """A case with two reviewers."""
    add_reviewer(reviewed, office.second_auditor, keys=keyring(office.inspector, at=ORDERED_AT), by=office.inspector, at=ORDERED_AT)
    return reviewed


def test_new_sheet_begins_with_what_is_known(office, reviewed, browser):
    page = browser(office.auditor).get(address("sheet", reviewed))

    form = page.context["form"]
    assert form["sumber"].value() == f"Pengaduan {reviewed.register_number}. Identitas pelapor tersegel dan tidak ditulis di sini."
    assert (form["version"].value(), [label for label, _ in page.context["people"]]) == (0, ["Terlapor 1: Hendro P."])


def test_draft_is_saved(office, reviewed, browser):
    response = browser(office.auditor).post(address("sheet", reviewed), typed(reviewed))

    assert response.url == address("sheet", reviewed)
    sheet = sheet_of(draft_of(reviewed), keyring(office.auditor, at=SIGNED_AT))
    person = AccusedPerson.objects.get(complaint=reviewed)
    assert (sheet.subject, sheet.conclusion, sheet.violation_type) == ("Pungutan Rp150.000 untuk blanko KTP", "not_proven", "pungli")
    assert sheet.scopes == (Scope(str(person.pk), status="pns", echelon_now="IV.b"),)


def test_half_a_sheet_is_saved(office, reviewed, browser):
    browser(office.auditor).post(address("sheet", reviewed), typed(reviewed, pokok="", simpulan="", jenis=""))

    assert draft_of(reviewed).version == 1


def test_wrong_choice_keeps_what_was_typed(office, reviewed, browser):
    response = browser(office.auditor).post(address("sheet", reviewed), typed(reviewed, jenis="tidak-ada"))

    assert faults(response) == ["Pilih salah satu pilihan yang tersedia"]
    assert response.context["form"]["pokok"].value() == "Pungutan Rp150.000 untuk blanko KTP"
    assert Review.objects.count() == 0


def test_scope_of_another_case_is_left_out(office, reviewed, browser):
    other = AccusedPerson.objects.get(complaint=forwarded(office))

    browser(office.auditor).post(address("sheet", reviewed), typed(reviewed, scope={"d-0-terlapor": str(other.pk)}))

    assert sheet_of(draft_of(reviewed), keyring(office.auditor, at=SIGNED_AT)).scopes == ()


def test_two_writers_see_both_texts_and_keep_both(office, pair, browser):
    browser(office.auditor).post(address("sheet", pair), typed(pair, saran="Saran Rina."))
    second = browser(office.second_auditor)

    response = second.post(address("sheet", pair), typed(pair, saran="Saran Bakti."))

    rival = RivalSheet.objects.get()
    page = second.get(response.url).content.decode()
    assert response.url == address("merge", pair, rival.pk)
    assert "Saran Rina." in page
    assert "Saran Bakti." in page
    assert sheet_of(draft_of(pair), keyring(office.auditor, at=SIGNED_AT)).advice == "Saran Rina."


@pytest.mark.parametrize(
    ("choice", "expected"), [("stored", "Saran Rina."), ("mine", "Saran Bakti."), ("both", "Saran Rina.\n\nSaran Bakti.")]
)
def test_joining_as_chosen(office, pair, browser, choice, expected):
    browser(office.auditor).post(address("sheet", pair), typed(pair, saran="Saran Rina."))
    second = browser(office.second_auditor)
    second.post(address("sheet", pair), typed(pair, saran="Saran Bakti."))

    response = second.post(address("merge", pair, RivalSheet.objects.get().pk), {"version": 1, "advice": choice})

    assert response.url == address("sheet", pair)
    assert sheet_of(draft_of(pair), keyring(office.auditor, at=SIGNED_AT)).advice == expected
    assert RivalSheet.objects.get().settled_at == SIGNED_AT


def test_sheet_changed_again_while_joining(office, pair, browser):
    first, second = browser(office.auditor), browser(office.second_auditor)
    first.post(address("sheet", pair), typed(pair, saran="Saran Rina."))
    second.post(address("sheet", pair), typed(pair, saran="Saran Bakti."))
    waiting = RivalSheet.objects.get()
    first.post(address("sheet", pair), typed(pair, version=1, saran="Saran Rina, diubah."))

    response = second.post(address("merge", pair, waiting.pk), {"version": 1, "advice": "both"})

    newer = RivalSheet.objects.exclude(pk=waiting.pk).get()
    assert response.url == address("merge", pair, newer.pk)
    assert sheet_of(draft_of(pair), keyring(office.auditor, at=SIGNED_AT)).advice == "Saran Rina, diubah."


def test_signing_shows_what_is_signed_and_signs_it(office, reviewed, browser):
    review = saved(reviewed, by=office.auditor)
    client = browser(office.auditor)

    page = client.get(address("sign", reviewed))
    response = client.post(address("sign", reviewed), {"version": review.version})

    assert heading(page) == "Tanda tangani lembar penelaahan 1"
    assert "Petugas meminta uang di luar biaya resmi" in page.content.decode()
    assert response.url == address("follow_up", reviewed)
    reviewed.refresh_from_db()
    assert (reviewed.state, Review.objects.get().signed_by) == (ComplaintState.CONCLUDED, office.auditor)


def test_signing_an_older_version_is_refused(office, reviewed, browser):
    saved(reviewed, by=office.auditor)
    saved(reviewed, by=office.auditor, version=1, advice="Berubah.")

    response = browser(office.auditor).post(address("sign", reviewed), {"version": 1})

    assert faults(response) == ["Lembar berubah sejak Anda membacanya. Periksa sekali lagi sebelum menandatangani."]
    assert Review.objects.get().signed_at is None


def test_incomplete_sheet_says_what_is_missing(office, reviewed, browser):
    saved(reviewed, by=office.auditor, subject="", conclusion="")

    page = browser(office.auditor).get(address("sign", reviewed))

    assert page.context["lacks"] == [("id_pokok", "Isi bagian B, pokok masalah."), ("id_simpulan_0", "Pilih simpulan pada bagian J.")]
    assert f'<a href="{address("sheet", reviewed)}#id_simpulan_0">Pilih simpulan pada bagian J.</a>' in page.content.decode()
    assert b"Tanda tangani</button>" not in page.content


def test_a_text_that_waits_is_merged_before_anything_is_signed(office, pair, browser):
    saved(pair, by=office.auditor)
    other, keys = a_sheet(pair, advice="Lain."), keyring(office.second_auditor, at=SIGNED_AT)
    save_review(pair, other, version=0, keys=keys, by=office.second_auditor, at=SIGNED_AT)

    page = browser(office.auditor).get(address("sign", pair)).content.decode()

    assert address("merge", pair, RivalSheet.objects.get().pk) in page
    assert "Tanda tangani</button>" not in page


def test_a_signed_sheet_is_read_and_no_empty_one_opens(office, reviewed, browser):
    signed(reviewed, by=office.auditor, conclusion="audit_worthy")
    client = browser(office.auditor)

    again, further = client.get(address("sheet", reviewed)), client.get(address("sheet", reviewed), {"lanjutan": "1"})

    assert (again.status_code, again["Location"]) == (302, address("follow_up", reviewed))
    assert further.context["form"]["pokok"].value() == "Pungutan Rp150.000 untuk blanko KTP"


def test_a_concluded_case_has_no_sheet_to_write(office, reviewed, browser):
    signed(reviewed, by=office.auditor)

    response = browser(office.auditor).get(address("sheet", reviewed), {"lanjutan": "1"})

    assert (response.status_code, response["Location"]) == (302, address("follow_up", reviewed))


def test_echelon_two_offers_to_hand_it_over(office, reviewed, browser):
    person = AccusedPerson.objects.get(complaint=reviewed)
    saved(reviewed, by=office.auditor, scopes=(Scope(str(person.pk), status="pns", echelon_then="II.b"),))
    client = browser(office.auditor)

    page = client.get(address("sign", reviewed))
    offered = client.get(address("hand_to_mayor", reviewed))

    assert address("hand_to_mayor", reviewed) in page.content.decode()
    assert b"Tanda tangani</button>" not in page.content
    assert offered.context["form"]["kedudukan"].value() == "II.b"


def test_nothing_to_sign(office, reviewed, browser):
    assert browser(office.auditor).get(address("sign", reviewed)).status_code == 404


def test_signed_sheet_is_read_on_the_tab(office, reviewed, browser):
    signed(reviewed, by=office.auditor)

    page = browser(office.inspector).get(address("follow_up", reviewed)).content.decode()

    assert "Daftar antrean menunjukkan loket 2 tutup pada hari itu." in page
    assert "Isi tidak sama dengan yang ditandatangani." not in page


def test_changed_sheet_is_named_on_the_tab(office, reviewed, browser):
    review = signed(reviewed, by=office.auditor)
    Review.objects.filter(pk=review.pk).update(signed_by=office.second_auditor)

    page = browser(office.inspector).get(address("follow_up", reviewed)).content.decode()

    assert "Isi tidak sama dengan yang ditandatangani." in page


def test_who_decides_does_not_write_the_sheet(office, reviewed, browser):
    for name in ("sheet", "sign"):
        assert browser(office.inspector).get(address(name, reviewed)).status_code == 404


def test_an_inspector_who_is_also_auditor_writes_only_in_the_team(office, reviewed, browser):
    appoint(office.deputy, Role.AUDITOR)

    assert browser(office.deputy).get(address("sheet", reviewed)).status_code == 404


def test_hostile_text_is_kept_and_shown_escaped(office, reviewed, browser):
    rude = "<script>alert(1)</script> \u202eterbalik"
    client = browser(office.auditor)

    client.post(address("sheet", reviewed), typed(reviewed, pokok=rude))

    page = client.get(address("sign", reviewed)).content.decode()
    assert sheet_of(draft_of(reviewed), keyring(office.auditor, at=SIGNED_AT)).subject == rude
    assert "<script>alert" not in page
    assert "\u202e" not in page


def test_tab_of_a_long_case_stays_within_its_queries(office, browser, django_assert_max_num_queries):
    seed_papers(at=SIGNED_AT)
    complaint = before_signing(office, routing=Routing.ECHELON_II)
    signed(complaint, by=office.auditor, conclusion="clarify")
    client = browser(office.inspector)
    client.get(address("follow_up", complaint))

    with django_assert_max_num_queries(25):
        client.get(address("follow_up", complaint))

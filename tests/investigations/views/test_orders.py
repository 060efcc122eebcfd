"""Disposition, letters and team, by the screens."""

import pytest

from complaints.enums import ComplaintState, Routing
from complaints.queries import visible_to
from complaints.services.register import AccusedInput
from foundation.accounts.enums import Role
from foundation.vault.sealing import open_sealed
from investigations.enums import Conclusion, FollowUp
from investigations.models import Assignment, Disposition, TeamMember
from investigations.queries import team_of
from tests.factories.accounts import UserFactory, appoint, keyring, person
from tests.factories.investigations import SIGNED_AT, before_signing, forwarded, ordered, saved, signed
from tests.investigations.pages import address, date_boxes, faults, heading, sure

LETTER = {
    "nomor": "700.1.2/123/ITDA.IR/2026",
    **date_boxes("tanggal", 20, 11, 2026),
    **date_boxes("mulai", 23, 11, 2026),
    **date_boxes("sampai", 4, 12, 2026),
}


def review_by(user, **more):
    return {"isi": "review", "penelaah": str(user.pk), "petunjuk": "Cocokkan daftar antrean.", **more}


def duty(user, code):
    return {f"anggota_{user.pk.hex}": code}


def test_disposition_from_form_to_reviewer(office, before_inspector, browser):
    data = review_by(office.auditor, frasa=["Telaah dan laporkan hasilnya."], **date_boxes("batas", 27, 11, 2026))

    response = sure(browser(office.inspector), address("dispose", before_inspector), data)

    assert response.url == address("follow_up", before_inspector)
    before_inspector.refresh_from_db()
    given = Disposition.objects.select_related("content").get()
    assert (before_inspector.state, given.assignee, given.by) == (ComplaintState.IN_REVIEW, office.auditor, office.inspector)
    words = open_sealed(given, "instruction", keyring(office.auditor, at=SIGNED_AT))["words"]
    assert words == "Telaah dan laporkan hasilnya.\nCocokkan daftar antrean."


def test_the_page_to_check_changes_nothing(office, before_inspector, browser):
    response = browser(office.inspector).post(address("dispose", before_inspector), review_by(office.auditor))

    assert heading(response) == "Periksa sebelum dicatat: Disposisi"
    assert Disposition.objects.count() == 0


def test_changing_first_keeps_what_was_typed(office, before_inspector, browser):
    response = browser(office.inspector).post(address("dispose", before_inspector), review_by(office.auditor, ubah="1"))

    assert heading(response) == "Disposisi"
    assert response.context["form"]["petunjuk"].value() == "Cocokkan daftar antrean."
    assert faults(response) == []


def test_review_without_a_reviewer(office, before_inspector, browser):
    response = browser(office.inspector).post(address("dispose", before_inspector), {"isi": "review", "petunjuk": "Telaah."})

    assert faults(response) == ["Pilih penelaah."]
    assert response.context["form"]["petunjuk"].value() == "Telaah."


def test_direct_audit_without_a_reason(office, before_inspector, browser):
    response = browser(office.inspector).post(address("dispose", before_inspector), {"isi": "audit"})

    assert faults(response) == ["Isi alasan audit langsung tanpa penelaahan."]
    assert list(response.context["form"].errors) == ["alasan_langsung"]


def test_colleague_of_the_accused_is_named_with_the_reason_and_cannot_be_posted(office, before_inspector, browser):
    colleague = person(Role.AUDITOR, username="kolega", full_name="Kolega Contoh", unit=office.unit)
    client = browser(office.inspector)

    page = client.get(address("dispose", before_inspector)).content.decode()
    response = client.post(address("dispose", before_inspector), review_by(colleague, pasti="1"))

    assert "Kolega Contoh: Satu unit dengan terlapor: tidak dapat dipilih" in page
    assert f'value="{colleague.pk}"' not in page
    assert faults(response) == ["Pilih salah satu pilihan yang tersedia"]
    assert list(visible_to(colleague, at=SIGNED_AT)) == []


def test_waiting_for_the_mayor_nobody_can_be_picked(office, browser):
    complaint = forwarded(office, routing=Routing.ECHELON_II)
    client = browser(office.inspector)

    page = client.get(address("dispose", complaint))
    sure(client, address("dispose", complaint), review_by(office.auditor))

    complaint.refresh_from_db()
    assert "penelaah" not in page.context["form"].fields
    assert (complaint.state, TeamMember.objects.count()) == (ComplaintState.AWAITING_MAYOR, 0)
    assert list(visible_to(office.auditor, at=SIGNED_AT)) == []


def test_who_comes_late_is_told_so(office, before_inspector, browser):
    ordered(before_inspector, by=office.inspector, to=office.auditor)

    response = browser(office.deputy).post(address("dispose", before_inspector), review_by(office.second_auditor, pasti="1"))

    assert faults(response) == ["Pilih salah satu pilihan yang tersedia"]
    assert Disposition.objects.count() == 1


def test_mayors_instrument(office, browser):
    complaint = ordered(forwarded(office, routing=Routing.ECHELON_II), by=office.inspector, to=None)

    sure(
        browser(office.inspector), address("mayor_assignment", complaint), {**LETTER, "untuk": "review", **duty(office.auditor, "reviewer")}
    )

    complaint.refresh_from_db()
    assert complaint.state == ComplaintState.IN_REVIEW
    assert list(visible_to(office.auditor, at=SIGNED_AT)) == [complaint]


def test_mayors_instrument_offers_what_was_ordered(office, browser):
    complaint = ordered(forwarded(office, routing=Routing.ECHELON_II), by=office.inspector, to=None)

    page = browser(office.inspector).get(address("mayor_assignment", complaint))

    assert page.context["form"]["untuk"].value() == FollowUp.REVIEW


def test_letter_dated_tomorrow_and_nobody(office, browser):
    complaint = before_signing(office, routing=Routing.ECHELON_II)

    response = browser(office.inspector).post(
        address("mayor_assignment", complaint), {**LETTER, "untuk": "audit", **date_boxes("tanggal", 24, 11, 2026)}
    )

    assert response.context["form"].errors == {
        "tanggal": ["Tanggal surat tidak boleh sesudah hari ini."],
        "mulai": ["Masa tugas tidak boleh mulai sebelum tanggal surat."],
        "__all__": ["Pilih sedikitnya satu anggota tim."],
    }
    assert faults(response)[0] == "Pilih sedikitnya satu anggota tim."


def test_assignment_letter_after_the_review(office, reviewed, browser):
    signed(reviewed, by=office.auditor, conclusion=Conclusion.AUDIT_WORTHY.value)

    data = {**LETTER, **duty(office.auditor, "lead"), **duty(office.second_auditor, "member")}
    sure(browser(office.inspector), address("assignment", reviewed), data)

    reviewed.refresh_from_db()
    assert (reviewed.state, Assignment.objects.get().issued_by) == (ComplaintState.IN_AUDIT, "inspector")
    assert sorted(team_of(reviewed).values_list("user__username", "duty")) == [("auditor", "lead"), ("second-auditor", "member")]


def test_letter_before_the_review_is_refused_and_kept(office, reviewed, browser):
    saved(reviewed, by=office.auditor)

    response = browser(office.inspector).post(address("assignment", reviewed), {**LETTER, **duty(office.auditor, "lead"), "pasti": "1"})

    assert faults(response) == ["Tandatangani lembar penelaahan lebih dahulu; audit langsung memerlukan disposisi dengan alasan."]
    assert response.context["form"]["nomor"].value() == "700.1.2/123/ITDA.IR/2026"


def test_inspectors_letter_does_not_exist_for_the_mayors_case(office, browser):
    complaint = before_signing(office, routing=Routing.ECHELON_II)

    assert browser(office.inspector).get(address("assignment", complaint)).status_code == 404


def test_reviewer_hands_the_case_to_the_mayor_and_leaves(office, reviewed, browser):
    response = sure(browser(office.auditor), address("hand_to_mayor", reviewed), {"kedudukan": "II.b"})

    reviewed.refresh_from_db()
    assert response.url == "/petugas/"
    assert (reviewed.state, reviewed.mayor_assignment_rank) == (ComplaintState.AWAITING_MAYOR, "II.b")
    assert list(visible_to(office.auditor, at=SIGNED_AT)) == []


def test_team_member_is_released(office, reviewed, browser):
    member = TeamMember.objects.get(complaint=reviewed)
    client = browser(office.inspector)
    page = client.get(address("release", reviewed, member.pk))

    response = client.post(address("release", reviewed, member.pk))

    assert "Rina Anjani seketika tidak dapat lagi membuka perkara ini" in page.content.decode()
    assert response.url == address("team", reviewed)
    assert list(visible_to(office.auditor, at=SIGNED_AT)) == []
    assert browser(office.auditor).get(address("follow_up", reviewed)).status_code == 404


def test_second_reviewer_is_added(office, reviewed, browser):
    sure(browser(office.inspector), address("team", reviewed), {"penelaah": str(office.second_auditor.pk)})

    assert list(visible_to(office.second_auditor, at=SIGNED_AT)) == [reviewed]


def test_members_of_other_cases_are_not_released_here(office, reviewed, browser):
    other = forwarded(office)
    member = TeamMember.objects.get(complaint=reviewed)

    assert browser(office.inspector).get(address("release", other, member.pk)).status_code == 404


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "O'Brien & Co"])
def test_names_are_shown_escaped(office, browser, name):
    complaint = forwarded(office, accused=(AccusedInput(name=name),))
    rude = UserFactory(username="aneh", full_name=f"Pegawai {name}")
    appoint(rude, Role.AUDITOR)

    page = browser(office.inspector).get(address("dispose", complaint)).content.decode()

    assert "<script>alert" not in page
    assert "Co</" not in page or "&amp; Co" in page

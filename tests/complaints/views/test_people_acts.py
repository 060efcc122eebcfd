"""Whoever decides a case closes it to somebody, or names one more accused."""

import pytest

from complaints import queries
from complaints.enums import Routing
from complaints.models import AccusedPerson, Complaint, Wall
from complaints.services.walls import exclude_new_key
from foundation.accounts import services
from foundation.accounts.enums import Role
from foundation.vault.models import Exclusion
from foundation.vault.sealing import open_sealed
from tests.complaints.views.desk import Desk
from tests.complaints.views.reading import text_of
from tests.factories.accounts import HIRED_AT, person
from tests.factories.complaints import received

REASON = "Ia saudara kandung terlapor."
NEW = {"nama": "Bakti Contoh", "jabatan": "lurah", "unit": "Kelurahan Contoh", "kedudukan": "none", "alasan": "Saksi.", "yakin": "1"}


def wall(desk: Desk, complaint: Complaint, user, *, by=None, **data):
    by = by or desk.office.inspector
    return desk.post(by, "complaints:case_wall", complaint.pk, **{"orang": user.pk, "alasan": REASON, "yakin": "1", **data})


def add(desk: Desk, complaint: Complaint, *, by=None, **data):
    return desk.post(by or desk.office.inspector, "complaints:case_add_accused", complaint.pk, **{**NEW, **data})


def opens(desk: Desk, complaint: Complaint) -> list[str]:
    return [user.username for user in desk.office.everybody() if queries.openable_by(user, at=desk.now).filter(pk=complaint.pk).exists()]


def details(desk: Desk, complaint: Complaint, user) -> list[dict]:
    _, keys = desk.opened(complaint, user)
    return [open_sealed(row, "details", keys) for row in AccusedPerson.objects.filter(complaint=complaint).select_related("content")]


def test_the_case_is_closed_to_somebody_for_good(desk: Desk):
    complaint = desk.forwarded().complaint
    epoch = complaint.content.epoch

    response = wall(desk, complaint, desk.office.deputy)

    assert (response.status_code, response["Location"]) == (302, f"/petugas/perkara/{complaint.pk}/")
    case, keys = desk.opened(complaint, desk.office.inspector)
    assert (opens(desk, complaint), case.content.epoch) == (["inspector"], epoch + 1)
    built = Wall.objects.select_related("content").get()
    assert (built.user, open_sealed(built, "reason", keys)) == (desk.office.deputy, {"kind": "declared", "words": REASON})
    assert desk.get(desk.office.deputy, "complaints:case", complaint.pk).status_code == 404


def test_the_list_names_who_holds_the_case_and_the_reviewers_and_nobody_else(desk: Desk):
    complaint = desk.forwarded().complaint
    person(Role.AUDITOR, full_name="Penelaah Luar Contoh", unit=desk.office.unit)

    page = desk.get(desk.office.inspector, "complaints:case_wall", complaint.pk)

    offered = [label for _, label in page.context["form"].fields["orang"].choices]
    assert offered == ["Pilih orang", "Bakti Suhaimi", "Penelaah Luar Contoh", "Rina Anjani", "Yulia Contoh"]


@pytest.mark.parametrize("who", ["delegate", "custodian_outside", "inspector", "mayor"])
def test_nobody_outside_the_list_is_walled_by_a_guessed_key(desk: Desk, who: str):
    complaint = desk.forwarded().complaint

    response = wall(desk, complaint, getattr(desk.office, who))

    assert (response.status_code, Wall.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("orang", "Pilih orangnya"),
        ("alasan", "Isi alasannya, misalnya: ia saudara terlapor"),
        ("yakin", "Centang"),
    ],
)
def test_a_wall_asks_for_everything(desk: Desk, missing: str, words: str):
    complaint = desk.forwarded().complaint

    response = wall(desk, complaint, desk.office.deputy, **{missing: ""})

    assert (response.status_code, Wall.objects.count(), words in text_of(response)) == (422, 0, True)


def test_only_who_decides_does_either(desk: Desk):
    complaint = desk.forwarded().complaint
    desk.shared(complaint, desk.office.auditor)

    answers = [wall(desk, complaint, desk.office.deputy, by=desk.office.auditor), add(desk, complaint, by=desk.office.auditor)]

    assert ([answer.status_code for answer in answers], Wall.objects.count()) == ([404, 404], 0)
    assert AccusedPerson.objects.filter(complaint=complaint).count() == 1


def test_one_more_accused_is_sealed_into_the_case(desk: Desk):
    complaint = desk.forwarded().complaint

    response = add(desk, complaint)

    assert (response.status_code, response["Location"]) == (302, f"/petugas/perkara/{complaint.pk}/pihak/")
    assert [row["name"] for row in details(desk, complaint, desk.office.inspector)] == ["Hendro P.", "Bakti Contoh"]
    assert list(complaint.accused.values_list("position", flat=True)) == [1, 2]
    assert (Complaint.objects.get(pk=complaint.pk).routing, Wall.objects.count()) == (Routing.NONE, 0)


def test_an_accused_is_known_by_something(desk: Desk):
    complaint = desk.forwarded().complaint

    response = add(desk, complaint, nama="", jabatan="", unit="")

    assert (response.status_code, "Isi nama, jabatan, atau unit kerjanya" in text_of(response)) == (422, True)


def test_an_added_user_of_the_system_is_walled_without_saying_that_he_exists(desk: Desk):
    clerk = person(Role.PUBLISHER, full_name="Bakti Contoh", unit=desk.office.unit)
    complaint, other = desk.forwarded().complaint, desk.forwarded().complaint

    found = desk.browser(desk.office.inspector).post(f"/petugas/perkara/{complaint.pk}/terlapor/tambah/", NEW, follow=True)
    nobody = desk.browser(desk.office.inspector).post(
        f"/petugas/perkara/{other.pk}/terlapor/tambah/", {**NEW, "nama": "Tidak Dikenal"}, follow=True
    )

    said = [[str(message) for message in page.context["messages"]] for page in (found, nobody)]
    assert said == [["Terlapor ditambahkan. Hitungan waktu tetap berjalan sejak diterima."]] * 2
    assert [(row.complaint_id, row.user) for row in Wall.objects.all()] == [(complaint.pk, clerk)]


def test_an_added_employee_of_the_inspektorat_takes_the_case_to_its_row(desk: Desk):
    complaint = desk.forwarded().complaint

    response = add(desk, complaint, nama=desk.office.deputy.full_name)

    after = Complaint.objects.get(pk=complaint.pk)
    assert (after.routing, after.mayor_assignment, response["Location"]) == (
        Routing.INSPECTORATE,
        True,
        f"/petugas/perkara/{complaint.pk}/pihak/",
    )
    assert [name for name in opens(desk, complaint) if "delegate" not in name] == ["inspector"]
    assert Exclusion.objects.filter(group=complaint.pk, holder=desk.office.deputy.holder).exists()


def test_the_inspektur_who_names_himself_gives_the_case_away(desk: Desk):
    complaint = desk.forwarded().complaint

    response = add(desk, complaint, nama=desk.office.inspector.full_name)

    assert (response["Location"], opens(desk, complaint)) == ("/petugas/", ["delegate", "second-delegate"])
    assert [row["name"] for row in details(desk, complaint, desk.office.delegate)] == ["Hendro P.", desk.office.inspector.full_name]


@pytest.mark.parametrize(
    ("standing", "routing", "readers"),
    [
        ("echelon_ii", Routing.ECHELON_II, ["inspector", "deputy"]),
        ("inspector", Routing.INSPECTOR, ["delegate", "second-delegate"]),
        ("mayor", Routing.MAYOR, ["referral", "second-referral"]),
    ],
)
def test_where_he_stands_decides_who_reads(desk: Desk, standing: str, routing: Routing, readers: list[str]):
    complaint = desk.forwarded().complaint

    add(desk, complaint, nama="", kedudukan=standing)

    after = Complaint.objects.get(pk=complaint.pk)
    assert (after.routing, after.mayor_assignment, opens(desk, complaint)) == (routing, routing != Routing.MAYOR, readers)


def test_a_looser_standing_loosens_nothing(desk: Desk):
    complaint = received(routing=Routing.INSPECTOR).complaint

    add(desk, complaint, by=desk.office.delegate, kedudukan="none")

    assert Complaint.objects.get(pk=complaint.pk).routing == Routing.INSPECTOR


def test_when_nobody_of_the_stricter_row_is_there_nothing_is_added(desk: Desk):
    complaint = desk.forwarded().complaint
    for officer in (desk.office.referral, desk.office.second_referral):
        officer.appointments.update(ended_on="2026-01-01")

    response = add(desk, complaint, kedudukan="mayor")

    assert (response.status_code, complaint.accused.count(), Complaint.objects.get(pk=complaint.pk).routing) == (422, 1, Routing.NONE)
    assert "Belum ada pejabat dengan kunci untuk tujuan ini." in text_of(response)


def test_an_added_accused_without_a_key_is_shut_out_when_he_makes_one(desk: Desk):
    invited, _ = services.invite_user(username="baru", full_name="Bakti Contoh", by=None, at=HIRED_AT)
    complaint = desk.forwarded().complaint
    add(desk, complaint)
    assert [row.user for row in Wall.objects.all()] == [invited]
    invited.holder = desk.office.mayor.holder

    assert exclude_new_key(invited, at=desk.now) == 1
    assert Exclusion.objects.filter(group=complaint.pk, holder=invited.holder).exists()

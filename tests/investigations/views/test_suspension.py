"""Postpone, stop, approve and take up again, by the screens."""

from complaints.enums import ComplaintState, Routing
from complaints.models import AccusedPerson
from complaints.services.register import AccusedInput
from investigations.models import Suspension
from investigations.queries import stopped_people
from investigations.rules.suspension import Proposal
from investigations.services.suspension import suspend
from tests.factories.accounts import keyring
from tests.factories.investigations import SIGNED_AT, forwarded, ordered, under_review
from tests.investigations.pages import address, date_boxes, faults, sure

POSTPONE = {"tindakan": "postpone", "alasan": "not_yet_enough", "uraian": "Saksi di luar kota.", **date_boxes("ditinjau", 25, 1, 2027)}
OTHER = {"tindakan": "stop", "alasan": "other", "uraian": "Pokok perkara sedang diperiksa pengadilan."}


def proposed(complaint, office):
    proposal = Proposal("stop", "other", "Pokok perkara sedang diperiksa pengadilan.")
    return suspend(complaint, proposal, keys=keyring(office.inspector, at=SIGNED_AT), by=office.inspector, at=SIGNED_AT)


def test_postponed(office, reviewed, browser):
    sure(browser(office.inspector), address("suspend", reviewed), POSTPONE)

    reviewed.refresh_from_db()
    assert (reviewed.state, Suspension.objects.get().measure) == (ComplaintState.POSTPONED, "postpone")


def test_postponed_without_its_date_says_so_before_anything_is_checked(office, reviewed, browser):
    data = {**POSTPONE, **dict.fromkeys(date_boxes("ditinjau", 1, 1, 1), "")}

    response = browser(office.inspector).post(address("suspend", reviewed), data)

    assert faults(response) == ["Isi tanggal peninjauan kembali."]
    assert response.context["form"]["uraian"].value() == "Saksi di luar kota."


def test_other_considerations_take_the_deputy_too(office, reviewed, browser):
    sure(browser(office.inspector), address("suspend", reviewed), OTHER)
    reviewed.refresh_from_db()
    assert reviewed.state == ComplaintState.IN_REVIEW

    browser(office.deputy).post(address("approve_suspension", reviewed))

    reviewed.refresh_from_db()
    assert reviewed.state == ComplaintState.STOPPED


def test_who_proposed_is_offered_to_withdraw_only(office, reviewed, browser):
    proposed(reviewed, office)
    client = browser(office.inspector)

    page = client.get(address("approve_suspension", reviewed)).content.decode()
    response = client.post(address("approve_suspension", reviewed))

    assert "Tarik usulan</button>" in page
    assert "Setujui</button>" not in page
    assert faults(response) == ["Usulan ini disetujui oleh orang lain, bukan oleh pengusulnya."]
    reviewed.refresh_from_db()
    assert reviewed.state == ComplaintState.IN_REVIEW


def test_turned_down(office, reviewed, browser):
    proposed(reviewed, office)

    browser(office.deputy).post(address("approve_suspension", reviewed), {"tolak": "1"})

    reviewed.refresh_from_db()
    assert (reviewed.state, Suspension.objects.get().ended_by) == (ComplaintState.IN_REVIEW, office.deputy)


def test_nothing_to_approve(office, reviewed, browser):
    assert browser(office.deputy).get(address("approve_suspension", reviewed)).status_code == 404


def test_taken_up_again(office, reviewed, browser):
    sure(browser(office.inspector), address("suspend", reviewed), POSTPONE)

    sure(browser(office.inspector), address("resume", reviewed), {"alasan": "Saksi sudah kembali."})

    reviewed.refresh_from_db()
    assert reviewed.state == ComplaintState.FORWARDED


def test_nothing_to_take_up(office, reviewed, browser):
    response = browser(office.inspector).post(address("resume", reviewed), {"alasan": "Coba.", "pasti": "1"})

    assert faults(response) == ["Tidak ada penundaan atau penghentian perkara yang berlaku."]


def test_closed_case_says_that_it_is_too_late(office, reviewed, browser):
    type(reviewed).objects.filter(pk=reviewed.pk).update(state=ComplaintState.CLOSED)

    response = browser(office.inspector).post(address("suspend", reviewed), {**POSTPONE, "pasti": "1"})

    assert faults(response) == ['Tahap perkara kini "Ditutup", sehingga langkah ini tidak dapat dilakukan. Buka kembali perkara ini.']


def test_one_accused_of_two_is_stopped_and_taken_up_again(office, browser):
    complaint = under_review(office, accused=(AccusedInput(name="Hendro P."), AccusedInput(name="Wirman D.")))
    person = AccusedPerson.objects.filter(complaint=complaint).first()
    client = browser(office.inspector)
    sure(client, address("stop_person", complaint, person.pk), {"alasan": "mental_illness", "dokumen": "Surat dokter 12/RSJ/2026"})
    assert stopped_people(complaint) == {person.pk}

    client.post(address("resume_person", complaint, Suspension.objects.get().pk))

    assert stopped_people(complaint) == set()


def test_health_document_is_not_shown_to_the_team(office, reviewed, browser):
    person = AccusedPerson.objects.get(complaint=reviewed)
    data = {"alasan": "mental_illness", "dokumen": "Surat dokter 12/RSJ/2026"}
    sure(browser(office.inspector), address("stop_person", reviewed, person.pk), data)

    seen = {user.username: "Surat dokter 12/RSJ/2026" in _tab(browser, user, reviewed) for user in (office.inspector, office.auditor)}

    assert seen == {"inspector": True, "auditor": False}


def _tab(browser, user, complaint):
    return browser(user).get(address("follow_up", complaint)).content.decode()


def test_accused_of_another_case(office, reviewed, browser):
    other = AccusedPerson.objects.get(complaint=forwarded(office))

    assert browser(office.inspector).get(address("stop_person", reviewed, other.pk)).status_code == 404


def test_delegates_approve_each_other_in_a_case_about_the_inspector(office, browser):
    complaint = ordered(forwarded(office, routing=Routing.INSPECTOR), by=office.delegate, to=None)
    sure(browser(office.delegate), address("suspend", complaint), OTHER)

    browser(office.second_delegate).post(address("approve_suspension", complaint))

    complaint.refresh_from_db()
    assert complaint.state == ComplaintState.STOPPED

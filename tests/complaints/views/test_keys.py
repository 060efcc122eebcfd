"""Pekerjaan kunci on screen: vouch, watch it go on by itself, stop it, take it up; and nothing for whom it does not concern."""

from datetime import timedelta

import pytest
from django.utils import timezone

from complaints.models import HandOverDue, RegrantDue
from complaints.services import key_work
from complaints.services.regrants import queue_for_offices
from complaints.views import staff_keys
from foundation.accounts import services
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.audit.models import AuditEntry
from foundation.vault.models import Grant, RekeyDue
from investigations.services.team import add_reviewer
from tests.complaints.keys import fresh, lose_password, opens, reset
from tests.factories.accounts import keyring, person, signed_in
from tests.factories.complaints import RECEIVED_AT, STORY, Office, received
from tests.factories.investigations import under_review

AT = RECEIVED_AT + timedelta(days=1)
LIST, WORK, STOP, REKEY, LEFT = (f"/petugas/{path}/" for path in ("kunci", "kunci/jalan", "kunci/henti", "kunci/baru", "serah-terima"))


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.fixture
def slow(monkeypatch):
    """One case a step and one step a request."""
    monkeypatch.setattr(key_work, "CASES_AT_ONCE", 1)
    monkeypatch.setattr(staff_keys, "SECONDS_A_REQUEST", 0)


def helping(user: User) -> str:
    return f"/petugas/kunci/pulihkan/{user.pk}/reset/"


def ticked(user: User) -> dict[str, str]:
    """What the page sends that was shown a moment ago."""
    return {"pasti": "on", "kunci": str(User.objects.get(pk=user.pk).holder_id)}


def browser(user: User):
    return signed_in(User.objects.get(pk=user.pk), at=AT)


def test_the_list_says_whom_one_can_help_and_how_many_cases_it_is(office: Office):
    for _ in range(2):
        received()
    lose_password(office.deputy, office.administrator, AT)

    page = browser(office.inspector).get(LIST).content.decode()

    assert "Pulihkan akses: 2 perkara" in page
    assert "Yulia Contoh" in page
    assert "Buat kunci baru: 2 perkara" in page


def test_nothing_is_given_without_the_tick(office: Office):
    complaint = received().complaint
    lose_password(office.deputy, office.administrator, AT)
    client = browser(office.inspector)

    page = client.post(helping(office.deputy), {})

    words = "Saya telah memastikan, dengan bertemu atau menelepon, bahwa Yulia Contoh sendiri yang meminta"
    assert (page.status_code, words in page.content.decode(), client.get(WORK)["Location"]) == (422, True, LIST)
    assert opens(office.deputy, complaint, AT) == ""


def test_work_goes_on_by_itself_shows_its_progress_and_ends(office: Office, slow):
    complaints = [received().complaint for _ in range(3)]
    lose_password(office.deputy, office.administrator, AT)
    client = browser(office.inspector)

    began = client.post(helping(office.deputy), ticked(office.deputy))
    pages = [client.get(WORK) for _ in range(3)]

    assert (began["Location"], [page.status_code for page in pages]) == (WORK, [200, 200, 302])
    assert [page.get("Refresh") for page in pages] == ["3", "3", None]
    assert [(page.context["done"], page.context["total"]) for page in pages[:2]] == [(1, 3), (2, 3)]
    assert [opens(office.deputy, one, AT) for one in complaints] == ["ct"] * 3
    assert "Pekerjaan kunci selesai." in client.get(LIST).content.decode()
    entry, deputy = AuditEntry.objects.get(action="keys.confirmed"), User.objects.get(pk=office.deputy.pk)
    assert (entry.actor_id, entry.detail) == (office.inspector.pk, {"holder": str(deputy.holder_id), "cause": "reset"})


def test_work_that_is_stopped_does_nothing_more_and_can_be_taken_up(office: Office, slow):
    for _ in range(3):
        received()
    lose_password(office.deputy, office.administrator, AT)
    client = browser(office.inspector)
    client.post(helping(office.deputy), ticked(office.deputy))
    client.get(WORK)

    client.post(STOP)

    assert (client.get(WORK)["Location"], RegrantDue.objects.values("complaint").distinct().count()) == (LIST, 2)
    client.post(helping(office.deputy), ticked(office.deputy))
    assert client.get(WORK).context["total"] == 2


def test_an_address_alone_starts_nothing(office: Office):
    complaint = received().complaint
    lose_password(office.deputy, office.administrator, AT)
    client = browser(office.inspector)

    answers = [client.get(path) for path in (WORK, REKEY, STOP)]

    assert [answer["Location"] for answer in answers] == [LIST] * 3
    assert (opens(office.deputy, complaint, AT), RekeyDue.objects.count()) == ("", 2)


def test_new_keys_are_made_from_the_list(office: Office, slow):
    complaints = [received().complaint for _ in range(2)]
    reset(office.deputy, office.administrator, AT)
    client = browser(office.inspector)

    client.post(REKEY)
    pages = [client.get(WORK) for _ in range(2)]

    assert ([page.status_code for page in pages], pages[0].context["done"], RekeyDue.objects.count()) == ([200, 302], 1, 0)
    assert [fresh(one).content.epoch for one in complaints] == [2, 2]
    assert [opens(office.inspector, one, AT) for one in complaints] == ["ct", "ct"]


def test_a_damaged_case_keeps_its_old_keys_and_stops_nobody(office: Office, monkeypatch):
    received()
    reset(office.deputy, office.administrator, AT)

    def damaged(*_args, **_facts):
        raise key_work.CannotOpen

    monkeypatch.setattr(key_work, "rekey", damaged)
    client = browser(office.inspector)
    client.post(REKEY)

    assert (client.get(WORK)["Location"], RekeyDue.objects.count()) == (LIST, 2)
    assert "isi yang rusak" in client.get(LIST).content.decode()


def test_who_waits_sees_how_many_and_for_how_many_only_the_recovery_key_is_left(office: Office):
    received()
    received(routing="inspector")
    for one in (office.delegate, office.second_delegate, office.deputy):
        lose_password(one, office.administrator, AT)

    pages = {user.username: browser(user).get(LIST).content.decode() for user in (office.delegate, office.deputy)}

    assert "1 perkara Anda menunggu" in pages["delegate"]
    assert "hanya kunci pemulihan lembaga yang membukanya" in pages["delegate"]
    assert "1 perkara Anda menunggu" in pages["deputy"]
    assert "kunci pemulihan lembaga" not in pages["deputy"]


def test_nobody_learns_that_somebody_waits_for_what_he_may_not_give(office: Office):
    received(routing="inspector", reporter_named=True, reporter={"name": "Marlena Tiosa"})
    lose_password(office.delegate, office.administrator, AT)
    lose_password(office.custodian_outside, office.administrator, AT)
    assert RegrantDue.objects.count() == 3

    for user in (office.inspector, office.deputy, office.auditor, office.custodian_inside, office.protection):
        client = browser(user)
        page = client.get(LIST).content.decode()
        assert ("Sekar Contoh" in page, "Lukman Contoh" in page) == (False, False)
        assert [client.post(helping(one), ticked(one)).status_code for one in (office.delegate, office.custodian_outside)] == [404, 404]


def test_an_administrator_has_no_key_work_and_never_a_key(office: Office):
    received()
    lose_password(office.deputy, office.administrator, AT)
    client = browser(office.administrator)

    answers = [client.get(path).status_code for path in (LIST, WORK, LEFT, helping(office.deputy))]

    assert (answers, client.post(helping(office.deputy), ticked(office.deputy)).status_code) == ([404] * 4, 404)
    assert not Grant.objects.filter(holder=office.administrator.holder).exists()


def test_the_numbers_before_somebody_leaves_are_shown_and_what_is_lost_must_be_ticked(office: Office):
    received()
    received(routing="inspector")
    services.end_person(office.second_delegate, by=office.administrator, at=AT)
    client = browser(office.administrator)
    page = f"/petugas/pengaturan/orang/{office.delegate.pk}/akhiri/"

    shown, refused = client.get(page), client.post(page, {})

    text = shown.content.decode()
    assert "Perkara terbuka yang dipegang orang ini: 1." in text
    assert "Perkara yang hanya dipegang orang ini: 1. Setelah ini hanya kunci pemulihan lembaga yang membukanya." in text
    assert (refused.status_code, User.objects.get(pk=office.delegate.pk).ended_on) == (200, None)
    assert client.post(page, {"mengerti": "on"}).status_code == 302
    assert User.objects.get(pk=office.delegate.pk).ended_on is not None
    assert [secret for secret in (STORY, "700/", "Hendro") if secret in text] == []


def test_who_is_one_of_several_leaves_without_a_tick(office: Office):
    received()
    client = browser(office.administrator)
    appointment = office.deputy.appointments.get()
    page = f"/petugas/pengaturan/orang/{office.deputy.pk}/penetapan/{appointment.pk}/akhiri/"

    text = client.get(page).content.decode()

    assert "Perkara terbuka yang dipegang orang ini: 1." in text
    assert "hanya dipegang orang ini" not in text
    assert client.post(page, {}).status_code == 302


def test_the_administrator_sees_how_much_somebody_still_waits_for(office: Office):
    received()
    lose_password(office.deputy, office.administrator, AT)

    text = browser(office.administrator).get(f"/petugas/pengaturan/orang/{office.deputy.pk}/").content.decode()

    assert "1 perkara orang ini menunggu dikembalikan rekannya" in text


def test_what_an_auditor_leaves_is_listed_for_who_decides_it_until_it_is_given_to_another(office: Office):
    complaint = under_review(office)
    services.end_person(office.auditor, by=office.administrator, at=AT + timedelta(days=3))
    client = browser(office.inspector)

    page = client.get(LEFT).content.decode()

    assert (complaint.register_number in page, "Rina Anjani" in page, f"/petugas/perkara/{complaint.pk}/tim/" in page) == (True, True, True)
    for user in (office.second_auditor, office.delegate):
        assert complaint.register_number not in browser(user).get(LEFT).content.decode()
    add_reviewer(fresh(complaint), office.second_auditor, keys=keyring(office.inspector, at=AT), by=office.inspector, at=AT)
    assert HandOverDue.objects.count() == 0
    assert complaint.register_number not in client.get(LEFT).content.decode()


def test_the_pages_cost_the_same_however_much_waits(office: Office, django_assert_max_num_queries):
    for _ in range(6):
        received()
    lose_password(office.deputy, office.administrator, AT)
    keyring(office.inspector, at=AT)
    client = browser(office.inspector)
    client.get(LIST)

    with django_assert_max_num_queries(14):
        client.get(LIST)


def test_a_page_shown_for_another_key_gives_nothing_and_is_asked_anew(office: Office):
    complaint = received().complaint
    lose_password(office.deputy, office.administrator, AT)
    client, shown = browser(office.inspector), ticked(office.deputy)
    assert shown["kunci"] in client.get(helping(office.deputy)).content.decode()
    lose_password(office.deputy, office.administrator, AT)

    answers = [client.post(helping(office.deputy), {"pasti": "on", **sent}) for sent in ({"kunci": "x"}, {}, shown)]

    assert [(one.status_code, one.get("Location")) for one in answers] == [(422, None)] + [(302, helping(office.deputy))] * 2
    assert "kunci orang ini berganti" in client.get(helping(office.deputy)).content.decode()
    assert (client.get(WORK)["Location"], opens(office.deputy, complaint, AT)) == (LIST, "")
    assert not AuditEntry.objects.filter(action="keys.confirmed").exists()


def test_a_job_that_runs_gives_nothing_to_a_key_made_meanwhile(office: Office, slow):
    complaints = [received().complaint for _ in range(3)]
    lose_password(office.deputy, office.administrator, AT)
    client = browser(office.inspector)
    client.post(helping(office.deputy), ticked(office.deputy))
    client.get(WORK)

    lose_password(office.deputy, office.administrator, AT)

    assert [client.get(WORK)["Location"], client.get(WORK)["Location"]] == [LIST, LIST]
    assert "kunci orang ini berganti" in client.get(LIST).content.decode()
    assert [opens(office.deputy, one, AT) for one in complaints] == [""] * 3


def test_the_giver_is_told_which_cases_accuse_somebody_of_the_same_name(office: Office, slow):
    complaint, other = received().complaint, received(accused=()).complaint
    newcomer = person(Role.DEPUTY_INSPECTOR, unit=office.auditor.unit, full_name="Hendro P.")
    queue_for_offices(at=AT)
    client = browser(office.inspector)

    client.post(f"/petugas/kunci/pulihkan/{newcomer.pk}/office/", ticked(newcomer))
    while client.get(WORK).status_code == 200:
        pass

    text = client.get(LIST).content.decode()
    assert "1 perkara tidak diserahkan: ada nama yang sama dengan terlapor." in text
    assert (complaint.register_number in text, other.register_number in text) == (True, False)
    assert [opens(newcomer, one, AT) for one in (complaint, other)] == ["", "ct"]

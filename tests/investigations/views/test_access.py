"""Every address of this room against every person: who may not is answered 404, and what he asked for stays as it was."""

import uuid

import pytest
from django.test import Client

from complaints.enums import ComplaintState
from complaints.services.walls import build_wall
from foundation.accounts.enums import Role
from foundation.papers.services import seed_papers
from investigations import urls
from investigations.models import Disposition, Review, RivalSheet, Suspension, TeamMember
from investigations.services.reviews import save_review
from investigations.services.suspension import suspend
from investigations.services.team import add_reviewer
from tests.factories.accounts import keyring, person
from tests.factories.investigations import ORDERED_AT, SIGNED_AT, a_sheet, saved
from tests.investigations.pages import address
from tests.investigations.views.test_suspension import OTHER

OF_THE_TEAM = {"sheet", "sign", "preview", "merge", "hand_to_mayor", "follow_up"}
OF_A_SIGNED_SHEET = {"paper", "make_paper", "add_scan", "scan"}
"""Of these test_sheet_paper asks the same questions about a sheet that is signed."""
FOR_THE_MAYORS_CASES = {"mayor_assignment"}


@pytest.fixture
def busy(office, reviewed):
    """A case on which every page of this room has something to show: two texts, a proposal, a member, an accused."""
    seed_papers(at=ORDERED_AT)
    keys = keyring(office.inspector, at=ORDERED_AT)
    add_reviewer(reviewed, office.second_auditor, keys=keys, by=office.inspector, at=ORDERED_AT)
    saved(reviewed, by=office.auditor)
    other = a_sheet(reviewed, advice="Saran Bakti.")
    save_review(reviewed, other, version=0, keys=keyring(office.second_auditor, at=ORDERED_AT), by=office.second_auditor, at=ORDERED_AT)
    suspend(reviewed, _other_considerations(), keys=keys, by=office.deputy, at=ORDERED_AT)
    return reviewed


def _other_considerations():
    from investigations.rules.suspension import Proposal

    return Proposal(OTHER["tindakan"], OTHER["alasan"], OTHER["uraian"])


def addresses(complaint):
    """Every address of the room for this case, by name."""
    draft = Review.objects.get().pk
    more = {
        "merge": [RivalSheet.objects.get().pk],
        "release": [TeamMember.objects.filter(complaint=complaint).first().pk],
        "stop_person": [complaint.accused.first().pk],
        "resume_person": [uuid.uuid4()],
        **{name: [draft] for name in OF_A_SIGNED_SHEET},
        "scan": [draft, uuid.uuid4()],
    }
    return {pattern.name: address(pattern.name, complaint, *more.get(pattern.name, [])) for pattern in urls.urlpatterns}


def answers(client, complaint):
    return {name: (client.get(url).status_code, client.post(url, {}).status_code) for name, url in addresses(complaint).items()}


def nowhere(complaint):
    return dict.fromkeys(addresses(complaint), (404, 404))


@pytest.mark.parametrize(
    "field",
    [
        "channel",
        "channel_deputy",
        "receiving",
        "custodian_inside",
        "custodian_outside",
        "protection",
        "delegate",
        "referral",
        "mayor",
        "publisher",
        "administrator",
    ],
)
def test_who_does_not_hold_the_case_finds_nothing(office, busy, browser, field):
    assert answers(browser(getattr(office, field)), busy) == nowhere(busy)


def test_auditor_of_other_cases_finds_nothing(office, busy, browser):
    stranger = person(Role.AUDITOR, username="lain", full_name="Auditor Lain")

    assert answers(browser(stranger), busy) == nowhere(busy)


def test_walled_reviewer_finds_nothing_and_changes_nothing(office, busy, browser):
    keys = keyring(office.inspector, at=SIGNED_AT)
    build_wall(busy, office.auditor, reason="Kerabat terlapor", keys=keys, by=office.inspector, at=SIGNED_AT)

    assert answers(browser(office.auditor), busy) == nowhere(busy)
    busy.refresh_from_db()
    assert (busy.state, Review.objects.get().version, Disposition.objects.count()) == (ComplaintState.IN_REVIEW, 1, 1)


def test_walled_deputy_finds_nothing_and_changes_nothing(office, busy, browser):
    keys = keyring(office.inspector, at=SIGNED_AT)
    build_wall(busy, office.deputy, reason="Saudara terlapor", keys=keys, by=office.inspector, at=SIGNED_AT)

    assert answers(browser(office.deputy), busy) == nowhere(busy)
    assert Suspension.objects.get().in_force_at is None


def test_stranger_is_sent_to_the_sign_in_page(busy):
    client = Client()

    assert {client.get(url).status_code for url in addresses(busy).values()} == {302}
    assert {client.get(url).url.split("?")[0] for url in addresses(busy).values()} == {"/petugas/masuk/"}


def test_reviewer_reads_and_writes_but_does_not_decide(office, busy, browser):
    client = browser(office.auditor)

    found = {name for name, url in addresses(busy).items() if client.get(url).status_code == 200}

    assert found == OF_THE_TEAM


def test_inspector_decides_but_does_not_write_the_sheet(office, busy, browser):
    client = browser(office.inspector)

    found = {name for name, url in addresses(busy).items() if client.get(url).status_code == 200}

    everything = set(addresses(busy))
    assert found == everything - {"sheet", "sign", "preview", "merge", "resume_person"} - OF_A_SIGNED_SHEET - FOR_THE_MAYORS_CASES


def test_nothing_is_kept_by_the_browser(office, busy, browser):
    client = browser(office.inspector)

    assert client.get(address("follow_up", busy))["Cache-Control"] == "no-store, private"

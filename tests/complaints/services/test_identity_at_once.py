"""What two people do to one identity in the same moment, with real connections: no key is left with somebody who lost the case."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from complaints.models import Complaint, IdentityRequest
from complaints.services import identity
from complaints.services.access import share, shut_out
from foundation.vault.models import Grant
from tests.factories.accounts import keyring
from tests.factories.complaints import RECEIVED_AT, Office, make_office, received

AT = RECEIVED_AT + timedelta(hours=2)
ROUNDS = 3


@pytest.fixture
def office(transactional_db: None) -> Iterator[Office]:
    return make_office()


def fresh(complaint: Complaint) -> Complaint:
    return Complaint.objects.select_related("content", "thread", "identity").get(pk=complaint.pk)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do these in the same moment, each over its own connection; what each was refused with, "" for none."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        start.wait()
        try:
            act()
        except (identity.NotDecided, identity.NotAsked) as error:
            return str(error)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_an_approval_and_a_loss_of_the_case_in_one_moment_leave_no_key(office: Office):
    line, custodian, auditor = office.inspector, office.custodian_inside, office.auditor
    keys = {user: keyring(user, at=AT) for user in (line, custodian)}
    for _ in range(ROUNDS):
        complaint = received(reporter_named=True, reporter={"name": "Marlena Tiosa"}).complaint
        share(complaint, [auditor], keys=keys[line], by=line, reason="team", at=AT)
        request = identity.ask_identity(fresh(complaint), "Perlu.", by=auditor, at=AT)
        case = fresh(complaint)

        refused = at_once(
            lambda request=request: identity.approve_identity(request, days=1, keys=keys[custodian], by=custodian, at=AT),
            lambda case=case: shut_out(case, [auditor], keys=keys[line], by=line, reason="released", at=AT),
        )

        assert refused[0] in {"", "asker_left", "decided"}
        assert not Grant.objects.filter(compartment=complaint.identity, holder=auditor.holder).exists()
        assert IdentityRequest.objects.get(complaint=complaint).state == "lapsed"


def test_two_askings_in_one_moment_are_one_request(office: Office):
    for _ in range(ROUNDS):
        complaint = received(reporter_named=True, reporter={"name": "Marlena Tiosa"}).complaint

        refused = at_once(*[lambda: identity.ask_identity(fresh(complaint), "Perlu.", by=office.inspector, at=AT)] * 2)  # noqa: B023

        assert (sorted(refused), complaint.identity_requests.count()) == (["", "already_waits"], 1)

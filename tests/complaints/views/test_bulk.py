"""Forwarding several complaints at once."""

import uuid
from datetime import UTC, date, datetime

import pytest

from complaints.enums import ComplaintState, Routing
from complaints.models import Complaint
from complaints.services import forwarding
from foundation.accounts.enums import Role
from foundation.accounts.models import Appointment
from foundation.vault.models import Grant
from tests.complaints.views.desk import Desk
from tests.complaints.views.reading import rows_of, text_of
from tests.factories.accounts import appoint
from tests.factories.complaints import received


def states() -> list[str]:
    return list(Complaint.objects.order_by("register_sequence").values_list("state", flat=True))


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_first_a_summary_then_the_act(desk: Desk):
    ids = [received().complaint.pk for _ in range(3)]
    user = desk.office.channel

    summary = desk.post(user, "complaints:bulk_forward", pilih=ids[:2])
    before = states()
    done = desk.browser(user).post("/petugas/teruskan/", {"pilih": ids[:2], "yakin": "1"}, follow=True)

    assert (summary.status_code, rows_of(summary)) == (
        200,
        [["700/0001/2026", "16 Nov 2026", "Belum digolongkan"], ["700/0002/2026", "16 Nov 2026", "Belum digolongkan"]]
        if str(ids[0]) < str(ids[1])
        else [["700/0002/2026", "16 Nov 2026", "Belum digolongkan"], ["700/0001/2026", "16 Nov 2026", "Belum digolongkan"]],
    )
    assert (before, states()) == (["received"] * 3, ["forwarded", "forwarded", "received"])
    assert messages_of(done)[0].startswith("2 pengaduan diteruskan kepada Inspektur: ")


def test_a_complaint_that_was_not_sorted_is_passed_over_and_said_so(desk: Desk):
    plain = received().complaint
    unrouted = received(routing=Routing.UNROUTED).complaint

    summary = desk.post(desk.office.channel, "complaints:bulk_forward", pilih=[plain.pk, unrouted.pk])

    assert [row[0] for row in rows_of(summary)] == ["700/0001/2026"]
    words = "Yang belum dipilah tidak ikut. 1 yang Anda centang belum dipilah. Buka satu per satu dan pilih kedudukan terlapornya."
    assert (words in text_of(summary), "Sebagian tidak ikut." in text_of(summary)) == (True, False)


def test_only_unsorted_ones_ticked_says_what_to_do(desk: Desk):
    unrouted = received(routing=Routing.UNROUTED).complaint

    response = desk.browser(desk.office.channel).post("/petugas/teruskan/", {"pilih": [unrouted.pk], "yakin": "1"}, follow=True)

    words = "Yang Anda centang belum dipilah. Buka satu per satu, pilih kedudukan terlapornya, lalu teruskan."
    assert (messages_of(response), states()) == ([words], ["received"])


def test_what_was_forwarded_meanwhile_is_passed_over_and_said_so(desk: Desk):
    plain, gone = received().complaint, desk.forwarded().complaint

    summary = desk.post(desk.office.channel, "complaints:bulk_forward", pilih=[plain.pk, gone.pk])

    assert "Sebagian tidak ikut. 1 yang Anda centang sudah diteruskan atau bukan pada Anda." in text_of(summary)


def test_others_complaints_are_never_forwarded_or_named(desk: Desk):
    foreign = received(by=desk.office.receiving, channel="pejabat").complaint
    Grant.objects.filter(compartment=foreign.content, holder=desk.office.channel.holder).delete()

    response = desk.browser(desk.office.channel).post(
        "/petugas/teruskan/", {"pilih": [foreign.pk, uuid.UUID(int=7)], "yakin": "1"}, follow=True
    )

    assert (messages_of(response), states()) == (
        ["Centang dahulu pengaduan yang akan diteruskan. Hanya yang belum diteruskan dapat dipilih."],
        [ComplaintState.RECEIVED],
    )
    assert foreign.register_number not in response.content.decode()


@pytest.mark.parametrize("sent", [{}, {"pilih": []}])
def test_nothing_ticked_asks_to_tick(desk: Desk, sent: dict):
    response = desk.browser(desk.office.channel).post("/petugas/teruskan/", sent, follow=True)

    assert messages_of(response) == ["Centang dahulu pengaduan yang akan diteruskan. Hanya yang belum diteruskan dapat dipilih."]


def test_nonsense_is_answered_404(desk: Desk):
    assert desk.post(desk.office.channel, "complaints:bulk_forward", pilih=["x"]).status_code == 404


def test_one_that_fails_keeps_no_other_back(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    ids = [received().complaint.pk for _ in range(2)]
    forward = forwarding.forward

    def refuses(complaint, **options):
        if complaint.pk == ids[0]:
            raise forwarding.NotForwardable("Tidak ada Inspektur yang dapat menerima.")
        return forward(complaint, **options)

    monkeypatch.setattr(forwarding, "forward", refuses)
    response = desk.browser(desk.office.channel).post("/petugas/teruskan/", {"pilih": ids, "yakin": "1"}, follow=True)

    assert (states(), messages_of(response)) == (
        ["received", "forwarded"],
        [
            "1 pengaduan diteruskan kepada Inspektur: 700/0002/2026.",
            "Belum diteruskan: 700/0001/2026. Buka satu per satu untuk melihat sebabnya.",
        ],
    )


def test_who_does_not_forward_has_no_such_page(desk: Desk):
    complaint = desk.forwarded().complaint

    assert desk.post(desk.office.inspector, "complaints:bulk_forward", pilih=[complaint.pk]).status_code == 404


def test_a_term_that_ran_out_forwards_nothing_it_brought(desk: Desk):
    complaint = received().complaint
    user = complaint.handling_officer
    Appointment.objects.filter(user=user).update(valid_to=date(2026, 11, 20))
    appoint(user, Role.RECEIVING_OFFICER, valid_from=date(2026, 11, 21))
    desk.at(datetime(2026, 11, 30, 3, 0, tzinfo=UTC))

    response = desk.browser(user).post("/petugas/teruskan/", {"pilih": [complaint.pk], "yakin": "1"}, follow=True)

    assert states() == ["received"]
    assert messages_of(response) == ["Centang dahulu pengaduan yang akan diteruskan. Hanya yang belum diteruskan dapat dipilih."]

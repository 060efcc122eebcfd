"""The log of a case in plain words."""

from datetime import timedelta

import pytest

from complaints.enums import Routing
from complaints.models import ViolationType
from complaints.services.access import share, shut_out
from complaints.services.forwarding import acknowledge, forward
from complaints.services.routing import reroute
from complaints.services.transitions import confirm_type
from complaints.slots.timeline import timeline_of
from foundation.audit.services import record
from tests.factories.accounts import keyring
from tests.factories.complaints import RECEIVED_AT, Office, received

AT = RECEIVED_AT + timedelta(hours=2)


def lines(complaint) -> list[tuple[str, str, str]]:
    entries, _ = timeline_of(complaint)
    return [(entry.title, entry.actor, entry.text) for entry in entries]


def test_forwarding_reads_from_receipt_to_the_inspektur(office: Office):
    complaint = received().complaint
    kind = ViolationType.objects.get(code="pungli")
    forward(complaint, violation_type=kind, keys=keyring(office.channel, at=AT), by=office.channel, at=AT)
    acknowledge(complaint, by=office.inspector, at=AT)

    told = lines(complaint)

    assert told[0] == ("Diterima Inspektur", "Hasan Basri Contoh", "")
    assert told[-3:] == [
        ("Batas waktu terpenuhi", "Tuti Marliah", "Sampai kepada Inspektur (Pasal 6 ayat (5))"),
        ("Sampai kepada yang berwenang (Pasal 6 ayat (5))", "Tuti Marliah", ""),
        ("Diterima dan dicatat; perlindungan mulai berlaku (Pasal 13 ayat (1))", "Pelapor", ""),
    ]
    assert sorted(told[1:-3]) == [
        ("Akses Bambang Sutoyo diakhiri oleh Tuti Marliah", "", ""),
        ("Akses Tuti Marliah berakhir", "", ""),
    ]


def test_people_types_and_routes_are_named(office: Office):
    complaint = received().complaint
    keys = keyring(office.inspector, at=AT)
    share(complaint, [office.auditor], keys=keys, by=office.inspector, reason="team", at=AT)
    confirm_type(complaint, ViolationType.objects.get(code="pungli"), by=office.inspector, at=AT)
    shut_out(complaint, [office.auditor], keys=None, by=None, reason="appointment_ended", at=AT)
    reroute(complaint, Routing.ECHELON_II, reason="Terlapor kepala dinas.", keys=keys, by=office.inspector, at=AT)

    assert [line for line in lines(complaint) if "diberikan" not in line[0]][:3] == [
        (
            "Tujuan pengaduan diubah",
            "Hasan Basri Contoh",
            "dari “Unit kerja lain, atau belum diketahui” menjadi “Pejabat eselon II di luar Inspektorat”",
        ),
        ("Akses Rina Anjani diakhiri oleh Sistem", "", ""),
        ("Jenis pelanggaran ditetapkan", "Hasan Basri Contoh", "Pungutan liar"),
    ]
    assert ("Akses Rina Anjani diberikan oleh Hasan Basri Contoh", "", "") in lines(complaint)


def test_acts_without_words_do_not_show_and_the_rest_is_counted(office: Office):
    complaint = received().complaint
    for hour in range(30):
        record("complaint.rekeyed", complaint, by=None, at=AT + timedelta(hours=hour), detail={"compartments": 1})
        record("message.posted", complaint, by=office.inspector, at=AT + timedelta(hours=hour), detail={"direction": "to_reporter"})

    entries, more = timeline_of(complaint)

    assert ({(entry.title, entry.text) for entry in entries}, len(entries), more) == ({("Pesan", "kepada pelapor")}, 25, True)


@pytest.mark.parametrize("count", [5, 25])
def test_a_timeline_costs_the_same_however_long_it_is(office: Office, django_assert_num_queries, count: int):
    complaint = received().complaint
    for hour in range(count):
        record("attachment.opened", complaint, by=office.inspector, at=AT + timedelta(hours=hour))

    with django_assert_num_queries(2):
        timeline_of(complaint)

"""The inbox: what stands in it, for whom, in which order, at what price."""

from datetime import UTC, date, datetime, timedelta

import pytest

from complaints.enums import ComplaintState, Routing
from complaints.models import AccusedPerson, Complaint, Deadline
from complaints.queries import COUNT_CAP, COUNTER_CAP
from complaints.services.conversation import post_message
from complaints.services.register import AccusedInput
from complaints.services.sweep import sweep_deadlines
from foundation.accounts.enums import Role
from tests.complaints.views.desk import NOW, Desk
from tests.complaints.views.reading import links_of, rows_of, text_of
from tests.factories.accounts import person
from tests.factories.complaints import STORY, received

LIGHTEST = 60 * 1024


def numbers(response) -> list[str]:
    """The register numbers of the rows, with their badges."""
    return [next(cell for cell in row if cell.startswith("700/")) for row in rows_of(response)]


def counts(response) -> list[str]:
    return [str(counter.value) for counter in response.context["counters"]]


def test_a_row_says_what_to_do_first(desk: Desk):
    received(violation_type=None, doubtful=True)

    response = desk.get(desk.office.channel, "complaints:inbox")

    assert rows_of(response) == [
        [
            "Pilih 700/0001/2026",
            "700/0001/2026 Meragukan",
            "16 Nov 2026 Formulir web",
            "Belum digolongkan",
            "Kecamatan Tanjung Arum",
            "Diterima",
            "Sisa 2 hari kerja 19 Nov 2026, Pasal 6 ayat (5)",
            Complaint.objects.get().handling_officer.full_name,
        ],
    ]
    assert STORY not in text_of(response)


def test_the_nearest_deadline_comes_first(desk: Desk):
    for back in (1, 5, 3):
        received(received_at=NOW - timedelta(days=back), at=NOW)

    response = desk.get(desk.office.channel, "complaints:inbox")

    assert (numbers(response), response.context["caption"]) == (
        ["700/0002/2026", "700/0003/2026", "700/0001/2026"],
        "3 perkara, baris 1–3, diurutkan menurut batas terdekat",
    )


def test_counters_filter(desk: Desk):
    received(received_at=datetime(2026, 11, 12, 2, 0, tzinfo=UTC), at=NOW)
    received(received_at=datetime(2026, 11, 5, 2, 0, tzinfo=UTC), at=NOW)
    desk.forwarded()

    response = desk.get(desk.office.inspector, "complaints:inbox")

    assert counts(response) == ["2", "1", "1", "2"]
    assert numbers(desk.get(desk.office.inspector, "complaints:inbox", antrean="hari-ini")) == ["700/0001/2026"]
    assert numbers(desk.get(desk.office.inspector, "complaints:inbox", antrean="lewat")) == ["700/0002/2026"]
    assert numbers(desk.get(desk.office.inspector, "complaints:inbox", antrean="lengkapi")) == ["700/0002/2026", "700/0001/2026"]
    assert numbers(desk.get(desk.office.inspector, "complaints:inbox", antrean="belum", urut="nomor")) == ["700/0001/2026", "700/0002/2026"]


def test_filters_narrow_and_each_chip_takes_one_away(desk: Desk):
    received()
    desk.forwarded()

    response = desk.get(desk.office.inspector, "complaints:inbox", jenis="pungli", tahap="forwarded", saluran="web")

    assert numbers(response) == ["700/0002/2026"]
    assert response.context["chips"] == [
        ("Diteruskan", "/petugas/?jenis=pungli&saluran=web"),
        ("Pungutan liar", "/petugas/?tahap=forwarded&saluran=web"),
        ("Formulir web", "/petugas/?tahap=forwarded&jenis=pungli"),
    ]


def test_nothing_found_offers_to_take_the_filter_away(desk: Desk):
    received()

    one = desk.get(desk.office.inspector, "complaints:inbox", jenis="pungli")
    two = desk.get(desk.office.inspector, "complaints:inbox", jenis="pungli", saluran="surel")

    assert "Tidak ada yang cocok. Hapus saringan “Pungutan liar”" in text_of(one)
    assert "Tidak ada yang cocok. Hapus semua saringan" in text_of(two)


def test_an_empty_inbox_says_so_and_when(desk: Desk):
    response = desk.get(desk.office.inspector, "complaints:inbox")

    assert "Tidak ada pengaduan yang menunggu. Terakhir diperbarui pukul 10.00 WIB." in text_of(response)


def test_closed_cases_are_shown_on_request_only(desk: Desk):
    closed = received().complaint
    Complaint.objects.filter(pk=closed.pk).update(state=ComplaintState.CLOSED)
    user = desk.office.inspector

    assert [
        len(rows_of(desk.get(user, "complaints:inbox", **query))) for query in ({}, {"tahap": "semua"}, {"tahap": "closed"}, {"q": "1"})
    ] == [0, 1, 1, 1]


def test_a_walled_case_is_in_no_list_no_count_and_no_search(desk: Desk):
    auditor = desk.office.auditor
    named = received(accused=(AccusedInput(name=auditor.full_name, unit="Inspektorat Daerah"),), routing=Routing.INSPECTORATE).complaint
    seen = desk.forwarded().complaint
    desk.shared(seen, auditor)

    pages = [desk.get(auditor, "complaints:inbox", **query) for query in ({}, {"q": "1"}, {"tahap": "semua"}, {"antrean": "lengkapi"})]

    assert [named.register_number in page.content.decode() for page in pages] == [False] * 4
    assert counts(pages[0]) == ["0", "0", "0", "0"]
    assert numbers(pages[0]) == [seen.register_number]
    assert pages[0].context["caption"] == "1 perkara, baris 1–1, diurutkan menurut batas terdekat"


def test_a_stranger_sees_no_case(desk: Desk):
    received()

    response = desk.get(desk.office.second_auditor, "complaints:inbox")

    assert (rows_of(response), counts(response)) == ([], ["0", "0", "0", "0"])


def test_an_officer_finds_what_was_handed_on_by_number_and_in_its_own_list(desk: Desk):
    registered = desk.forwarded(received(by=desk.office.channel, channel="telepon"))
    user, number = desk.office.channel, registered.complaint.register_number

    assert rows_of(desk.get(user, "complaints:inbox")) == []
    for page in (desk.get(user, "complaints:inbox", antrean="diteruskan"), desk.get(user, "complaints:inbox", q="1")):
        assert links_of(page)[number] == f"/petugas/tanda-terima/{registered.complaint.pk}/"
        assert rows_of(page)[0][3] == "Sudah diteruskan"
        assert "Kecamatan Tanjung Arum" not in page.content.decode()


def test_a_case_whose_reporter_waits_for_a_reply_is_marked(desk: Desk):
    complaint = desk.forwarded().complaint
    case, keys = desk.opened(complaint, desk.office.inspector)
    post_message(case, "Apakah ada perkembangan?", once=complaint.pk, keys=keys, by=None, at=desk.now)

    marked = numbers(desk.get(desk.office.inspector, "complaints:inbox"))
    post_message(case, "Ada.", once=case.content_id, keys=keys, by=desk.office.inspector, at=desk.now + timedelta(minutes=1))
    answered = numbers(desk.get(desk.office.inspector, "complaints:inbox"))

    assert (marked, answered) == (["700/0001/2026 Pesan pelapor"], ["700/0001/2026"])


def test_only_what_was_looked_at_can_be_ticked(desk: Desk):
    received(routing=Routing.UNROUTED)

    response = desk.get(desk.office.channel, "complaints:inbox")

    assert (numbers(response), "Teruskan kepada Inspektur" in text_of(response)) == (["700/0001/2026 Belum dipilah"], False)


def test_a_sweep_that_did_not_run_is_told(desk: Desk):
    received()
    warning = "Pengingat batas waktu belum berjalan hari ini."
    desk.at(datetime(2026, 11, 19, 3, 0, tzinfo=UTC))

    behind = warning in text_of(desk.get(desk.office.inspector, "complaints:inbox"))
    sweep_deadlines(at=desk.now)
    swept = warning in text_of(desk.get(desk.office.inspector, "complaints:inbox"))

    assert (behind, swept) == (True, False)


def test_opening_a_row_leads_on_to_the_next_one(desk: Desk):
    cases = [received(received_at=NOW - timedelta(days=back), at=NOW).complaint for back in (5, 4, 1)]
    user = desk.office.inspector
    links = links_of(desk.get(user, "complaints:inbox", urut="-nomor"))

    middle = desk.browser(user).get(links[cases[1].register_number])
    found = links_of(middle)

    assert (found["Perkara sebelumnya"], found["Perkara berikutnya"], found["Uraian"]) == (
        f"/petugas/perkara/{cases[2].pk}/?urut=-nomor",
        f"/petugas/perkara/{cases[0].pk}/?urut=-nomor",
        f"/petugas/perkara/{cases[1].pk}/uraian/?urut=-nomor",
    )
    assert links_of(middle)["Pengaduan masuk"] in {"/petugas/", "/petugas/?urut=-nomor"}


def test_a_case_opened_by_its_address_has_no_neighbours(desk: Desk):
    cases = [received().complaint for _ in range(2)]

    found = links_of(desk.get(desk.office.inspector, "complaints:case", cases[0].pk))

    assert {"Perkara sebelumnya", "Perkara berikutnya"} & set(found) == set()


def multiplied(count: int) -> None:
    """One sealed complaint, copied until there are `count`; the copies hold the same compartments, so they open too."""
    first = received().complaint
    clocks, accused = list(Deadline.objects.filter(complaint=first)), list(AccusedPerson.objects.filter(complaint=first))
    for sequence in range(2, count + 1):
        copy = Complaint.objects.get(pk=first.pk)
        copy.pk = copy.id = None
        copy.id = type(first.pk)(int=first.pk.int ^ sequence)
        copy.register_sequence, copy.register_number = sequence, f"700/{sequence:04d}/2026"
        copy.save(force_insert=True)
        Deadline.objects.bulk_create(
            Deadline(complaint=copy, kind=clock.kind, due_on=clock.due_on, strict_on=clock.strict_on) for clock in clocks
        )
        for row in accused:
            AccusedPerson.objects.bulk_create(
                [AccusedPerson(complaint=copy, content=first.content, position=row.position, details=row.details)]
            )


@pytest.mark.parametrize("count", [25, 100])
def test_the_price_of_an_inbox_does_not_grow_with_its_rows(desk: Desk, django_assert_max_num_queries, count: int):
    multiplied(count)
    desk.browser(desk.office.channel)

    with django_assert_max_num_queries(15):
        response = desk.get(desk.office.channel, "complaints:inbox")

    assert (len(rows_of(response)), len(response.content) <= LIGHTEST) == (25, True)


def test_more_than_the_cap_is_not_counted(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("complaints.queries.COUNT_CAP", 3)
    monkeypatch.setattr("complaints.queries.COUNTER_CAP", 2)
    for _ in range(5):
        received()

    response = desk.get(desk.office.channel, "complaints:inbox", halaman="9")

    assert (counts(response)[0], response.context["caption"], len(rows_of(response))) == (
        "2+",
        "Lebih dari 3 perkara, baris 1–3, diurutkan menurut batas terdekat",
        3,
    )
    assert (COUNT_CAP, COUNTER_CAP) == (500, 99)


def test_somebody_with_two_roles_sees_one_inbox(desk: Desk):
    both = person(Role.CHANNEL_OFFICER, Role.AUDITOR, username="dua-peran", full_name="Dua Peran", unit=desk.office.channel.unit)
    received()

    assert len(rows_of(desk.get(both, "complaints:inbox"))) == 1
    assert Complaint.objects.get().received_on == date(2026, 11, 16)

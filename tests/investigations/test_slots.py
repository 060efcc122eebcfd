"""The main button of a case follows its state and the person; the others stand beside it."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from complaints.enums import Routing
from complaints.services.routing import reroute
from foundation.ui import slots
from investigations.enums import Action, Conclusion
from investigations.rules.follow_up import Order
from investigations.rules.suspension import Proposal
from investigations.services.disposition import dispose
from investigations.services.rulings import Decision, decide_case
from investigations.services.suspension import suspend
from investigations.slots.entries import WORDS
from tests.factories.accounts import keyring, signed_in
from tests.factories.complaints import received
from tests.factories.investigations import SIGNED_AT, before_signing, forwarded, ordered, saved, signed, under_review
from tests.investigations.pages import actions, main_button, tasks

OURS = {
    "Beri perintah tambahan",
    "Catat hasil audit",
    "Catat pelimpahan",
    "Catat putusan",
    "Isi lembar penelaahan",
    "Lanjutkan tindak lanjut",
    "Nyatakan bukan kewenangan",
    "Perintahkan telaah atau audit lagi",
    "Terlapor eselon II atau pegawai Inspektorat",
    "Tim dan penugasan",
    "Tunda atau hentikan",
}


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    """The clock stands still."""
    monkeypatch.setattr(timezone, "now", lambda: SIGNED_AT)


def page(user, complaint):
    return signed_in(user, at=SIGNED_AT).get(f"/petugas/perkara/{complaint.pk}/")


def shown(user, complaint):
    """The main button, and those of this room beside it."""
    response = page(user, complaint)
    return main_button(response), sorted(set(actions(response)) & OURS)


def test_before_the_disposition(office, before_inspector):
    assert shown(office.inspector, before_inspector) == (
        "Tetapkan disposisi",
        ["Terlapor eselon II atau pegawai Inspektorat"],
    )


def test_waiting_for_the_mayor(office):
    complaint = ordered(forwarded(office, routing=Routing.ECHELON_II), by=office.inspector, to=None)

    assert shown(office.inspector, complaint) == ("Catat penugasan Walikota", ["Tunda atau hentikan"])


def test_reviewer_writes_the_sheet(office, reviewed):
    assert shown(office.auditor, reviewed) == ("Isi lembar penelaahan", ["Terlapor eselon II atau pegawai Inspektorat"])


def test_inspector_while_it_is_reviewed(office, reviewed):
    assert shown(office.inspector, reviewed)[1] == [
        "Beri perintah tambahan",
        "Terlapor eselon II atau pegawai Inspektorat",
        "Tim dan penugasan",
        "Tunda atau hentikan",
    ]


@pytest.mark.parametrize(
    ("conclusion", "button"),
    [
        (Conclusion.AUDIT_WORTHY, "Buat surat tugas"),
        (Conclusion.NOT_PROVEN, "Catat putusan"),
        (Conclusion.REFER, "Catat pelimpahan"),
        (Conclusion.LAW_ENFORCEMENT, "Catat pelimpahan"),
        (Conclusion.OUT_OF_SCOPE, "Nyatakan bukan kewenangan"),
        (Conclusion.NOT_A_COMPLAINT, "Nyatakan bukan kewenangan"),
        (Conclusion.STOP, "Tunda atau hentikan"),
    ],
)
def test_main_button_follows_the_conclusion(office, reviewed, conclusion, button):
    signed(reviewed, by=office.auditor, conclusion=conclusion.value)

    assert main_button(page(office.inspector, reviewed)) == button


def test_postponement_follows_from_evidence_not_yet_enough(office, reviewed):
    signed(reviewed, by=office.auditor, conclusion=Conclusion.POSTPONE.value, evidence="not_yet")

    assert main_button(page(office.inspector, reviewed)) == "Tunda atau hentikan"


def test_second_sheet_after_a_clarification(office, reviewed):
    signed(reviewed, by=office.auditor, conclusion=Conclusion.CLARIFY.value)

    assert main_button(page(office.auditor, reviewed)) == "Isi lembar penelaahan"


def test_audit_of_the_mayors_case_waits_for_his_instrument(office):
    complaint = before_signing(office, routing=Routing.ECHELON_II)
    signed(complaint, by=office.auditor, conclusion=Conclusion.AUDIT_WORTHY.value)

    assert main_button(page(office.inspector, complaint)) == "Catat penugasan Walikota"


def test_direct_audit_asks_for_its_letter(office, before_inspector):
    keys = keyring(office.inspector, at=SIGNED_AT)
    order = Order(Action.AUDIT, direct_audit_reason="Bukti transfer sudah lengkap.")
    dispose(before_inspector, order, assignee=None, keys=keys, by=office.inspector, at=SIGNED_AT)

    assert main_button(page(office.inspector, before_inspector)) == "Buat surat tugas"


def test_second_person_is_asked_and_the_first_is_not(office, reviewed):
    proposal = Proposal("stop", "other", "Pokok perkara sedang diperiksa pengadilan.")
    suspend(reviewed, proposal, keys=keyring(office.inspector, at=SIGNED_AT), by=office.inspector, at=SIGNED_AT)

    first, second = main_button(page(office.inspector, reviewed)), main_button(page(office.deputy, reviewed))

    assert ((first == "Periksa usulan penghentian"), second) == (False, "Periksa usulan penghentian")


def test_case_about_the_mayor_is_referred(office):
    complaint = received(routing=Routing.MAYOR).complaint

    assert shown(office.referral, complaint) == ("Catat pelimpahan", [])


@pytest.mark.parametrize("state", ["forwarded", "under_review", "waiting"])
def test_case_that_turns_out_to_be_about_the_mayor_is_referred_from_any_stage(office, state):
    complaint = {
        "forwarded": lambda: forwarded(office),
        "under_review": lambda: under_review(office),
        "waiting": lambda: ordered(forwarded(office, routing=Routing.ECHELON_II), by=office.inspector, to=None),
    }[state]()
    keys = keyring(office.inspector, at=SIGNED_AT)
    reroute(complaint, Routing.MAYOR, reason="Terlapor Walikota.", keys=keys, by=office.inspector, at=SIGNED_AT)

    response = page(office.referral, complaint)

    forbidden = {"Tetapkan disposisi", "Beri perintah tambahan", "Tim dan penugasan", "Terlapor eselon II atau pegawai Inspektorat"}
    assert (main_button(response), forbidden & set(actions(response))) == ("Catat pelimpahan", set())
    addresses = ("disposisi", "tim", "surat-tugas", "penugasan-walikota", "kewenangan-walikota")
    browser = signed_in(office.referral, at=SIGNED_AT)
    answers = {name: browser.get(f"/petugas/perkara/{complaint.pk}/{name}/").status_code for name in addresses}
    assert answers == dict.fromkeys(addresses, 404)


def test_a_mark_taken_back_offers_the_disposition_again(office):
    complaint = ordered(forwarded(office, routing=Routing.ECHELON_II), by=office.inspector, to=None)
    keys = keyring(office.inspector, at=SIGNED_AT)
    reroute(complaint, Routing.NONE, reason="Salah centang.", keys=keys, by=office.inspector, at=SIGNED_AT)

    response = page(office.inspector, complaint)

    assert main_button(response) == "Tetapkan disposisi"
    assert ("Disposisi", "Belum mulai") in [(task.label, task.words) for group in response.context["tasks"] for task in group.tasks]


def test_result_not_accepted_another_review_can_be_ordered(office):
    complaint = under_review(office)
    signed(complaint, by=office.auditor)

    assert "Perintahkan telaah atau audit lagi" in actions(page(office.inspector, complaint))


def test_decided_but_not_answered_cannot_be_closed(office):
    complaint = under_review(office, accused=())
    signed(complaint, by=office.auditor)
    keys = keyring(office.inspector, at=SIGNED_AT)
    decide_case(complaint, Decision({}, "Tidak ada petunjuk."), keys=keys, by=office.inspector, at=SIGNED_AT)

    response = page(office.inspector, complaint)

    assert "Tutup perkara" not in [main_button(response), *actions(response)]


def test_postponed_case_offers_to_go_on(office, reviewed):
    proposal = Proposal("postpone", "not_yet_enough", "Saksi di luar kota.", datetime(2027, 1, 25, tzinfo=UTC).date())
    suspend(reviewed, proposal, keys=keyring(office.inspector, at=SIGNED_AT), by=office.inspector, at=SIGNED_AT)

    assert shown(office.inspector, reviewed)[1] == ["Lanjutkan tindak lanjut", "Terlapor eselon II atau pegawai Inspektorat"]


def own_tasks(response):
    """The lines of this room, without those of the case file."""
    others = {"Catat dan beri tanda terima", "Teruskan kepada Inspektur", "Catat sudah diterima Inspektur", "Percakapan", "Jawaban"}
    return [line for line in tasks(response) if line[0] not in others]


def test_tasks_before_the_disposition(office, before_inspector):
    assert own_tasks(page(office.inspector, before_inspector)) == [
        ("Disposisi", "Belum mulai"),
        ("Lembar penelaahan", "Setelah disposisi"),
        ("Putusan", "Setelah tindak lanjut selesai"),
        ("Tutup perkara", "Setelah putusan"),
    ]


def test_tasks_of_the_reviewer(office, reviewed):
    saved(reviewed, by=office.auditor)

    assert own_tasks(page(office.auditor, reviewed)) == [
        ("Disposisi", "Selesai"),
        ("Lembar penelaahan", "Sudah dibuka, belum lengkap"),
        ("Putusan", "Setelah tindak lanjut selesai"),
        ("Tutup perkara", "Setelah putusan"),
    ]


def test_tasks_while_the_mayor_is_awaited(office):
    complaint = ordered(forwarded(office, routing=Routing.ECHELON_II), by=office.inspector, to=None)

    assert own_tasks(page(office.inspector, complaint))[:3] == [
        ("Disposisi", "Selesai"),
        ("Penugasan Walikota", "Menunggu surat Walikota"),
        ("Lembar penelaahan", "Setelah disposisi"),
    ]


def test_tab_stands_on_every_case(office, before_inspector):
    response = page(office.inspector, before_inspector)

    assert f'href="/petugas/perkara/{before_inspector.pk}/penelaahan/"' in response.content.decode()


def test_case_page_stays_within_its_queries(office, reviewed, django_assert_max_num_queries):
    signed(reviewed, by=office.auditor, conclusion=Conclusion.AUDIT_WORTHY.value)
    client = signed_in(office.inspector, at=SIGNED_AT)
    client.get(f"/petugas/perkara/{reviewed.pk}/")

    with django_assert_max_num_queries(25):
        client.get(f"/petugas/perkara/{reviewed.pk}/")


def test_every_act_of_this_room_reads_on_the_timeline(office, reviewed):
    signed(reviewed, by=office.auditor)

    text = signed_in(office.inspector, at=SIGNED_AT).get(f"/petugas/perkara/{reviewed.pk}/linimasa/").content.decode()

    names = {"user": "Rina Anjani", "actor": "Hasan Basri Contoh"}
    wanted = {"disposition.given", "team.joined", "review.signed"}
    found = [words.title.format(**names) for action, words in WORDS.items() if action in wanted]
    assert [title in text for title in found] == [True, True, True]
    assert 'class="access"' not in text


def test_keys_of_the_entries_are_this_rooms_own():
    entries = slots.case_action.entries()

    assert len({entry.key for entry in entries}) == len(entries)

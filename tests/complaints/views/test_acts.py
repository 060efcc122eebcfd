"""What the officer and the Inspektur do with a case first."""

import uuid

from complaints.enums import ComplaintState, Routing
from complaints.models import Complaint, Message, Wall
from complaints.rules.moves import Move
from complaints.services import forwarding, summary
from complaints.services.transitions import MoveNotAllowed
from foundation.vault.models import Exclusion
from tests.complaints.views.desk import Desk
from tests.complaints.views.reading import form_of, rows_of, text_of
from tests.factories.complaints import STORY, received


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def now(complaint: Complaint) -> Complaint:
    return Complaint.objects.select_related("content", "thread", "violation_type").get(pk=complaint.pk)


def test_forwarding_takes_the_case_out_of_the_officers_hands(desk: Desk):
    complaint = received().complaint
    url = f"/petugas/perkara/{complaint.pk}/teruskan/"

    response = desk.browser(desk.office.channel).post(url, {"jenis": "pungli"}, follow=True)

    assert messages_of(response) == ["700/0001/2026 diteruskan kepada Inspektur."]
    assert (now(complaint).state, now(complaint).violation_type.code) == ("forwarded", "pungli")
    assert rows_of(response) == []
    assert desk.browser(desk.office.channel).get(url).status_code == 404


def test_forwarding_an_unknown_kind_says_what_to_do_and_forwards_nothing(desk: Desk):
    complaint = received().complaint

    response = desk.post(desk.office.channel, "complaints:case_forward", complaint.pk, jenis="tidak-ada")

    assert (response.status_code, now(complaint).state) == (422, "received")
    assert "Ada yang perlu diperbaiki Pilih salah satu pilihan yang tersedia" in text_of(response)


def test_what_somebody_forwarded_a_moment_ago_is_told(desk: Desk, monkeypatch):
    complaint = received().complaint

    def too_late(case, **_options):
        raise MoveNotAllowed(case, Move.FORWARD)

    monkeypatch.setattr(forwarding, "forward_with_letter", too_late)
    response = desk.post(desk.office.channel, "complaints:case_forward", complaint.pk, jenis="pungli")

    assert "Pengaduan ini sudah diteruskan orang lain." in text_of(response)


def test_an_unsorted_complaint_warns_before_it_is_forwarded(desk: Desk):
    complaint = received(routing=Routing.UNROUTED).complaint

    page = text_of(desk.get(desk.office.channel, "complaints:case_forward", complaint.pk))

    assert "Pengaduan ini belum dipilah." in page
    listed = (
        "pegawai Inspektorat;",
        "Inspektur, atau seseorang di Inspektorat yang tidak disebut;",
        "Walikota, Wakil Walikota, atau anggota DPRD.",
    )
    assert [words in page for words in listed] == [True] * 3


def test_an_unsorted_complaint_is_not_forwarded_before_its_row_is_chosen(desk: Desk):
    complaint = received(routing=Routing.UNROUTED).complaint

    response = desk.post(desk.office.channel, "complaints:case_forward", complaint.pk, jenis="pungli")
    tricked = desk.post(desk.office.channel, "complaints:case_forward", complaint.pk, jenis="pungli", kedudukan="mayor")

    assert (response.status_code, tricked.status_code, now(complaint).state, now(complaint).routing) == (422, 422, "received", "unrouted")
    assert "Pilih kedudukan terlapor. Bila tidak termasuk keduanya, pakai “Ubah tujuan”" in text_of(response)


def test_the_officer_forwards_an_unsorted_complaint_to_its_row(desk: Desk):
    complaint = received(routing=Routing.UNROUTED).complaint

    desk.post(desk.office.channel, "complaints:case_forward", complaint.pk, jenis="pungli", kedudukan="echelon_ii")

    after = now(complaint)
    assert (after.state, after.routing, after.mayor_assignment, after.mayor_assignment_rank) == ("forwarded", "echelon_ii", True, "II")


def test_the_inspektur_cannot_forward_to_himself(desk: Desk):
    complaint = received().complaint

    assert desk.get(desk.office.inspector, "complaints:case_forward", complaint.pk).status_code == 404
    assert desk.post(desk.office.inspector, "complaints:case_forward", complaint.pk, jenis="pungli").status_code == 404


def test_the_arrival_is_noted_once_by_who_decides(desk: Desk):
    complaint = desk.forwarded().complaint
    desk.shared(complaint, desk.office.auditor)
    asked = "Catat penerimaannya sebagai bukti"

    offered = [asked in text_of(desk.get(user, "complaints:case", complaint.pk)) for user in (desk.office.inspector, desk.office.auditor)]
    refused = desk.post(desk.office.auditor, "complaints:case_acknowledge", complaint.pk)
    done = desk.post(desk.office.inspector, "complaints:case_acknowledge", complaint.pk)

    assert (offered, refused.status_code, done.status_code, done["Location"]) == (
        [True, False],
        404,
        302,
        f"/petugas/perkara/{complaint.pk}/",
    )
    assert now(complaint).acknowledged_at == desk.now
    assert asked not in text_of(desk.get(desk.office.inspector, "complaints:case", complaint.pk))


def test_a_wrong_tick_is_handed_to_its_rightful_readers(desk: Desk):
    complaint = received().complaint
    url = f"/petugas/perkara/{complaint.pk}/tujuan/"

    response = desk.browser(desk.office.channel).post(
        url, {"tujuan": Routing.INSPECTOR, "alasan": "Terlapor ternyata Inspektur."}, follow=True
    )

    assert messages_of(response) == ["Tujuan 700/0001/2026 diubah. Hitungan waktu tetap berjalan sejak diterima."]
    assert [desk.get(user, "complaints:case", complaint.pk).status_code for user in (desk.office.channel, desk.office.inspector)] == [
        404,
        404,
    ]
    assert desk.get(desk.office.delegate, "complaints:case", complaint.pk).status_code == 200


def test_a_wrong_tick_needs_a_reason_and_another_route(desk: Desk):
    complaint = received().complaint

    silent = desk.post(desk.office.channel, "complaints:case_reroute", complaint.pk, tujuan=Routing.INSPECTOR, alasan=" ")
    same = desk.post(desk.office.channel, "complaints:case_reroute", complaint.pk, tujuan=Routing.NONE, alasan="Salah centang.")

    assert (silent.status_code, same.status_code, now(complaint).routing) == (422, 422, "none")
    assert "Isi alasan perubahan, misalnya: terlapor ternyata pegawai Inspektorat" in text_of(silent)
    assert "Pilih tujuan yang lain dari sekarang, atau kembali bila tujuannya sudah benar." in text_of(same)
    assert form_of(same, "alasan")["alasan"].strip() == "Salah centang."


def test_a_route_without_anybody_says_whom_to_ask(desk: Desk):
    complaint = received().complaint
    for user in (desk.office.referral, desk.office.second_referral):
        user.appointments.update(ended_on=desk.now.date())

    response = desk.post(desk.office.channel, "complaints:case_reroute", complaint.pk, tujuan=Routing.MAYOR, alasan="Terlapor Walikota.")

    assert (response.status_code, now(complaint).routing) == (422, "none")
    assert "Belum ada pejabat dengan kunci untuk tujuan ini." in text_of(response)


def test_stepping_back_closes_the_case_at_once(desk: Desk):
    complaint = desk.forwarded().complaint
    desk.shared(complaint, desk.office.auditor)
    url = f"/petugas/perkara/{complaint.pk}/benturan/"

    response = desk.browser(desk.office.auditor).post(url, {"alasan": "Terlapor ipar saya."}, follow=True)

    assert messages_of(response) == ["Benturan kepentingan dicatat. Anda tidak lagi memegang perkara itu."]
    assert (rows_of(response), desk.browser(desk.office.auditor).get(url).status_code) == ([], 404)
    assert Exclusion.objects.filter(group=complaint.pk, holder=desk.office.auditor.holder).count() == 1
    assert Wall.objects.get(complaint=complaint).user == desk.office.auditor


def test_who_is_the_last_there_is_learns_what_to_do_before_he_steps_back(desk: Desk):
    complaint = received(routing=Routing.MAYOR).complaint
    desk.office.second_referral.appointments.update(ended_on=desk.now.date())

    response = desk.post(desk.office.referral, "complaints:case_recuse", complaint.pk, alasan="Terlapor ipar saya.")

    assert (response.status_code, Wall.objects.count()) == (422, 0)
    assert "Minta administrator menunjuk petugas rujukan lebih dahulu." in text_of(response)
    assert form_of(response, "alasan")["alasan"].strip() == "Terlapor ipar saya."


def test_stepping_back_asks_why(desk: Desk):
    complaint = desk.forwarded().complaint

    response = desk.post(desk.office.inspector, "complaints:case_recuse", complaint.pk, alasan="")

    assert (response.status_code, Wall.objects.count()) == (422, 0)
    assert "Isi alasannya, misalnya: terlapor masih keluarga saya" in text_of(response)


def test_a_message_is_stored_once_however_often_it_is_sent(desk: Desk):
    complaint = desk.forwarded().complaint
    user = desk.office.inspector
    form = form_of(desk.get(user, "complaints:case_messages", complaint.pk), "pesan")

    for _ in range(2):
        desk.post(user, "complaints:case_messages", complaint.pk, **{**form, "pesan": "Apakah ada salinan?\n\n  Terima kasih."})

    page = desk.get(user, "complaints:case_messages", complaint.pk)
    assert Message.objects.count() == 1
    assert "Hasan Basri Contoh · Selasa, 17 November 2026, pukul 10.00 WIB Apakah ada salinan? Terima kasih." in text_of(page)


def test_an_empty_message_is_asked_for(desk: Desk):
    complaint = desk.forwarded().complaint

    response = desk.post(desk.office.inspector, "complaints:case_messages", complaint.pk, pesan=" \n ", once=uuid.UUID(int=1))

    assert (response.status_code, Message.objects.count()) == (422, 0)
    assert "Ada yang perlu diperbaiki Tulis pesan Anda terlebih dahulu" in text_of(response)


def test_the_running_summary_is_sealed_and_signed(desk: Desk):
    complaint = desk.forwarded().complaint
    url = f"/petugas/perkara/{complaint.pk}/ringkasan/"

    response = desk.browser(desk.office.inspector).post(url, {"ringkasan": "Loket 2 memungut uang.\nMenunggu daftar hadir."}, follow=True)

    assert "Loket 2 memungut uang. Menunggu daftar hadir. Hasan Basri Contoh, Selasa, 17 November 2026, pukul 10.00 WIB" in text_of(
        response
    )
    assert b"Loket 2" not in bytes(now(complaint).summary)


def test_two_who_sum_up_at_once_see_both_texts(desk: Desk):
    complaint = desk.forwarded().complaint
    mine = form_of(desk.get(desk.office.inspector, "complaints:case_summary_edit", complaint.pk), "ringkasan")
    desk.post(desk.office.deputy, "complaints:case_summary_edit", complaint.pk, ringkasan="Teks wakil.", dibaca="")

    conflict = desk.post(desk.office.inspector, "complaints:case_summary_edit", complaint.pk, **{**mine, "ringkasan": "Teks saya."})
    joined = form_of(conflict, "ringkasan")
    saved = desk.post(
        desk.office.inspector, "complaints:case_summary_edit", complaint.pk, **{**joined, "ringkasan": "Teks saya dan wakil."}
    )

    assert conflict.status_code == 422
    assert "Yulia Contoh baru saja mengubah ringkasan ini. Kedua teks ada di bawah; satukan, lalu simpan lagi." in text_of(conflict)
    assert ("Teks wakil." in text_of(conflict), joined["ringkasan"].strip()) == (True, "Teks saya.")
    assert saved.status_code == 302
    assert summary.summary_of(now(complaint), desk.keys(desk.office.inspector))["text"] == "Teks saya dan wakil."


def test_no_act_of_a_stranger_changes_or_tells_anything(desk: Desk):
    complaint = received().complaint
    sent = {
        "case_forward": {"jenis": "pungli"},
        "case_acknowledge": {},
        "case_reroute": {"tujuan": Routing.MAYOR, "alasan": "Ingin tahu."},
        "case_recuse": {"alasan": "Ingin tahu."},
        "case_messages": {"pesan": "Siapa Anda?", "once": uuid.UUID(int=3)},
        "case_summary_edit": {"ringkasan": "Ingin tahu."},
        "case_answer_draft": {"jenis": "final", "isi": "Ingin tahu.", "version": 0},
        "case_answer_preview": {"version": 1},
    }

    answers = {name: desk.post(desk.office.second_auditor, f"complaints:{name}", complaint.pk, **data) for name, data in sent.items()}

    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(sent, 404)
    assert [name for name, answer in answers.items() if STORY in answer.content.decode()] == []
    after = now(complaint)
    assert (after.state, after.routing, after.summary, after.messages.count(), after.answers.count(), after.walls.count()) == (
        ComplaintState.RECEIVED,
        Routing.NONE,
        None,
        0,
        0,
        0,
    )

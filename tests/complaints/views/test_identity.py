"""The tab Identitas and the custodians' pages: what they show, to whom, for how long, and what they never show."""

from datetime import timedelta
from typing import Any

import pytest

from complaints.enums import Routing
from complaints.models import Complaint, IdentityRequest
from complaints.services.access import share
from complaints.services.walls import build_wall
from foundation.audit.queries import history_of
from tests.complaints.views.desk import NOW, Desk
from tests.complaints.views.reading import form_of, text_of
from tests.factories.complaints import STORY, received
from tests.investigations.pages import faults

MARKER = "PENANDA-IDENTITAS-7q2w"
REPORTER = {
    "name": MARKER,
    "phone": f"0812-{MARKER}",
    "address": "Jalan \u202eKenanga 9",
    "way": "phone",
    "consents": ["lpsk_polri", "unit_kerja"],
    "gelar": "S.H.",
}
REASON = "Saksi kunci hanya dikenal pelapor."


def named(desk: Desk, **changes: Any) -> Complaint:
    return desk.forwarded(reporter_named=True, reporter=REPORTER, **changes).complaint


def asked(desk: Desk, complaint: Complaint) -> IdentityRequest:
    """The Inspektur asks by his own page."""
    response = desk.post(desk.office.inspector, "complaints:case_identity_ask", complaint.pk, alasan=REASON)
    assert (response.status_code, response["Location"]) == (302, f"/petugas/perkara/{complaint.pk}/identitas/")
    return IdentityRequest.objects.get(asked_by=desk.office.inspector)


def approved(desk: Desk, complaint: Complaint, days: int = 1) -> IdentityRequest:
    request = asked(desk, complaint)
    response = desk.post(desk.office.custodian_inside, "complaints:identity_approve", request.pk, lama=str(days))
    assert response["Location"] == "/petugas/identitas/"
    request.refresh_from_db()
    return request


def opened(desk: Desk, complaint: Complaint) -> None:
    response = desk.post(desk.office.inspector, "complaints:case_identity_open", complaint.pk)
    assert (response.status_code, response["Location"]) == (302, f"/petugas/perkara/{complaint.pk}/identitas/")


def tab(desk: Desk, complaint: Complaint) -> Any:
    return desk.get(desk.office.inspector, "complaints:case_identity", complaint.pk)


def test_the_tab_tells_what_can_be_done(desk: Desk):
    complaint = named(desk)
    locked = text_of(tab(desk, complaint))
    request = asked(desk, complaint)
    waits = text_of(tab(desk, complaint))
    desk.post(desk.office.custodian_inside, "complaints:identity_refuse", request.pk, alasan="Tanyakan lewat <b>Pesan</b>.")
    refused = text_of(tab(desk, complaint))

    assert ("Minta dibuka dengan alasan" in locked, "Terkunci. Pelapor menyebut namanya." in locked) == (True, True)
    assert ("Permintaan Anda menunggu kustodian." in waits, "Minta dibuka" in waits, REASON in waits) == (True, False, False)
    assert f"Permintaan Anda ditolak. {desk.office.custodian_inside.full_name}" in refused
    assert ("Tanyakan lewat <b>Pesan</b>." in refused, "Minta dibuka dengan alasan" in refused) == (True, True)


def test_an_anonymous_reporter_leaves_nothing_to_ask_for(desk: Desk):
    complaint = desk.forwarded().complaint

    page = text_of(tab(desk, complaint))
    sent = desk.post(desk.office.inspector, "complaints:case_identity_ask", complaint.pk, alasan=REASON)

    assert ("Pelapor tidak meninggalkan identitas." in page, "Minta dibuka" in page) == (True, False)
    assert (sent.status_code, faults(sent)) == (
        422,
        ["Pelapor tidak meninggalkan identitas, jadi tidak ada yang dapat dibuka. Hubungi pelapor lewat Pesan."],
    )


def test_a_reason_is_asked_for_and_what_was_typed_is_kept(desk: Desk):
    complaint = named(desk)
    empty = desk.post(desk.office.inspector, "complaints:case_identity_ask", complaint.pk, alasan=" ")
    asked(desk, complaint)
    again = desk.post(desk.office.inspector, "complaints:case_identity_ask", complaint.pk, alasan="Sekali lagi.")

    assert faults(empty) == ["Isi alasannya, misalnya: saksi hanya dikenal pelapor dan perlu ditemui"]
    assert (again.status_code, form_of(again, "alasan")["alasan"].strip()) == (422, "Sekali lagi.")
    assert faults(again) == ["Permintaan Anda sudah menunggu kustodian. Tunggu keputusannya."]


def test_the_custodian_sees_number_asker_role_and_reason_and_nothing_of_the_case(desk: Desk):
    complaint = named(desk)
    request = asked(desk, complaint)

    for name, args in (("identity_requests", ()), ("identity_approve", (request.pk,)), ("identity_refuse", (request.pk,))):
        page = desk.get(desk.office.custodian_inside, f"complaints:{name}", *args)
        words = text_of(page)
        assert [part in words for part in ("700/0001/2026", "Hasan Basri Contoh", "Inspektur", REASON)] == [True] * 4
        assert [secret for secret in (STORY, "Hendro P.", MARKER, "Kenanga") if secret in page.content.decode()] == []
        assert page["Cache-Control"] == "no-store, private"


def test_only_days_that_are_offered_are_taken(desk: Desk):
    request = asked(desk, named(desk))

    response = desk.post(desk.office.custodian_inside, "complaints:identity_approve", request.pk, lama="30")

    assert (response.status_code, faults(response)) == (422, ["Pilih salah satu pilihan yang tersedia"])
    assert desk.get(desk.office.custodian_inside, "complaints:identity_approve", request.pk).context["form"]["lama"].value() == 1


def test_a_decided_request_says_so(desk: Desk):
    complaint = named(desk)
    request = approved(desk, complaint)

    again = desk.post(desk.office.custodian_inside, "complaints:identity_approve", request.pk, lama="7")
    page = text_of(desk.get(desk.office.custodian_inside, "complaints:identity_approve", request.pk))

    assert faults(again) == ["Permintaan ini sudah diputus. Muat ulang halaman untuk melihat keputusannya."]
    assert ("Permintaan ini sudah selesai: disetujui oleh" in page, "Setujui pembukaan" in page.split("?")[-1]) == (True, False)


def test_opening_shows_the_identity_fifteen_minutes_and_hides_it_by_itself(desk: Desk):
    complaint = named(desk)
    request = approved(desk, complaint)
    before = tab(desk, complaint)
    opened(desk, complaint)
    page = tab(desk, complaint)

    assert (MARKER in text_of(before), "Refresh" in before) == (False, False)
    assert (page["Refresh"], page["Cache-Control"]) == ("901", "no-store, private")
    rows = [(row.label, row.value) for row in page.context["rows"]]
    assert rows == [
        ("Nama", MARKER),
        ("Telepon", f"0812-{MARKER}"),
        ("Alamat", "Jalan ⟦U+202E⟧Kenanga 9"),
        ("Dihubungi lewat", "Telepon"),
        ("Nama boleh disebut kepada", "LPSK atau Polri, Unit kerja terkait"),
        ("gelar", "S.H."),
    ]
    desk.at(NOW + timedelta(minutes=14, seconds=59))
    assert (MARKER in text_of(tab(desk, complaint)), tab(desk, complaint)["Refresh"]) == (True, "2")
    desk.at(NOW + timedelta(minutes=15))
    assert (MARKER in text_of(tab(desk, complaint)), "Buka identitas selama 15 menit" in text_of(tab(desk, complaint))) == (False, True)
    desk.at(request.expires_at)
    ended = text_of(tab(desk, complaint))
    assert ("Persetujuan terakhir untuk Anda berakhir" in ended, "Minta dibuka dengan alasan" in ended) == (True, True)
    assert desk.post(desk.office.inspector, "complaints:case_identity_open", complaint.pk).status_code == 404


def test_an_opening_is_a_red_mark_on_the_timeline_of_the_whole_case(desk: Desk):
    complaint = named(desk)
    approved(desk, complaint)
    opened(desk, complaint)

    page = desk.get(desk.office.deputy, "complaints:case_timeline", complaint.pk)

    assert '<li class="access">' in page.content.decode()
    assert ("Identitas pelapor dibuka , Hasan Basri Contoh" in text_of(page), MARKER in text_of(page)) == (True, False)


def test_a_colleague_sees_nothing_of_what_was_opened_for_another(desk: Desk):
    complaint = named(desk)
    approved(desk, complaint)
    opened(desk, complaint)

    page = desk.get(desk.office.deputy, "complaints:case_identity", complaint.pk)

    assert (MARKER in page.content.decode(), "Minta dibuka dengan alasan" in text_of(page)) == (False, True)
    assert desk.post(desk.office.deputy, "complaints:case_identity_open", complaint.pk).status_code == 404


def test_the_name_is_in_neither_session_nor_answer_of_any_list(desk: Desk):
    """While it is open for one person, no list, counter, search, tab, receipt or other page of anybody shows it."""
    complaint = named(desk)
    desk.shared(complaint, desk.office.auditor)
    approved(desk, complaint)
    opened(desk, complaint)
    lists = ("/petugas/", "/petugas/?tahap=semua", "/petugas/?q=PENANDA", f"/petugas/?q={complaint.register_number}", "/petugas/identitas/")
    tabs = ("", "uraian/", "pihak/", "dokumen/", "pesan/", "jawaban/", "linimasa/", "identitas/", "tindak-lanjut/")
    pages = [*lists, *(f"/petugas/perkara/{complaint.pk}/{tab}" for tab in tabs), "/petugas/laporan/", "/petugas/perlindungan/"]

    shown = set()
    for user in desk.office.everybody():
        for page in pages:
            body = desk.browser(user).get(page).content.decode().replace("q=PENANDA", "").replace('value="PENANDA"', "")
            if MARKER in body or "0812-" in body:
                shown.add((user.username, page))

    assert shown == {("inspector", f"/petugas/perkara/{complaint.pk}/identitas/")}
    assert MARKER not in str(dict(desk.browser(desk.office.inspector).session))


@pytest.mark.parametrize("who", ["custodian_outside", "inspector", "deputy", "administrator"])
def test_the_wrong_circle_is_answered_404(desk: Desk, who: str):
    complaint = named(desk)
    request, user = asked(desk, complaint), getattr(desk.office, who)

    answers = [
        desk.get(user, "complaints:identity_approve", request.pk),
        desk.post(user, "complaints:identity_approve", request.pk, lama="1"),
        desk.post(user, "complaints:identity_refuse", request.pk, alasan="x"),
        desk.get(user, "complaints:identity_keeping", complaint.pk),
        desk.post(user, "complaints:identity_keeping_open", complaint.pk),
        desk.post(user, "complaints:identity_renew", complaint.pk, cara="document", catatan="x", yakin="on", kode="H7QX4MRT9WKD2PVC"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 6


def test_a_walled_custodian_finds_nothing(desk: Desk):
    case = received(reporter_named=True, reporter=REPORTER, routing=Routing.INSPECTOR).complaint
    walled = desk.office.custodian_outside
    desk.post(desk.office.delegate, "complaints:case_identity_ask", case.pk, alasan=REASON)
    assert REASON in text_of(desk.get(walled, "complaints:identity_requests"))

    keys = desk.keys(desk.office.delegate)
    fresh = Complaint.objects.select_related("content").get(pk=case.pk)
    build_wall(fresh, walled, reason="Saudara terlapor.", keys=keys, by=desk.office.delegate, at=desk.now)

    request = IdentityRequest.objects.get()
    assert REASON not in text_of(desk.get(walled, "complaints:identity_requests"))
    assert desk.get(walled, "complaints:identity_approve", request.pk).status_code == 404
    found = desk.post(walled, "complaints:identity_requests", nomor=case.register_number)
    assert faults(found) == ["Nomor ini tidak ada di antara perkara yang identitasnya Anda simpan. Periksa penulisannya."]


def test_a_case_is_found_by_its_number_and_opening_it_is_recorded(desk: Desk):
    complaint = named(desk)
    custodian = desk.office.custodian_inside
    found = desk.post(custodian, "complaints:identity_requests", nomor=f" {complaint.register_number} ")
    assert found["Location"] == f"/petugas/identitas/perkara/{complaint.pk}/"
    before = desk.get(custodian, "complaints:identity_keeping", complaint.pk)

    desk.post(custodian, "complaints:identity_keeping_open", complaint.pk)

    page = desk.get(custodian, "complaints:identity_keeping", complaint.pk)
    assert (MARKER in text_of(before), MARKER in text_of(page), STORY in text_of(page), page["Refresh"]) == (False, True, False, "901")
    assert history_of(complaint).filter(action="identity.opened", actor_id=custodian.pk).count() == 1
    timeline = text_of(desk.get(desk.office.inspector, "complaints:case_timeline", complaint.pk))
    assert f"Identitas pelapor dibuka , {custodian.full_name}: untuk mencocokkan pelapor yang kehilangan kode" in timeline


def test_a_new_code_is_shown_once_and_is_the_same_when_sent_again(desk: Desk):
    complaint = named(desk)
    custodian = desk.office.custodian_inside
    form = form_of(desk.get(custodian, "complaints:identity_renew", complaint.pk), "kode")
    filled = {**form, "cara": "document", "catatan": "KTP dilihat.", "yakin": "on"}

    first, second = (desk.post(custodian, "complaints:identity_renew", complaint.pk, **filled) for _ in range(2))

    code = form["kode"]
    groups = " ".join(code[start : start + 4] for start in range(0, 16, 4))
    assert [(page.status_code, groups in text_of(page), page["Cache-Control"]) for page in (first, second)] == [
        (200, True, "no-store, private"),
    ] * 2
    waits = text_of(desk.get(custodian, "complaints:identity_keeping", complaint.pk))
    assert ("Kode tanda terima baru menunggu." in waits, groups in waits, code in waits) == (True, False, False)


def test_the_verification_has_to_be_written_down(desk: Desk):
    complaint = named(desk)

    empty = desk.post(desk.office.custodian_inside, "complaints:identity_renew", complaint.pk, kode="H7QX4MRT9WKD2PVC")

    assert faults(empty) == [
        "Pilih cara Anda memastikan bahwa orang ini pelapornya",
        "Isi catatannya, misalnya: KTP asli dilihat, nama dan alamat cocok",
        "Centang bila orang ini sudah Anda pastikan sebagai pelapor",
    ]


def test_a_lost_code_of_an_anonymous_reporter_is_final(desk: Desk):
    complaint = desk.forwarded().complaint
    custodian = desk.office.custodian_inside
    filled = {"cara": "document", "catatan": "x", "yakin": "on", "kode": "H7QX4MRT9WKD2PVC"}

    pages = [desk.get(custodian, f"complaints:{name}", complaint.pk) for name in ("identity_keeping", "identity_renew")]
    sent = desk.post(custodian, "complaints:identity_renew", complaint.pk, **filled)

    assert ["hilang berarti final" in text_of(page) for page in pages] == [True, True]
    assert (sent.status_code, "hilang berarti final" in text_of(sent), complaint.receipt_renewals.count()) == (422, True, 0)


def test_the_team_that_lost_the_case_finds_no_identity(desk: Desk):
    complaint = named(desk)
    case, keys = desk.opened(complaint, desk.office.inspector)
    share(case, [desk.office.auditor], keys=keys, by=desk.office.inspector, reason="team", at=desk.now)
    desk.post(desk.office.auditor, "complaints:case_identity_ask", complaint.pk, alasan=REASON)
    desk.post(desk.office.custodian_inside, "complaints:identity_approve", IdentityRequest.objects.get().pk, lama="7")
    desk.post(desk.office.auditor, "complaints:case_identity_open", complaint.pk)
    assert MARKER in text_of(desk.get(desk.office.auditor, "complaints:case_identity", complaint.pk))

    desk.post(desk.office.auditor, "complaints:case_recuse", complaint.pk, alasan="Ipar terlapor.")

    assert desk.get(desk.office.auditor, "complaints:case_identity", complaint.pk).status_code == 404
    assert desk.post(desk.office.auditor, "complaints:case_identity_open", complaint.pk).status_code == 404

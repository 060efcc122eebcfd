import html
import re

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from channels.models import Intake
from channels.services import web
from channels.services.seeding import seed_channels
from complaints.models import Attachment, Complaint, Deadline, Draft, Message
from complaints.services import drafts
from complaints.services.register import register
from foundation.accounts.enums import Role
from foundation.accounts.models import Notice
from foundation.vault.codes import grouped
from foundation.vault.files import path_of, stored_file_names
from foundation.vault.holders import unlock_receipt
from foundation.vault.sealing import open_sealed
from tests.channels.conftest import MONDAY, make_receivers
from tests.channels.visitor import NAMED, NAMED_CONTACT, STORY, WHO, Visitor, a_file
from tests.factories.accounts import keyring, person
from tests.factories.complaints import a_complaint
from tests.lost_reply import lost_reply

MOST_QUERIES = 30


def shown_code(page: str) -> str:
    return "".join(re.findall(r"<span>([0-9A-Z]{4})</span>", page.partition('id="kode"')[2].partition("</p>")[0]))


def rows(page: str) -> dict[str, str]:
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page, re.DOTALL)
    return {label: re.sub(r"<[^>]+>", " ", value).strip() for label, value in found}


def test_the_check_page_shows_every_answer_with_its_way_back(visitor):
    visitor.fill(who=NAMED, contact=NAMED_CONTACT, evidence={"berkas": [a_file()], "menyusul": "on"})
    page = visitor.get("/lapor/6/").content.decode()

    assert rows(page) == {
        "Hubungan dengan Pemerintah Kota": "Pegawai Pemerintah Kota",
        "Nama Anda": "Disebut, selalu dirahasiakan",
        "Nama boleh disebut kepada": "LPSK atau Polri",
        "Nama": "Marlena Tiosa",
        "Jabatan": "Petugas loket 2",
        "Unit kerja": "Kecamatan Tanjung Arum",
        "Bekerja di Inspektorat, eselon II, Walikota, atau DPRD": "Bukan, atau tidak tahu",
        "Uraian": STORY["uraian"],
        "Waktu": "26 Oktober 2026, sekitar 09.30",
        "Tempat": "Loket 2 kantor kecamatan",
        "Berkas": "foto-loket.jpg (1 KB)",
        "Bukti lain": "Saya serahkan kemudian",
        "Merasa terancam": "Tidak",
        "Telepon": "0800-0000-0101",
        "Dihubungi lewat": "Telepon",
    }
    assert re.findall(r'href="(/lapor/\d/\?kembali=1#[^"]+)"', page)[4:8] == [
        "/lapor/2/?kembali=1#id_orang-0-jabatan",
        "/lapor/2/?kembali=1#id_orang-0-unit",
        "/lapor/2/?kembali=1#id_asal_0",
        "/lapor/3/?kembali=1#id_uraian",
    ]


def test_an_unfinished_form_is_led_to_what_is_missing(visitor):
    visitor.step(1, WHO)

    assert visitor.get("/lapor/6/")["Location"] == "/lapor/2/?kembali=1"
    assert visitor.step(6, {"good_faith": "on"})["Location"] == "/lapor/2/?kembali=1"


def test_the_declaration_is_asked_for(visitor):
    visitor.fill()
    location = visitor.step(6, {})["Location"]

    page = visitor.get("/lapor/6/").content.decode()
    assert (location, Complaint.objects.count(), "Centang pernyataan ini untuk mengirim pengaduan" in page) == (
        "/lapor/6/#kesalahan",
        0,
        True,
    )


def test_sending_leads_to_the_receipt(receivers, visitor):
    location = visitor.send()["Location"]
    page = visitor.get("/lapor/tanda-terima/").content.decode()

    complaint = Complaint.objects.get()
    assert (location, unlock_receipt(shown_code(page)).holder_id) == ("/lapor/tanda-terima/", complaint.reporter_holder_id)
    assert rows(page) == {
        "Nomor register": "700/0001/2026",
        "Diterima": "Senin, 23 November 2026, pukul 14.05 WIB",
        "Saluran": "Formulir web",
        "Lampiran": "Tidak ada",
    }
    assert re.findall(r"<b>(\d+)</b><span><strong>(.*?)</strong>", page) == [
        ("3", "Kamis, 26 November 2026"),
        ("10", "Senin, 7 Desember 2026"),
        ("30", "Jumat, 8 Januari 2027"),
    ]


def test_the_receipt_names_the_holidays_that_moved_its_dates(receivers, visitor):
    visitor.send()
    page = visitor.get("/lapor/tanda-terima/").content.decode()

    assert "Sudah diperhitungkan: Cuti Bersama Hari Raya Natal, Hari Raya Natal, Tahun Baru Masehi, Isra Mikraj Nabi Muhammad." in page


def test_a_year_whose_joint_leave_is_unknown_is_said_to_be_uncertain(receivers, visitor, monkeypatch):
    monkeypatch.setattr("channels.views.receipt.years_without_joint_leave", lambda years: {2027} & set(years))
    visitor.send()

    assert "Cuti bersama 2027 belum ditetapkan" in visitor.get("/lapor/tanda-terima/").content.decode()


def test_refresh_back_and_a_second_send_show_the_same_receipt(receivers, visitor):
    visitor.send()
    first = visitor.get("/lapor/tanda-terima/").content.decode()
    again = visitor.step(6, {"good_faith": "on"})["Location"]
    back = [visitor.get(f"/lapor/{number}/")["Location"] for number in range(1, 7)]

    assert (again, back, shown_code(visitor.get("/lapor/tanda-terima/").content.decode())) == (
        "/lapor/tanda-terima/",
        ["/lapor/tanda-terima/"] * 6,
        shown_code(first),
    )
    assert Complaint.objects.count() == 1


ADDED = STORY["uraian"] + "\r\n  Tambahan: ada rekaman & saksi <kedua>."


def message_in(page: str) -> dict[str, str]:
    """The form that sends what was typed as a message, as a browser would send it."""
    form = page.partition('action="/status/pesan/"')[2].partition("</form>")[0]
    hidden = dict(re.findall(r'<input type="hidden" name="(kode|once)" value="([^"]+)"', form))
    return {**hidden, "pesan": html.unescape(re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", form, re.DOTALL)[1])}


def test_what_a_late_tab_typed_comes_back_and_reaches_the_office_as_a_message(receivers, visitor):
    visitor.send()
    response = visitor.step(3, {**STORY, "uraian": ADDED})

    page, complaint = response.content.decode(), Complaint.objects.select_related("thread").get()
    form = message_in(page)
    assert (response.status_code, "Belum terkirim" in page, "Pengaduan 700/0001/2026 sudah terkirim lebih dahulu." in page) == (
        409,
        True,
        True,
    )
    assert (response["Cache-Control"], form["pesan"].splitlines()[:3]) == ("no-store, private", ["Uraian kejadian:", *ADDED.splitlines()])
    assert visitor.post("/status/pesan/", form)["Location"] == "/status/"
    told = open_sealed(Message.objects.select_related("thread").get(), "body", keyring(receivers.channel, at=MONDAY))["text"]
    assert (told, Message.objects.get().complaint_id, Draft.objects.count()) == (form["pesan"], complaint.pk, 1)


def test_what_was_typed_reaches_its_own_complaint_though_another_is_open(receivers, visitor):
    visitor.send()
    page = visitor.step(3, {**STORY, "uraian": ADDED}).content.decode()
    other = register(a_complaint(received_at=MONDAY), by=None, at=MONDAY)
    visitor.post("/status/", {"kode": other.receipt_code})

    visitor.post("/status/pesan/", message_in(page))

    assert Message.objects.get().complaint_id != other.complaint.pk


def test_files_of_a_late_tab_are_named_and_leave_the_disk(receivers, visitor):
    visitor.send()
    before = set(stored_file_names())
    page = visitor.step(4, berkas=[a_file("bukti-baru.jpg")]).content.decode()

    assert ("<li>bukti-baru.jpg</li>" in page, "Tambah bukti" in page, message_in_page(page)) == (True, True, False)
    assert (set(stored_file_names()), Attachment.objects.count()) == (before, 0)


def message_in_page(page: str) -> bool:
    return 'action="/status/pesan/"' in page


def test_a_late_tab_with_nothing_in_it_leads_to_the_receipt(receivers, visitor):
    visitor.send()

    assert visitor.step(4, {"lanjut": "1"})["Location"] == "/lapor/tanda-terima/"


def test_a_tab_that_meets_the_sending_on_its_way_loses_nothing(receivers, visitor, monkeypatch):
    visitor.fill()
    load = drafts.load

    def sent_just_now(code, at):
        found = load(code, at=at)
        monkeypatch.setattr(drafts, "load", load)
        web.send_draft(code, at=at)
        return found

    monkeypatch.setattr(drafts, "load", sent_just_now)
    response = visitor.step(3, {**STORY, "uraian": ADDED})

    assert (response.status_code, ADDED in message_in(response.content.decode())["pesan"], Complaint.objects.count()) == (409, True, 1)


def test_a_fragment_is_not_erased_by_a_draft_that_was_sent(receivers, visitor):
    visitor.send()
    sent = visitor.code
    visitor.browser.cookies.clear()
    visitor.step(3, {**STORY, "uraian": ADDED})
    visitor.step(4, berkas=[a_file("lagi.jpg")])
    fragment = visitor.code
    response = visitor.post("/lapor/lanjut/", {"kode": sent})

    page = response.content.decode()
    shown = [ADDED in message_in(page)["pesan"], "<li>lagi.jpg</li>" in page, grouped(fragment) in page]
    assert (response.status_code, shown, visitor.code) == (409, [True] * 3, fragment)
    assert message_in(page)["kode"].replace(" ", "") == drafts.load(sent, at=MONDAY).receipt_code
    kept = drafts.load(fragment, at=MONDAY)
    assert (kept.answers["kejadian"]["typed"]["uraian"], kept.missing_files()) == ([ADDED], [])


def test_files_of_a_fragment_that_find_no_room_are_named(visitor):
    visitor.step(1, WHO)
    old = visitor.code
    visitor.step(4, unggah="1", berkas=[a_file(f"{number}.jpg", str(number).encode()) for number in range(4)])
    visitor.browser.cookies.clear()
    visitor.step(4, {"menyusul": "on"}, berkas=[a_file("empat.jpg", b"4"), a_file("lima.jpg", b"5")])
    location = visitor.post("/lapor/lanjut/", {"kode": old})["Location"]

    page = visitor.get(location).content.decode()
    words = "Berkas “lima.jpg” belum tersimpan: hapus dahulu satu dari 5 berkas"
    assert (location, words in page, "checked" in page.partition('name="menyusul"')[2][:80]) == ("/lapor/4/", True, True)


def test_a_file_the_disk_has_lost_is_named_before_anything_is_sent(receivers, visitor):
    visitor.fill(evidence={"berkas": [a_file()], "menyusul": "on"})
    path_of(drafts.load(visitor.code, at=MONDAY).files[0]["stored"]).unlink()
    visitor.get("/lapor/6/")
    location = visitor.step(6, {"good_faith": "on"})["Location"]

    page = visitor.get("/lapor/4/?kembali=1").content.decode()
    words = "Berkas “foto-loket.jpg” tidak ada lagi pada kami: unggah sekali lagi, atau tekan “Hapus” di sampingnya"
    assert (location, words in page, Complaint.objects.count()) == ("/lapor/4/?kembali=1#kesalahan", True, 0)
    visitor.step(4, {"menyusul": "on"}, kembali="1", berkas=[a_file()])
    assert visitor.step(6, {"good_faith": "on"})["Location"] == "/lapor/tanda-terima/"
    assert [path_of(name).exists() for name in Attachment.objects.values_list("stored_name", flat=True)] == [True]


@pytest.mark.django_db(transaction=True)
def test_a_file_whose_commit_went_through_unheard_is_sent(clock):
    seed_channels()
    make_receivers()
    visitor = Visitor()
    visitor.fill()
    with lost_reply(lambda: Draft.objects.get().stored_names != []):
        answer = visitor.step(4, berkas=[a_file()])
    again = visitor.step(4, berkas=[a_file()])
    visitor.get("/lapor/6/")
    visitor.step(6, {"good_faith": "on"})

    row = Attachment.objects.get()
    assert (answer.status_code, again["Location"], path_of(row.stored_name).exists()) == (503, "/lapor/5/", True)
    assert rows(visitor.get("/lapor/tanda-terima/").content.decode())["Lampiran"] == "1 berkas"


def test_the_receipt_downloads_as_a_kilobyte_of_text(receivers, visitor):
    visitor.send()
    code = shown_code(visitor.get("/lapor/tanda-terima/").content.decode())
    response = visitor.get("/lapor/tanda-terima.txt")

    lines = response.content.decode().split("\r\n")
    assert (response["Content-Type"], response["Content-Disposition"], response["Cache-Control"]) == (
        "text/plain; charset=utf-8",
        'attachment; filename="tanda-terima.txt"',
        "no-store, private",
    )
    assert (lines[3], lines[6], lines[7], len(response.content) <= 1024) == (
        f"Kode tanda terima: {grouped(code)}",
        "Nomor register: 700/0001/2026",
        "Diterima: Senin, 23 November 2026, pukul 14.05 WIB",
        True,
    )
    assert lines[11:14] == [
        "- Kamis, 26 November 2026: sampai kepada pejabat yang berwenang (Pasal 6 ayat (5))",
        "- Senin, 7 Desember 2026: ditindaklanjuti (Pasal 7 ayat (2))",
        "- Jumat, 8 Januari 2027: dijawab (Pasal 16)",
    ]


def test_without_a_receipt_there_is_no_download(visitor):
    visitor.fill()

    assert visitor.get("/lapor/tanda-terima.txt").status_code == 404


def test_the_receipt_closes_after_thirty_minutes(receivers, visitor, clock):
    visitor.send()
    clock.forward(minutes=29)
    open_still = shown_code(visitor.get("/lapor/tanda-terima/").content.decode()) != ""
    clock.forward(minutes=2)
    page = visitor.get("/lapor/tanda-terima/").content.decode()

    assert (open_still, shown_code(page), "Tanda terima sudah tertutup" in page) == (True, "", True)


def test_done_leaves_nothing_behind(receivers, visitor):
    visitor.send()
    location = visitor.post("/lapor/selesai/")["Location"]

    assert (location, visitor.code, Draft.objects.count()) == ("/lapor/selesai/", "", 0)
    assert (visitor.get("/lapor/selesai/").status_code, Complaint.objects.count()) == (200, 1)


def test_an_unsent_draft_is_erased_after_a_question(visitor):
    visitor.fill()
    asked = visitor.get("/lapor/hapus/").content.decode()
    visitor.post("/lapor/selesai/")

    assert ("Hapus tulisan saya" in asked, visitor.code, Draft.objects.count()) == (True, "", 0)
    assert "Hapus tulisan saya" not in visitor.get("/lapor/hapus/").content.decode()


def test_leaving_a_device_keeps_the_draft(visitor):
    visitor.fill()
    code = visitor.code
    visitor.post("/lapor/selesai/", {"keluar": "1"})

    assert (visitor.code, sorted(drafts.load(code, at=MONDAY).answers)) == ("", ["bukti", "kejadian", "kontak", "siapa", "terlapor"])


def test_the_pause_shows_the_code_and_its_last_day(visitor):
    visitor.step(1, WHO)
    page = visitor.get("/lapor/tersimpan/").content.decode()

    assert (shown_code(page), "Berlaku sampai Senin, 30 November 2026." in page) == (visitor.code, True)


def test_another_device_goes_on_where_the_first_one_paused(visitor, receivers):
    visitor.step(1, WHO)
    visitor.step(3, {"uraian": "Baru separuh"}, simpan="1")
    typed = f" {grouped(visitor.code, '-').lower().replace('0', 'o')} "
    other = Visitor()
    location = other.post("/lapor/lanjut/", {"kode": typed})["Location"]

    assert (location, other.code, "Baru separuh" in other.get("/lapor/3/").content.decode()) == ("/lapor/3/", visitor.code, True)


@pytest.mark.parametrize("typed", [" ", "-", " . "], ids=["spaces", "hyphens", "dots"])
def test_a_code_is_shown_as_it_was_given_however_it_was_typed(visitor, receivers, typed):
    visitor.step(1, WHO)
    other = Visitor()
    other.post("/lapor/lanjut/", {"kode": grouped(visitor.code, typed).lower()})
    saved, begun = other.get("/lapor/tersimpan/").content.decode(), other.get("/lapor/").content.decode()

    assert (shown_code(saved), grouped(visitor.code) in begun) == (visitor.code, True)


def test_a_code_kept_by_the_browser_as_it_was_typed_is_shown_right_too(visitor):
    visitor.step(1, WHO)
    code = visitor.code
    visitor.browser.cookies["lanjut"] = grouped(code, "-").lower()

    assert shown_code(visitor.get("/lapor/tersimpan/").content.decode()) == code


def test_only_who_left_something_unsent_is_offered_to_go_on_with_it(visitor, receivers):
    sender = Visitor()
    sender.send()
    offered = 'href="/lapor/lanjut/"'
    after_sending = sender.browser.post("/lapor/selesai/", follow=True).content.decode()
    visitor.step(1, WHO)
    after_pausing = visitor.browser.post("/lapor/selesai/", {"keluar": "1"}, follow=True).content.decode()

    assert (offered in after_sending, offered in after_pausing) == (False, True)


@pytest.mark.parametrize("typed", ["", "0000 0000 0000 0000", "bukan kode", "abc\x00def", "'; DROP TABLE;--"])
def test_a_code_that_opens_nothing_is_refused_in_one_way(visitor, typed):
    response = visitor.post("/lapor/lanjut/", {"kode": typed})

    words = "Isi kode lanjut, misalnya 7K4P 9XQ2 M6HD R3TB" if not typed else "Kode tidak dikenali: periksa huruf dan angkanya"
    assert (response.status_code, words in response.content.decode(), visitor.code) == (422, True, "")


def test_an_expired_code_reads_like_an_unknown_one(visitor, clock):
    visitor.step(1, WHO)
    code = visitor.code
    clock.forward(days=8)

    assert "Kode tidak dikenali: " in visitor.post("/lapor/lanjut/", {"kode": code}).content.decode()


def test_a_code_of_a_sent_draft_leads_to_the_receipt(receivers, visitor):
    visitor.send()
    other = Visitor()

    assert other.post("/lapor/lanjut/", {"kode": visitor.code})["Location"] == "/lapor/tanda-terima/"


def test_who_comes_back_is_offered_to_go_on_or_to_begin_anew(visitor):
    visitor.step(1, WHO)
    code = visitor.code
    page = visitor.get("/lapor/").content.decode()
    location = visitor.post("/lapor/")["Location"]

    assert (grouped(code) in page, 'href="/lapor/2/"' in page, location, visitor.code) == (True, True, "/lapor/1/", "")
    assert sorted(drafts.load(code, at=MONDAY).answers) == ["siapa"]


def test_the_last_step_asks_little_of_the_database(receivers, visitor):
    Visitor().send()
    visitor.fill(evidence={"berkas": [a_file(f"{number}.jpg", str(number).encode()) for number in range(5)]})
    visitor.get("/lapor/6/")
    with CaptureQueriesContext(connection) as asked:
        visitor.step(6, {"good_faith": "on"})

    beginning_and_end = 2
    assert (visitor.response["Location"], len(asked) - beginning_and_end <= MOST_QUERIES) == ("/lapor/tanda-terima/", True)


def fail_with(monkeypatch, error: Exception) -> None:
    def refuse(*args, **options):
        raise error

    monkeypatch.setattr(Deadline.objects, "bulk_create", refuse)


@pytest.mark.parametrize(
    "error", [OperationalError("database or disk is full"), OSError(28, "No space left on device"), RuntimeError("anything")]
)
def test_a_failure_is_told_as_not_received_and_keeps_everything(receivers, visitor, monkeypatch, error):
    visitor.fill(evidence={"berkas": [a_file()]})
    visitor.get("/lapor/6/")
    with monkeypatch.context() as broken:
        fail_with(broken, error)
        response = visitor.step(6, {"good_faith": "on"})

    page = response.content.decode()
    assert (response.status_code, "Pengaduan Anda belum kami terima" in page, grouped(visitor.code) in page) == (503, True, True)
    assert (shown_code(page), "(0736) 000-0100" in page, "Kotak Saran dan Pengaduan" in page) == ("", True, True)
    assert (Complaint.objects.count(), Intake.objects.count(), len(drafts.load(visitor.code, at=MONDAY).files)) == (0, 0, 1)
    assert visitor.step(6, {"good_faith": "on"})["Location"] == "/lapor/tanda-terima/"


def test_when_nobody_can_receive_the_citizen_is_told_and_the_administrator_alarmed(visitor):
    person(Role.ADMINISTRATOR)
    visitor.fill()
    response = visitor.step(6, {"good_faith": "on"})

    assert (response.status_code, Complaint.objects.count(), Notice.objects.count()) == (503, 0, 1)


def test_a_database_that_is_away_altogether_still_gives_the_page(receivers, visitor, monkeypatch):
    def away(*args, **options):
        raise OperationalError("connection refused")

    visitor.fill()
    with monkeypatch.context() as broken:
        broken.setattr(drafts, "_row", away)
        broken.setattr("channels.services.alarm.users_with", away)
        response = visitor.step(6, {"good_faith": "on"})

    page = response.content.decode()
    assert (response.status_code, "Pengaduan Anda belum kami terima" in page, grouped(visitor.code, "-") in page) == (503, True, True)


def test_an_alarm_that_fails_takes_the_code_from_nobody(receivers, visitor, monkeypatch):
    def away(*args, **options):
        raise OperationalError("gone")

    visitor.fill()
    with monkeypatch.context() as broken:
        fail_with(broken, OperationalError("gone"))
        broken.setattr("channels.services.alarm.users_with", away)
        page = visitor.step(6, {"good_faith": "on"}).content.decode()

    assert (grouped(visitor.code) in page, "Tulisan Anda tersimpan sampai 30 November 2026." in page) == (True, True)


def test_a_database_that_is_away_still_alarms_when_it_can(receivers, visitor, monkeypatch):
    def away(*args, **options):
        raise OperationalError("gone")

    person(Role.ADMINISTRATOR)
    visitor.fill()
    with monkeypatch.context() as broken:
        broken.setattr(drafts, "_row", away)
        visitor.step(6, {"good_faith": "on"})

    assert Notice.objects.count() == 1


def test_a_cookie_that_is_no_code_is_not_shown(visitor, monkeypatch):
    def away(*args, **options):
        raise OperationalError("gone")

    visitor.browser.cookies["lanjut"] = "<b>bukan kode</b>"
    monkeypatch.setattr(web, "send_draft", away)
    page = visitor.step(6, {"good_faith": "on"}).content.decode()

    assert ("Pengaduan Anda belum kami terima" in page, "Kode lanjut Anda" in page, "bukan kode" in page) == (True, False, False)


def test_a_reply_lost_after_the_commit_is_no_failure(receivers, visitor, monkeypatch):
    visitor.fill()
    send = web.send_draft

    def stored_but_silent(code, at):
        send(code, at=at)
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(web, "send_draft", stored_but_silent)

    assert (visitor.step(6, {"good_faith": "on"})["Location"], Complaint.objects.count()) == ("/lapor/tanda-terima/", 1)


def test_no_code_is_written_to_the_log(receivers, visitor, caplog, capsys):
    visitor.send()
    receipt = shown_code(visitor.get("/lapor/tanda-terima/").content.decode())
    written = caplog.text + capsys.readouterr().out

    assert [code in written for code in (visitor.code, receipt)] == [False, False]

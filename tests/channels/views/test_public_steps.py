import html
import re

import pytest
from django.db import OperationalError
from django.test import Client

from complaints.models import Draft
from complaints.services import drafts
from foundation.vault.codes import grouped
from foundation.vault.files import path_of
from tests.channels.conftest import MONDAY
from tests.channels.visitor import ACCUSED, CONTACT, NAMED, NAMED_CONTACT, STORY, WHO, Visitor, a_file


def faults(response) -> list[str]:
    summary = response.content.decode().partition('id="kesalahan"')[2].partition("</ul>")[0]
    return [words.strip() for words in re.findall(r"<(?:a|strong)[^>]*>(.*?)</(?:a|strong)>", summary)]


def anchors(response) -> list[str]:
    summary = response.content.decode().partition('id="kesalahan"')[2].partition("</ul>")[0]
    return re.findall(r'href="#([^"]+)"', summary)


def answers(visitor: Visitor) -> dict:
    return drafts.load(visitor.code, at=MONDAY).answers


def test_looking_at_the_form_begins_nothing(visitor):
    visitor.get("/lapor/")
    visitor.get("/lapor/1/")

    assert (Draft.objects.count(), visitor.code) == (0, "")


def test_the_first_send_begins_a_draft_that_only_the_cookie_opens(visitor, settings):
    settings.SESSION_COOKIE_SECURE = True
    visitor.step(1, WHO)

    cookie = visitor.response.cookies["lanjut"]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"], cookie["path"], cookie["max-age"]) == (
        True,
        "Lax",
        True,
        "/lapor/",
        "",
    )
    assert drafts.load(visitor.code, at=MONDAY).answers == {"siapa": {"clean": {**WHO, "izin": []}, "paused": False}}


def test_no_session_is_begun(receivers, visitor):
    visitor.send()

    assert "sesi" not in visitor.browser.cookies


def test_the_resume_code_is_shown_after_the_first_save_and_stands_in_no_address(visitor):
    visitor.step(1, WHO)
    shown = re.search(r'class="nowrap">([0-9A-Z ]{19})<', visitor.get("/lapor/2/").content.decode())

    assert shown[1].replace(" ", "") == visitor.code
    assert visitor.code not in visitor.step(2, ACCUSED)["Location"]


def test_every_send_redirects(visitor):
    statuses = [visitor.step(number, said).status_code for number, said in enumerate([WHO, {}, STORY, {}, CONTACT], start=1)]

    assert statuses == [302] * 5


@pytest.mark.parametrize(
    ("number", "sent", "expected"),
    [
        (1, {}, {"id_pelapor_0": "Pilih siapa Anda", "id_nama_disebut_0": "Pilih dengan nama atau tanpa nama"}),
        (
            2,
            {"orang-TOTAL_FORMS": "1", "orang-INITIAL_FORMS": "0"},
            {
                "id_orang-0-nama": "Isi nama yang Anda laporkan, atau centang “Saya tidak tahu namanya”",
                "id_orang-0-unit": "Isi nama unit kerja, misalnya Dinas Kesehatan",
                "id_asal_0": "Pilih tempat kerja orang yang Anda laporkan, atau “Bukan, atau tidak tahu”",
            },
        ),
        (
            3,
            {},
            {
                "id_uraian": "Ceritakan apa yang terjadi",
                "id_tanggal_0": "Isi bulan dan tahun kejadian, atau centang “Saya tidak ingat”",
                "id_tempat": "Isi tempat kejadian, misalnya loket pelayanan kantor kecamatan",
            },
        ),
        (5, {}, {"id_terancam_0": "Pilih ya atau tidak: apakah Anda merasa terancam?"}),
    ],
)
def test_faults_say_what_to_do_and_lead_to_their_field(visitor, number, sent, expected):
    visitor.step(1, WHO)
    location = visitor.step(number, sent)["Location"]
    page = visitor.get(f"/lapor/{number}/")

    assert (location, dict(zip(anchors(page), faults(page), strict=True))) == (f"/lapor/{number}/#kesalahan", expected)
    assert re.search(r"<title>(.*?) –", page.content.decode())[1].startswith("Kesalahan: ")


def test_faults_keep_everything_that_was_typed(visitor):
    visitor.step(1, WHO)
    visitor.step(3, {**STORY, "tempat": "", "tanggal_bulan": "13"})

    page = visitor.get("/lapor/3/").content.decode()
    kept = [STORY["uraian"] in page, 'value="13"' in page, 'value="sekitar 09.30"' in page, 'value="2026"' in page]
    assert kept == [True] * 4


def test_what_is_unknown_may_be_said_to_be_unknown(visitor):
    visitor.step(1, WHO)
    visitor.step(2, {**ACCUSED, "orang-0-nama": "", "orang-0-tidak_tahu": "on"})
    location = visitor.step(3, {**STORY, "tanggal_hari": "", "tanggal_bulan": "", "tanggal_tahun": "", "tidak_ingat": "on"})["Location"]

    said = answers(visitor)
    assert (said["terlapor"]["clean"]["orang"][0]["nama"], said["kejadian"]["clean"]["tanggal"], location) == ("", None, "/lapor/4/")


def test_a_half_date_is_asked_for_even_when_it_is_not_remembered(visitor):
    visitor.step(1, WHO)
    visitor.step(3, {**STORY, "tanggal_bulan": "", "tidak_ingat": "on"})

    assert faults(visitor.get("/lapor/3/")) == ["Isi bulan pada tanggal kejadian dengan angka 1 sampai 12, misalnya 11"]


def test_another_person_is_added_without_losing_the_first(visitor):
    visitor.step(1, WHO)
    location = visitor.step(2, ACCUSED, tambah="1")["Location"]

    page = visitor.get("/lapor/2/").content.decode()
    assert (location, re.findall(r'id="orang-(\d+)"', page), 'value="Hendro P."' in page) == ("/lapor/2/#orang-2", ["1", "2"], True)
    assert faults(visitor.response) == []


def test_the_right_person_is_taken_out(visitor):
    three = {**ACCUSED, "orang-TOTAL_FORMS": "3"}
    for number, name in enumerate(["Satu", "Dua", "Tiga"]):
        three |= {f"orang-{number}-nama": name, f"orang-{number}-unit": "Dinas"}
    visitor.step(1, WHO)
    visitor.step(2, three, hapus="1")

    names = re.findall(r'name="orang-\d-nama" value="([^"]+)"', visitor.get("/lapor/2/").content.decode())
    assert names == ["Satu", "Tiga"]


def test_several_persons_are_kept_in_their_order_and_empty_ones_left_out(visitor):
    visitor.step(1, WHO)
    visitor.step(2, {**ACCUSED, "orang-TOTAL_FORMS": "3", "orang-1-nama": "Budi", "orang-1-unit": "Dinas", "orang-2-nama": ""})

    assert [person["nama"] for person in answers(visitor)["terlapor"]["clean"]["orang"]] == ["Hendro P.", "Budi"]


def test_ten_persons_fit_and_no_eleventh_is_offered(visitor):
    visitor.step(1, WHO)
    visitor.step(2, {**ACCUSED, "orang-TOTAL_FORMS": "10"}, tambah="1")

    page = visitor.get("/lapor/2/").content.decode()
    assert (len(re.findall(r'id="orang-\d+"', page)), 'name="tambah"' in page) == (10, False)


def test_three_thousand_words_are_the_limit_and_said_in_numbers(visitor):
    visitor.step(1, WHO)
    accepted = visitor.step(3, {**STORY, "uraian": "kata " * 3000})["Location"]
    visitor.step(3, {**STORY, "uraian": "kata " * 3001})

    expected = "Persingkat uraian menjadi paling banyak 3.000 kata (sekarang 3.001), dan kirim selebihnya sebagai berkas"
    page = visitor.get("/lapor/3/")
    assert (accepted, faults(page), page.content.decode().count("kata kata kata")) == ("/lapor/4/", [expected], 1000)


def test_a_nameless_reporter_is_warned_and_not_asked_for_a_name(visitor):
    visitor.step(1, WHO)

    story, contact = visitor.get("/lapor/3/").content.decode(), visitor.get("/lapor/5/").content.decode()
    asked = re.findall(r'<(?:input|textarea)[^>]* name="([a-z_]+)"', contact)
    assert ("Jangan menulis nama Anda" in story, sorted(set(asked) - {"csrfmiddlewaretoken", "language", "next"})) == (
        True,
        ["ancaman", "terancam"],
    )


@pytest.mark.parametrize(("kind", "own"), [("employee", {"unit", "nip"}), ("individual", set()), ("body", {"badan"})])
def test_who_gives_a_name_is_asked_what_fits(visitor, kind, own):
    visitor.step(1, {**NAMED, "pelapor": kind})

    asked = set(re.findall(r'<(?:input|textarea)[^>]* name="([a-z_]+)"', visitor.get("/lapor/5/").content.decode()))
    shared = {"nama", "telepon", "surel", "alamat", "jam_aman", "cara", "terancam", "ancaman"}
    assert asked - {"csrfmiddlewaretoken", "language", "next"} == shared | own


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"nama": " "}, "Isi nama Anda, atau pilih “Tanpa nama” pada langkah 1"),
        ({"telepon": ""}, "Isi nomor telepon dengan angka, atau pilih cara lain untuk menghubungi Anda"),
        ({"telepon": "tanya tetangga"}, "Isi nomor telepon dengan angka, atau pilih cara lain untuk menghubungi Anda"),
        ({"cara": "email", "surel": "marlena@contoh"}, "Isi alamat surel yang lengkap, misalnya nama@contoh.id, atau pilih cara lain"),
        ({"cara": "email", "surel": "bukan"}, "Isi alamat surel yang lengkap, misalnya nama@contoh.id, atau pilih cara lain"),
        ({"cara": "letter"}, "Isi alamat, atau pilih cara lain untuk menghubungi Anda"),
    ],
)
def test_the_chosen_way_needs_its_address(visitor, changed, expected):
    visitor.step(1, NAMED)
    visitor.step(5, {**NAMED_CONTACT, **changed})

    assert faults(visitor.get("/lapor/5/")) == [expected]


def test_consent_without_a_name_is_told_rather_than_dropped_in_silence(visitor):
    visitor.step(1, {**WHO, "izin": ["lpsk_polri"]})

    assert faults(visitor.get("/lapor/1/")) == ["Kosongkan izin ini: tanpa nama tidak ada nama yang dapat disebut kepada siapa pun"]
    visitor.step(1, WHO)
    assert answers(visitor)["siapa"]["clean"]["izin"] == []


@pytest.mark.parametrize("day", ["24", ""], ids=["tomorrow", "next-month"])
def test_what_has_not_happened_yet_is_no_incident(visitor, day):
    visitor.step(1, WHO)
    visitor.step(3, {**STORY, "tanggal_hari": day, "tanggal_bulan": "11" if day else "12"})

    assert faults(visitor.get("/lapor/3/")) == ["Isi tanggal yang sudah lewat, atau centang “Saya tidak ingat”"]


def test_changing_who_speaks_asks_for_contact_again(visitor):
    visitor.fill()
    visitor.step(1, NAMED, kembali="1")

    assert visitor.get("/lapor/6/")["Location"] == "/lapor/5/?kembali=1"


def test_contact_cannot_be_asked_before_who_speaks(visitor):
    visitor.step(1, {})

    assert visitor.get("/lapor/5/")["Location"] == "/lapor/1/"


def test_a_change_from_the_check_page_leads_back_to_it(visitor):
    visitor.fill()
    page = visitor.get("/lapor/3/?kembali=1").content.decode()

    assert ('name="kembali" value="1"' in page, visitor.step(3, STORY, kembali="1")["Location"]) == (True, "/lapor/6/")
    assert visitor.step(3, {}, kembali="1")["Location"] == "/lapor/3/?kembali=1#kesalahan"


def test_a_pause_keeps_half_an_answer_and_blames_nobody(visitor):
    visitor.step(1, WHO)
    location = visitor.step(3, {"uraian": "Baru separuh", "tempat": ""}, simpan="1")["Location"]

    page = visitor.get("/lapor/3/")
    assert (location, "Baru separuh" in page.content.decode(), faults(page)) == ("/lapor/tersimpan/", True, [])


def test_files_are_kept_sealed_and_can_be_taken_out(visitor, django_capture_on_commit_callbacks):
    visitor.step(1, WHO)
    location = visitor.step(4, unggah="1", berkas=[a_file("a.jpg"), a_file("b.pdf", b"%PDF")])["Location"]
    kept = drafts.load(visitor.code, at=MONDAY).files
    assert (location, [row["name"] for row in kept], path_of(kept[0]["stored"]).exists()) == ("/lapor/4/#berkas", ["a.jpg", "b.pdf"], True)

    with django_capture_on_commit_callbacks(execute=True):
        visitor.step(4, hapus=kept[0]["id"])

    assert ([row["name"] for row in drafts.load(visitor.code, at=MONDAY).files], path_of(kept[0]["stored"]).exists()) == (["b.pdf"], False)


def test_a_refused_file_leaves_text_and_other_files(visitor, settings):
    settings.ATTACHMENT_MAX_BYTES = 10
    visitor.step(1, WHO)
    location = visitor.step(4, {"menyusul": "on"}, berkas=[a_file("a.jpg", b"kecil"), a_file("b.jpg", b"x" * 11), a_file("c.jpg", b"")])[
        "Location"
    ]

    page = visitor.get("/lapor/4/")
    assert (location, faults(page)) == (
        "/lapor/4/#kesalahan",
        [
            "Berkas “b.jpg” lebih besar dari 5 MB dan belum tersimpan: perkecil, atau serahkan kemudian",
            "Berkas “c.jpg” kosong (0 KB) dan belum tersimpan: pilih berkas lain",
        ],
    )
    ticked = re.search(r'<input[^>]* name="menyusul"[^>]* checked', page.content.decode())
    assert ([row["name"] for row in drafts.load(visitor.code, at=MONDAY).files], ticked is not None) == (["a.jpg"], True)
    assert visitor.step(4, {"menyusul": "on"})["Location"] == "/lapor/5/"


def test_a_field_that_no_page_has_breaks_nothing(visitor):
    visitor.step(1, WHO)
    visitor.step(4, {"ditolak": "abc", "refused": "abc", "typed": "abc"}, unggah="1")

    assert (visitor.get("/lapor/4/").status_code, visitor.step(4)["Location"]) == (200, "/lapor/5/")


def hidden(response) -> dict[str, str]:
    form = response.content.decode().partition('<form method="post" action="/lapor/')[2].partition("</form>")[0]
    return {
        html.unescape(name): html.unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
        if name != "csrfmiddlewaretoken"
    }


@pytest.mark.parametrize(
    ("number", "sent"),
    [(2, ACCUSED), (3, {**STORY, "uraian": 'Baris satu\r\n "dua" <tiga> & empat'}), (5, {**CONTACT, "nama": "Marlena Tiosa"})],
)
def test_when_storing_fails_what_was_typed_stands_in_the_page_and_goes_once_more(visitor, monkeypatch, number, sent):
    def away(*args, **options):
        raise OperationalError("database or disk is full")

    visitor.step(1, WHO)
    with monkeypatch.context() as broken:
        broken.setattr(drafts, "_row", away)
        failed = visitor.step(number, {**sent, "lanjut": "1"})

    page = failed.content.decode()
    assert (failed.status_code, "Jawaban ini belum tersimpan" in page, grouped(visitor.code, "-") in page) == (503, True, True)
    assert hidden(failed) == {**sent, "lanjut": "1"}
    assert visitor.post(f"/lapor/{number}/", hidden(failed))["Location"] == f"/lapor/{number + 1}/"


def test_names_of_files_that_may_not_be_stored_are_shown(visitor, monkeypatch):
    def away(*args, **options):
        raise OperationalError("gone")

    visitor.step(1, WHO)
    monkeypatch.setattr(drafts, "add_file", away)
    page = visitor.step(4, berkas=[a_file("bukti.jpg")]).content.decode()

    assert "<li>bukti.jpg</li>" in page


def test_contact_sent_while_who_speaks_became_open_is_kept(visitor):
    visitor.step(1, NAMED)
    visitor.step(1, {"pelapor": "employee"})
    location = visitor.step(5, NAMED_CONTACT)["Location"]

    kept = answers(visitor)["kontak"]["typed"]
    assert (location, kept["nama"], kept["telepon"]) == ("/lapor/1/", ["Marlena Tiosa"], ["0800-0000-0101"])


def test_a_sixth_file_is_refused(visitor):
    visitor.step(1, WHO)
    visitor.step(4, unggah="1", berkas=[a_file(f"{number}.jpg", str(number).encode()) for number in range(6)])

    assert faults(visitor.get("/lapor/4/")) == ["Berkas “5.jpg” belum tersimpan: hapus dahulu satu dari 5 berkas, atau serahkan kemudian"]


def test_a_file_the_disk_refuses_is_said_to_be_unsent(visitor, monkeypatch):
    def full(writer, data):
        raise OSError(28, "No space left on device")

    visitor.step(1, WHO)
    monkeypatch.setattr("foundation.vault.files.SealingWriter.write", full)
    visitor.step(4, unggah="1", berkas=[a_file("a.jpg")])

    assert faults(visitor.get("/lapor/4/")) == ["Berkas “a.jpg” belum terkirim: coba kirim lagi"]


def test_two_tabs_fill_in_two_steps_of_one_draft(visitor):
    visitor.step(1, WHO)
    visitor.get("/lapor/2/")
    visitor.get("/lapor/3/")
    visitor.step(3, STORY)
    visitor.step(2, ACCUSED)

    assert sorted(answers(visitor)) == ["kejadian", "siapa", "terlapor"]


@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_without_a_draft_later_steps_ask_for_the_code(visitor, number):
    assert visitor.get(f"/lapor/{number}/")["Location"] == "/lapor/lanjut/?alasan=habis"


def test_a_page_that_outlived_its_draft_loses_nothing(visitor, clock):
    visitor.step(1, WHO)
    old = visitor.code
    visitor.browser.cookies.clear()
    location = visitor.step(3, STORY)["Location"]
    page = visitor.get("/lapor/lanjut/?alasan=habis").content.decode()

    assert (location, visitor.code != old, "Waktu Anda habis" in page, "Yang baru saja Anda tulis juga tersimpan." in page) == (
        "/lapor/lanjut/?alasan=habis",
        True,
        True,
        True,
    )
    assert visitor.post("/lapor/lanjut/", {"kode": old})["Location"] == "/lapor/3/"
    assert (visitor.code, sorted(answers(visitor)), STORY["uraian"] in visitor.get("/lapor/3/").content.decode()) == (
        old,
        ["kejadian", "siapa"],
        True,
    )


def test_files_of_such_a_page_are_kept_too(visitor):
    visitor.step(1, WHO)
    old = visitor.code
    visitor.browser.cookies.clear()
    visitor.step(4, berkas=[a_file("a.jpg")])
    visitor.post("/lapor/lanjut/", {"kode": old})

    assert [row["name"] for row in drafts.load(old, at=MONDAY).files] == ["a.jpg"]


def test_a_draft_dies_seven_days_after_the_last_change(visitor, clock):
    visitor.step(1, WHO)
    clock.forward(days=6, hours=23)
    alive = visitor.get("/lapor/2/").status_code
    clock.forward(hours=2)

    assert (alive, visitor.get("/lapor/2/")["Location"]) == (200, "/lapor/lanjut/?alasan=habis")


@pytest.mark.parametrize("path", ["/lapor/0/", "/lapor/7/", "/lapor/99999999/"])
def test_there_are_six_pages(visitor, path):
    assert visitor.get(path).status_code == 404


def test_pages_of_the_form_are_kept_nowhere(visitor):
    visitor.fill()

    headers = [visitor.get(f"/lapor/{number}/")["Cache-Control"] for number in range(1, 7)]
    assert headers == ["no-store, private"] * 6


def test_a_forged_count_of_persons_is_harmless(visitor):
    visitor.step(1, WHO)
    statuses = [visitor.step(2, {**ACCUSED, "orang-TOTAL_FORMS": count}, tambah="1").status_code for count in ("-1", "9" * 30, "abc", "")]
    visitor.step(2, {**ACCUSED, "orang-TOTAL_FORMS": "9" * 30})

    assert (statuses, visitor.get("/lapor/2/").status_code) == ([302] * 4, 200)


def test_forms_need_the_token(db):
    assert Client(enforce_csrf_checks=True).post("/lapor/1/", WHO).status_code == 403


def test_the_hidden_field_is_out_of_sight_and_out_of_the_way(visitor):
    visitor.step(1, WHO)
    page = visitor.get("/lapor/3/").content.decode()

    hidden = page.partition('<div class="visually-hidden" aria-hidden="true">')[2].partition("</div>")[0]
    assert ('name="situs"' in hidden, 'tabindex="-1"' in hidden, 'autocomplete="off"' in hidden) == (True, True, True)

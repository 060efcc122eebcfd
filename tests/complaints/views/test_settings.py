"""Pengaturan of this room: kinds of violation, retention, holidays with their preview; for administrators, who see numbers and no case."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from complaints.models import HolidayImport, RetentionRule, ViolationType
from complaints.slots.settings import holidays_are_known
from foundation.jobs.models import Job
from foundation.jobs.services import run
from foundation.workdays.models import Holiday
from tests.factories.accounts import signed_in
from tests.factories.complaints import Office, received, wib

AT = wib(date(2026, 12, 1))
HEADING = "date,kind,name,decree,certainty,withdrawn\n"
EXTRA = HEADING + "2026-12-14,cuti_bersama,Cuti bersama tambahan,SKB perubahan 2026,pasti,\n"


@pytest.fixture
def browser(office: Office, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(timezone, "now", lambda: AT)
    return signed_in(office.administrator, at=AT)


def page(name: str, *args: Any) -> str:
    return reverse(f"complaints:{name}", args=args)


def boxes(name: str, day: date) -> dict[str, int]:
    return {f"{name}_hari": day.day, f"{name}_bulan": day.month, f"{name}_tahun": day.year}


def upload(browser: Client, text: str) -> Any:
    return browser.post(page("upload_holidays"), {"berkas": SimpleUploadedFile("skb-2026.csv", text.encode())})


def brought(browser: Client) -> HolidayImport:
    upload(browser, EXTRA)
    return HolidayImport.objects.get()


def worked_off(found: HolidayImport) -> None:
    found.refresh_from_db()
    run(found.job_id, clock=lambda: AT)


def test_the_preview_counts_what_moves_and_names_no_case(browser: Client, office: Office):
    case = received(received_at=wib(date(2026, 11, 30)), at=AT).complaint
    found = brought(browser)

    response = browser.get(page("holiday_import", found.pk))

    shown = response.content.decode()
    foresight = response.context["foresight"]
    assert "Pratinjau: 1 perkara berubah batas waktunya" in shown
    assert [(str(group.basis), group.days, group.count) for group in foresight.groups] == [
        ("Pasal 7 ayat (2)", 1, 1),
        ("Pasal 16", 3, 1),
    ]
    assert (case.register_number in shown, str(case.pk) in shown) == (False, False)
    assert Holiday.objects.filter(date=date(2026, 12, 14)).count() == 0


def test_an_approved_decree_is_worked_off_and_its_page_says_how_far(browser: Client, office: Office):
    case = received(received_at=wib(date(2026, 11, 30)), at=AT).complaint
    found = brought(browser)
    address = page("holiday_import", found.pk)

    response = browser.post(page("approve_import", found.pk))
    waiting = browser.get(address).content.decode()
    worked_off(found)
    done = browser.get(address).content.decode()

    assert (response.status_code, response["Location"]) == (302, address)
    assert ("Hentikan penghitungan" in waiting, "Hentikan penghitungan" in done) == (True, False)
    assert "2 dari 2 batas waktu sudah bergeser" in done
    assert case.deadlines.get(kind="follow_up").due_on == date(2026, 12, 15)


def test_stopped_and_taken_up_again_from_the_page(browser: Client):
    found = brought(browser)
    browser.post(page("approve_import", found.pk))

    browser.post(page("stop_import", found.pk))
    stopped = browser.get(page("holiday_import", found.pk)).content.decode()
    browser.post(page("take_up_import", found.pk))
    worked_off(found)

    assert ("Dibatalkan" in stopped, "Lanjutkan" in stopped) == (True, True)
    assert (Job.objects.count(), Holiday.objects.filter(date=date(2026, 12, 14)).count()) == (2, 1)


def test_running_work_shows_how_far_it_has_come(browser: Client):
    found = brought(browser)
    browser.post(page("approve_import", found.pk))
    Job.objects.update(progress_done=1200, progress_total=5000)

    shown = browser.get(page("holiday_import", found.pk)).content.decode()

    assert ("1.200 dari 5.000 batas waktu" in shown, '<progress max="5000" value="1200"' in shown) == (True, True)


def test_a_discarded_decree_changes_nothing_and_cannot_be_approved(browser: Client):
    found = brought(browser)
    browser.post(page("discard_import", found.pk))

    answer = browser.post(page("approve_import", found.pk), follow=True).content.decode()

    assert ("keadaannya sudah berbeda" in answer, Job.objects.count(), Holiday.objects.filter(date=date(2026, 12, 14)).count()) == (
        True,
        0,
        0,
    )


def test_a_faulty_file_is_told_line_by_line_and_nothing_of_it_is_kept(browser: Client):
    text = EXTRA + "besok,cuti_bersama,A,SKB,pasti,\n2026-12-16,liburan,B,SKB,pasti,\n2026-12-17,cuti_bersama,,SKB,pasti,\n"

    response = upload(browser, text)

    assert response.context["form"].errors["berkas"] == [
        'Baris 3: kolom date berisi "besok". Tulis tanggal sebagai TTTT-BB-HH, misalnya 2026-08-17.',
        (
            'Baris 4: kolom kind berisi "liburan". Isi dengan salah satu dari: national, joint_leave, local, libur_nasional, cuti_bersama, '
            "libur_daerah."
        ),
        "Baris 5: kolom name kosong.",
    ]
    assert (HolidayImport.objects.count(), Holiday.objects.filter(date=date(2026, 12, 14)).count()) == (0, 0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            HEADING + "2026-12-14,local,Tidak ada,SK 1,pasti,ya\n",
            "Periksa tanggal, jenis, dan namanya. Hari libur yang dicabut tidak ditemukan",
        ),
        (
            HEADING + '2026-12-25,national,Hari Raya Natal,"SKB 1497/2025, 2/2025, 5/2025",sure,\n',
            "Tidak ada yang berubah: semua hari ini sudah tercatat demikian",
        ),
    ],
)
def test_rows_that_make_no_sense_are_refused_in_words(browser: Client, text: str, words: str):
    response = upload(browser, text)

    assert [error.startswith(words) for error in response.context["form"].non_field_errors()] == [True]
    assert HolidayImport.objects.count() == 0


def test_a_file_that_is_too_big_or_no_text_is_refused(browser: Client):
    big = upload(browser, EXTRA + "x" * 256 * 1024)
    binary = browser.post(page("upload_holidays"), {"berkas": SimpleUploadedFile("a.csv", b"\xff\xfe\x00")})

    assert big.context["form"].errors["berkas"] == ["Pilih berkas yang lebih kecil dari 256 KB"]
    assert binary.context["form"].errors["berkas"] == ["Berkas bukan teks UTF-8. Simpan kembali sebagai CSV UTF-8, lalu ulangi."]


def test_a_local_day_is_looked_at_approved_and_taken_back_the_same_way(browser: Client):
    browser.post(page("add_holiday"), {**boxes("day", date(2026, 12, 14)), "name": "Hari jadi kota", "decree": "SK 1/2026"})
    found = HolidayImport.objects.get()
    browser.post(page("approve_import", found.pk))
    worked_off(found)
    day = Holiday.objects.get(name="Hari jadi kota")

    browser.post(page("withdraw_holiday", day.pk), {"decree": "SK 2/2026"})
    second = HolidayImport.objects.exclude(pk=found.pk).get()
    browser.post(page("approve_import", second.pk))
    worked_off(second)

    day.refresh_from_db()
    assert (day.kind, day.decree, day.withdrawn_by) == ("local", "SK 1/2026", "SK 2/2026")
    assert browser.get(page("withdraw_holiday", day.pk)).status_code == 404


def test_the_list_warns_of_a_year_without_holidays_and_so_does_the_health_page(browser: Client):
    Holiday.objects.filter(date__year=2027).delete()

    shown = browser.get(page("holidays"), {"tahun": 2027})

    assert (shown.context["missing"], shown.context["rows"]) == (["Belum ada hari libur 2027."], [])
    assert "Batas waktu dapat keliru." in shown.content.decode()
    assert holidays_are_known().ok is False


def test_the_list_says_when_a_year_is_only_expected(browser: Client):
    response = browser.get(page("holidays"), {"tahun": 2027})

    assert (response.context["missing"], response.context["estimated"], len(response.context["rows"])) == ([], True, 26)


@pytest.mark.parametrize("year", ["", "abc", "99999", "-1", "1999"])
def test_a_year_that_makes_no_sense_shows_this_one(browser: Client, year: str):
    assert browser.get(page("holidays"), {"tahun": year}).context["year"] == 2026


WORDS = {"label": "Pungutan", "label_en": "Levies", "definition": "Meminta uang.", "order": 1, "national_code": ""}


def test_a_kind_is_reworded_from_its_day_and_the_list_shows_both_versions(browser: Client):
    browser.post(page("reword_type", "pungli"), {**WORDS, **boxes("valid_from", date(2027, 1, 1))})

    response = browser.get(page("types"))

    assert [(row.version, row.valid_to) for row in ViolationType.objects.filter(code="pungli").order_by("version")] == [
        (1, date(2026, 12, 31)),
        (2, None),
    ]
    assert ([row.version for row in response.context["past"]], "Mulai 1 Jan 2027" in response.content.decode()) == ([1], True)


def test_a_day_gone_by_is_refused_in_words_and_what_was_typed_stays(browser: Client):
    response = browser.post(page("reword_type", "pungli"), {**WORDS, **boxes("valid_from", date(2026, 11, 30))})

    words = "Isi tanggal hari ini atau sesudahnya: hari yang lalu tetap memakai yang berlaku waktu itu."
    assert (response.context["form"].non_field_errors(), ViolationType.objects.filter(code="pungli").count()) == ([words], 1)
    assert b'value="Pungutan"' in response.content


def test_the_needed_kind_says_why_it_stays(browser: Client):
    response = browser.post(page("end_type", "belum_digolongkan"), boxes("last_day", date(2026, 12, 31)))

    assert response.context["form"].non_field_errors() == ["Biarkan jenis ini berlaku: pengaduan yang belum digolongkan memakainya"]


def test_a_retention_rule_is_added_changed_and_ended(browser: Client):
    rule = {"label": "Berkas terbukti", "years": 10, "action": "permanen", "legal_basis": "JRA contoh"}
    assert "Belum ada aturan retensi" in browser.get(page("retention")).content.decode()

    browser.post(page("add_retention"), {**rule, "code": "berkas_terbukti", **boxes("valid_from", date(2026, 12, 1))})
    browser.post(page("change_retention", "berkas_terbukti"), {**rule, "years": 5, **boxes("valid_from", date(2027, 1, 1))})
    browser.post(page("end_retention", "berkas_terbukti"), boxes("last_day", date(2027, 12, 31)))

    assert list(RetentionRule.objects.values_list("version", "years", "valid_from", "valid_to")) == [
        (1, 10, date(2026, 12, 1), date(2026, 12, 31)),
        (2, 5, date(2027, 1, 1), date(2027, 12, 31)),
    ]


def test_an_unknown_code_is_not_found(browser: Client):
    assert [browser.get(page(name, "tidak_ada")).status_code for name in ("reword_type", "end_type", "change_retention")] == [404] * 3

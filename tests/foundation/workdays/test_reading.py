"""A holiday file is read whole, or refused with a sentence for each line that is wrong."""

from datetime import date
from pathlib import Path

import pytest

from foundation.workdays.enums import Certainty, HolidayKind
from foundation.workdays.reading import SHIPPED, BadHolidayFile, HolidayRow, read, read_file

HEADING = "date,kind,name,decree,certainty\n"
INDEPENDENCE = HolidayRow(date(2026, 8, 17), HolidayKind.NATIONAL, "Hari Kemerdekaan", "SKB 1497/2025", Certainty.SURE)


def problems(text: str) -> list[str]:
    with pytest.raises(BadHolidayFile) as refusal:
        read(text)
    return refusal.value.problems


def test_plain_file_is_read():
    assert read(HEADING + "2026-08-17,national,Hari Kemerdekaan,SKB 1497/2025,sure\n") == [INDEPENDENCE]


def test_office_file_with_semicolons_and_indonesian_words_is_read():
    text = "Tanggal;Hari;Jenis;Nama;Dasar;Kepastian;Dicabut\n2026-08-17;Senin;libur_nasional;Hari Kemerdekaan;SKB 1497/2025;pasti;tidak\n"

    assert read(text) == [INDEPENDENCE]


def test_commas_in_quotes_line_breaks_of_windows_and_blank_lines_are_read():
    text = HEADING.replace("\n", "\r\n") + '\r\n2026-12-24,joint_leave,"Natal, cuti bersama","SKB 1497/2025, 2/2025",sure\r\n,,,,\r\n'

    assert read(text) == [
        HolidayRow(date(2026, 12, 24), HolidayKind.JOINT_LEAVE, "Natal, cuti bersama", "SKB 1497/2025, 2/2025", Certainty.SURE)
    ]


def test_column_nobody_knows_is_passed_over():
    assert read("catatan," + HEADING + "x,2026-08-17,national,Hari Kemerdekaan,SKB 1497/2025,sure\n") == [INDEPENDENCE]


def test_withdrawn_row_is_read():
    text = "date,kind,name,decree,certainty,withdrawn\n2021-12-24,joint_leave,Natal,SKB 712/2021,sure,ya\n"

    assert read(text) == [HolidayRow(date(2021, 12, 24), HolidayKind.JOINT_LEAVE, "Natal", "SKB 712/2021", Certainty.SURE, withdrawn=True)]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            "17/08/2026,national,Kemerdekaan,SKB,sure",
            'Baris 2: kolom date berisi "17/08/2026". Tulis tanggal sebagai TTTT-BB-HH, misalnya 2026-08-17.',
        ),
        ("2026-02-30,national,X,SKB,sure", 'Baris 2: kolom date berisi "2026-02-30". Tanggal itu tidak ada dalam kalender.'),
        ("2206-08-17,national,X,SKB,sure", 'Baris 2: kolom date berisi "2206-08-17". Tahunnya harus 2000 sampai 2099.'),
        (
            "2026-08-17,libur,X,SKB,sure",
            (
                'Baris 2: kolom kind berisi "libur". Isi dengan salah satu dari: '
                "national, joint_leave, local, libur_nasional, cuti_bersama, libur_daerah."
            ),
        ),
        (
            "2026-08-17,national,X,SKB,",
            (
                'Baris 2: kolom certainty berisi "". Isi dengan salah satu dari: '
                "sure, estimated, pasti, perkiraan, package-only, estimated-label-in-package."
            ),
        ),
        ("2026-08-17,national, ,SKB,sure", "Baris 2: kolom name kosong."),
        ("2026-08-17,national,X,,sure", "Baris 2: kolom decree kosong."),
        (f"2026-08-17,national,{'x' * 121},SKB,sure", "Baris 2: kolom name memuat 121 huruf; paling banyak 120."),
        ("2026-08-17,national,Hari\x00Raya,SKB,sure", "Baris 2: kolom name memuat tanda yang tidak dapat dicetak."),
        (
            "2026-08-17,national,X,SKB 1, SKB 2,sure",
            "Baris 2: ada 6 kolom, padahal judul memuat 5. Apit nilai yang berisi koma dengan tanda kutip.",
        ),
    ],
)
def test_faulty_line_is_told_with_its_number_and_what_to_do(line: str, problem: str):
    assert problems(HEADING + line + "\n") == [problem]


def test_weekday_that_disagrees_with_the_date_is_told():
    text = "date,weekday,kind,name,decree,certainty\n2026-08-18,Sen,national,Kemerdekaan,SKB,sure\n"

    assert problems(text) == ['Baris 2: kolom weekday berisi "Sen", padahal 2026-08-18 jatuh pada hari Selasa.']


def test_weekday_written_with_an_apostrophe_is_understood():
    text = "date,weekday,kind,name,decree,certainty\n2026-12-25,Jum'at,national,Natal,SKB,sure\n"

    assert [row.day for row in read(text)] == [date(2026, 12, 25)]


def test_all_faults_are_told_at_once():
    text = HEADING + "besok,national,A,SKB,sure\n2026-08-17,national,B,SKB,sure\n2026-08-17,national,,SKB,sure\n"

    assert problems(text) == [
        'Baris 2: kolom date berisi "besok". Tulis tanggal sebagai TTTT-BB-HH, misalnya 2026-08-17.',
        "Baris 4: kolom name kosong.",
    ]


def test_same_holiday_twice_is_told():
    line = "2026-08-17,national,Kemerdekaan,SKB,sure\n"

    assert problems(HEADING + line + line) == ["Baris 3: hari libur ini sudah ada pada baris 2. Hapus salah satu."]


def test_two_holidays_on_one_date_are_both_read():
    text = HEADING + "2008-05-01,national,Hari Buruh,SKB,sure\n2008-05-01,national,Kenaikan,SKB,sure\n"

    assert [row.name for row in read(text)] == ["Hari Buruh", "Kenaikan"]


def test_missing_columns_are_named():
    assert problems("date,kind,name\n2026-08-17,national,X\n") == [
        "Baris judul tidak memuat kolom: decree, certainty. Judul yang dikenal: date, weekday, kind, name, decree, certainty, withdrawn."
    ]


@pytest.mark.parametrize("text", ["", "\n\n", HEADING])
def test_file_without_a_holiday_is_told(text: str):
    assert problems(text) == ["Berkas tidak memuat satu pun hari libur."]


def test_broken_quotes_are_told():
    assert problems(HEADING + '2026-08-17,national,"Hari" Raya,SKB,sure\n') == ["Baris 2: susunan CSV rusak, periksa tanda kutipnya."]


def test_file_with_a_byte_order_mark_is_read(tmp_path: Path):
    file = tmp_path / "libur.csv"
    file.write_text(HEADING + "2026-08-17,national,Hari Kemerdekaan,SKB 1497/2025,sure\n", encoding="utf-8-sig")

    assert read_file(file) == [INDEPENDENCE]


def test_file_that_is_not_utf_8_is_told(tmp_path: Path):
    file = tmp_path / "libur.csv"
    file.write_bytes("Jum’at".encode("cp1252"))

    with pytest.raises(BadHolidayFile) as refusal:
        read_file(file)

    assert refusal.value.problems == ["Berkas bukan teks UTF-8. Simpan kembali sebagai CSV UTF-8, lalu ulangi."]


def test_shipped_file_holds_four_years_with_joint_leave_in_each():
    rows = read_file(SHIPPED)

    counted = {
        (year, kind.value): sum(row.day.year == year and row.kind == kind for row in rows)
        for year in (2024, 2025, 2026, 2027)
        for kind in (HolidayKind.NATIONAL, HolidayKind.JOINT_LEAVE)
    }
    assert counted == {
        (2024, "national"): 19,
        (2024, "joint_leave"): 10,
        (2025, "national"): 17,
        (2025, "joint_leave"): 11,
        (2026, "national"): 17,
        (2026, "joint_leave"): 8,
        (2027, "national"): 18,
        (2027, "joint_leave"): 8,
    }


def test_shipped_file_calls_only_the_unread_decree_an_estimate():
    assert {row.day.year for row in read_file(SHIPPED) if row.certainty == Certainty.ESTIMATED} == {2027}
    assert {row.day.year for row in read_file(SHIPPED) if row.certainty == Certainty.SURE} == {2024, 2025, 2026}

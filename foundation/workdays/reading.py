"""Reads a holiday file (CSV as an office writes it) into rows, or says in Indonesian what is wrong on which line."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from foundation.workdays.enums import Certainty, HolidayKind
from foundation.workdays.models import LONGEST_DECREE, LONGEST_NAME

SHIPPED = Path(__file__).with_name("data") / "holidays-id-2024-2027.csv"
"""The national holidays and joint leave that a new installation begins with."""

COLUMNS = {
    "date": ("date", "tanggal"),
    "weekday": ("weekday", "hari"),
    "kind": ("kind", "jenis"),
    "name": ("name", "name_id", "nama"),
    "decree": ("decree", "source", "dasar"),
    "certainty": ("certainty", "kepastian"),
    "withdrawn": ("withdrawn", "dicabut"),
}
"""What each column may be called; weekday and withdrawn may be left out."""
OPTIONAL = {"weekday", "withdrawn"}

KINDS = {
    **{kind.value: kind for kind in HolidayKind},
    "libur_nasional": HolidayKind.NATIONAL,
    "cuti_bersama": HolidayKind.JOINT_LEAVE,
    "libur_daerah": HolidayKind.LOCAL,
}
CERTAINTIES = {
    **{certainty.value: certainty for certainty in Certainty},
    "pasti": Certainty.SURE,
    "perkiraan": Certainty.ESTIMATED,
    "package-only": Certainty.ESTIMATED,
    "estimated-label-in-package": Certainty.ESTIMATED,
}
WITHDRAWN = {"": False, "tidak": False, "ya": True}
WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
SHORT_WEEKDAY = 3
FIRST_YEAR, LAST_YEAR = 2000, 2099
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Chosen = TypeVar("Chosen")


@dataclass(frozen=True)
class HolidayRow:
    """One holiday as a decree declares it, or takes it back when `withdrawn`; `decree` is the one that says so."""

    day: date
    kind: HolidayKind
    name: str
    decree: str
    certainty: Certainty
    withdrawn: bool = False

    @property
    def identity(self) -> tuple[date, str, str]:
        """What makes two rows the same holiday."""
        return self.day, self.kind.value, self.name


def as_json(row: HolidayRow) -> dict[str, Any]:
    """A row as it is kept until somebody approves it; `from_json` reads it back."""
    return {**asdict(row), "day": row.day.isoformat()}


def from_json(kept: Mapping[str, Any]) -> HolidayRow:
    """The row that `as_json` wrote."""
    return HolidayRow(
        day=date.fromisoformat(kept["day"]),
        kind=HolidayKind(kept["kind"]),
        name=kept["name"],
        decree=kept["decree"],
        certainty=Certainty(kept["certainty"]),
        withdrawn=kept["withdrawn"],
    )


class BadHolidayFile(ValueError):
    """The file cannot be taken in; `problems` holds one Indonesian sentence a fault, each with its line."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class BadCell(ValueError):
    """What one cell should say and does not, in Indonesian."""


def read_file(path: Path) -> list[HolidayRow]:
    """The rows of a UTF-8 file, with or without a byte order mark. Raises BadHolidayFile, OSError when it cannot be opened."""
    return read_bytes(path.read_bytes())


def read_bytes(content: bytes) -> list[HolidayRow]:
    """The rows of an uploaded file, UTF-8 with or without a byte order mark. Raises BadHolidayFile."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadHolidayFile(["Berkas bukan teks UTF-8. Simpan kembali sebagai CSV UTF-8, lalu ulangi."]) from error
    return read(text.replace("\r\n", "\n"))


def read(text: str) -> list[HolidayRow]:
    """The rows of a holiday CSV: a heading line, then one holiday a line, parted by commas or semicolons; blank lines are passed over.

    Every line is looked at before BadHolidayFile is raised, so that all faults are told at once.
    """
    lines: dict[tuple[date, str, str], int] = {}
    rows: list[HolidayRow] = []
    problems: list[str] = []
    for number, heading, cells in _records(text):
        try:
            row = _row(heading, cells)
        except BadCell as fault:
            problems.append(f"Baris {number}: {fault}")
            continue
        if row.identity in lines:
            problems.append(f"Baris {number}: hari libur ini sudah ada pada baris {lines[row.identity]}. Hapus salah satu.")
        lines.setdefault(row.identity, number)
        rows.append(row)
    if not rows and not problems:
        problems.append("Berkas tidak memuat satu pun hari libur.")
    if problems:
        raise BadHolidayFile(problems)
    return rows


def _records(text: str) -> Iterator[tuple[int, list[str], list[str]]]:
    """Each filled line with its number and the known name of every column."""
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",", strict=True)
    heading: list[str] = []
    try:
        for record in reader:
            cells = [cell.strip() for cell in record]
            if not any(cells):
                continue
            if heading:
                yield reader.line_num, heading, cells
            else:
                heading = _heading(cells)
    except csv.Error as error:
        raise BadHolidayFile([f"Baris {reader.line_num}: susunan CSV rusak, periksa tanda kutipnya."]) from error


def _heading(cells: list[str]) -> list[str]:
    """The known name of each column; a column nobody knows keeps its own and is not read. Raises BadHolidayFile when one lacks."""
    known = {name: column for column, names in COLUMNS.items() for name in names}
    heading = [known.get(cell.lower(), cell) for cell in cells]
    missing = [column for column in COLUMNS if column not in heading and column not in OPTIONAL]
    if missing:
        raise BadHolidayFile([f"Baris judul tidak memuat kolom: {', '.join(missing)}. Judul yang dikenal: {', '.join(COLUMNS)}."])
    return heading


def _row(heading: list[str], cells: list[str]) -> HolidayRow:
    if len(cells) != len(heading):
        raise BadCell(f"ada {len(cells)} kolom, padahal judul memuat {len(heading)}. Apit nilai yang berisi koma dengan tanda kutip.")
    cell = dict(zip(heading, cells, strict=True))
    day = _day(cell["date"])
    _check_weekday(day, cell.get("weekday", ""))
    return HolidayRow(
        day=day,
        kind=_choice("kind", cell["kind"], KINDS),
        name=_words("name", cell["name"], LONGEST_NAME),
        decree=_words("decree", cell["decree"], LONGEST_DECREE),
        certainty=_choice("certainty", cell["certainty"], CERTAINTIES),
        withdrawn=_choice("withdrawn", cell.get("withdrawn", ""), WITHDRAWN),
    )


def _day(written: str) -> date:
    if not ISO_DATE.fullmatch(written):
        raise BadCell(f'kolom date berisi "{written}". Tulis tanggal sebagai TTTT-BB-HH, misalnya 2026-08-17.')
    try:
        day = date.fromisoformat(written)
    except ValueError as error:
        raise BadCell(f'kolom date berisi "{written}". Tanggal itu tidak ada dalam kalender.') from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadCell(f'kolom date berisi "{written}". Tahunnya harus {FIRST_YEAR} sampai {LAST_YEAR}.')
    return day


def _check_weekday(day: date, written: str) -> None:
    """A weekday is written to be checked by eye against the decree, so one that disagrees means the date was mistyped."""
    expected = WEEKDAYS[day.weekday()]
    plain = written.lower().replace("'", "")
    if plain and plain not in (expected, expected[:SHORT_WEEKDAY]):
        raise BadCell(f'kolom weekday berisi "{written}", padahal {day.isoformat()} jatuh pada hari {expected.capitalize()}.')


def _choice(column: str, written: str, choices: Mapping[str, Chosen]) -> Chosen:
    try:
        return choices[written.lower()]
    except KeyError as error:
        known = ", ".join(choice for choice in choices if choice)
        raise BadCell(f'kolom {column} berisi "{written}". Isi dengan salah satu dari: {known}.') from error


def _words(column: str, written: str, longest: int) -> str:
    if not written:
        raise BadCell(f"kolom {column} kosong.")
    if len(written) > longest:
        raise BadCell(f"kolom {column} memuat {len(written)} huruf; paling banyak {longest}.")
    if not written.isprintable():
        raise BadCell(f"kolom {column} memuat tanda yang tidak dapat dicetak.")
    return written

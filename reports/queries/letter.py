"""What the monthly report says as a paper to the Walikota: letters a, b and c, the other figures, and how they can be proved later."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from complaints.enums import AnswerKind
from foundation.audit.models import Checkpoint
from foundation.papers.letters import Block, Facts, Heading, Items, Letter, Paragraph, Table
from foundation.ui import wording
from reports.models import MonthlyReport
from reports.rules.contents import DEFINITIONS
from reports.rules.period import Period
from reports.rules.publication import type_rows

NOTHING_OF_NOTE = "Tidak ada hal penting yang dilaporkan."
SEALED = "Huruf c tersegel dan tidak dapat dibuka dengan kunci Anda."
ELSEWHERE = "Pengaduan yang tidak ditangani Inspektorat tidak termasuk dalam laporan ini dan disampaikan tersendiri."
EXPLAINED = ("received", "followed_up", "clocks_on_time", "overdue", "closing", "postponed", "stopped")
"""The figures whose meaning a reader of the paper needs beside him."""
BALANCE = ("opening", "received", "reopened", "closed")
LANGUAGE = "id"


def report_letter(report: MonthlyReport, figures: Mapping[str, Any], *, narrative: str | None) -> Letter:
    """The whole report of a revision with these figures; `narrative` None stands for words that the reader's keys don't open.

    The delegates' total is not on it: the Inspektur signs and reads this paper, and is never shown that number. No tembusan:
    letter c is for the Walikota alone (Pasal 15).
    """
    with override(LANGUAGE):
        period = report.month
        body: list[Block] = [
            Paragraph(
                f"Menurut Pasal 19 ayat (1) {settings.SITE['regulation']} kami laporkan penanganan pengaduan pada bulan {_name(period)}."
            ),
            *_correction(report),
            *_types(period, figures),
            Heading("c. Hal penting yang perlu dilaporkan"),
            *_narrative(narrative),
            *_awaiting(figures["awaiting_mayor"]),
            *_further(figures),
            Heading("Arti angka"),
            Items([f"{DEFINITIONS[key].label}: {DEFINITIONS[key].footnote}" for key in EXPLAINED], numbered=False),
            Paragraph(ELSEWHERE),
            *_proof(report),
            Paragraph("Demikian kami laporkan. Atas perhatian Bapak/Ibu Walikota kami ucapkan terima kasih."),
        ]
        return Letter(subject=_subject(report), recipient=_walikota(), body=body)


def figures_letter(period: Period, figures: Mapping[str, Any]) -> Letter:
    """Letters a and b alone, as a sheet: what may be printed where no key opens letter c."""
    with override(LANGUAGE):
        title = f"Angka laporan penanganan pengaduan bulan {_name(period)}"
        note = Paragraph("Lembar ini memuat huruf a dan huruf b Pasal 19 ayat (1). Huruf c tersegel dan tidak dicetak di sini.")
        return Letter(subject=title, body=[note, *_types(period, figures)], sheet=True)


def _subject(report: MonthlyReport) -> str:
    revised = f" (ralat, revisi {report.revision})" if report.revision > 1 else ""
    return f"Laporan penanganan pengaduan bulan {_name(report.month)}{revised}"


def _walikota() -> list[str]:
    place = settings.SITE["city"].removeprefix("Kota ")
    return [f"Walikota {place}", f"di {place}"]


def _name(period: Period) -> str:
    return wording.month(period.first)


def _correction(report: MonthlyReport) -> Iterator[Block]:
    if report.correction_reason:
        yield Paragraph(f"Laporan ini memperbaiki revisi {report.revision - 1}. Alasan ralat: {report.correction_reason}")


def _types(period: Period, figures: Mapping[str, Any]) -> Iterator[Block]:
    """Letters a and b. A month without a complaint says so: it is reported all the same."""
    yield Heading("a dan b. Jumlah dan jenis pengaduan yang diterima dan yang ditindaklanjuti")
    totals = [figures[part]["total"] for part in ("received", "followed_up")]
    if not any(totals):
        yield Paragraph(f"Nihil: pada bulan {_name(period)} tidak ada pengaduan yang diterima atau ditindaklanjuti.")
        return
    rows = [[row.label, _number(row.received), _number(row.followed_up)] for row in type_rows(figures)]
    yield Table(["Jenis", "Diterima (a)", "Ditindaklanjuti (b)"], rows, foot=["Jumlah", *map(_number, totals)], figures=2)


def _narrative(narrative: str | None) -> list[Block]:
    if narrative is None:
        return [Paragraph(SEALED)]
    parts = [part.strip("\n") for part in narrative.replace("\r\n", "\n").split("\n\n") if part.strip()]
    return [Paragraph(part) for part in parts or [NOTHING_OF_NOTE]]


def _awaiting(waiting: Mapping[str, Any]) -> Iterator[Block]:
    if waiting["total"]:
        since = f", yang paling lama sejak {wording.plain_date(date.fromisoformat(waiting['since']))}" if waiting["since"] else ""
        yield Paragraph(f"{_number(waiting['total'])} pengaduan menunggu penugasan Walikota (Pasal 7 ayat (3)){since}.")


def _further(figures: Mapping[str, Any]) -> Iterator[Block]:
    """What the Walikota needs beside the three letters to judge them."""
    balance = figures["balance"]
    closing = [DEFINITIONS["closing"].label, _number(balance["closing"])]
    yield Heading("Neraca pengaduan")
    yield Table(["Keadaan", "Jumlah"], [_line(key, balance[key]) for key in BALANCE], foot=closing, figures=1)
    yield Heading("Jawaban dan hasil")
    yield Table(["Hasil pada bulan ini", "Jumlah"], list(_outcomes(figures)), figures=1)
    yield Heading("Ketepatan waktu")
    head = ["Kewajiban", "Jatuh tempo", "Tepat waktu", "Lewat", "Masih lewat"]
    yield Table(head, [_clock(row) for row in figures["clocks"]], figures=4)
    for title, first, name in (("Umur pengaduan terbuka", "Sejak diterima", "open_by_age"), ("Saluran", "Pasal 6 ayat (3)", "channels")):
        yield Heading(title)
        yield Table([first, "Jumlah"], [[row["label"], _number(row["count"])] for row in figures[name]], figures=1)


def _outcomes(figures: Mapping[str, Any]) -> Iterator[list[str]]:
    """What did not occur has its line where it is owed; figures frozen before some were told apart lack those."""
    yield _line("followed_up_earlier", figures["followed_up"]["earlier"])
    for kind in AnswerKind:
        yield _line(f"answers_{kind.value}", figures["answers"][kind.value])
    yield _line("postponed", figures["postponed"])
    yield from _grounds(figures.get("postponed_by_ground", ()))
    yield _line("stopped", figures["stopped"]["total"])
    yield from _grounds(figures["stopped"]["by_ground"])
    for key in ("referred", "not_complaints", "out_of_scope"):
        if key in figures:
            yield _line(key, figures[key])


def _grounds(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[str]]:
    return ([f"– {row['label']}", _number(row["count"])] for row in rows)


def _line(key: str, value: int) -> list[str]:
    return [DEFINITIONS[key].label, _number(value)]


def _clock(row: Mapping[str, Any]) -> list[str]:
    return [f"{row['label']} ({row['basis']})", *(_number(row[name]) for name in ("due", "on_time", "late", "overdue"))]


def _number(value: int | None) -> str:
    return "–" if value is None else wording.number(value)


def _proof(report: MonthlyReport) -> Iterator[Block]:
    """The seal of the figures and the checkpoint of the audit log, once both stand: who holds this paper can check the log by it."""
    if report.frozen_at is None:
        return
    yield Heading("Segel angka dan tanda catatan audit")
    rows = [("Angka dibekukan", _moment(report)), ("Segel angka (SHA-256)", _in_groups(report.sha256))]
    yield Facts([*rows, *(_checkpoint(report.checkpoint) if report.checkpoint else ())])
    yield Paragraph("Dengan tanda ini pemegang laporan dapat memeriksa bahwa catatan audit sampai tanda itu tidak diubah.")


def _checkpoint(mark: Checkpoint) -> list[tuple[str, str]]:
    reach = f"Nomor {_number(mark.number)}, {_number(mark.entries)} catatan, {wording.moment(mark.at)}"
    return [
        ("Tanda catatan audit", reach),
        ("Sidik catatan", _in_groups(mark.digest)),
        ("Tanda tangan", _in_groups(mark.signature)),
        ("Kunci pemeriksa", _in_groups(mark.verify_key)),
    ]


def _moment(report: MonthlyReport) -> str:
    assert report.frozen_at is not None
    return wording.moment(timezone.localtime(report.frozen_at))


def _in_groups(text: str, size: int = 8) -> str:
    """A long row of digits so that an eye can compare it."""
    return " ".join(text[start : start + size] for start in range(0, len(text), size))

"""What happened in the demo's office: three months that are over, and November as it stands."""

from datetime import date, datetime, timedelta
from typing import Any

from complaints.enums import Routing
from complaints.services.conversation import post_message
from complaints.services.routing import reroute
from complaints.services.sweep import sweep_deadlines
from config.demo.desk import Desk, samples, sheet
from foundation.accounts.models import User
from foundation.audit.services import make_checkpoint
from foundation.ui.wording import plain_date
from investigations.enums import Conclusion
from reports.rules.period import Period
from reports.services.drafting import draft
from reports.services.narrative import save_narrative
from reports.services.publishing import approve_and_publish

STORY_DAY = date(2026, 11, 22)
"""The day on which the story stands; the whole of it is moved by full weeks to the day it is loaded."""
RECEIPT_CODE = "H7QX4MRT9WKD2PVC"
"""The receipt of the answered complaint, so that the status page can be tried at once."""

PAST = (
    ("2026-08-05", "pungli", True), ("2026-08-12", "disiplin_kehadiran", True), ("2026-08-20", "pungli", True),
    ("2026-08-26", "maladministrasi_pelayanan", True), ("2026-09-02", "pungli", True), ("2026-09-09", "perjalanan_dinas_fiktif", True),
    ("2026-09-15", "disiplin_kehadiran", True), ("2026-09-18", "aset_kendaraan_dinas", True), ("2026-09-24", "pengadaan", True),
    ("2026-09-29", "netralitas", True), ("2026-10-01", "pungli", True), ("2026-10-05", "pungli", True),
    ("2026-10-07", "disiplin_kehadiran", True), ("2026-10-09", "perjalanan_dinas_fiktif", True), ("2026-10-12", "pungli", True),
    ("2026-10-14", "kekerasan_seksual", True), ("2026-10-16", "penyalahgunaan_wewenang", True), ("2026-10-20", "pungli", True),
    ("2026-10-22", "disiplin_kehadiran", False), ("2026-10-26", "maladministrasi_pelayanan", False),
)  # fmt: skip
"""Day of receipt, kind, and whether it is answered and closed."""

ANSWER = (
    "Terima kasih atas pengaduan Anda. Kami telah memeriksa berkas dan meminta keterangan di unit yang Anda sebut. "
    "Pemeriksaan tidak menemukan petunjuk pelanggaran oleh pegawai. Bila Anda memiliki keterangan baru, sampaikan lewat halaman ini."
)
ANSWER_S01 = (
    "Terima kasih atas pengaduan Anda. Loket 2 telah kami periksa pada {day} dan petugasnya dimintai keterangan. "
    "Pengurusan KTP tidak dipungut biaya; pemberitahuannya kini terpasang di semua loket. Bukti penerimaan uang belum kami temukan. "
    "Bila Anda atau tetangga Anda memiliki bukti, sampaikan lewat halaman ini."
)


LAST_OF_THREE = 2


def desk_of(people: dict[str, User], *, today: date) -> Desk:
    """The office with its story moved by full weeks, so that it stands on `today` (WIB)."""
    return Desk(people, timedelta(weeks=(today - STORY_DAY).days // 7))


def tell_cases(desk: Desk) -> None:
    """Everything that was received and done."""
    _past_months(desk)
    _november(desk)


def tell_months(desk: Desk, *, now: datetime) -> None:
    """The reports of the months that are over at `now`, and what the clocks say by then. Outside any transaction: the log is signed."""
    _reports(desk, now=now)
    for custodian in ("kustodian", "kustodian-luar"):
        desk.keep_identities(custodian, at=now)
    sweep_deadlines(at=now)
    make_checkpoint(at=now)


def _past_months(desk: Desk) -> None:
    """Complaints that were followed up, answered and closed, so that the figures of three months can be read."""
    for number, (day, kind, finished) in enumerate(PAST):
        first = date.fromisoformat(day)
        days = [(first + timedelta(days=offset)).isoformat() for offset in (1, 2, 6, 8, 9)]
        body = f"Contoh pengaduan nomor {number + 1} untuk angka bulanan; orang dan tempat di dalamnya rekaan."
        sample: dict[str, Any] = {
            "channel": ("web", "surat", "telepon", "pejabat")[number % 4],
            "received_at": f"{day}T10:00:00+07:00",
            "reporter_kind": "individual",
            "reporter_name": "",
            "contact": "",
            "subject": "",
            "body": body,
            "accused": [{"name": "", "post": "petugas layanan", "unit": "Kecamatan Tanjung Arum"}],
        }
        by = None if sample["channel"] == "web" else "petugas" if sample["channel"] == "pejabat" else "saluran"
        case = desk.receive(sample, by=by, at=desk.at(day, "10.20")).complaint
        desk.forward(case, kind, by=by or "saluran", at=desk.at(days[0]))
        desk.order_review(case, "Telaah dan laporkan.", to="auditor-2", at=desk.at(days[1]))
        if not finished:
            continue
        written = sheet(
            "Dugaan pelanggaran di loket layanan.",
            body,
            Conclusion.NOT_PROVEN,
            "Keterangan yang ada tidak menunjukkan pelanggaran.",
            violation=kind,
        )
        desk.write_sheet(case, written, by="auditor-2", at=desk.at(days[2]), sign=True)
        desk.decide_unproven(case, "Tidak ada petunjuk pelanggaran dalam penelaahan.", at=desk.at(days[3]))
        desk.answer(case, ANSWER, at=desk.at(days[3], "13.00"))
        desk.close(case, at=desk.at(days[4]))


def _november(desk: Desk) -> None:
    """The samples, each at its own stage."""
    rows = samples()
    _answered_letter(desk, rows["S01"])
    _mail_under_review(desk, rows["S02"])
    message = desk.receive(rows["S03"], by="saluran", at=desk.at("2026-11-16", "07.30"), routing=Routing.UNROUTED).complaint
    desk.forward(message, rows["S03"]["type"], by="saluran", at=desk.at("2026-11-18", "08.45"))
    desk.receive(rows["S04"], by="saluran", at=desk.at("2026-11-17", "09.20"), protection_wish="Terlapor berkata: awas kalau cerita.")
    _about_a_head_of_service(desk, rows["S07"])
    _about_an_auditor(desk, rows["S08"])
    desk.receive(rows["S10"], by=None, at=desk.at("2026-11-20", "03.13"), routing=Routing.UNROUTED, doubtful=True)
    _broken_road(desk, rows["S11"])
    _walk_ins(desk)
    threat = "Saya diancam setelah melapor dan diberi nota dinas pindah. Keluarga saya didatangi."
    desk.receive(rows["S12"], by=None, at=desk.at("2026-11-20", "23.56"), routing=Routing.UNROUTED, protection_wish=threat)


def _answered_letter(desk: Desk, row: dict[str, Any]) -> None:
    case = desk.receive(row, by="saluran", at=desk.at("2026-11-06", "10.40"), receipt_code=RECEIPT_CODE).complaint
    desk.forward(case, row["type"], by="saluran", at=desk.at("2026-11-09", "08.30"))
    desk.order_review(case, "Periksa loket dan tarif resminya.", to="auditor", at=desk.at("2026-11-10", "10.00"))
    fresh, keys = desk.opened(case, "auditor", desk.at("2026-11-11"))
    post_message(
        fresh,
        "Apakah Anda masih ingat kira-kira jam berapa uang diserahkan?",
        once=case.pk,
        keys=keys,
        by=desk.people["auditor"],
        at=desk.at("2026-11-11"),
    )
    written = sheet(
        "Dugaan pungutan dalam penggantian KTP.", "Diminta Rp150.000 untuk blanko yang seharusnya gratis.", Conclusion.NOT_PROVEN,
        "Saksi dan bukti penyerahan uang belum ada; keterangan petugas loket tidak cocok satu sama lain.", violation=row["type"],
    )  # fmt: skip
    desk.write_sheet(case, written, by="auditor", at=desk.at("2026-11-16", "09.00"), sign=True)
    day = plain_date(desk.at("2026-11-16"))
    desk.answer(case, ANSWER_S01.format(day=day), at=desk.at("2026-11-18", "10.00"))
    reason = "Saksi pungutan di loket hanya dikenal pelapor. Saya perlu menemuinya sebelum audit diusulkan."
    desk.ask_who_told(case, reason, by="auditor", at=desk.at("2026-11-20", "09.30"))


def _mail_under_review(desk: Desk, row: dict[str, Any]) -> None:
    case = desk.receive(row, by=None, at=desk.at("2026-11-13", "21.48"), routing=Routing.UNROUTED).complaint
    desk.forward(case, row["type"], by="saluran", at=desk.at("2026-11-17", "11.20"))
    desk.order_review(case, "Telaah; perhatikan bill hotel nomor 3 dan 7.", to="auditor", at=desk.at("2026-11-18", "08.30"))
    written = sheet(
        "Dugaan sebelas perjalanan dinas fiktif.", "SPPD Februari sampai Agustus diduga tidak dilaksanakan.", Conclusion.AUDIT_WORTHY,
        "Nomor kamar pada dua bill sama sedangkan tanggalnya berselang dua bulan.", violation=row["type"],
    )  # fmt: skip
    desk.write_sheet(case, written, by="auditor", at=desk.at("2026-11-20", "14.00"), sign=False)


def _about_a_head_of_service(desk: Desk, row: dict[str, Any]) -> None:
    case = desk.receive(row, by=None, at=desk.at("2026-11-19", "22.11"), routing=Routing.ECHELON_II).complaint
    desk.forward(case, row["type"], by="saluran", at=desk.at("2026-11-20", "08.15"))
    desk.order_review(case, "Mohonkan penugasan Walikota.", to=None, at=desk.at("2026-11-20", "10.30"))


def _about_an_auditor(desk: Desk, row: dict[str, Any]) -> None:
    case = desk.receive(row, by=None, at=desk.at("2026-11-19", "08.32"), routing=Routing.UNROUTED).complaint
    at = desk.at("2026-11-19", "09.10")
    fresh, keys = desk.opened(case, "saluran", at)
    reroute(fresh, Routing.INSPECTORATE, reason="Terlapor adalah auditor Inspektorat.", keys=keys, by=desk.people["saluran"], at=at)


def _walk_ins(desk: Desk) -> None:
    """Two people who came to the officer's desk; he has not forwarded them yet."""
    told = (
        ("2026-11-19", "13.10", "Surat pengantar baru diberikan setelah uang rokok diserahkan.", "Kelurahan Tanjung Arum"),
        ("2026-11-20", "10.05", "Kendaraan dinas dipakai mengangkut barang dagangan pada hari kerja.", "Dinas Angkutan Kota"),
    )
    for day, hour, body, unit in told:
        sample: dict[str, Any] = {
            "channel": "pejabat",
            "received_at": f"{day}T{hour.replace('.', ':')}:00+07:00",
            "reporter_kind": "individual",
            "reporter_name": "",
            "contact": "",
            "subject": "",
            "body": body,
            "accused": [{"name": "", "post": "petugas", "unit": unit}],
        }
        desk.receive(sample, by="petugas", at=desk.at(day, hour) + timedelta(minutes=12))


def _broken_road(desk: Desk, row: dict[str, Any]) -> None:
    case = desk.receive(row, by=None, at=desk.at("2026-11-20", "13.41")).complaint
    desk.forward(case, row["type"], by="saluran", at=desk.at("2026-11-20", "15.30"))


def _reports(desk: Desk, *, now: datetime) -> None:
    """The three past months; the first two approved in the first days of the month after, the last a draft to be approved by hand."""
    first = desk.at("2026-08-15").date()
    for offset in range(3):
        month = first.month - 1 + offset
        period = Period(first.year + month // 12, month % 12 + 1)
        following = date(first.year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
        drafted_at = desk.at("2026-11-01", "01.00").replace(year=following.year, month=following.month, day=1)
        approved_at = drafted_at + timedelta(days=4, hours=9)
        if approved_at > now:
            return
        report = draft(period, at=drafted_at)
        by, keys = desk.people["inspektur"], desk.keys("inspektur", approved_at)
        words = "Sebagian besar pengaduan menyangkut biaya layanan di loket. Semua loket diminta memasang daftar tarif resmi."
        report = save_narrative(report, words, version=report.version, keys=keys, by=by, at=approved_at)
        if offset == LAST_OF_THREE:
            return
        approve_and_publish(report, seen=None, by=by, keys=keys, at=approved_at)

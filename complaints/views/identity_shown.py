"""How an opened identity is shown: as rows of a summary, hidden in time; and what is said when it is not opened."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpResponse

from complaints.enums import Consent, ContactWay
from complaints.rules.confidentiality import CannotAsk, CannotDecide
from complaints.services.identity import Shown
from foundation.ui.parts import SummaryRow
from foundation.ui.visible import visible

LABELS = {
    "name": "Nama",
    "body": "Badan atau organisasi",
    "unit": "Unit kerja",
    "nip": "NIP",
    "phone": "Telepon",
    "email": "Surel",
    "address": "Alamat",
    "contact": "Kontak",
    "safe_hours": "Aman dihubungi",
    "way": "Dihubungi lewat",
    "consents": "Nama boleh disebut kepada",
}
WHY_NOT_ASKED = {
    CannotAsk.NOTHING_SEALED: "Pelapor tidak meninggalkan identitas, jadi tidak ada yang dapat dibuka. Hubungi pelapor lewat Pesan.",
    CannotAsk.KEEPS_IT: "Anda kustodian identitas perkara ini. Minta anggota lain perkara ini yang mengajukan.",
    CannotAsk.NO_CUSTODIAN: "Belum ada kustodian yang dapat memutus. Minta administrator melengkapi penunjukannya, lalu ajukan lagi.",
    CannotAsk.ALREADY_WAITS: "Permintaan Anda sudah menunggu kustodian. Tunggu keputusannya.",
    CannotAsk.ALREADY_OPEN: "Permintaan Anda sudah disetujui dan masih berlaku. Buka identitas dari tab Identitas.",
}
WHY_NOT_DECIDED = {
    CannotDecide.DECIDED: "Permintaan ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.",
    CannotDecide.OWN_REQUEST: "Anda tidak dapat memutus permintaan sendiri. Serahkan kepada kustodian lain.",
    CannotDecide.NOT_ITS_CUSTODIAN: "Anda bukan lagi kustodian perkara ini. Kembali ke daftar permintaan.",
    CannotDecide.ASKER_LEFT: "Peminta tidak lagi memegang perkara ini. Tolak permintaannya dengan alasan itu.",
    CannotDecide.NO_SUCH_TERM: "Pilih salah satu lama yang tersedia.",
}


def identity_rows(reporter: Mapping[str, Any]) -> list[SummaryRow]:
    """What the reporter said of himself, in a fixed order; what has no label yet is shown under its own name, never left out."""
    order = [*LABELS, *(name for name in reporter if name not in LABELS)]
    return [SummaryRow(LABELS.get(name, name), _words(name, reporter[name])) for name in order if reporter.get(name)]


def hide_in_time(response: HttpResponse, shown: Shown | None, *, at: datetime) -> HttpResponse:
    """Let the browser load the page again when the identity is to be hidden, so that no screen is left open on it."""
    if shown is not None:
        response["Refresh"] = str(max(1, int((shown.until - at).total_seconds()) + 1))
    return response


def _words(name: str, value: Any) -> str:
    if name == "consents":
        return ", ".join(_label(Consent, one) for one in value)
    return _label(ContactWay, value) if name == "way" else visible(str(value))


def _label(choices: type[Consent] | type[ContactWay], code: Any) -> str:
    return str(choices(code).label) if code in choices.values else visible(str(code))

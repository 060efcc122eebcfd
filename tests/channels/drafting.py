"""Drafts of the public form as the steps leave them, made without any screen."""

from datetime import datetime
from typing import Any

from complaints.services import drafts
from complaints.services.attachments import IncomingFile
from foundation.vault.files import seal_stream

ANSWERS: dict[str, dict[str, Any]] = {
    "siapa": {"pelapor": "individual", "nama_disebut": "tanpa", "izin": []},
    "terlapor": {
        "asal": "none",
        "orang": [{"nama": "Hendro P.", "jabatan": "Petugas loket 2", "unit": "Kecamatan Tanjung Arum", "tidak_tahu": False}],
    },
    "kejadian": {
        "uraian": "Saya diminta Rp150.000 untuk blanko KTP yang seharusnya gratis.",
        "tanggal": "2026-10-26",
        "tidak_ingat": False,
        "jam": "sekitar 09.30",
        "tempat": "Loket 2 kantor kecamatan",
        "situs": "",
    },
    "bukti": {"berkas": None, "menyusul": False},
    "kontak": {"terancam": "tidak", "ancaman": "", "untuk": "individual/tanpa"},
}


def begun(*, at: datetime, **changes: dict[str, Any] | None) -> str:
    """A draft with every step complete, or without those that are None; `changes` replace single answers of a step."""
    code = drafts.start(at=at)
    for step, answers in ANSWERS.items():
        change = changes.get(step, {})
        if change is not None:
            drafts.save_step(code, step, {"clean": {**answers, **change}}, at=at)
    return code


def with_file(code: str, *, at: datetime, name: str = "foto-loket.jpg", content: bytes = b"foto") -> IncomingFile:
    """Add a file to a draft."""
    file = IncomingFile(seal_stream([content]), name=name, content_type="image/jpeg")
    drafts.add_file(code, file, most=5, at=at)
    return file

"""A visitor of the public form: a browser that checks tokens and follows no script, and what such a person answers."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

WHO = {"pelapor": "individual", "nama_disebut": "tanpa"}
NAMED = {"pelapor": "employee", "nama_disebut": "bernama", "izin": ["lpsk_polri"]}
ACCUSED = {
    "orang-TOTAL_FORMS": "1",
    "orang-INITIAL_FORMS": "0",
    "orang-0-nama": "Hendro P.",
    "orang-0-jabatan": "Petugas loket 2",
    "orang-0-unit": "Kecamatan Tanjung Arum",
    "asal": "none",
}
STORY = {
    "uraian": "Saya diminta Rp150.000 untuk blanko KTP yang seharusnya gratis.",
    "tanggal_hari": "26",
    "tanggal_bulan": "10",
    "tanggal_tahun": "2026",
    "jam": "sekitar 09.30",
    "tempat": "Loket 2 kantor kecamatan",
    "situs": "",
}
CONTACT = {"terancam": "tidak", "ancaman": ""}
NAMED_CONTACT = {**CONTACT, "nama": "Marlena Tiosa", "telepon": "0800-0000-0101", "cara": "phone"}


class Visitor:
    """Fills in the steps; every answer of the server is kept in `response`."""

    def __init__(self) -> None:
        self.browser = Client()
        self.response: Any = None

    def get(self, path: str, **options: Any) -> Any:
        """Open a page."""
        self.response = self.browser.get(path, **options)
        return self.response

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> Any:
        """Send a page."""
        self.response = self.browser.post(path, data or {}, **options)
        return self.response

    def step(self, number: int, answers: dict[str, Any] | None = None, **more: Any) -> Any:
        """Send one step."""
        return self.post(f"/lapor/{number}/", {**(answers or {}), **more})

    def fill(self, **changes: dict[str, Any]) -> None:
        """Fill in every step up to the check page; `changes` by step name replace the usual answers."""
        self.step(1, changes.get("who", WHO))
        self.step(2, changes.get("accused", ACCUSED))
        self.step(3, changes.get("story", STORY))
        self.step(4, changes.get("evidence", {}))
        self.step(5, changes.get("contact", CONTACT))

    def send(self, **changes: dict[str, Any]) -> Any:
        """Fill in everything, look at the check page and send it."""
        self.fill(**changes)
        self.get("/lapor/6/")
        return self.step(6, {"good_faith": "on"})

    @property
    def code(self) -> str:
        """The resume code that the browser holds, "" for none."""
        cookie = self.browser.cookies.get("lanjut")
        return cookie.value if cookie else ""


def a_file(name: str = "foto-loket.jpg", content: bytes = b"\xff\xd8\xff foto", kind: str = "image/jpeg") -> SimpleUploadedFile:
    """A file a visitor chooses."""
    return SimpleUploadedFile(name, content, content_type=kind)

"""One complaint through every step of the public form, as a telephone without JavaScript sends it."""

import time
from datetime import date

from bench.browser import Answer, Browser, form_with

EVIDENCE = ("foto-loket.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 200)
"""About 50 KB, sent with every fourth complaint."""
STORY = (
    "Pada hari itu saya mengganti KTP di loket 2. Petugas meminta uang seratus lima puluh ribu rupiah untuk blanko yang "
    "seharusnya gratis, tanpa kuitansi. Dua orang di belakang saya diminta hal yang sama. "
) * 6
WHO = {"pelapor": "individual", "nama_disebut": "tanpa"}
ACCUSED = {
    "orang-0-nama": "Hendro P.",
    "orang-0-jabatan": "Petugas loket 2",
    "orang-0-unit": "Kecamatan Tanjung Arum",
    "asal": "none",
}
WHEN = {
    "tanggal_hari": "",
    "tanggal_bulan": "9",
    "tanggal_tahun": str(date.today().year - 1),
    "jam": "pagi",
    "tempat": "Loket 2 kantor kecamatan",
}
CONTACT = {"terancam": "tidak", "ancaman": ""}


def submit_complaint(browser: Browser, turn: int) -> float:
    """From the page "Sampaikan pengaduan" to the receipt; returns the seconds that the last step, sending, took alone."""
    check = fill_in(browser, turn)
    seconds = send(browser, check)
    browser.close()
    return seconds


def fill_in(browser: Browser, turn: int) -> Answer:
    """Every step up to the check page, which is returned."""
    browser.get("/lapor/")
    page = browser.get("/lapor/1/")
    page = browser.submit("/lapor/1/", page, "pelapor", WHO)
    page = browser.submit("/lapor/2/", page, "asal", ACCUSED)
    page = browser.submit("/lapor/3/", page, "uraian", {"uraian": f"{STORY} ({turn})", **WHEN})
    page = browser.submit("/lapor/4/", page, "menyusul", {}, {"berkas": EVIDENCE} if turn % 4 == 0 else None)
    return browser.submit("/lapor/5/", page, "terancam", CONTACT)


def send(browser: Browser, check: Answer) -> float:
    """Send from the check page and look at the receipt; returns the seconds of the sending alone."""
    form = form_with(check.text, "good_faith")
    began = time.monotonic()
    sent = browser.post("/lapor/6/", {**form.fields, "good_faith": "on"})
    seconds = time.monotonic() - began
    browser.follow(sent)
    return seconds

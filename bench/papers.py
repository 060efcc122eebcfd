"""What is measured of official papers: how long a letter of three pages takes to make, and what it weighs."""

import time
from datetime import datetime
from typing import Any

from django.utils import timezone

from bench.figures import Figure, Target, middle
from foundation.papers.enums import Issuer, Secrecy, Urgency
from foundation.papers.letters import Facts, Heading, Items, Letter, Marks, Paragraph, Table, data_of
from foundation.papers.models import Letterhead
from foundation.papers.rendering import render
from foundation.papers.rules import SignatureBlock
from foundation.papers.services.papers import GENERIC, pictures_of

MADE = Target("a paper of three pages", "ms", 150, 50)
WEIGHT = Target("weight of that paper", "KB", 120, 60)
TIMES = 20
SENTENCES = (
    "Kami menindaklanjuti pengaduan ini sesuai peraturan yang berlaku.",
    "Pemeriksa meminta keterangan dari pihak terkait dan menelaah berkas.",
    "Hasilnya kami sampaikan sejauh tidak menghambat tindak lanjut.",
)


def papers(*, now: datetime) -> list[Figure]:
    """A letter with every kind of part, each time with other words, so that nothing made before helps."""
    letterhead = Letterhead(
        issuer=Issuer.INSPECTORATE, government="PEMERINTAH KOTA", office="INSPEKTORAT", lines="Jalan\nTelepon", place="Kota"
    )
    files: list[bytes] = []
    seconds = [_seconds(letterhead, turn, files, now=now) for turn in range(TIMES)]
    pages = files[-1].count(b"/Type/Page/")
    return [
        Figure(MADE, middle(seconds[1:]) * 1000, f"{pages} pages; the first one of a process {seconds[0] * 1000:.0f} ms"),
        Figure(WEIGHT, max(map(len, files)) / 1024, "fonts embedded"),
    ]


def _seconds(letterhead: Letterhead, turn: int, files: list[bytes], *, now: datetime) -> float:
    began = time.perf_counter()
    data: dict[str, Any] = data_of(_letter(turn), _marks(turn, now=now), letterhead, language="id")
    files.append(render(GENERIC, data, language="id", at=now, pictures=pictures_of(letterhead, data["address"])))
    return time.perf_counter() - began


def _letter(turn: int) -> Letter:
    text = " ".join(f"{SENTENCES[place % 3]} ({turn}.{place})" for place in range(12))
    parts = [
        Heading("Yang kami lakukan"),
        Facts([("Nomor register", f"700/{turn:04d}/2026"), ("Diterima", "16 November 2026")]),
        Items(["Memeriksa berkas", "Meminta keterangan", "Menyusun simpulan"]),
        Table(["Jenis", "Jumlah"], [["Pungutan liar", str(turn)], ["Lain-lain", "2"]]),
    ]
    return Letter(subject=f"Jawaban {turn}", recipient=["Pelapor"], copies=["Arsip"], body=[*parts, *[Paragraph(text)] * 9])


def _marks(turn: int, *, now: datetime) -> Marks:
    return Marks(
        number=f"700/{turn:03d}/ITDA/2026",
        dated=timezone.localdate(now),
        secrecy=Secrecy.SECRET,
        urgency=Urgency.ORDINARY,
        signature=SignatureBlock(("Inspektur,",), "Nama, S.H.", ("Pembina (IV/a)", "NIP 197001011995031001")),
        code=f"{turn:016d}",
    )

"""What an answer to the reporter must hold, and when it may be refused."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from complaints.enums import AnswerKind, RefusalGround
from foundation.law import Pasal, carries_out


@dataclass(frozen=True)
class AnswerParts:
    """An answer before it is issued.

    `text`: what the reporter will read; `grounds`: letters of Pasal 18(2); `withheld`: what is not told, in general words;
    `next_on`: when the reporter hears again (WIB date).
    """

    kind: AnswerKind
    text: str
    grounds: frozenset[RefusalGround] = frozenset()
    withheld: str = ""
    next_on: date | None = None


SHORTEST_ANSWER = 40
"""Characters below which nothing can have been said about what was done."""

SAY_WHAT_WAS_DONE = "Tulis apa yang telah dilakukan dan hasil atau tahapnya; kalimat umum saja tidak cukup."

FEWEST_WORDS = 4
"""Different words that must be left when the stock words are taken out; fewer cannot name an act or its result."""

_STOCK_WORDS = """
    ada adalah akan anda antara apabila atas atau bagi bahwa bapak belum berikut berikutnya berjalan berlaku bersabar dalam dan dapat
    dari demikian dengan di diharap diharapkan diproses dilakukan ditangani ditindaklanjuti harap hormat ibu ini itu juga kabar kami
    kasih kepada keluhan kembali ketentuan kini laporan lanjut lebih maka masih menindaklanjuti menunggu mohon nanti oleh pada para
    pelapor penanganan pengaduan perhatian peraturan perkembangan proses prosedur saat sabar sampaikan saudara secara sedang segera
    selanjutnya sementara semua seperti sesuai setelah sudah tahap tangani telah tentang terhadap terima terkait terlebih tersebut tidak
    tindak tunggu untuk waktu yang yth
"""
_STOCK = frozenset(_STOCK_WORDS.split())
"""What stands in every letter and says nothing of this case (Pasal 16: a bare "sedang diproses" is no answer)."""

_WORD = re.compile(r"[^\W_]+")


def is_refusal(kind: AnswerKind) -> bool:
    """Whether an answer holds something back, in whole or in part (Pasal 18)."""
    return kind in {AnswerKind.REFUSAL, AnswerKind.PARTIAL_REFUSAL}


def fitting(parts: AnswerParts) -> AnswerParts:
    """The answer without what does not belong to its kind: grounds, the part that is withheld, the next date."""
    return replace(
        parts,
        grounds=parts.grounds if is_refusal(parts.kind) else frozenset(),
        withheld=parts.withheld if parts.kind == AnswerKind.PARTIAL_REFUSAL else "",
        next_on=parts.next_on if parts.kind == AnswerKind.INTERIM else None,
    )


@carries_out(Pasal(18))
def faults(parts: AnswerParts, *, today: date) -> tuple[str, ...]:
    """What keeps an answer from being issued, as sentences in Indonesian that say what to do; empty when it may go out.

    What does not belong to its kind is passed over (see fitting). A refusal concerns the answer only, never the follow-up; its
    list of grounds is closed (Pasal 18 ayat (2)), one suffices. One of the whole answer need say no more than its ground. An
    interim answer says when the reporter hears again; a bare "sedang diproses" is no answer (Pasal 16).
    """
    parts = fitting(parts)
    return tuple(
        sentence
        for applies, sentence in (
            (parts.kind != AnswerKind.REFUSAL and _says_nothing(parts.text), SAY_WHAT_WAS_DONE),
            (is_refusal(parts.kind) and not parts.grounds, "Pilih sedikitnya satu alasan penolakan dari Pasal 18 ayat (2)."),
            (
                parts.kind == AnswerKind.PARTIAL_REFUSAL and not parts.withheld.strip(),
                "Sebutkan secara umum bagian yang tidak dapat disampaikan.",
            ),
            (parts.kind == AnswerKind.INTERIM and parts.next_on is None, "Isi tanggal pelapor akan mendapat kabar berikutnya."),
            (parts.next_on is not None and parts.next_on <= today, "Isi tanggal kabar berikutnya setelah hari ini."),
        )
        if applies
    )


def citations(grounds: Iterable[RefusalGround]) -> tuple[Pasal, ...]:
    """The letters of Pasal 18(2) that a refusal cites, in the order of the law."""
    return tuple(Pasal(18, 2, ground.value) for ground in sorted(grounds, key=lambda item: item.value))


def _says_nothing(text: str) -> bool:
    words = {word for word in _WORD.findall(text.casefold()) if len(word) > 1} - _STOCK
    return len(" ".join(text.split())) < SHORTEST_ANSWER or len(words) < FEWEST_WORDS

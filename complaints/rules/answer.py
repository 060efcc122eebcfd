"""What an answer to the reporter must hold, and when it may be refused."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
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

_EMPTY_PHRASES = re.compile(r"^(pengaduan anda )?(masih |sedang )*(dalam )?(di)?pros(es)?[a-z]*[.!]*$", re.IGNORECASE)


@carries_out(Pasal(18))
def faults(parts: AnswerParts, *, today: date) -> tuple[str, ...]:
    """What keeps an answer from being issued, as sentences in Indonesian that say what to do; empty when it may go out.

    A refusal concerns the answer only, never the follow-up; its list of grounds is closed (Pasal 18 ayat (2)), one suffices.
    An interim answer says when the reporter hears again; a bare "sedang diproses" is no answer (Pasal 16).
    """
    return tuple(
        sentence
        for applies, sentence in (
            (_says_nothing(parts.text), "Tulis apa yang telah dilakukan dan hasil atau tahapnya; kalimat umum saja tidak cukup."),
            (_is_refusal(parts.kind) and not parts.grounds, "Pilih sedikitnya satu alasan penolakan dari Pasal 18 ayat (2)."),
            (not _is_refusal(parts.kind) and bool(parts.grounds), "Hapus alasan penolakan, atau pilih jenis jawaban penolakan."),
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


def _is_refusal(kind: AnswerKind) -> bool:
    return kind in {AnswerKind.REFUSAL, AnswerKind.PARTIAL_REFUSAL}


def _says_nothing(text: str) -> bool:
    plain = " ".join(text.split())
    return len(plain) < SHORTEST_ANSWER or bool(_EMPTY_PHRASES.match(plain))

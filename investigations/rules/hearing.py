"""What may be recorded about an accused who has, or has not, been heard."""

from complaints.enums import PersonOutcome

AGAINST = frozenset({PersonOutcome.PROVEN, PersonOutcome.PARTLY})
"""Outcomes that say something against a person."""

HEAR_FIRST = (
    '"Terbukti" atau "terbukti sebagian" baru dapat dicatat setelah terlapor didengar: ada berita acara permintaan keterangan, '
    "atau catatan bahwa ia menolak atau tidak hadir setelah dua kali dipanggil. Penelaahan saja tidak cukup."
)


def outcome_fault(outcome: PersonOutcome, *, heard: bool) -> str:
    """Why an outcome cannot be recorded, or "".

    Nobody is found guilty unheard: an outcome against a person needs his interview record, or a recorded refusal or absence
    after two summonses (readings.md 1.3b, decision 8; UU 30/2014 on the right to be heard).
    """
    if outcome == PersonOutcome.OPEN:
        return "Pilih putusan untuk setiap terlapor."
    return HEAR_FIRST if outcome in AGAINST and not heard else ""

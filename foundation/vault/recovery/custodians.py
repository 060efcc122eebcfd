"""Who may hold the shares: a pure rule. Any two holders open every case, so they are not all of the Inspektorat."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

HOLDERS = 3
LONGEST = 120
OF_THE_INSPECTORATE = ("inspektorat", "inspektur", "irban")
"""Words of an office that say it is of the Inspektorat, whatever was answered."""


class HoldersRefused(ValueError):
    """These three may not hold the shares; the message says why and what to do, in Indonesian."""


@dataclass(frozen=True)
class ShareHolder:
    """One holder of a share: name, office, and whether he belongs to the Inspektorat."""

    name: str
    office: str
    of_inspectorate: bool

    @property
    def is_inside(self) -> bool:
        """Of the Inspektorat by his own answer or by the words of his office."""
        return self.of_inspectorate or any(word in _plain(self.office) for word in OF_THE_INSPECTORATE)


def check_holders(holders: Sequence[ShareHolder]) -> None:
    """Raises HoldersRefused for fewer or more than three, an empty, unprintable or overlong name or office, the same person twice, or
    three of the Inspektorat.
    """
    if len(holders) != HOLDERS:
        raise HoldersRefused(f"Sebutkan tepat {HOLDERS} pemegang bagian kunci: yang disebut {len(holders)}.")
    for holder in holders:
        if not _plain(holder.name) or not _plain(holder.office):
            raise HoldersRefused("Isi nama dan jabatan setiap pemegang bagian kunci.")
        if not (holder.name + holder.office).isprintable():
            raise HoldersRefused("Tulis nama dan jabatan dalam satu baris, tanpa tanda yang tidak tercetak.")
        if max(len(holder.name), len(holder.office)) > LONGEST:
            raise HoldersRefused(f"Pendekkan nama atau jabatan: paling panjang {LONGEST} huruf.")
    if len({_plain(holder.name) for holder in holders}) != HOLDERS:
        raise HoldersRefused("Pilih tiga orang yang berbeda: satu orang tidak boleh memegang dua bagian kunci.")
    if all(holder.is_inside for holder in holders):
        raise HoldersRefused(
            "Pilih sedikitnya satu pemegang di luar Inspektorat, misalnya Sekretaris Daerah atau Kepala Bagian Hukum: "
            "ketiga pemegang ini semuanya pegawai Inspektorat."
        )


def two_inside(holders: Sequence[ShareHolder]) -> bool:
    """Whether two holders of the Inspektorat could open every case between themselves; allowed, and said aloud."""
    return sum(holder.is_inside for holder in holders) > 1


def _plain(text: str) -> str:
    """For comparison: compatibility form, letters and digits alone, single spaces, lower case."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(sign if sign.isalnum() else " " for sign in folded).split())

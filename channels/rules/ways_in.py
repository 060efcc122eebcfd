"""The ways in that the Perwali names, how other media are read under them, and the notice to employees."""

from dataclasses import dataclass

from channels.enums import Way
from foundation.law import Pasal, carries_out


@dataclass(frozen=True)
class LegalBasis:
    """Under which letter of Pasal 6(3) a way in is registered, and why, in words for administrators."""

    basis: Pasal
    words: str

    @property
    def letter(self) -> str:
        """The letter alone, as registers print it."""
        return self.basis.letter or ""


_OPEN_LIST = "kata “meliputi” tidak menutup media lain yang disediakan (Pasal 1 angka 18)"

_TABLE: dict[Way, LegalBasis] = {
    Way.LETTER: LegalBasis(Pasal(6, 3, "a"), "Surat Pengaduan. Tanggal diterima ialah tanggal cap meja depan."),
    Way.EMAIL: LegalBasis(Pasal(6, 3, "b"), "Surat Elektronik (e-mail). Diterima saat masuk ke kotak surel resmi."),
    Way.WEB: LegalBasis(
        Pasal(6, 3, "b"),
        f"Formulir web tidak disebut; kirimannya Informasi Elektronik dan diperlakukan sebagai Surat Elektronik, karena {_OPEN_LIST}. "
        "Disarankan surat keputusan singkat yang menyebut alamat laman ini.",
    ),
    Way.MESSAGE: LegalBasis(Pasal(6, 3, "c"), "Pesan singkat kepada nomor yang ditentukan."),
    Way.WHATSAPP: LegalBasis(
        Pasal(6, 3, "c"),
        f"Pesan melalui aplikasi diperlakukan sebagai pesan singkat kepada nomor yang ditentukan, karena {_OPEN_LIST}.",
    ),
    Way.PHONE: LegalBasis(Pasal(6, 3, "d"), "Telepon pada nomor yang ditentukan."),
    Way.PO_BOX: LegalBasis(Pasal(6, 3, "e"), "Kotak Pos. Diterima saat diambil; cap pos tetap dicatat."),
    Way.BOX: LegalBasis(Pasal(6, 3, "f"), "Kotak Saran dan Pengaduan. Diterima saat kotak dibuka dengan berita acara."),
    Way.OFFICER: LegalBasis(
        Pasal(6, 3, "g"), "Pejabat Penerima Pengaduan, termasuk pelapor yang datang langsung. Diterima saat disampaikan kepadanya."
    ),
    Way.HANDED_ON: LegalBasis(
        Pasal(6, 3, "g"),
        "Pengaduan yang disampaikan ke tempat lain (Walikota, perangkat daerah, SP4N-LAPOR!) tidak hilang: diterima saat sampai kepada "
        "Pejabat Penerima Pengaduan atau saluran resmi Kota, lalu dicatat dalam register yang sama.",
    ),
}


TREATED_AS: dict[Way, Way] = {
    Way.WEB: Way.EMAIL,
    Way.WHATSAPP: Way.MESSAGE,
    Way.HANDED_ON: Way.OFFICER,
}
"""The media of a new installation that the Perwali does not name, and the way each is treated as; an office maps others by itself."""


@carries_out(Pasal(6, 1), Pasal(6, 2), Pasal(6, 3))
def legal_basis(way: Way) -> LegalBasis:
    """Under which letter a way in stands; whatever it is, the complaint goes to the one register of the Inspektorat.

    "meliputi … dan/atau" is an open list: a complaint is never refused for the way it came (readings.md, Pasal 6(3)).
    """
    return _TABLE[way]


@dataclass(frozen=True)
class Notice:
    """A public notice; the form words it and shows it to `audience` (a reporter kind's code)."""

    audience: str
    carries_out: Pasal


EMPLOYEES_REPORT = Notice("employee", carries_out=Pasal(5, letter="a"))
"""Employees are expected to tell what they know: a duty without a sanction, so a notice and no more."""

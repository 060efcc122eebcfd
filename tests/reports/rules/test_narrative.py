"""What in letter c looks like somebody's identity."""

import re

import pytest

from reports.rules.narrative import warnings_about

REGISTER = re.compile(r"700/\d+/\d+")
NAMES = ("Hendro P.", "Rina Anjani", "Ani", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sebagian besar pengaduan menyangkut biaya layanan di loket.", ()),
        ("Kerugian Rp1.250.000.000 pada 12 kegiatan tahun 2026.", ()),
        ("Pegawai dengan NIP 19790512 200501 1 002 diperiksa.", ("nomor 18 angka seperti NIP",)),
        ("Hubungi 0812-3456-7890.", ("nomor telepon",)),
        ("Hubungi +62 812 3456 7890.", ("nomor telepon",)),
        ("Lihat 700/0012/2026.", ("nomor register pengaduan",)),
        ("Terlapor hendro p dan RINA  ANJANI; Aniaya bukan nama.", ("nama terlapor: Hendro P.", "nama terlapor: Rina Anjani")),
    ],
)
def test_warnings(text: str, expected: tuple[str, ...]) -> None:
    assert warnings_about(text, register=REGISTER, names=NAMES) == expected

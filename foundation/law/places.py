"""Where each operative provision of the regulation is carried out, and why the others need no code.

Every place of the regulation stands in exactly one of the two lists; the law test holds both against the code.
"""

from foundation.law.pasal import Pasal

PLACES: dict[Pasal, str] = {
    Pasal(3, letter="b"): "investigations/rules/closing.py",
    Pasal(3, letter="c"): "investigations/rules/closing.py",
    Pasal(5, letter="a"): "channels/rules/ways_in.py",
    Pasal(5, letter="b"): "protection/rules/retaliation.py",
    Pasal(5, letter="c"): "protection/rules/retaliation.py",
    Pasal(6, 1): "channels/rules/ways_in.py",
    Pasal(6, 2): "channels/rules/ways_in.py",
    Pasal(6, 3): "channels/rules/ways_in.py",
    Pasal(6, 4): "channels/rules/receivers.py",
    Pasal(6, 5): "complaints/rules/deadlines.py",
    Pasal(7, 1): "investigations/rules/follow_up.py",
    Pasal(7, 2): "complaints/rules/deadlines.py",
    Pasal(7, 3): "investigations/rules/assignment.py",
    Pasal(8, 1): "investigations/rules/coordination.py",
    Pasal(8, 2): "investigations/rules/coordination.py",
    Pasal(9, 1): "complaints/rules/intake.py",
    Pasal(9, 2): "complaints/rules/intake.py",
    Pasal(9, 3): "complaints/rules/intake.py",
    Pasal(10): "complaints/rules/intake.py",
    Pasal(11, 1): "protection/rules/measures.py",
    Pasal(11, 2): "protection/rules/measures.py",
    Pasal(11, 3): "protection/rules/exclusion.py",
    Pasal(12, 1): "investigations/rules/involvement.py",
    Pasal(12, 2): "investigations/rules/involvement.py",
    Pasal(13, 1): "protection/rules/period.py",
    Pasal(13, 2): "protection/rules/period.py",
    Pasal(14, 1): "investigations/rules/suspension.py",
    Pasal(14, 2): "investigations/rules/suspension.py",
    Pasal(15): "complaints/rules/confidentiality.py",
    Pasal(16): "complaints/rules/deadlines.py",
    Pasal(17, 1): "protection/rules/coordination.py",
    Pasal(17, 2): "protection/rules/coordination.py",
    Pasal(18, 1): "complaints/rules/answer.py",
    Pasal(18, 2): "complaints/rules/answer.py",
    Pasal(19, 1): "reports/rules/contents.py",
    Pasal(19, 2): "reports/rules/publication.py",
    Pasal(20, 1): "rewards/rules/eligibility.py",
    Pasal(20, 2): "rewards/rules/eligibility.py",
}
"""Each operative provision and the one file whose rules carry it out."""

WITHOUT_CODE: dict[Pasal, str] = {
    Pasal(1): "pengertian; padanannya dalam kode ada di docs/glossary.md",
    Pasal(2): "maksud peraturan; tidak memerintahkan apa pun yang dapat diputuskan perangkat lunak",
    Pasal(3, letter="a"): "tujuan; ruang bagi pelapor adalah seluruh produk ini",
    Pasal(3, letter="d"): "tujuan; kepercayaan masyarakat adalah hasil, bukan langkah",
    Pasal(4): "daftar isi peraturan; tiap butirnya dijalankan pasal yang mengaturnya",
    Pasal(21): "amanat kepada Walikota untuk mengatur lebih lanjut; yang dapat berubah karenanya adalah pengaturan",
    Pasal(22): "mulai berlaku 7 Juli 2020; pengaduan tentang perbuatan sebelumnya tetap diterima (Pasal 1 angka 11)",
}
"""The places that need no code and the reason, in the words `manage.py pasal` prints."""

"""What a sheet must hold before it is signed, and how two writers' texts become one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.enums import EmploymentStatus
from investigations.enums import Conclusion, Evidence, Risk
from investigations.rules.assignment import Standing
from investigations.rules.review import Choice, Difference, Scope, Sheet, differences, merged, outside_perwali, sheet_faults

CLERK = "5b1b4f64-3b7e-4a53-9f2e-0c52a6d5f001"
FULL = Sheet(
    subject="Pungutan Rp150.000 untuk blanko KTP",
    what="Petugas meminta uang di luar biaya resmi",
    scopes=(Scope(CLERK, status="pns", echelon_now="IV.b"),),
    evidence=Evidence.ENOUGH,
    risk=Risk.LOW,
    conclusion=Conclusion.AUDIT_WORTHY,
    conclusion_words="Keterangan dan foto loket saling mendukung.",
    evidence_words="Foto loket dan keterangan dua saksi.",
    norms="Pasal 5 huruf g PP 94/2021",
    advice="Terbitkan surat tugas audit investigatif.",
    violation_type="pungli",
)


def test_full_sheet_may_be_signed():
    assert sheet_faults(FULL, accused=[CLERK]) == ()


def test_empty_sheet_says_everything_that_is_missing():
    assert sheet_faults(Sheet(), accused=[CLERK]) == (
        "Isi bagian B, pokok masalah.",
        "Isi bagian C: apa yang terjadi.",
        'Lengkapi bagian D untuk setiap terlapor; pilih "Belum diketahui" bila memang belum jelas.',
        "Pilih kecukupan bukti awal pada bagian E.",
        "Tulis bukti yang ada dan yang masih diperlukan pada bagian E.",
        "Isi bagian F, peraturan yang diduga dilanggar; tulis bila tidak ada.",
        "Tetapkan jenis pelanggaran pada bagian F.",
        "Pilih risiko bagi pelapor pada bagian I.",
        "Pilih simpulan pada bagian J.",
        "Jelaskan alasan simpulan pada bagian J, paling sedikit 20 karakter.",
        "Isi bagian K, saran.",
    )


def test_spam_gets_a_minimal_sheet():
    sheet = Sheet(
        subject="Iklan pinjaman",
        conclusion=Conclusion.NOT_A_COMPLAINT,
        conclusion_words="Pesan massal tanpa perbuatan pegawai.",
        violation_type="bukan_pelanggaran_pegawai",
    )

    assert sheet_faults(sheet, accused=[CLERK]) == ()


def test_a_bare_conclusion_is_no_reason():
    assert sheet_faults(replace(FULL, conclusion_words="Layak   audit."), accused=[CLERK]) == (
        "Jelaskan alasan simpulan pada bagian J, paling sedikit 20 karakter.",
    )


def test_unclassified_is_not_a_finding():
    assert sheet_faults(replace(FULL, violation_type="belum_digolongkan"), accused=[CLERK]) == (
        'Jenis "belum digolongkan" hanya untuk penerusan: tetapkan jenis pelanggarannya.',
    )


@pytest.mark.parametrize(
    ("conclusion", "evidence", "expected"),
    [
        (Conclusion.POSTPONE, Evidence.NOT_YET, ()),
        (Conclusion.POSTPONE, Evidence.ENOUGH, ('Simpulan "ditunda" berarti bukti belum cukup: sesuaikan bagian E atau J.',)),
        (Conclusion.POSTPONE, Evidence.NOT_ENOUGH, ('Simpulan "ditunda" berarti bukti belum cukup: sesuaikan bagian E atau J.',)),
        (
            Conclusion.AUDIT_WORTHY,
            Evidence.NOT_ENOUGH,
            ('Bukti "tidak cukup" tidak mendukung simpulan layak audit: sesuaikan bagian E atau J.',),
        ),
        (Conclusion.AUDIT_WORTHY, Evidence.NOT_YET, ()),
        (Conclusion.STOP, Evidence.ENOUGH, ()),
    ],
)
def test_conclusion_and_evidence_say_the_same(conclusion, evidence, expected):
    assert sheet_faults(replace(FULL, conclusion=conclusion, evidence=evidence), accused=[CLERK]) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (EmploymentStatus.PNS, False),
        (EmploymentStatus.CPNS, False),
        (EmploymentStatus.UNKNOWN, False),
        (EmploymentStatus.PPPK, True),
        (EmploymentStatus.NON_ASN, True),
        (EmploymentStatus.ELECTED, True),
        (EmploymentStatus.OUTSIDE, True),
    ],
)
def test_outside_the_letter_is_flagged_and_never_refuses(status, expected):
    sheet = replace(FULL, scopes=(Scope(CLERK, status=status),))

    assert outside_perwali(status) == expected
    assert sheet_faults(sheet, accused=[CLERK]) == ()


def test_scope_as_the_assignment_rule_reads_it():
    assert Scope(CLERK, echelon_then="II.b", echelon_now="", inspectorate_staff=True).standing == Standing("II.b", "", True)


texts = st.text(max_size=30)
sheets = st.builds(
    Sheet, subject=texts, what=texts, advice=texts, scopes=st.lists(st.builds(Scope, accused=texts, status=texts), max_size=3).map(tuple)
)


@given(sheets)
def test_sheet_survives_json(sheet):
    assert Sheet.from_json(sheet.as_json()) == sheet


def test_older_and_newer_json_is_read():
    assert Sheet.from_json({"subject": "Lama", "unknown_part": "x", "scopes": [{"accused": CLERK, "other": 1}]}) == Sheet(
        subject="Lama", scopes=(Scope(CLERK),)
    )
    assert Sheet.from_json(None) == Sheet()


def test_differences_in_the_order_of_the_sheet():
    mine = replace(FULL, advice="Klarifikasi dahulu.", subject="Pungli KTP")

    assert differences(FULL, mine) == (
        Difference("subject", "Pungutan Rp150.000 untuk blanko KTP", "Pungli KTP"),
        Difference("advice", "Terbitkan surat tugas audit investigatif.", "Klarifikasi dahulu."),
    )


def test_merged_takes_joins_and_keeps():
    texts_of_mine = {"subject": "Pungli KTP", "advice": "Klarifikasi dahulu.", "hypothesis": "Ada pola."}
    mine = replace(FULL, **texts_of_mine, conclusion=Conclusion.CLARIFY, scopes=())

    found = merged(FULL, mine, Choice(mine=frozenset({"subject", "scopes"}), both=frozenset({"advice", "conclusion"})))

    assert found == replace(
        FULL, subject="Pungli KTP", advice="Terbitkan surat tugas audit investigatif.\n\nKlarifikasi dahulu.", scopes=()
    )

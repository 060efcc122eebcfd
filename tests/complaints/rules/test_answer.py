"""What keeps an answer from being issued."""

from dataclasses import replace
from datetime import date

import pytest

from complaints.enums import AnswerKind, RefusalGround
from complaints.rules.answer import AnswerParts, citations, faults, fitting
from foundation.law import Pasal

TODAY = date(2026, 12, 18)
GOOD = "Kami telah memeriksa loket pelayanan dan mewawancarai petugasnya. Uang Anda dikembalikan pada 10 Desember 2026."
SAY_MORE = "Tulis apa yang telah dilakukan dan hasil atau tahapnya; kalimat umum saja tidak cukup."
STOCK = [
    "Pengaduan Anda sedang kami proses sesuai ketentuan yang berlaku.",
    "Pengaduan Anda sedang dalam proses penanganan lebih lanjut oleh kami.",
    "Terima kasih. Pengaduan Saudara sedang diproses lebih lanjut, mohon bersabar.",
    "Terima kasih, pengaduan Anda sedang kami proses.",
]


def test_a_good_answer_may_go_out():
    assert faults(AnswerParts(AnswerKind.FINAL, GOOD), today=TODAY) == ()


@pytest.mark.parametrize("text", ["", "   ", "Sedang diproses.", "Pengaduan Anda sedang diproses", "masih dalam proses", "Baik."])
def test_words_that_say_nothing_are_refused(text: str):
    assert faults(AnswerParts(AnswerKind.FINAL, text), today=TODAY) == (SAY_MORE,)


@pytest.mark.parametrize("kind", [AnswerKind.FINAL, AnswerKind.INTERIM, AnswerKind.PARTIAL_REFUSAL])
@pytest.mark.parametrize("text", STOCK)
def test_stock_phrases_are_no_answer_of_any_kind_that_tells_something(text: str, kind: AnswerKind):
    parts = AnswerParts(kind, text, frozenset({RefusalGround.A}), withheld="nama saksi", next_on=date(2026, 12, 30))

    assert faults(parts, today=TODAY) == (SAY_MORE,)


def test_a_refusal_of_the_whole_answer_needs_no_text():
    assert faults(AnswerParts(AnswerKind.REFUSAL, "", frozenset({RefusalGround.A})), today=TODAY) == ()


def test_a_refusal_needs_a_ground_of_the_closed_list():
    assert faults(AnswerParts(AnswerKind.REFUSAL, GOOD), today=TODAY) == ("Pilih sedikitnya satu alasan penolakan dari Pasal 18 ayat (2).",)


def test_one_ground_is_enough():
    assert faults(AnswerParts(AnswerKind.REFUSAL, GOOD, frozenset({RefusalGround.C})), today=TODAY) == ()


def test_a_partial_refusal_says_what_is_withheld():
    parts = AnswerParts(AnswerKind.PARTIAL_REFUSAL, GOOD, frozenset({RefusalGround.C}))

    assert faults(parts, today=TODAY) == ("Sebutkan secara umum bagian yang tidak dapat disampaikan.",)


def test_what_does_not_belong_to_a_kind_is_dropped():
    whole = AnswerParts(AnswerKind.FINAL, GOOD, frozenset({RefusalGround.A}), withheld="nama saksi", next_on=date(2026, 12, 30))

    assert fitting(whole) == AnswerParts(AnswerKind.FINAL, GOOD)
    assert fitting(replace(whole, kind=AnswerKind.INTERIM)) == AnswerParts(AnswerKind.INTERIM, GOOD, next_on=date(2026, 12, 30))
    assert fitting(replace(whole, kind=AnswerKind.REFUSAL)) == AnswerParts(AnswerKind.REFUSAL, GOOD, frozenset({RefusalGround.A}))
    assert faults(whole, today=TODAY) == ()


def test_an_interim_answer_says_when_the_reporter_hears_again():
    assert faults(AnswerParts(AnswerKind.INTERIM, GOOD), today=TODAY) == ("Isi tanggal pelapor akan mendapat kabar berikutnya.",)
    assert faults(AnswerParts(AnswerKind.INTERIM, GOOD, next_on=TODAY), today=TODAY) == ("Isi tanggal kabar berikutnya setelah hari ini.",)
    assert faults(AnswerParts(AnswerKind.INTERIM, GOOD, next_on=date(2026, 12, 30)), today=TODAY) == ()


def test_citations_in_the_order_of_the_law():
    assert citations({RefusalGround.D, RefusalGround.A}) == (Pasal(18, 2, "a"), Pasal(18, 2, "d"))

"""A citation prints as law does, sorts as the regulation does and exists."""

import pytest

from foundation.law import Pasal, UnknownPasal
from tests.foundation.law.leaves import every_leaf


@pytest.mark.parametrize(
    ("pasal", "citation"),
    [
        (Pasal(16), "Pasal 16"),
        (Pasal(7, 3), "Pasal 7 ayat (3)"),
        (Pasal(18, 2, "a"), "Pasal 18 ayat (2) huruf a"),
        (Pasal(5, letter="b"), "Pasal 5 huruf b"),
        (Pasal(1, item=12), "Pasal 1 angka 12"),
        (Pasal(4, item=6), "Pasal 4 angka 6"),
    ],
)
def test_citation_is_written_as_law_writes_it(pasal: Pasal, citation: str):
    assert str(pasal) == citation


@pytest.mark.parametrize(
    ("place", "citation"),
    [
        ({"article": 0}, "Pasal 0"),
        ({"article": 23}, "Pasal 23"),
        ({"article": 7, "paragraph": 4}, "Pasal 7 ayat (4)"),
        ({"article": 16, "paragraph": 1}, "Pasal 16 ayat (1)"),
        ({"article": 18, "paragraph": 2, "letter": "e"}, "Pasal 18 ayat (2) huruf e"),
        ({"article": 7, "letter": "a"}, "Pasal 7 huruf a"),
        ({"article": 1, "item": 20}, "Pasal 1 angka 20"),
        ({"article": 6, "paragraph": 3, "letter": "a", "item": 1}, "Pasal 6 ayat (3) huruf a angka 1"),
    ],
)
def test_place_the_regulation_does_not_have_is_refused(place: dict, citation: str):
    with pytest.raises(UnknownPasal) as refusal:
        Pasal(**place)

    assert str(refusal.value) == f"{citation} tidak ada dalam Peraturan Walikota Bengkulu Nomor 24 Tahun 2020"


def test_citations_sort_in_the_order_of_the_regulation():
    shuffled = [Pasal(10), Pasal(7, 3), Pasal(18, 2, "b"), Pasal(7), Pasal(18, 2), Pasal(1, item=12), Pasal(1, item=9), Pasal(18, 2, "a")]

    assert sorted(shuffled) == [
        Pasal(1, item=9),
        Pasal(1, item=12),
        Pasal(7),
        Pasal(7, 3),
        Pasal(10),
        Pasal(18, 2),
        Pasal(18, 2, "a"),
        Pasal(18, 2, "b"),
    ]


def test_repr_is_what_code_writes():
    assert [repr(pasal) for pasal in (Pasal(16), Pasal(7, 3), Pasal(18, 2, "a"), Pasal(1, item=12))] == [
        "Pasal(16)",
        "Pasal(7, 3)",
        "Pasal(18, 2, letter='a')",
        "Pasal(1, item=12)",
    ]


def test_equal_citations_are_one_key():
    assert {Pasal(7, 3): "assignment"}[Pasal(article=7, paragraph=3)] == "assignment"


def test_text_of_a_paragraph_is_the_regulations_own():
    assert Pasal(7, 3).text() == (
        "Dalam hal pelaksanaan tindak lanjut sebagaimana dimaksud pada ayat (1) terkait dengan pejabat eselon II dan pegawai "
        "di lingkungan Inspektorat, penugasan diterbitkan oleh Walikota."
    )


def test_text_of_a_letter_and_of_an_item_stand_alone():
    assert Pasal(18, 2, "c").text() == "dapat mengungkapkan rahasia pribadi seseorang; dan/atau"
    assert Pasal(1, item=18).text() == "Saluran pengaduan adalah media yang disediakan untuk menyampaikan pengaduan."


def test_text_of_a_whole_article_numbers_its_parts():
    assert Pasal(18).text() == (
        "(1) Inspektorat dapat menolak memberikan jawaban atas pengaduan pelapor sebagaimana dimaksud dalam Pasal 9 ayat (3).\n"
        "(2) Penolakan sebagaimana dimaksud pada ayat (1) dilakukan apabila:\n"
        "a. dapat menghambat proses tindak lanjut;\n"
        "b. membahayakan keamanan personil, peralatan, sarana dan/atau prasarana Pemerintah Kota;\n"
        "c. dapat mengungkapkan rahasia pribadi seseorang; dan/atau\n"
        "d. melanggar rahasia jabatan."
    )


def test_text_of_an_article_without_parts():
    assert Pasal(16).text() == (
        "Inspektorat memberikan jawaban kepada Pelapor sebagaimana dimaksud dalam pasal 9 ayat (3) paling lambat 30 (tiga puluh) "
        "hari kerja terhitung sejak pengaduan diterima."
    )


def test_an_article_covers_its_parts_and_not_the_other_way_round():
    assert Pasal(7).covers(Pasal(7, 3))
    assert not Pasal(7, 3).covers(Pasal(7))
    assert not Pasal(7, 2).covers(Pasal(7, 3))


def test_a_whole_and_its_part_overlap_both_ways():
    assert Pasal(18).overlaps(Pasal(18, 2, "a"))
    assert Pasal(18, 2, "a").overlaps(Pasal(18))
    assert not Pasal(18, 1).overlaps(Pasal(18, 2))


def test_leaves_are_the_smallest_numbered_places():
    assert Pasal(7).leaves() == (Pasal(7, 1, "a"), Pasal(7, 1, "b"), Pasal(7, 2), Pasal(7, 3))
    assert Pasal(16).leaves() == (Pasal(16),)


def test_every_leaf_of_the_regulation_is_counted_once():
    leaves = every_leaf()

    assert (len(leaves), len(set(leaves))) == (90, 90)
    assert list(leaves) == sorted(leaves)

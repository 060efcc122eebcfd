"""The data file holds the whole regulation."""

from datetime import date

from foundation.law.regulation import perwali


def test_title_and_day_of_force():
    regulation = perwali()

    assert regulation.title == "Peraturan Walikota Bengkulu Nomor 24 Tahun 2020"
    assert regulation.in_force_from == date(2020, 7, 7)


def test_articles_are_the_twenty_two_in_order():
    assert list(perwali().articles) == [("article", number) for number in range(1, 23)]


def test_number_of_parts_of_each_article():
    parts = {number: len(article.parts) for (_, number), article in perwali().articles.items()}

    assert parts == {
        1: 19,
        2: 0,
        3: 4,
        4: 6,
        5: 3,
        6: 5,
        7: 3,
        8: 2,
        9: 3,
        10: 0,
        11: 3,
        12: 2,
        13: 2,
        14: 2,
        15: 0,
        16: 0,
        17: 2,
        18: 2,
        19: 2,
        20: 2,
        21: 0,
        22: 0,
    }


def test_every_place_has_words_of_its_own_or_parts():
    def empty(provision) -> list:
        mine = [] if provision.words or provision.parts else [provision]
        return mine + [found for part in provision.parts.values() for found in empty(part)]

    assert [found for article in perwali().articles.values() for found in empty(article)] == []

"""`/keaslian/<kode>/` says genuine with number and date, or unknown, and nothing else to anybody."""

import pytest

from foundation.papers import queries
from foundation.vault import codes
from tests.foundation.papers.conftest import WORDS
from tests.foundation.papers.test_papers import FIRST, signed


def page(client, code, **headers):
    return client.get(f"/keaslian/{code}/", **headers)


def main(response) -> str:
    """What the page itself says, without the frame."""
    return response.content.decode().split("<main")[1].split("</main")[0]


def test_a_genuine_paper_shows_number_and_date_alone(desk, client):
    paper = signed(desk)
    code = queries.facts_of(paper, desk.keys).code

    for written in (code, codes.grouped(code, "-"), codes.grouped(code, "-").lower()):
        response = page(client, written)
        text = response.content.decode()
        assert (response.status_code, FIRST in text, "16 November 2026" in text, "Asli." in text) == (200, True, True, True)
        hidden = (WORDS, "Jawaban atas pengaduan", "Hasan Contoh", "700/0001/2026", str(paper.pk), paper.kind, "Rahasia", code)
        assert [secret for secret in hidden if secret in main(response)] == []
        assert (response["Cache-Control"], response.cookies) == ("no-store, private", {})


@pytest.mark.parametrize("code", ["ABCD-EFGH-1234-5678", "0000000000000000", "x", "<script>", "' OR 1=1", "a" * 300, "%00", "700"])
def test_unknown_and_malformed_codes_get_one_and_the_same_answer(desk, client, code):
    signed(desk)

    response, other = page(client, code), page(client, "ZZZZ-ZZZZ-ZZZZ-ZZZZ")

    # Outside of it only the switch of languages differs: it leads back to the visitor's own address.
    assert (response.status_code, main(response)) == (404, main(other))


def test_the_code_of_a_draft_does_not_exist(desk, client):
    desk.draft()

    assert [queries.genuine(code) for code in ("", "0" * 16)] == [None, None]


def test_the_answer_comes_in_english_too(desk, client, settings):
    code = queries.facts_of(signed(desk), desk.keys).code
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    text = page(client, code).content.decode()

    assert ["Genuine." in text, "16 November 2026" in text, FIRST in text] == [True] * 3
    assert "Not known." in page(client, "x").content.decode()

"""The measured paper is the one that is promised: three pages, made and weighed."""

from datetime import UTC, datetime

from bench import papers


def test_a_paper_of_three_pages_is_made_and_weighed(monkeypatch):
    monkeypatch.setattr(papers, "TIMES", 2)

    made, weight = papers.papers(now=datetime(2026, 11, 16, 2, 0, tzinfo=UTC))

    assert ([figure.target.work for figure in (made, weight)], made.beside.partition(";")[0]) == (
        ["a paper of three pages", "weight of that paper"],
        "3 pages",
    )
    assert (made.value > 0, 10 < weight.value <= 120) == (True, True)

from datetime import UTC, datetime, timedelta

import pytest

from complaints.services import drafts
from complaints.services.attachments import IncomingFile
from foundation.vault.files import path_of, seal_stream

AT = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)


def draft(db_at=AT, files=(), **answers) -> str:
    code = drafts.start(at=db_at)
    for step, said in answers.items():
        drafts.save_step(code, step, said, at=db_at)
    for content in files:
        drafts.add_file(code, IncomingFile(seal_stream([content]), name=content.decode()), most=9, at=db_at)
    return code


def names(found) -> list[str]:
    return [row["name"] for row in found.files]


def test_the_steps_of_a_fragment_take_the_place_of_the_old_ones(db):
    old = draft(siapa={"clean": 1}, kejadian={"clean": "lama"})
    fragment = draft(kejadian={"typed": "baru"})

    found = drafts.adopt(old, fragment, most=5, at=AT)

    assert found.answers == {"siapa": {"clean": 1}, "kejadian": {"typed": "baru"}}
    assert drafts.load(old, at=AT).answers == found.answers
    with pytest.raises(drafts.DraftGone):
        drafts.load(fragment, at=AT)


def test_files_join_once_each_and_stay_on_disk(db, django_capture_on_commit_callbacks):
    old, fragment = draft(files=[b"a.txt"]), draft(files=[b"a.txt", b"b.txt"])
    with django_capture_on_commit_callbacks(execute=True):
        found = drafts.adopt(old, fragment, most=5, at=AT)

    assert names(found) == ["a.txt", "b.txt"]
    assert [path_of(row["stored"]).exists() for row in found.files] == [True, True]


def test_files_beyond_the_limit_are_erased(db, django_capture_on_commit_callbacks):
    old, fragment = draft(files=[b"a.txt"]), draft(files=[b"b.txt", b"c.txt"])
    dropped = drafts.load(fragment, at=AT).files[1]["stored"]
    with django_capture_on_commit_callbacks(execute=True):
        found = drafts.adopt(old, fragment, most=2, at=AT)

    assert (names(found), found.left_out, path_of(dropped).exists()) == (["a.txt", "b.txt"], ["c.txt"], False)


def test_a_sent_draft_takes_nothing_in_and_the_fragment_stays(db, django_capture_on_commit_callbacks):
    old, fragment = draft(siapa={"clean": 1}), draft(files=[b"b.txt"], kejadian={"typed": "baru"})
    drafts.mark_sent(old, {"number": "700/0001/2026"}, at=AT)

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(drafts.DraftSent):
        drafts.adopt(old, fragment, most=5, at=AT)

    kept = drafts.load(fragment, at=AT)
    assert (kept.answers, kept.missing_files(), drafts.load(old, at=AT).answers) == ({"kejadian": {"typed": "baru"}}, [], {})


def test_a_file_the_disk_has_lost_is_replaced_by_the_fragments(db, django_capture_on_commit_callbacks):
    old, fragment = draft(files=[b"a.txt"]), draft(files=[b"a.txt"])
    path_of(drafts.load(old, at=AT).files[0]["stored"]).unlink()
    with django_capture_on_commit_callbacks(execute=True):
        found = drafts.adopt(old, fragment, most=5, at=AT)

    assert (names(found), found.missing_files()) == (["a.txt"], [])


def test_an_expired_fragment_is_gone(db):
    fragment = draft(db_at=AT - timedelta(days=8), kejadian={"typed": "baru"})

    with pytest.raises(drafts.DraftGone):
        drafts.adopt(draft(), fragment, most=5, at=AT)

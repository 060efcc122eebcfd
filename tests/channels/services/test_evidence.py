from typing import Any

import pytest
from django.db import OperationalError

from channels.services.evidence import Fault, Refused, fault_of, keep, sort_out
from complaints.services import drafts
from foundation.vault.files import path_of, seal_stream
from foundation.vault.uploads import SealedUpload
from tests.channels.conftest import MONDAY
from tests.lost_reply import lost_reply


def upload(name: str = "foto.jpg", content: bytes = b"foto", **state: Any) -> SealedUpload:
    state = {"too_large": False, "failed": False, **state}
    kept = None if any(state.values()) else seal_stream([content])
    return SealedUpload(kept, head=content[:10], name=name, content_type="image/jpeg", size=len(content), **state)


def code() -> str:
    return drafts.start(at=MONDAY)


def names(of: str) -> list[str]:
    return [row["name"] for row in drafts.load(of, at=MONDAY).files]


@pytest.mark.parametrize(
    ("made", "fault"),
    [
        ({}, None),
        ({"too_large": True}, Fault.TOO_LARGE),
        ({"failed": True}, Fault.NOT_STORED),
        ({"content": b""}, Fault.EMPTY),
    ],
)
def test_why_an_upload_cannot_be_kept(made, fault):
    assert fault_of(upload(**made)) == fault


def test_uploads_are_sorted_out():
    taken, refused = sort_out([upload("a.jpg"), upload("b.jpg", too_large=True)])

    assert ([file.name for file in taken], refused) == (["a.jpg"], [Refused("b.jpg", Fault.TOO_LARGE)])


def test_files_that_fit_are_kept_whatever_becomes_of_the_others(db):
    draft = code()

    refused = keep(draft, [upload("a.jpg"), upload("b.jpg", content=b""), upload("c.jpg", content=b"c")], at=MONDAY)

    assert (refused, names(draft)) == ([Refused("b.jpg", Fault.EMPTY)], ["a.jpg", "c.jpg"])


def test_the_sixth_file_is_refused_and_off_the_disk(db):
    draft = code()
    files = [upload(f"{number}.jpg", content=str(number).encode()) for number in range(6)]

    refused = keep(draft, files, at=MONDAY)

    assert (refused, len(names(draft))) == ([Refused("5.jpg", Fault.TOO_MANY)], 5)
    assert path_of(files[5].stored.name).exists() is False


def test_the_same_contents_under_another_name_are_kept_once(db, django_capture_on_commit_callbacks):
    draft = code()
    with django_capture_on_commit_callbacks(execute=True):
        refused = keep(draft, [upload("a.jpg"), upload("salinan.jpg")], at=MONDAY)

    assert (refused, names(draft)) == ([], ["a.jpg"])


@pytest.mark.django_db(transaction=True)
def test_a_file_whose_commit_went_through_unheard_stays():
    draft, files = code(), [upload("a.jpg"), upload("b.jpg", content=b"b")]
    with lost_reply(lambda: names(draft) == ["a.jpg"]), pytest.raises(OperationalError):
        keep(draft, files, at=MONDAY)

    assert (names(draft), [path_of(file.stored.name).exists() for file in files]) == (["a.jpg"], [True, False])


def test_files_for_a_draft_that_was_sent_leave_the_disk(db, django_capture_on_commit_callbacks):
    draft, file = code(), upload("a.jpg")
    drafts.mark_sent(draft, {}, at=MONDAY)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(drafts.DraftSent):
        keep(draft, [file], at=MONDAY)

    assert path_of(file.stored.name).exists() is False


def test_files_for_a_draft_that_is_gone_leave_the_disk(db, django_capture_on_commit_callbacks):
    files = [upload("a.jpg"), upload("b.jpg", content=b"b")]
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(drafts.DraftGone):
        keep("0000000000000000", files, at=MONDAY)

    assert [path_of(file.stored.name).exists() for file in files] == [False, False]

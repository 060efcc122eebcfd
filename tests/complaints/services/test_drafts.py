"""The form in progress: sealed under the code alone, merged step by step, gone when its time is over."""

from datetime import UTC, datetime, timedelta

import pytest

from complaints.models import Draft
from complaints.services import drafts
from complaints.services.attachments import IncomingFile
from foundation.vault.files import discard, seal_stream, stored_file_names
from tests.canary import find_markers

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
MARK = "PENANDA-RAHASIA-7731"
pytestmark = pytest.mark.django_db


def a_file(content: bytes = b"isi berkas") -> IncomingFile:
    return IncomingFile(seal_stream([content]), name="bukti.jpg", content_type="image/jpeg")


def test_steps_are_merged_and_come_back(db: None):
    code = drafts.start(at=AT)
    drafts.save_step(code, "who", {"kind": "employee"}, at=AT)
    drafts.save_step(code, "story", {"story": MARK}, at=AT)

    draft = drafts.load(code, at=AT)

    assert draft.answers == {"who": {"kind": "employee"}, "story": {"story": MARK}}


def test_nothing_typed_stands_readable_in_the_database(db: None):
    code = drafts.start(at=AT)
    drafts.save_step(code, "story", {"story": MARK}, at=AT)
    drafts.draw_receipt(code, at=AT)

    assert find_markers([MARK, code, drafts.load(code, at=AT).receipt_code]) == []


def test_the_receipt_is_drawn_once(db: None):
    code = drafts.start(at=AT)

    first = drafts.draw_receipt(code, at=AT).receipt_code

    assert drafts.draw_receipt(code, at=AT).receipt_code == first
    assert len(first) == 16


@pytest.mark.parametrize("code", ["", "salah", "0000000000000000"])
def test_a_wrong_code_opens_nothing(db: None, code: str):
    drafts.start(at=AT)

    with pytest.raises(drafts.DraftGone):
        drafts.load(code, at=AT)


def test_seven_days_after_the_last_step_it_is_gone(db: None):
    code = drafts.start(at=AT)
    drafts.save_step(code, "who", {"kind": "employee"}, at=AT + timedelta(days=6))

    assert drafts.load(code, at=AT + timedelta(days=12)).answers == {"who": {"kind": "employee"}}
    with pytest.raises(drafts.DraftGone):
        drafts.load(code, at=AT + timedelta(days=13))


def test_after_sending_the_receipt_stays_half_an_hour_and_changes_are_refused(db: None):
    code = drafts.start(at=AT)
    drafts.save_step(code, "story", {"story": MARK}, at=AT)
    drafts.mark_sent(code, {"register_number": "700/0001/2026"}, at=AT)

    with pytest.raises(drafts.DraftSent):
        drafts.save_step(code, "story", {"story": "lain"}, at=AT)
    with pytest.raises(drafts.DraftSent):
        drafts.remove_file(code, "apa saja", at=AT)

    draft = drafts.load(code, at=AT + timedelta(minutes=29))
    assert (draft.sent, draft.answers) == ({"register_number": "700/0001/2026"}, {})
    with pytest.raises(drafts.DraftGone):
        drafts.load(code, at=AT + timedelta(minutes=30))


def test_purging_erases_expired_drafts_with_their_files(db: None, django_capture_on_commit_callbacks):
    code = drafts.start(at=AT)
    drafts.add_file(code, a_file(), most=5, at=AT)
    kept = drafts.start(at=AT + timedelta(days=8))

    with django_capture_on_commit_callbacks(execute=True):
        erased = drafts.purge_expired(at=AT + timedelta(days=8))

    assert (erased, Draft.objects.count()) == (1, 1)
    assert drafts.load(kept, at=AT + timedelta(days=8)).files == []


def test_the_files_of_a_sent_draft_are_not_purged(db: None, django_capture_on_commit_callbacks):
    code = drafts.start(at=AT)
    file = a_file(b"bukti yang terkirim")
    drafts.add_file(code, file, most=5, at=AT)
    drafts.mark_sent(code, {}, at=AT)

    with django_capture_on_commit_callbacks(execute=True):
        drafts.purge_expired(at=AT + timedelta(days=1))

    assert file.stored.name in set(stored_file_names())


def test_the_same_file_twice_is_kept_once_and_a_sixth_is_refused(db: None):
    code = drafts.start(at=AT)
    for number in (1, 2, 1):
        drafts.add_file(code, a_file(f"berkas {number}".encode()), most=2, at=AT)

    assert len(drafts.load(code, at=AT).files) == 2
    with pytest.raises(drafts.TooManyFiles):
        drafts.add_file(code, a_file(b"berkas 3"), most=2, at=AT)


def test_a_file_for_a_sent_draft_is_refused_and_stays_its_senders(db: None, django_capture_on_commit_callbacks):
    code, file = drafts.start(at=AT), a_file(b"terlambat")
    drafts.mark_sent(code, {}, at=AT)

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(drafts.DraftSent):
        drafts.add_file(code, file, most=5, at=AT)
    assert file.stored.name in set(stored_file_names())


def test_the_same_file_takes_the_place_of_one_the_disk_has_lost(db: None, django_capture_on_commit_callbacks):
    code, lost, again = drafts.start(at=AT), a_file(b"bukti"), a_file(b"bukti")
    drafts.add_file(code, lost, most=1, at=AT)
    discard(lost.stored.name)
    assert drafts.load(code, at=AT).missing_files() == ["bukti.jpg"]

    with django_capture_on_commit_callbacks(execute=True):
        draft = drafts.add_file(code, again, most=1, at=AT)

    assert ([row["stored"] for row in draft.files], draft.missing_files()) == ([again.stored.name], [])
    assert Draft.objects.get().stored_names == [again.stored.name]


def test_a_removed_file_leaves_the_draft_and_the_disk(db: None, django_capture_on_commit_callbacks):
    code = drafts.start(at=AT)
    file = a_file(b"salah pilih")
    draft = drafts.add_file(code, file, most=5, at=AT)

    with django_capture_on_commit_callbacks(execute=True):
        drafts.remove_file(code, draft.files[0]["id"], at=AT)

    assert drafts.load(code, at=AT).files == []
    assert file.stored.name not in set(stored_file_names())

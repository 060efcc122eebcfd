"""Uploads: sealed while received, kept only when somebody takes them over, never on the disk in clear."""

import errno
import gc
import io
import os
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.http import HttpRequest, UnreadablePostError
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from foundation.vault import files
from foundation.vault.errors import NotStored
from foundation.vault.files import open_stream
from foundation.vault.uploads import SealedUpload

LIMIT = 200_000
MARKER = b"PENANDA-BUKTI-" + b"9f31c7"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path: Path, monkeypatch) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.ATTACHMENT_MAX_BYTES = LIMIT
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "temporary")
    (tmp_path / "temporary").mkdir()
    return tmp_path


def request_with(*contents: bytes, field: str = "files") -> HttpRequest:
    uploads = []
    for number, content in enumerate(contents):
        upload = io.BytesIO(content)
        upload.name = f"kuitansi {number}.jpg"
        uploads.append(upload)
    return RequestFactory().post("/lapor/", {field: uploads, "story": "Isi cerita"})


def on_disk(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_site_receives_uploads_through_this_handler_alone():
    assert configured.FILE_UPLOAD_HANDLERS == ["foundation.vault.uploads.SealingUploadHandler"]


def test_upload_taken_over_stays_and_opens_again(folders):
    content = os.urandom(150_000)
    request = request_with(content)
    upload = request.FILES["files"]

    stored = upload.stored
    request.close()

    assert isinstance(upload, SealedUpload)
    assert (upload.name, upload.size, upload.head, upload.too_large, upload.failed) == (
        "kuitansi 0.jpg",
        150_000,
        content[:4096],
        False,
        False,
    )
    assert b"".join(open_stream(stored.name, stored.key)) == content
    assert request.POST["story"] == "Isi cerita"


def test_upload_can_be_read_again_while_the_request_lasts():
    upload = request_with(MARKER * 1000).FILES["files"]

    assert b"".join(upload.chunks()) == MARKER * 1000


def test_upload_nobody_took_is_removed_with_the_request(folders):
    request = request_with(b"satu", b"dua")
    assert [upload.size for upload in request.FILES.getlist("files")] == [4, 3]

    request.close()

    assert on_disk(folders) == []


def test_several_uploads_of_one_request_are_separate_files():
    first, second = request_with(b"satu", b"dua").FILES.getlist("files")

    assert first.stored.name != second.stored.name
    assert first.stored.key != second.stored.key
    assert [b"".join(open_stream(u.stored.name, u.stored.key)) for u in (first, second)] == [b"satu", b"dua"]


@pytest.mark.parametrize(("size", "too_large"), [(LIMIT, False), (LIMIT + 1, True), (3 * LIMIT, True)])
def test_upload_beyond_the_limit_is_counted_but_not_kept(folders, size, too_large):
    upload = request_with(b"x" * size).FILES["files"]

    assert (upload.too_large, upload.size, len(on_disk(folders))) == (too_large, size, 0 if too_large else 1)
    if too_large:
        with pytest.raises(NotStored):
            _ = upload.stored


def test_upload_after_one_too_large_is_kept():
    large, small = request_with(b"x" * (LIMIT + 1), b"kecil").FILES.getlist("files")

    assert (large.too_large, small.too_large) == (True, False)
    assert b"".join(small.chunks()) == b"kecil"


def test_nothing_is_written_in_clear_while_receiving(folders, monkeypatch):
    seen = []
    write = files.SealingWriter.write

    def watched(self, data):
        write(self, data)
        seen.extend(path.read_bytes() for path in on_disk(folders))

    monkeypatch.setattr(files.SealingWriter, "write", watched)
    monkeypatch.setattr(files, "CHUNK_BYTES", 1024)

    request_with(MARKER * 10_000).FILES["files"]

    assert seen != []
    assert [content for content in seen if MARKER in content] == []


class BrokenOff(io.BytesIO):
    """A body whose connection breaks after its first part."""

    def read(self, size: int = -1) -> bytes:
        data = super().read(size)
        if not data:
            raise OSError("connection reset")
        return data


def test_broken_connection_leaves_no_file(folders):
    whole = request_body(b"y" * 150_000)
    half = whole[: len(whole) // 2]
    request = RequestFactory().generic("POST", "/lapor/", half, content_type=MULTIPART_CONTENT)
    request.META["CONTENT_LENGTH"] = str(len(whole))
    request._stream = BrokenOff(half)

    with pytest.raises(UnreadablePostError):
        _ = request.FILES
    request.close()
    del request
    gc.collect()

    assert on_disk(folders) == []


def test_file_cut_by_the_sender_leaves_no_file(folders):
    half = request_body(b"y" * 150_000)[:80_000]
    request = RequestFactory().generic("POST", "/lapor/", half, content_type=MULTIPART_CONTENT)

    assert list(request.FILES) == []
    assert on_disk(folders) == []


def test_full_disk_marks_the_upload_and_keeps_the_words(folders, monkeypatch):
    def full(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.SealingWriter, "write", full)

    request = request_with(b"bukti")
    upload = request.FILES["files"]

    assert (upload.failed, upload.too_large, request.POST["story"]) == (True, False, "Isi cerita")
    assert on_disk(folders) == []
    with pytest.raises(NotStored):
        _ = upload.stored


def request_body(content: bytes) -> bytes:
    upload = io.BytesIO(content)
    upload.name = "kuitansi.jpg"
    return encode_multipart(BOUNDARY, {"files": upload})

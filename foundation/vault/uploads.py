"""Uploads are sealed while they are received: no byte of them is ever on the disk in clear, not even for a moment."""

from collections.abc import Iterator
from typing import Any

import structlog
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from foundation.vault.errors import NotStored
from foundation.vault.files import CHUNK_BYTES, SealingWriter, StoredFile, discard, open_stream

HEAD_BYTES = 4096

log = structlog.get_logger(__name__)


class SealedUpload(UploadedFile):
    """An uploaded file that lies sealed on the disk already.

    `head` holds its first 4096 bytes for recognising its type. `too_large`: it passed ATTACHMENT_MAX_BYTES, `failed`: the
    disk refused it; nothing was kept of either, so that the form can say so. Whoever reads `stored` takes the file over:
    until then it is removed when the request ends.
    """

    def __init__(self, stored: StoredFile | None, *, head: bytes, too_large: bool, failed: bool, **described: Any) -> None:
        super().__init__(file=None, **described)
        self.head = head
        self.too_large = too_large
        self.failed = failed
        self._stored = stored
        self._taken = False

    @property
    def stored(self) -> StoredFile:
        """The sealed file, from now on the caller's to keep or discard. Raises NotStored when nothing was kept."""
        self._taken = True
        return self._kept()

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:  # noqa: ARG002 - Django's signature
        """The original bytes, opened again. Raises NotStored when nothing was kept."""
        kept = self._kept()
        return open_stream(kept.name, kept.key)

    def multiple_chunks(self, chunk_size: int | None = None) -> bool:
        """Whether it is longer than one chunk."""
        return (self.size or 0) > (chunk_size or CHUNK_BYTES)

    def close(self) -> None:
        """End of the request: what nobody took over is removed."""
        if self._stored is not None and not self._taken:
            discard(self._stored.name)
            self._stored = None

    def _kept(self) -> StoredFile:
        if self._stored is None:
            raise NotStored("nothing of this upload was kept")
        return self._stored


class SealingUploadHandler(FileUploadHandler):
    """Seals each file of a request as its chunks arrive; takes the place of Django's memory and temporary-file handlers."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self._head = b""
        self._failed = self._too_large = False
        self._writer: SealingWriter | None = None
        try:
            self._writer = SealingWriter()
        except OSError as error:
            self._fail(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """More of it: sealed at once, counted, and dropped when it grows beyond the limit."""
        if len(self._head) < HEAD_BYTES:
            self._head = (self._head + raw_data)[:HEAD_BYTES]
        if start + len(raw_data) > settings.ATTACHMENT_MAX_BYTES:
            self._too_large = True
            self._give_up()
        if self._writer is None:
            return
        try:
            self._writer.write(raw_data)
        except OSError as error:
            self._fail(error)

    def file_complete(self, file_size: int) -> SealedUpload:
        """It ended: put the sealed file in its place."""
        return SealedUpload(
            self._finished(),
            head=self._head,
            too_large=self._too_large,
            failed=self._failed,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        """The connection ended within a file."""
        self._give_up()

    def _finished(self) -> StoredFile | None:
        if self._writer is None:
            return None
        try:
            return self._writer.finish()
        except OSError as error:
            self._fail(error)
            return None
        finally:
            self._writer = None

    def _fail(self, error: OSError) -> None:
        self._failed = True
        self._give_up()
        log.error("upload_not_stored", error_number=error.errno)

    def _give_up(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

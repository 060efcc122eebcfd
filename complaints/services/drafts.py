"""The public form while it is being filled in: sealed under a key that only the visitor's resume code derives.

The code lives in the visitor's cookie and on the visitor's paper, nowhere else; an expired draft is unreadable already and
is erased by the clean-up. Steps may be saved from two tabs at once: each save merges its own step under a row lock.
"""

import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from complaints.models import Draft
from complaints.services.attachments import IncomingFile
from foundation.vault.codes import derive, new_code
from foundation.vault.envelopes import Place, lock, unlock
from foundation.vault.errors import BadCode
from foundation.vault.files import StoredFile, discard, is_stored
from foundation.vault.primitives import Key
from foundation.vault.sealing import read, written

LIFETIME = timedelta(days=7)
AFTER_SENDING = timedelta(minutes=30)
"""How long the receipt stays readable under the draft's code when nobody presses [Selesai]."""


class DraftGone(Exception):
    """No draft answers to this code: mistyped, expired, or erased after sending."""


class DraftSent(Exception):
    """The complaint of this draft is registered already: nothing can be added to it or changed here any more."""


class TooManyFiles(Exception):
    """The draft already holds as many files as a complaint may have."""


@dataclass
class FormDraft:
    """An opened draft. `answers` maps a step's name to its fields; `sent` is the receipt once the complaint is stored.

    `left_out` names the files that found no room when this draft has just taken in another one; it is stored nowhere.
    """

    id: uuid.UUID
    started_at: datetime
    expires_at: datetime
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: list[dict[str, Any]] = field(default_factory=list, repr=False)
    receipt_code: str = field(default="", repr=False)
    sent: dict[str, Any] | None = None
    left_out: list[str] = field(default_factory=list, repr=False)

    def missing_files(self) -> list[str]:
        """Names, as their sender gave them, of the draft's files that lie on the disk no more. Raises OSError when it can't say."""
        return [row["name"] for row in self.files if not is_stored(row["stored"])]

    def incoming_files(self) -> tuple[IncomingFile, ...]:
        """The draft's files as a complaint takes them in; they stay sealed on disk under the same file keys."""
        return tuple(
            IncomingFile(
                StoredFile(name=row["stored"], key=Key(bytes.fromhex(row["key"])), sha256=row["sha256"], size=row["size"]),
                name=row["name"],
                content_type=row["type"],
            )
            for row in self.files
        )


@transaction.atomic
def start(*, at: datetime) -> str:
    """Open a new draft and return its resume code, which is stored nowhere."""
    code = new_code()
    row = Draft(lookup=derive(code, "draft").lookup, started_at=at, expires_at=at + LIFETIME)
    _write(row, FormDraft(row.pk, at, row.expires_at), code)
    row.save(force_insert=True)
    return code


def load(code: str, *, at: datetime) -> FormDraft:
    """The draft of a resume code at `at`. Raises DraftGone."""
    return _opened(_row(code, at=at, lock_row=False), code)


@transaction.atomic
def save_step(code: str, step: str, answers: dict[str, Any], *, at: datetime) -> FormDraft:
    """Keep the answers of one step; the other steps stay as they are. Raises DraftGone, DraftSent."""
    row, draft = _unsent(code, at=at)
    draft.answers[step] = answers
    _extend(row, draft, code, at=at)
    return draft


@transaction.atomic
def add_file(code: str, file: IncomingFile, *, most: int, at: datetime) -> FormDraft:
    """Add a file that is sealed on disk already. The same contents twice are kept once.

    The same contents take the place of a known file that the disk has lost. Raises DraftGone, DraftSent, TooManyFiles.
    """
    row, draft = _unsent(code, at=at)
    same = [known for known in draft.files if known["sha256"] == file.stored.sha256]
    if any(is_stored(known["stored"]) for known in same):
        transaction.on_commit(lambda: discard(file.stored.name))
        return draft
    draft.files = [known for known in draft.files if known not in same]
    if len(draft.files) >= most:
        raise TooManyFiles
    draft.files.append(
        {
            "id": uuid.uuid4().hex,
            "name": file.name,
            "type": file.content_type,
            "stored": file.stored.name,
            "key": file.stored.key.hex(),
            "sha256": file.stored.sha256,
            "size": file.stored.size,
        },
    )
    _extend(row, draft, code, at=at)
    return draft


@transaction.atomic
def adopt(code: str, other: str, *, most: int, at: datetime) -> FormDraft:
    """Move what another draft holds into this one, and erase the other: steps take the place of the same steps here, files join.

    For the fragment that was saved when a page had outlived its draft. Files beyond `most` are erased and named in `left_out`.
    Raises DraftGone for either, and DraftSent when one of them was sent: then both stay as they are.
    """
    row, draft = _unsent(code, at=at)
    other_row, fragment = _unsent(other, at=at)
    known = {file["sha256"] for file in draft.files if is_stored(file["stored"])}
    fresh = [file for file in fragment.files if file["sha256"] not in known]
    again = {file["sha256"] for file in fresh}
    draft.files = [file for file in draft.files if file["sha256"] not in again]
    draft.answers.update(fragment.answers)
    room = max(0, most - len(draft.files))
    draft.files, draft.left_out = [*draft.files, *fresh[:room]], [file["name"] for file in fresh[room:]]
    _extend(row, draft, code, at=at)
    moved = {file["stored"] for file in draft.files}
    other_row.stored_names = [name for name in other_row.stored_names if name not in moved]
    _erase(other_row)
    return draft


@transaction.atomic
def remove_file(code: str, file_id: str, *, at: datetime) -> FormDraft:
    """Take a file out of the draft and erase it from disk. Raises DraftGone, DraftSent."""
    row, draft = _unsent(code, at=at)
    removed = [known for known in draft.files if known["id"] == file_id]
    if removed:
        draft.files = [known for known in draft.files if known["id"] != file_id]
        _extend(row, draft, code, at=at)
        transaction.on_commit(lambda: discard(removed[0]["stored"]))
    return draft


@transaction.atomic
def draw_receipt(code: str, *, at: datetime) -> FormDraft:
    """Give the draft its receipt code the first time the check page is shown, so that every later send shows the same one."""
    row = _row(code, at=at, lock_row=True)
    draft = _opened(row, code)
    if not draft.receipt_code:
        draft.receipt_code = new_code()
        _extend(row, draft, code, at=at)
    return draft


def lock_for_sending(code: str, *, at: datetime) -> FormDraft:
    """The draft with its row locked until the caller's transaction ends, so that a second send waits and finds it sent.

    Call inside a transaction. Raises DraftGone.
    """
    return _opened(_row(code, at=at, lock_row=True), code)


def mark_sent(code: str, receipt: dict[str, Any], *, at: datetime, draft: FormDraft | None = None) -> None:
    """Keep the receipt with the draft and let the draft die soon. Call in the transaction that stores the complaint.

    `draft`, as `lock_for_sending` gave it in the same transaction, saves reading it again.
    """
    draft = draft or _opened(_row(code, at=at, lock_row=True), code)
    row = Draft(id=draft.id)
    _write(row, replace(draft, sent=receipt, answers={}, files=[]), code)
    Draft.objects.filter(pk=draft.id).update(sealed=row.sealed, sent_at=at, expires_at=at + AFTER_SENDING, stored_names=[])


@transaction.atomic
def erase(code: str, *, at: datetime) -> None:
    """Erase a draft and its files at once: [Selesai] after sending, or the visitor gives up. Erasing twice is no error."""
    try:
        row = _row(code, at=at, lock_row=True)
    except DraftGone:
        return
    _erase(row)


@transaction.atomic
def purge_expired(*, at: datetime, most: int = 200) -> int:
    """Erase up to `most` drafts whose time has run out, with the files that belong to no complaint; returns how many."""
    rows = list(Draft.objects.select_for_update().filter(expires_at__lte=at).order_by("expires_at")[:most])
    for row in rows:
        _erase(row)
    return len(rows)


def _erase(row: Draft) -> None:
    names = list(row.stored_names)
    row.delete()

    def discard_all() -> None:
        for name in names:
            discard(name)

    transaction.on_commit(discard_all)


def _row(code: str, *, at: datetime, lock_row: bool) -> Draft:
    try:
        lookup = derive(code, "draft").lookup
    except BadCode as error:
        raise DraftGone from error
    rows = Draft.objects.select_for_update() if lock_row else Draft.objects.all()
    row = rows.filter(lookup=lookup, expires_at__gt=at).first()
    if row is None:
        raise DraftGone
    return row


def _unsent(code: str, *, at: datetime) -> tuple[Draft, FormDraft]:
    """The locked row and the draft in it, for a change. Raises DraftGone, DraftSent."""
    row = _row(code, at=at, lock_row=True)
    draft = _opened(row, code)
    if draft.sent is not None:
        raise DraftSent
    return row, draft


def _opened(row: Draft, code: str) -> FormDraft:
    plain = unlock(bytes(row.sealed), derive(code, "draft").seed, _place(row))
    kept = read(plain)
    return FormDraft(
        id=row.pk,
        started_at=row.started_at,
        expires_at=row.expires_at,
        answers=kept["answers"],
        files=kept["files"],
        receipt_code=kept["receipt_code"],
        sent=kept["sent"],
    )


def _write(row: Draft, draft: FormDraft, code: str) -> None:
    kept = {"answers": draft.answers, "files": draft.files, "receipt_code": draft.receipt_code, "sent": draft.sent}
    row.sealed = lock(written(kept), derive(code, "draft").seed, _place(row))


def _extend(row: Draft, draft: FormDraft, code: str, *, at: datetime) -> None:
    row.expires_at = at + LIFETIME
    row.stored_names = [known["stored"] for known in draft.files]
    _write(row, draft, code)
    row.save()


def _place(row: Draft) -> Place:
    return Place(tag="draft.form", row=row.pk, compartment=row.pk, epoch=1)

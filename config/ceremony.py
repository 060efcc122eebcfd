"""The papers of a recovery ceremony: three share sheets to print and one public file, made without network and database."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from foundation.papers.rendering import qr_code, render
from foundation.ui.wording import plain_date
from foundation.vault.holders import fingerprint
from foundation.vault.recovery import public
from foundation.vault.recovery.custodians import ShareHolder, check_holders
from foundation.vault.recovery.shares import NewPair, Share, make_pair

PUBLIC_FILE = "kunci-publik.json"
INSTRUCTIONS = (
    "Cocokkan sidik kunci publik pada lembar ini dengan sidik pada dua lembar yang lain: ketiganya harus sama.",
    (
        "Masukkan lembar ini ke dalam amplop, segel dan tanda tangani tutupnya, lalu simpan di brankas di kantor Anda sendiri. "
        "Jangan simpan bersama lembar pemegang lain."
    ),
    "Jangan memotret, memindai, menyalin, atau mengirim lembar ini. Isinya tidak boleh masuk ke komputer yang tersambung ke jaringan.",
    (
        "Satu lembar saja tidak membuka apa pun. Dua lembar bersama membuka semua perkara: serahkan hanya atas permintaan tertulis "
        "Inspektur atau Walikota, dan hadirlah sendiri bersama satu pemegang lain."
    ),
    (
        "Pada hari pemulihan, baris-baris di atas diketik di komputer luring dengan perintah vault_recover. Huruf besar dan kecil sama "
        "saja; tiga tanda terakhir setiap baris memeriksa apakah baris itu diketik dengan benar."
    ),
    "Bila lembar ini hilang, rusak, atau amplopnya terbuka, laporkan hari itu juga kepada Inspektur: kunci diganti dengan upacara baru.",
    "Bila Anda berganti tugas, minta upacara baru. Lembar ini tetap disimpan sampai Inspektorat menyatakan penggantian selesai (100%).",
)


class FolderRefused(Exception):
    """The folder can't take the papers; the message says in Indonesian what to do."""


def hold(holders: Sequence[ShareHolder], folder: Path, *, at: datetime) -> str:
    """Make a pair, write its three sheets and its public file into `folder`, wipe the pieces; returns the fingerprint.

    Files are readable by their owner alone and none is overwritten. The private half is in no file: each sheet has two of its
    three pieces. Raises HoldersRefused, FolderRefused; then nothing is left of what was begun.
    """
    check_holders(holders)
    names = {letter: folder / f"bagian-{letter}.pdf" for letter in "ABC"}
    if taken := [path.name for path in [*names.values(), folder / PUBLIC_FILE] if path.exists()]:
        raise FolderRefused(f"Pilih folder kosong: {', '.join(taken)} sudah ada di {folder}.")
    pair = make_pair()
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for share, holder in zip(pair.shares, holders, strict=True):
            _write(names[share.letter], sheet(pair, share, holder, at=at), written)
        text = public.written(pair.public_key, holders, on=timezone.localdate(at))
        _write(folder / PUBLIC_FILE, text.encode(), written)
    except BaseException as error:
        for path in written:
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise FolderRefused(f"Folder {folder} tidak dapat ditulisi, atau penuh. Pilih folder lain dengan --out.") from None
        raise
    finally:
        pair.wipe()
    return fingerprint(pair.public_key)


def sheet(pair: NewPair, share: Share, holder: ShareHolder, *, at: datetime) -> bytes:
    """The PDF of one share: tagged, its fonts inside, nothing fetched."""
    pictures, pieces = {}, []
    for place, number in enumerate(share.pieces, start=1):
        lines = share.lines(number)
        name = f"qr-{place}.svg"
        pictures[name] = qr_code("\n".join(lines))
        pieces.append({
            "title": f"Keping {number}",
            "lines": [line.split(" ", 1) for line in lines],
            "picture": name,
            "alt": f"Kode QR dengan empat baris keping {number}",
        })
    return render("share.typ", _data(pair, share, holder, pieces, at=at), language="id", at=at, pictures=pictures)


def _data(pair: NewPair, share: Share, holder: ShareHolder, pieces: list[dict[str, Any]], *, at: datetime) -> dict[str, Any]:
    return {
        "title": f"Bagian {share.letter} kunci pemulihan",
        "service": f"{settings.SITE['service_name']} – {settings.SITE['inspectorate']}",
        "facts": [
            ["Pemegang", holder.name],
            ["Jabatan", holder.office],
            ["Bagian", f"{share.letter} (satu dari tiga; dua bagian mana pun membuka)"],
            ["Tanggal upacara", plain_date(timezone.localdate(at))],
            ["Sidik kunci publik", fingerprint(pair.public_key)],
        ],
        "pieces": pieces,
        "instructions": list(INSTRUCTIONS),
        "secrecy": "SANGAT RAHASIA",
        "draft": False,
        "words": {
            "line": "Baris", "signs": "Tanda", "how": "Yang harus Anda lakukan", "page": "Halaman {page} dari {pages}", "draft": "",
        },
    }  # fmt: skip


def _write(path: Path, content: bytes, written: list[Path]) -> None:
    """A new file, noted in `written` before anything is in it: half a sheet is taken away too, another's file never."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    written.append(path)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())

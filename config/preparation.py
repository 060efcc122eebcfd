"""Sets an installation up, step by step, again and again without harm: folders, keys, tables, seeds, static files."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from channels.services.seeding import seed_channels
from complaints.services.types import seed_types
from foundation.audit import triggers
from foundation.audit.server_key import make_server_key
from foundation.papers.services import seed_papers, seed_references
from foundation.vault.enums import HolderKind
from foundation.vault.holders import fingerprint, make_dispatch_holder, make_recovery_holder
from foundation.vault.models import Holder
from foundation.vault.recovery.pairs import living_pair
from foundation.workdays.services import import_shipped

FOLDERS = ("keys", "media", "cache")

Say = Callable[[str], None]
"""Shows one Indonesian line to whoever sets up."""


class NotPrepared(Exception):
    """A step could not be done; the message says in Indonesian which and what to do."""


def prepare(*, at: datetime, say: Say) -> None:
    """Do every step that is still to be done. Raises NotPrepared."""
    folders()
    make_server_key(Path(settings.SERVER_KEY_FILE))
    tables()
    keys(at=at, say=say)
    seeds(at=at)
    static_files()


def folders() -> None:
    """The folders below VAR_DIR, closed to other accounts of the machine."""
    root = Path(settings.VAR_DIR)
    root.mkdir(parents=True, exist_ok=True)
    with suppress(PermissionError):
        root.chmod(0o700)
    for name in FOLDERS:
        (root / name).mkdir(parents=True, exist_ok=True, mode=0o700)
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True, mode=0o700)


def tables() -> None:
    """The database's tables and triggers at the newest state. Raises NotPrepared when a trigger can't be installed."""
    call_command("migrate", interactive=False, verbosity=0)
    if triggers.missing():
        triggers.install()
    if lacking := triggers.missing():
        raise NotPrepared(f"Pemicu basis data tidak dapat dipasang: {', '.join(lacking)}.")


def keys(*, at: datetime, say: Say) -> None:
    """The dispatch pair, made once in the life of an installation; for a demo a recovery pair in a file, else a word on the ceremony."""
    dispatch, recovery = Path(settings.DISPATCH_KEY_FILE), Path(settings.RECOVERY_KEY_FILE)
    if _living(HolderKind.DISPATCH) is None:
        make_dispatch_holder(dispatch, at=at)
    elif not dispatch.is_file():
        say(f"Kunci pengiriman tidak ada di {dispatch}: hanya mesin yang memegangnya dapat mengirim pemberitahuan kepada pelapor.")
    _recovery(recovery, at=at, say=say)


def _recovery(path: Path, *, at: datetime, say: Say) -> None:
    """An office's recovery key comes from a ceremony alone: one that lay in a file of this machine was never in two hands."""
    if settings.DEMO and _living(HolderKind.RECOVERY) is None:
        make_recovery_holder(path, at=at)
    holder, ceremony = living_pair()
    if holder is None:
        say("Kunci pemulihan belum ada, jadi pengaduan belum dapat diterima. Laksanakan upacara: manage.py vault_ceremony di komputer")
        say("luring, lalu manage.py vault_ceremony --install kunci-publik.json di sini (docs/operations.md, Ceremony day).")
    elif ceremony is None:
        say(f"Kunci pemulihan ini hanya untuk demo (sidik {fingerprint(bytes(holder.public_key))}): dibuat tanpa upacara.")
        say("Sebelum pengaduan sungguhan diterima, gantilah dengan manage.py vault_ceremony dan --install … --rotate.")


def _living(kind: HolderKind) -> Holder | None:
    return Holder.objects.filter(kind=kind, ended_at=None).first()


def seeds(*, at: datetime) -> None:
    """What a new installation begins with: holidays, violation types, ways in, the law to cite, kop surat. Changes no row that is there."""
    import_shipped(by=None, at=at)
    seed_types()
    seed_channels()
    seed_references(at=at)
    seed_papers(at=at)


def static_files() -> None:
    """Collect and compress the static files, only when one of them has changed since the last time."""
    stamp = Path(settings.VAR_DIR) / "static-files"
    state = hashlib.sha256("\n".join(_static_sources()).encode()).hexdigest()
    if Path(settings.STATIC_ROOT).is_dir() and stamp.is_file() and stamp.read_text(encoding="ascii") == state:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(state, encoding="ascii")


def _static_sources() -> Iterator[str]:
    yield str(settings.STATIC_ROOT)
    for finder in get_finders():
        for name, storage in finder.list([]):
            seen = Path(storage.path(name)).stat()
            yield f"{name} {seen.st_size} {seen.st_mtime_ns}"

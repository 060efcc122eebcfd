"""`manage.py verify_audit`: proves that the log is whole, or names the first broken entry and ends with 1."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from nacl.encoding import HexEncoder

from foundation.audit.models import AuditEntry, Checkpoint
from foundation.audit.server_key import ServerKeyMissing, checkpoint_signing_key
from foundation.audit.services import Fault, make_checkpoint, verify


class Command(BaseCommand):
    """Verify chains, heads, checkpoints, signatures and triggers."""

    help = "Memeriksa keutuhan catatan jejak: rantai, titik periksa, tanda tangan, dan pemicu basis data."

    def add_arguments(self, parser: CommandParser) -> None:
        """--json for machines; --sign after a restore, whose last entries were never signed and may be days old."""
        parser.add_argument("--json", action="store_true", dest="as_json", help="keluaran JSON")
        parser.add_argument("--sign", action="store_true", help="tanda tangani dahulu catatan sejak titik periksa terakhir")

    def handle(self, *, as_json: bool, sign: bool, **_: Any) -> None:
        """Print the proof or the faults. Raises CommandError (exit 1) when a fault was found or the server key is missing."""
        try:
            verify_key = checkpoint_signing_key().verify_key.encode(HexEncoder).decode()
        except ServerKeyMissing as error:
            raise CommandError(str(error)) from error
        if sign:
            # Entries that were changed are still found: each is held by the chain, whatever is signed on top of it.
            make_checkpoint(at=timezone.now())
        faults = verify(timezone.now())
        self.stdout.write(_as_json(faults, verify_key) if as_json else _as_words(faults, verify_key))
        if faults:
            raise CommandError(str(faults[0]))


def _as_json(faults: list[Fault], verify_key: str) -> str:
    newest = Checkpoint.objects.order_by("number").last()
    return json.dumps(
        {
            "ok": not faults,
            "entries": AuditEntry.objects.count(),
            "checkpoint": None if newest is None else {"number": newest.number, "digest": newest.digest},
            "verify_key": verify_key,
            "faults": [fault.as_json() for fault in faults],
        },
    )


def _as_words(faults: list[Fault], verify_key: str) -> str:
    lines = [
        f"Catatan: {AuditEntry.objects.count()}, titik periksa: {Checkpoint.objects.count()}",
        f"Kunci pemeriksa: {verify_key}",
    ]
    if faults:
        return "\n".join([*lines, f"Kerusakan ditemukan: {len(faults)}", *(f"  {fault}" for fault in faults)])
    return "\n".join([*lines, "Catatan jejak utuh."])

"""The embedded broker: kombu's folder of message files, with every file appearing whole or not at all.

kombu's own transport opens a file and then writes it, so a worker that looks in between reads nothing, takes that for
broken JSON and stops; it also passes each message through the machine's shared temporary folder.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty
from typing import Any
from uuid import uuid4

from kombu.transport import filesystem
from kombu.utils.json import dumps, loads


class Channel(filesystem.Channel):
    """Messages are written aside and renamed into the queue; a reader takes one by renaming it away."""

    def _put(self, queue: str, payload: dict[str, Any], **_: Any) -> None:  # type: ignore[override] # kombu contradicts itself
        # Zero-padded, because the reader takes the names in alphabetical order.
        name = f"{time.time_ns():020d}_{uuid4()}.{queue}.msg"
        _write_whole(Path(self.data_folder_out) / name, dumps(payload))

    def _get(self, queue: str, timeout: float | None = None) -> Any:  # noqa: ARG002 - the signature is kombu's
        taken = Path(self.processed_folder) / f"{uuid4()}.taken"
        for name in sorted(os.listdir(self.data_folder_in)):  # noqa: PTH208 - names alone, a hundred times a second
            if name.partition(".")[2] != f"{queue}.msg":
                continue
            # Another worker may have been quicker.
            with suppress(FileNotFoundError):
                (Path(self.data_folder_in) / name).rename(taken)
                text = taken.read_text(encoding="utf-8")
                taken.unlink()
                return loads(text)
        raise Empty

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str | None, queue: str) -> None:
        bound = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with self._exclusive():
            table = self.get_table(exchange)
            if bound not in table:
                _write_whole(Path(self.control_folder) / f"{exchange}.exchange", dumps([bound, *table]))

    @contextmanager
    def _exclusive(self) -> Iterator[None]:
        with (Path(self.control_folder) / "bindings.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):
    """What CELERY_BROKER_TRANSPORT names when there is no Redis."""

    Channel = Channel


def _write_whole(path: Path, text: str) -> None:
    aside = path.with_name(f".{uuid4()}.part")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)

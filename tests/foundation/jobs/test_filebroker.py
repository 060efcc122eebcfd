"""The embedded broker's files appear whole or not at all, whoever looks on."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty
from threading import Barrier

import pytest
from kombu import Connection

from foundation.jobs.filebroker import Transport


@pytest.fixture
def channel(tmp_path):
    for folder in ("queue", "control", "taken"):
        (tmp_path / folder).mkdir()
    options = {
        "data_folder_in": str(tmp_path / "queue"),
        "data_folder_out": str(tmp_path / "queue"),
        "control_folder": str(tmp_path / "control"),
        "processed_folder": str(tmp_path / "taken"),
    }
    with Connection("localhost", transport=Transport, transport_options=options) as connection:
        yield connection.default_channel


def test_messages_come_out_once_in_their_order(channel, tmp_path):
    for number in (1, 2, 3):
        channel._put("default", {"number": number})

    assert [channel._get("default")["number"] for _ in range(3)] == [1, 2, 3]
    with pytest.raises(Empty):
        channel._get("default")
    assert [list((tmp_path / folder).iterdir()) for folder in ("queue", "taken")] == [[], []]


def test_each_queue_has_its_own_messages(channel):
    channel._put("dispatch", {"number": 1})

    with pytest.raises(Empty):
        channel._get("default")
    assert channel._get("dispatch") == {"number": 1}


def test_message_that_is_still_being_written_is_not_taken(channel, monkeypatch):
    seen = []
    replace = Path.replace

    def look_first(aside, path):
        with pytest.raises(Empty):
            channel._get("default")
        seen.append(aside.name.startswith("."))
        return replace(aside, path)

    monkeypatch.setattr(Path, "replace", look_first)

    channel._put("default", {"number": 1})

    assert seen == [True]
    assert channel._get("default") == {"number": 1}


def test_message_that_another_worker_took_is_passed_over(channel, monkeypatch):
    channel._put("default", {"number": 1})
    listed = [path.name for path in Path(channel.data_folder_in).iterdir()]
    monkeypatch.setattr("foundation.jobs.filebroker.os.listdir", lambda folder: ["0_gone.default.msg", *listed])

    assert channel._get("default") == {"number": 1}


def test_parallel_bindings_are_all_kept(channel):
    start = Barrier(8)

    def bind(number):
        start.wait()
        channel._queue_bind("news", "", "", f"queue-{number}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(bind, range(8)))

    assert sorted(row.queue for row in channel.get_table("news")) == [f"queue-{number}" for number in range(8)]

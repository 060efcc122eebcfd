import os
import signal
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from config.supervisor import Ended, Part, stop_on_signal, supervise
from tests.waiting import wait_until

FOREVER = "import signal; signal.pause()"
STUBBORN = "import os, signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); open({path!r}, 'w').write(str(os.getpid())); signal.pause()"
PARENT_OF_STUBBORN = "import subprocess, sys, signal; subprocess.Popen([sys.executable, '-c', {child!r}]); signal.pause()"

pytestmark = pytest.mark.processes


def python(name: str, source: str) -> Part:
    return Part(name, (sys.executable, "-c", source))


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and was not yet collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_supervise_ends_all_when_one_part_ends(tmp_path):
    lasting = python("lasting", "import os, signal; open('pid', 'w').write(str(os.getpid())); os.rename('pid', 'noted'); signal.pause()")
    failing = python("failing", "import os, time\nwhile not os.path.exists('noted'): time.sleep(0.02)\nraise SystemExit(3)")

    ended = supervise([lasting, failing], folder=tmp_path, asked=Event())

    assert ended == Ended(failing, 3)
    assert alive(int((tmp_path / "noted").read_text())) is False


def test_supervise_ends_when_asked(tmp_path):
    asked = Event()
    asked.set()

    assert supervise([python("one", FOREVER), python("two", FOREVER)], folder=tmp_path, asked=asked) == Ended(None, None)


def test_supervise_kills_what_ignores_the_request(tmp_path):
    note = tmp_path / "pid"
    parent = python("parent", PARENT_OF_STUBBORN.format(child=STUBBORN.format(path=str(note))))
    asked = Event()

    def ask_once_it_runs() -> None:
        try:
            wait_until(lambda: note.exists() and note.read_text(), 180, "the grandchild to run")
        finally:
            # Whatever happens, the call below must end, or the whole suite would hang with it.
            asked.set()

    asking = Thread(target=ask_once_it_runs)
    asking.start()
    supervise([parent], folder=tmp_path, asked=asked, grace=0.2)
    asking.join()

    wait_until(lambda: not alive(int(note.read_text())), 60, "the stubborn grandchild's end")


def test_supervise_ends_the_first_part_when_the_second_cannot_start(tmp_path):
    with pytest.raises(FileNotFoundError):
        supervise([python("one", FOREVER), Part("two", (str(tmp_path / "missing"),))], folder=tmp_path, asked=Event())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stop_on_signal_sets_the_event_and_restores_the_usual_effect(number):
    before = signal.getsignal(number)

    with stop_on_signal() as asked:
        os.kill(os.getpid(), number)
        heard = asked.wait(5)

    assert heard is True
    assert signal.getsignal(number) is before

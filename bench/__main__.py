"""`python -m bench --complaints 100000`: fill, serve, measure, print a table, write bench/results/<date>.json."""

import json
import os
import platform
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.figures import Figure, as_json, growth, table
from bench.load import CLIENTS, Clients
from bench.servers import WORKERS, surroundings

ELSEWHERE = ("STATIC_ROOT", "MEDIA_ROOT", "SERVER_KEY_FILE", "DISPATCH_KEY_FILE", "RECOVERY_KEY_FILE", "SECRET_KEY", "EMAIL_URL")
"""Settings of an installation that a benchmark must not reach."""
RESULTS = Path(__file__).resolve().parent / "results"
USUAL = 100_000
SEALED = 2_000


def main() -> None:
    """Everything in turn; the database and the servers are gone when it ends."""
    asked = arguments()
    # The clients are forked first, while this process is small and holds no connection.
    clients = Clients()
    with surroundings(asked.engine) as environment:
        for name in ELSEWHERE:
            os.environ.pop(name, None)
        os.environ.update(environment)
        os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
        from bench import run  # noqa: PLC0415 - Django's settings are named first

        figures, about = run.everything(asked, clients)
        # Before anything is cleared away, which may fail: what took an hour to measure is on the disk by then.
        figures += since_usual(asked.complaints, figures)
        sealed = f"{about['complaints']:,} complaints ({about['sealed']:,} truly sealed)"
        print(f"\n{sealed}, {about['database']}, {WORKERS} workers, {CLIENTS} clients\n")
        print(table(figures))
        print(f"\nwritten to {write(figures, about)}", flush=True)
    clients.close()


def arguments() -> Namespace:
    """What the command line asks for."""
    parser = ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--complaints", type=int, default=USUAL, help="how many complaints to fill (default 100000)")
    parser.add_argument("--sealed", type=int, default=SEALED, help="how many of them go through the services (default 2000)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each figure; the median counts (default 5)")
    parser.add_argument("--seconds", type=float, default=3, help="length of a round (default 3)")
    parser.add_argument("--engine", choices=["postgresql", "sqlite"], default="postgresql")
    return parser.parse_args()


def since_usual(complaints: int, figures: Sequence[Figure]) -> list[Figure]:
    """For a bigger run: how much more the pages cost than in the newest results file with the usual number."""
    if complaints <= USUAL:
        return []
    files = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(RESULTS.glob("*.json"))]
    usual = [content for content in files if content["complaints"] == USUAL]
    return growth(usual[-1], figures) if usual else []


def write(figures: Sequence[Figure], about: dict[str, Any]) -> str:
    """The results file, named by the moment; its name is returned."""
    RESULTS.mkdir(exist_ok=True)
    moment = datetime.now().astimezone()
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "load": os.getloadavg()}
    about = {"at": moment.isoformat(timespec="seconds"), **about, **machine}
    path = RESULTS / f"{moment:%Y-%m-%d-%H%M%S}.json"
    path.write_text(json.dumps(as_json(figures, about=about), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else path.name


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"took {(time.monotonic() - started) / 60:.0f} minutes")

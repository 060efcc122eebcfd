"""Both engines: SQLite in WAL mode as the embedded default, PostgreSQL in production."""

from pathlib import Path
from typing import Any

import environ

env = environ.Env()
_var = Path(env("VAR_DIR", default=str(Path(__file__).resolve().parent.parent.parent.parent / "var")))


FOR_PAGES = {"max_parallel_workers_per_gather": 0, "jit": "off", "join_collapse_limit": 4}
"""A page asks short questions. Starting helper processes or a compiler costs more than they save, and looking through every order
of nine joined tables takes 15 ms where the order in which they are written is good.
"""


def tuned(config: dict[str, Any]) -> dict[str, Any]:
    """The connection settings of one engine, with the options both safety and speed need.

    SQLite: BEGIN IMMEDIATE (the default DEFERRED fails most concurrent writes), WAL, a 20 s wait for the lock.
    PostgreSQL: psycopg's pool, and FOR_PAGES.
    """
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000; "
                "PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON; PRAGMA recursive_triggers=ON;"
            ),
        }
        config["TEST"] = {"NAME": str(_var / "test.sqlite3")}
    else:
        pool_size = env.int("DATABASE_POOL_SIZE", default=0)
        config["OPTIONS"] = {"options": " ".join(f"-c {name}={value}" for name, value in FOR_PAGES.items())}
        if pool_size:
            config["OPTIONS"]["pool"] = {"min_size": 1, "max_size": pool_size}
        config["CONN_MAX_AGE"] = 0 if pool_size else 60
    config["ATOMIC_REQUESTS"] = False
    return config


DATABASES = {"default": tuned(env.db_url("DATABASE_URL", default=f"sqlite:///{_var / 'db.sqlite3'}"))}

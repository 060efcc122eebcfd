"""An installation that other processes can reach: a folder, a database of its own, a broker, real workers."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import psycopg
import redis
from django.conf import settings
from django.db import connection

BIN = Path(sys.executable).parent


class Installation:
    """What an operator has on a machine, on the engine that the suite runs on and on one broker."""

    def __init__(self, folder: Path, *, redis_url: str = "") -> None:
        self.folder, self.redis_url = folder, redis_url
        self.name = f"installation_{uuid4().hex}"
        self.workers: list[subprocess.Popen[bytes]] = []
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.local",
            "VAR_DIR": str(folder),
            "DATABASE_URL": self._make_database(),
            "REDIS_URL": redis_url,
            "REDIS_KEY_PREFIX": f"{self.name}:",
            "JOBS_SWEEP_SECONDS": "1",
        }

    def manage(self, *arguments: str, **environment: str) -> str:
        """What a management command prints; raises CalledProcessError with its output when it fails."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.check_output(command, cwd=settings.BASE_DIR, env={**self.environment, **environment}, text=True)

    def start_worker(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A real worker that leads a process group of its own and writes its log into the folder."""
        command = [
            str(BIN / "celery"), "--app", "config", "--quiet", "worker", "--concurrency", "2", "--loglevel", "info",
            "--without-gossip", "--without-mingle", "--without-heartbeat", *arguments,
        ]  # fmt: skip
        with (self.folder / f"worker-{len(self.workers) + 1}.log").open("wb") as log:
            worker = subprocess.Popen(
                command, cwd=settings.BASE_DIR, env=self.environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        self.workers.append(worker)
        return worker

    def kill(self, worker: subprocess.Popen[bytes]) -> None:
        """kill -9 of the worker and everything it started."""
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def rows(self, query: str) -> list[tuple]:
        """The answer of the installation's database, read from outside of Django."""
        if connection.vendor == "sqlite":
            database = sqlite3.connect(self.folder / "db.sqlite3", timeout=20)
            try:
                return database.execute(query).fetchall()
            finally:
                database.close()
        with psycopg.connect(self.environment["DATABASE_URL"]) as database:
            return database.execute(query).fetchall()

    def remove(self) -> None:
        """Kill what still runs, show the logs to whoever reads a failure, drop the database and the broker's keys."""
        for worker in self.workers:
            if worker.poll() is None:
                self.kill(worker)
        for log in sorted(self.folder.glob("worker-*.log")):
            print(f"--- {log.name}\n{log.read_text()}")
        if connection.vendor == "postgresql":
            self._on_server(f'DROP DATABASE "{self.name}" WITH (FORCE)')
        if self.redis_url:
            with redis.Redis.from_url(self.redis_url) as client:
                for key in client.scan_iter(f"{self.name}:*"):
                    client.delete(key)

    def _make_database(self) -> str:
        if connection.vendor == "sqlite":
            return f"sqlite:///{self.folder / 'db.sqlite3'}"
        self._on_server(f'CREATE DATABASE "{self.name}"')
        return _address(self.name)

    def _on_server(self, statement: str) -> None:
        with psycopg.connect(_address("postgres"), autocommit=True) as server:
            server.execute(statement)


def _address(database: str) -> str:
    config = settings.DATABASES["default"]
    password = f":{config['PASSWORD']}" if config["PASSWORD"] else ""
    port = f":{config['PORT']}" if config["PORT"] else ""
    return f"postgres://{config['USER']}{password}@{config['HOST']}{port}/{database}"

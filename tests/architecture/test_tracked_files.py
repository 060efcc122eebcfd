import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, shown

ITSELF = Path(__file__).resolve()
NOT_OURS = {".git", ".venv", "var", "node_modules", "__pycache__"}
SECRET_FILES = {".key", ".pem", ".p12", ".sqlite3", ".kdbx"}

MACHINE_PATH = re.compile(r"(?<![\w.:/)}$-])/(?:home|root|Users|work|tmp|opt|mnt|media/\w+)/[\w.-]+")
INDEX_ADDRESS = re.compile(r"(?:^|\s)--(?:extra-)?index-url\b|(?:^|\s)--find-links\b|\bpypi\.org|pythonhosted\.org|registry\.npmjs\.org")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX)\b")
SECRETS = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----|^private [0-9a-f]{64}$", re.MULTILINE),
    "a cloud key": re.compile(r"\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}"),
    "a password in an address": re.compile(
        r"\w://[^/\s:@'\"]+:(?!PASSWORD@|changeme|contoh)[^/\s:@'\"{}$<>]{8,}@(?!(?:127\.0\.0\.1|localhost)\b)[\w.-]+"
    ),
    "a secret setting": re.compile(r"""(?:SECRET_KEY|PASSWORD|TOKEN)\s*=\s*["']?[A-Za-z0-9+/_-]{32,}"""),
}


@cache
def files() -> tuple[Path, ...]:
    """Every file that is or would be committed; without git, all that is not made by running the product."""
    if shutil.which("git") and (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True)
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not NOT_OURS & set(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in found if path.is_file() and path.resolve() != ITSELF))


def texts() -> Iterator[tuple[Path, str]]:
    for path in files():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def where(pattern: re.Pattern[str]) -> list[str]:
    """Each place of a pattern as file:line."""
    return [f"{shown(path)}:{text.count(chr(10), 0, found.start()) + 1}" for path, text in texts() for found in pattern.finditer(text)]


def test_no_file_names_a_path_of_one_machine():
    assert where(MACHINE_PATH) == []


def test_no_file_names_the_address_of_a_package_index():
    assert where(INDEX_ADDRESS) == []


def test_nothing_is_left_unfinished():
    assert where(UNFINISHED) == []


@pytest.mark.parametrize("kind", SECRETS)
def test_no_file_holds(kind):
    assert where(SECRETS[kind]) == []


def test_no_file_is_a_key_a_database_or_an_environment():
    assert [shown(path) for path in files() if path.suffix in SECRET_FILES or path.name == ".env"] == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (MACHINE_PATH, "see /home/budi/pengaduan"),
        (MACHINE_PATH, "VAR_DIR=/tmp/var"),
        (INDEX_ADDRESS, "pip install --index-url https://index.example/simple"),
        (SECRETS["a private key"], "kind recovery\nprivate " + "0f" * 32 + "\n"),
        (SECRETS["a password in an address"], "postgres://app:Ud83hs7Qk2@db.example/app"),
        (SECRETS["a secret setting"], "SECRET_KEY=" + "aB3" * 14),
    ],
)
def test_a_fault_is_seen(pattern, text):
    assert pattern.search(text) is not None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (MACHINE_PATH, "the address /petugas/masuk/ and {{ site }}/" + "root/page"),
        (INDEX_ADDRESS, "uv pip compile --no-emit-index-url --no-emit-find-links"),
        (SECRETS["a password in an address"], "postgres://user:${POSTGRES_PASSWORD}@postgres/pengaduan"),
        (SECRETS["a secret setting"], "SECRET_KEY="),
    ],
)
def test_what_is_harmless_is_left_alone(pattern, text):
    assert pattern.search(text) is None

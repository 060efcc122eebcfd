"""Compares the compiled translations with their sources, so that a changed sentence is never shown in its old words."""

import gettext
import shutil
import subprocess
import tempfile
from pathlib import Path


def stale_catalogues(folder: Path) -> list[str]:
    """One sentence a fault for every .po below `folder` that does not compile, or whose .mo says something else; [] when all is well."""
    sources = sorted(folder.rglob("*.po"))
    compiler = shutil.which("msgfmt")
    if sources and compiler is None:
        return ["No msgfmt: install it (Debian: apt-get install gettext)"]
    return [fault for source in sources if (fault := _fault(str(compiler), source))]


def _fault(compiler: str, source: Path) -> str | None:
    shipped = source.with_suffix(".mo")
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.mo"
        told = subprocess.run([compiler, "--check", "-o", fresh, source], capture_output=True, text=True, check=False)
        if told.returncode:
            return f"{source}: {told.stderr.strip()}"
        if not shipped.is_file():
            return f"{source} is not compiled: run manage.py compilemessages"
        if _messages(fresh) != _messages(shipped):
            return f"{shipped} is older than its source: run manage.py compilemessages"
    return None


def _messages(compiled: Path) -> dict[object, str]:
    with compiled.open("rb") as file:
        # The class offers look-ups only; a comparison needs all of its messages.
        return vars(gettext.GNUTranslations(file))["_catalog"]

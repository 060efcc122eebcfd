import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

SCRIPT = settings.BASE_DIR / "scripts" / "catalogues.py"
SOURCE = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: en\\n"

msgid "Pengaduan"
msgstr "{translated}"
"""

pytestmark = pytest.mark.skipif(shutil.which("msgfmt") is None, reason="needs msgfmt: apt-get install gettext, or run make check")


@pytest.fixture
def catalogues():
    spec = importlib.util.spec_from_file_location("catalogues", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def compiled(tmp_path) -> Path:
    """A source with its compiled twin."""
    source = tmp_path / "django.po"
    source.write_text(SOURCE.format(translated="Complaint"))
    subprocess.run(["msgfmt", "-o", source.with_suffix(".mo"), source], check=True)
    return source


def test_a_catalogue_that_says_what_its_source_says_is_fine(catalogues, compiled):
    assert catalogues.stale_catalogues(compiled.parent) == []


def test_a_source_that_was_changed_since_is_named(catalogues, compiled):
    compiled.write_text(SOURCE.format(translated="Report"))

    assert catalogues.stale_catalogues(compiled.parent) == [
        f"{compiled.with_suffix('.mo')} is older than its source: run manage.py compilemessages"
    ]


def test_a_source_that_was_never_compiled_is_named(catalogues, compiled):
    compiled.with_suffix(".mo").unlink()

    assert catalogues.stale_catalogues(compiled.parent) == [f"{compiled} is not compiled: run manage.py compilemessages"]


def test_a_broken_source_is_named(catalogues, compiled):
    compiled.write_text('msgid "Pengaduan\n')

    assert [fault.partition(":")[0] for fault in catalogues.stale_catalogues(compiled.parent)] == [str(compiled)]

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.channels.visitor import NAMED, NAMED_CONTACT, a_file

MOST_PAGE = 10 * 1024
MOST_CSS = 10 * 1024
MOST_JS = 5 * 1024
MOST_FIRST_VISIT = 30 * 1024
MOST_REQUESTS = 4
TELLING = ["/", "/cara-lain/", "/privasi/", "/aksesibilitas/", "/peraturan/", "/lapor/", "/lapor/lanjut/"]


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def files_of(page: bytes) -> list[Path]:
    """The files a browser fetches with a page."""
    found = re.findall(r'<(?:link|script|img)[^>]* (?:href|src)="/static/([^"]+)"', page.decode())
    return [Path(settings.STATICFILES_DIRS[0]) / name for name in found]


@pytest.mark.parametrize("path", TELLING)
def test_a_page_is_light(ways_in, client, path):
    assert packed(client.get(path).content) <= MOST_PAGE


def test_every_step_is_light_even_with_all_its_faults(receivers, visitor):
    visitor.fill(who=NAMED, contact=NAMED_CONTACT, evidence={"berkas": [a_file(f"{n}.jpg", str(n).encode()) for n in range(5)]})
    full = [packed(visitor.get(f"/lapor/{number}/").content) for number in range(1, 7)]
    for number in (1, 2, 3, 5):
        visitor.step(number, {})
    visitor.step(1, NAMED)
    faulty = [packed(visitor.get(f"/lapor/{number}/").content) for number in (2, 3, 5)]

    assert [size for size in full + faulty if size > MOST_PAGE] == []


def test_the_receipt_is_light(receivers, visitor):
    visitor.send()

    assert packed(visitor.get("/lapor/tanda-terima/").content) <= MOST_PAGE


def test_style_and_script_are_light(ways_in, client):
    sizes = {path.suffix: packed(path.read_bytes()) for path in files_of(client.get("/").content)}

    assert (sizes[".css"] <= MOST_CSS, sizes[".js"] <= MOST_JS) == (True, True)


@pytest.mark.parametrize("path", ["/", "/lapor/1/"])
def test_a_first_visit_is_light_and_asks_for_few_files(ways_in, client, path):
    page = client.get(path).content
    files = files_of(page)

    assert packed(page) + sum(packed(file.read_bytes()) for file in files) <= MOST_FIRST_VISIT
    assert 1 + len(files) <= MOST_REQUESTS


@pytest.mark.parametrize("path", TELLING)
def test_pages_fetch_nothing_from_anybody_else(ways_in, client, path):
    page = client.get(path).content.decode()

    assert re.findall(r'<(?:link|script|img|iframe)[^>]* (?:href|src)="(?:https?:)?//[^"]+"', page) == []


def test_pages_leave_the_server_compressed(ways_in, client):
    response = client.get("/", headers={"accept-encoding": "gzip"})

    assert (response["Content-Encoding"], len(response.content) <= MOST_PAGE) == ("gzip", True)

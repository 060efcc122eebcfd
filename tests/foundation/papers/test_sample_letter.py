"""The sample letter of a kop: the page on which an administrator sees that his templates are broken."""

from django.contrib.messages import get_messages
from django.utils import timezone

from foundation.accounts.enums import Role
from foundation.papers.models import Letterhead
from foundation.papers.views.letterheads import BROKEN
from tests.factories.accounts import person, signed_in
from tests.foundation.papers.conftest import AT


def test_a_broken_template_is_said_in_words(desk, settings, tmp_path, monkeypatch):
    del desk
    monkeypatch.setattr(timezone, "now", lambda: AT)
    (tmp_path / "parts.typ").write_text("#nothing(")
    settings.PAPER_TEMPLATES_DIR = str(tmp_path)
    kop = Letterhead.objects.order_by("pk").first()

    browser = signed_in(person(Role.ADMINISTRATOR, username="admin"), at=AT)
    response = browser.get(f"/petugas/pengaturan/kop/{kop.pk}/contoh.pdf")

    assert (response.status_code, response["Location"]) == (302, "/petugas/pengaturan/kop/")
    assert [str(message) for message in get_messages(response.wsgi_request)] == [BROKEN]

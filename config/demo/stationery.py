"""The kop surat of the fictional city with its fictional arms, and who signs there."""

from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from foundation.accounts.models import User
from foundation.papers.enums import Issuer, SignatoryForm
from foundation.papers.models import Letterhead
from foundation.papers.services import add_letterhead, add_signatory, seed_papers

ARMS = Path(__file__).resolve().parent / "lambang.svg"


def make_stationery(people: dict[str, User], *, at: datetime) -> None:
    """A kop with arms for every issuer, after the plain one of a new installation, and the signatories of the Inspektorat.

    They hold as long as the people of the demo hold office, so that papers of every month of the story find them.
    """
    seed_papers(at=at)
    since = date(timezone.localdate(at).year - 1, 1, 2)
    for plain in list(Letterhead.objects.filter(logo_kind="")):
        words = {"government": plain.government, "office": plain.office, "lines": plain.lines, "place": plain.place}
        add_letterhead(Issuer(plain.issuer), **words, logo=ARMS.read_bytes(), valid_from=since, by=None, at=at)
    post = f"Inspektur {settings.SITE['city']}"
    inspector, deputy = people["inspektur"], people["wakil"]
    add_signatory(
        name=f"{inspector.full_name}, S.H., M.H.",
        post=post,
        user=inspector,
        rank="Pembina Utama Muda (IV/c)",
        nip="197203101998031099",
        valid_from=since,
        by=None,
        at=at,
    )
    add_signatory(
        name=f"{deputy.full_name}, S.E., Ak.",
        post="Sekretaris",
        user=deputy,
        form=SignatoryForm.ON_BEHALF,
        on_behalf_of=post,
        rank="Pembina Tingkat I (IV/b)",
        nip="197811222003122099",
        valid_from=since,
        by=None,
        at=at,
    )

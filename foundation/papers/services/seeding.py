"""What an office starts with: a kop surat of each issuer and a way of numbering of each kind, to be replaced by its own."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from foundation.papers.enums import Issuer, PaperKind
from foundation.papers.models import Letterhead, NumberTemplate
from foundation.papers.services.letterheads import add_letterhead
from foundation.papers.services.numbering import add_numbering

SINCE = date(2020, 1, 1)
"""Before the regulation itself: a paper of any date finds a kop and a number."""
PATTERN, SUPERVISION = "{klas}/{seq:03d}/{unit}/{year}", "700"
UNITS = {
    PaperKind.RECEIPT: "ITDA.TT",
    PaperKind.FORWARDING: "ITDA.TRS",
    PaperKind.REVIEW: "ITDA.LP",
    PaperKind.ANSWER: "ITDA",
    PaperKind.REFUSAL: "ITDA.TLK",
    PaperKind.MONTHLY_REPORT: "ITDA.LB",
}
"""Every kind counts for itself, so every kind is told apart by its unit."""


@transaction.atomic
def seed_papers(*, at: datetime) -> int:
    """Add what no issuer and no kind lacks afterwards; gives how many rows were added, and a second run adds none."""
    issuers = [issuer for issuer in Issuer if not Letterhead.objects.filter(issuer=issuer).exists()]
    kinds = [kind for kind in PaperKind if not NumberTemplate.objects.filter(kind=kind).exists()]
    for issuer in issuers:
        add_letterhead(issuer, **_kop(issuer), valid_from=SINCE, by=None, at=at)
    for kind in kinds:
        add_numbering(kind, pattern=PATTERN, classification=SUPERVISION, unit=UNITS[kind], valid_from=SINCE, by=None, at=at)
    return len(issuers) + len(kinds)


def _kop(issuer: Issuer) -> dict[str, Any]:
    """The names and numbers of settings.SITE as lines of a kop."""
    site = settings.SITE
    place = site["city"].removeprefix("Kota ")
    if issuer == Issuer.MAYOR:
        return {"office": f"Walikota {place}".upper(), "place": place}
    if issuer == Issuer.GOVERNMENT:
        # Without the address, which is that of the Inspektorat: such a paper comes from outside it.
        return {"office": site["government"].upper(), "place": place}
    lines = "\n".join([site["address"], f"Telepon {site['phone']}"])
    return {"government": site["government"].upper(), "office": "INSPEKTORAT", "lines": lines, "place": place}

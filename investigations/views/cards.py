"""What the follow-up of a case shows of a sheet's paper."""

from django.urls import reverse

from foundation.papers.views.cards import PaperCard, card_of
from investigations.models import Review


def card(review: Review, *, may_upload: bool) -> PaperCard | None:
    """The paper of a signed sheet on the follow-up of its case; None while it has none."""
    if review.paper is None:
        return None
    place = [review.complaint_id, review.pk]
    return card_of(
        review.paper,
        url=reverse("investigations:paper", args=place),
        upload=reverse("investigations:add_scan", args=place) if may_upload else "",
        scan=lambda one: reverse("investigations:scan", args=[*place, one.pk]),
    )

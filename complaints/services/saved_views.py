"""Keeps filters of the inbox for one person, and lets go of them; a bookmark, not an act on any case, so it is not on record."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from complaints.models import SavedView
from foundation.accounts.models import User

MOST_VIEWS = 12


class TooManyViews(Exception):
    """The person keeps as many views as a screen can show."""


@transaction.atomic
def keep_view(query: str, *, by: User, at: datetime) -> SavedView:
    """Keep the words of an inbox address for this person; keeping them twice is keeping them once. Raises TooManyViews."""
    User.objects.select_for_update().get(pk=by.pk)
    mine = SavedView.objects.filter(user=by)
    known = mine.filter(query=query).first()
    if known is not None:
        return known
    if mine.count() >= MOST_VIEWS:
        raise TooManyViews
    return SavedView.objects.create(user=by, query=query, saved_at=at)


def drop_view(pk: UUID, *, by: User) -> bool:
    """Let go of one of the person's own views; False when there is none with this key."""
    return SavedView.objects.filter(pk=pk, user=by).delete()[0] > 0

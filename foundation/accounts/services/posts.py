"""Structural posts and who sits in them: a row is one sitting, so that it can be said later who held which rank on which day."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import Post, Unit, User
from foundation.accounts.services.appointments import OwnRights, PersonEnded
from foundation.accounts.services.units import UnitEnded
from foundation.audit.changes import changed
from foundation.audit.services import record

ONE_DAY = timedelta(days=1)


class PostEnded(Exception):
    """The post, or this sitting in it, has its end already and is changed no more."""


@transaction.atomic
def create_post(
    *, unit: Unit, title: str, echelon: str = "", user: User | None = None, valid_from: date | None = None, by: User | None, at: datetime
) -> Post:
    """Add a structural post and who sits in it from `valid_from` (WIB) on, if anybody.

    Raises ValidationError for an echelon not written like "II.b", OwnRights, PersonEnded, UnitEnded.
    """
    if Unit.objects.select_for_update().get(pk=unit.pk).ended_on is not None:
        raise UnitEnded
    _refuse_sitter(user, by)
    return _added(Post(unit=unit, title=title.strip(), echelon=echelon, user=user, valid_from=valid_from), by=by, at=at)


@transaction.atomic
def change_post(post: Post, *, title: str, echelon: str, by: User | None, at: datetime) -> Post:
    """Correct the title or the echelon, which decides who signs (Pasal 7 ayat (3)).

    Raises PostEnded, OwnRights for the post `by` sits in, ValidationError.
    """
    post = _running(post, by)
    before = {"title": post.title, "echelon": post.echelon}
    post.title, post.echelon = title.strip(), echelon
    post.full_clean()
    if detail := changed(before, {"title": post.title, "echelon": post.echelon}, words=("title",)):
        post.save(update_fields=["title", "echelon"])
        record("accounts.post_changed", post, by=by, at=at, detail=detail)
    return post


@transaction.atomic
def seat(post: Post, user: User | None, *, valid_from: date, by: User | None, at: datetime) -> Post:
    """Let `user` sit in the post from `valid_from` (WIB) on, or nobody; returns the row of the new sitting.

    Who sat there before keeps the row, ended the day before. Raises PostEnded, OwnRights, PersonEnded, ValidationError when
    the new sitting does not begin after the one before.
    """
    post = _running(post, by)
    _refuse_sitter(user, by)
    if post.valid_from is not None and valid_from <= post.valid_from:
        raise ValidationError({"valid_from": "Isi tanggal sesudah mulainya masa jabatan yang sekarang."})
    if post.unit.ended_on is not None:
        raise UnitEnded
    _end(post, on=valid_from - ONE_DAY, by=by, at=at)
    return _added(Post(unit=post.unit, title=post.title, echelon=post.echelon, user=user, valid_from=valid_from), by=by, at=at)


@transaction.atomic
def end_post(post: Post, *, last_day: date, by: User | None, at: datetime) -> Post:
    """End the post itself; `last_day` (WIB) still belongs to it. Raises PostEnded, OwnRights, ValidationError."""
    post = _running(post, by)
    if post.valid_from is not None and last_day < post.valid_from:
        raise ValidationError({"last_day": "Isi hari terakhir yang tidak mendahului mulainya masa jabatan."})
    return _end(post, on=last_day, by=by, at=at)


def _running(post: Post, by: User | None) -> Post:
    post = Post.objects.select_for_update(of=("self",)).select_related("unit").get(pk=post.pk)
    if post.valid_to is not None:
        raise PostEnded
    if by is not None and post.user_id == by.pk:
        raise OwnRights
    return post


def _refuse_sitter(user: User | None, by: User | None) -> None:
    if user is None:
        return
    if by is not None and user.pk == by.pk:
        raise OwnRights
    if User.objects.select_for_update(of=("self",)).get(pk=user.pk).ended_on is not None:
        raise PersonEnded


def _added(post: Post, *, by: User | None, at: datetime) -> Post:
    post.full_clean()
    post.save(force_insert=True)
    facts = {"unit": post.unit_id, "echelon": post.echelon or None, "user": post.user_id, "from": post.valid_from}
    record("accounts.post_created", post, by=by, at=at, detail=facts)
    return post


def _end(post: Post, *, on: date, by: User | None, at: datetime) -> Post:
    post.valid_to = on
    post.save(update_fields=["valid_to"])
    record("accounts.post_ended", post, by=by, at=at, detail={"last_day": on, "user": post.user_id, "recorded_on": timezone.localdate(at)})
    return post

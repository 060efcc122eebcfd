"""Neutral notices to staff: the mail says that something waits, and nothing of what it is."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from foundation.accounts.models import Notice, User
from foundation.audit.details import checked
from foundation.jobs.services import enqueue
from foundation.ui.context import site_settings

SEND_NOTICE = "accounts.send_notice"


@transaction.atomic
def notify(user: User, *, kind: str, key: str, at: datetime, params: Mapping[str, Any] | None = None) -> Notice:
    """Tell a member of staff, once a `key`, that something waits; the mail goes out after the caller's transaction.

    `key` names the occasion and the person ("deadline:…:before:<user>"): the same key again gives back the same notice and sends nothing.
    `params` holds ids, codes, dates and numbers for screens; DetailRefused for anything else. The mail prints none of it.
    """
    notice, created = Notice.objects.get_or_create(
        key=key, defaults={"user": user, "kind": kind, "params": checked(params), "created_at": at}
    )
    if created and user.email:
        enqueue(SEND_NOTICE, {"notice": str(notice.pk)}, at=at, key=f"{SEND_NOTICE}:{notice.pk}")
    return notice


def mark_seen(user: User, notices: Iterable[UUID], *, at: datetime) -> int:
    """Note that `user` has read these notices (by their ids); how many were still unread. What is another's stays as it is."""
    return Notice.objects.filter(user_id=user.pk, pk__in=list(notices), seen_at__isnull=True).update(seen_at=at)


def send_notice(notice_id: UUID, *, at: datetime) -> None:
    """Send the mail of one notice, once; a person who has ended in the meantime is written to no more.

    A crash between sending and noting it can send the same neutral mail twice, never none.
    """
    notice = Notice.objects.select_related("user").get(pk=notice_id)
    if notice.sent_at is not None or notice.user.ended_on is not None or not notice.user.email:
        return
    context = {"site": site_settings(), "url": f"{settings.SITE_URL}{reverse('accounts:notices')}"}
    subject = " ".join(render_to_string("messages/staff_notice.subject.txt", context).split())
    send_mail(subject, render_to_string("messages/staff_notice.body.txt", context), settings.DEFAULT_FROM_EMAIL, [notice.user.email])
    Notice.objects.filter(pk=notice.pk, sent_at__isnull=True).update(sent_at=at)

"""/petugas/pemberitahuan/: the notices of whoever is signed in, each in one neutral sentence with the page where to act."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.forms import Form, ModelMultipleChoiceField, MultipleHiddenInput
from django.http import HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from foundation.accounts import services
from foundation.accounts.enums import NoticeKind
from foundation.accounts.models import Notice, User
from foundation.accounts.queries import notices_of
from foundation.ui import slots
from foundation.ui.views import StaffFormView

NEWEST = 100
"""No more are shown; unread ones come first."""
OTHERWISE = slots.NoticeWords(key="", words="Ada hal yang memerlukan perhatian Anda: periksa setiap menu Anda.")
"""For an old notice of an occasion that no room names any more."""


@dataclass(frozen=True)
class NoticeRow:
    """One line of the list; `link` is a label and an address, None where there is nothing for this reader to open."""

    at: datetime
    kind: str
    words: str
    link: tuple[str, str] | None
    unread: bool


class SeenForm(Form):
    """The notices that stood on the page when its button was pressed."""

    notices = ModelMultipleChoiceField(Notice.objects.none(), widget=MultipleHiddenInput, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notices"].queryset = Notice.objects.filter(user_id=user.pk)  # type: ignore[attr-defined]


class NoticesView(StaffFormView):
    """The newest notices; sending the form marks as read those that were shown."""

    form_class = SeenForm
    template_name = "accounts/staff/notices.html"
    success_url = reverse_lazy("accounts:notices")

    def has_permission(self) -> bool:
        """Whoever is signed in: one's own notices are everybody's own matter."""
        return True

    @property
    def person(self) -> User:
        """Whose notices they are: behind a sign-in there is always a person."""
        return cast("User", self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only one's own can be marked."""
        return {**super().get_form_kwargs(), "user": self.person}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One query for all rows."""
        found = list(notices_of(self.person)[:NEWEST])
        unread = [notice.pk for notice in found if notice.seen_at is None]
        return super().get_context_data(rows=[self._row(notice) for notice in found], unread=unread, newest=NEWEST, **kwargs)

    def form_valid(self, form: Form) -> HttpResponse:
        """What came in the meantime stays unread."""
        services.mark_seen(self.person, [notice.pk for notice in form.cleaned_data["notices"]], at=timezone.now())
        messages.success(self.request, "Pemberitahuan yang tampil sudah ditandai dibaca.")
        return super().form_valid(form)

    def _row(self, notice: Notice) -> NoticeRow:
        entry = words_of(notice.key)
        link = (str(entry.label), reverse(entry.url_name)) if entry.url_name and entry.predicate(self.request) else None
        kind = NoticeKind(notice.kind).label if notice.kind in NoticeKind.values else ""
        return NoticeRow(notice.created_at, kind, str(entry.words), link, notice.seen_at is None)


def words_of(key: str) -> slots.NoticeWords:
    """What a room says of the occasion that a notice's key names: of several entries the one that names most of it."""
    return max((entry for entry in slots.notice_words.entries() if entry.fits(key)), key=lambda entry: entry.fits(key), default=OTHERWISE)

"""[Simpan tampilan]: filters of the inbox that a person keeps for himself."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from complaints.permissions import READING_ROLES
from complaints.services import saved_views
from complaints.slots.case import with_query
from complaints.slots.inbox import Wanted
from foundation.ui.views import StaffView


class SaveView(StaffView):
    """`/petugas/tampilan/simpan/`: keep the filters that the inbox shows; a number searched for is not kept."""

    def has_permission(self) -> bool:
        """Whoever has a list to filter."""
        return bool(self.request.roles & READING_ROLES)  # type: ignore[attr-defined]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep them, and back to the list as it was."""
        wanted = Wanted.from_query(request.POST).savable()
        if query := wanted.query():
            try:
                saved_views.keep_view(query, by=request.user, at=timezone.now())  # type: ignore[arg-type]
            except saved_views.TooManyViews:
                messages.warning(request, f"Hapus dahulu satu tampilan; paling banyak {saved_views.MOST_VIEWS} tersimpan.")
        return redirect(with_query(reverse("complaints:inbox"), wanted))


class DropView(StaffView):
    """`/petugas/tampilan/<uuid>/hapus/`: let go of one of one's own."""

    def has_permission(self) -> bool:
        """Whoever has a list to filter."""
        return bool(self.request.roles & READING_ROLES)  # type: ignore[attr-defined]

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Drop it; another person's is answered 404."""
        if not saved_views.drop_view(pk, by=request.user):  # type: ignore[arg-type]
            raise Http404
        return redirect("complaints:inbox")

"""Forwarding several complaints at once: a page that says which, then one act."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from complaints import permissions, queries
from complaints.enums import UNCLASSIFIED, ComplaintState, Routing
from complaints.models import Complaint
from complaints.queries import ROWS
from complaints.services import forwarding
from complaints.services.entitlement import is_entitled
from complaints.services.transitions import MoveNotAllowed
from foundation.ui.views import StaffView
from foundation.vault.errors import VaultError

NOTHING_TICKED = "Centang dahulu pengaduan yang akan diteruskan. Hanya yang belum diteruskan dapat dipilih."
UNROUTED_ONLY = "Yang Anda centang belum dipilah. Buka satu per satu, pilih kedudukan terlapornya, lalu teruskan."


class BulkForwardView(StaffView, TemplateView):
    """`/petugas/teruskan/`: first POST shows the summary, the second (with `yakin`) forwards; never more than one page of rows."""

    template_name = "complaints/staff/bulk_forward.html"
    at: datetime

    def has_permission(self) -> bool:
        """Officers who forward."""
        self.at = timezone.now()
        return bool(self.request.roles & permissions.FORWARDING_ROLES)  # type: ignore[attr-defined]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Without a choice there is nothing to confirm."""
        del request, args, kwargs
        return redirect("complaints:inbox")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what would be forwarded, or forward it."""
        del args
        ticked = self._ticked(request)
        chosen = self._chosen(ticked)
        unrouted = self._mine(ticked).filter(routing=Routing.UNROUTED).count()
        if not chosen:
            messages.info(request, UNROUTED_ONLY if unrouted else NOTHING_TICKED)
            return redirect("complaints:inbox")
        if "yakin" not in request.POST:
            counts = {"unrouted": unrouted, "passed_over": len(ticked) - len(chosen) - unrouted}
            return self.render_to_response(self.get_context_data(**kwargs, chosen=chosen, **counts))
        done, left = self._forward(chosen)
        if done:
            messages.success(request, f"{len(done)} pengaduan diteruskan kepada Inspektur: {', '.join(done)}.")
        if left:
            messages.error(request, f"Belum diteruskan: {', '.join(left)}. Buka satu per satu untuk melihat sebabnya.")
        return redirect("complaints:inbox")

    def _ticked(self, request: HttpRequest) -> set[UUID]:
        """The rows sent, never more than one page of them."""
        try:
            return {UUID(text) for text in request.POST.getlist("pilih")[:ROWS]}
        except ValueError as error:
            raise Http404 from error

    def _mine(self, ticked: set[UUID]) -> QuerySet[Complaint]:
        """Of the ticked ones, those that lie open before this person and that nobody has forwarded."""
        return queries.openable_by(self.request.user, at=self.at).filter(pk__in=ticked, state=ComplaintState.RECEIVED)  # type: ignore[arg-type]

    def _chosen(self, ticked: set[UUID]) -> list[Complaint]:
        """Those that this person may forward, nearest deadline first; what asked nothing on arrival is looked at one by one."""
        user, roles = self.request.user, self.request.roles  # type: ignore[attr-defined]
        cases = self._mine(ticked).exclude(routing=Routing.UNROUTED)
        cases = cases.annotate(opened_for=queries.opened_for(user.holder_id, at=self.at))  # type: ignore[union-attr]
        rows = queries.nearest_first(cases.select_related("content", "thread", "violation_type"))
        held = [row for row in rows if is_entitled(row, row.opened_for, user, roles)]  # type: ignore[attr-defined, arg-type]
        return [row for row in held if permissions.may_forward(user.pk, roles, row)]  # type: ignore[arg-type]

    def _forward(self, chosen: list[Complaint]) -> tuple[list[str], list[str]]:
        """Each in its own transaction: one that fails keeps no other back."""
        unclassified = queries.types_in_force(timezone.localdate(self.at)).filter(code=UNCLASSIFIED).latest("version")
        done, left = [], []
        for complaint in chosen:
            kind = complaint.violation_type or unclassified
            try:
                forwarding.forward(complaint, violation_type=kind, keys=self.request.keyring, by=self.request.user, at=self.at)  # type: ignore[attr-defined, arg-type]
            except (forwarding.NotForwardable, MoveNotAllowed, VaultError):
                left.append(complaint.register_number)
            else:
                done.append(complaint.register_number)
        return done, left

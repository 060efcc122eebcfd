"""The tab Identitas of a case: locked, asked for with a reason, opened for minutes at a time by whom a custodian approved (Pasal 15)."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView, View

from complaints.enums import IdentityRequestState
from complaints.forms.identity import AskIdentityForm
from complaints.models import IdentityRequest
from complaints.queries.identity import newest_request, request_in_force
from complaints.services import identity
from complaints.slots.case import CaseScreen
from complaints.views.identity_shown import WHY_NOT_ASKED, hide_in_time, identity_rows
from complaints.views.staff_acts import CaseFormView
from foundation.vault.sealing import open_sealed


class IdentityView(CaseScreen, TemplateView):
    """The tab: how a request of this person stands, and the identity itself while an opening shows it."""

    template_name = "complaints/staff/identity_case.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The newest request, what is open and until when, and whether another one can be made."""
        user = self.request.user
        asked = newest_request(self.complaint, user)  # type: ignore[arg-type]
        approved = request_in_force(self.complaint, user, at=self.at)  # type: ignore[arg-type]
        self.shown = identity.shown_identity(self.complaint, keys=self.keys, by=user, at=self.at)  # type: ignore[arg-type]
        waits = asked is not None and asked.state == IdentityRequestState.WAITING
        return super().get_context_data(
            **kwargs,
            asked=asked,
            approved=approved,
            refusal=self._refusal(asked),
            waits=waits,
            shown=self.shown,
            rows=identity_rows(self.shown.reporter) if self.shown else [],
            may_ask=self.complaint.reporter is not None and not waits and approved is None,
        )

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        """The page, which hides itself in time."""
        return hide_in_time(super().render_to_response(context, **options), self.shown, at=self.at)

    def _refusal(self, asked: IdentityRequest | None) -> str:
        """Why the custodian refused."""
        if asked is None or asked.state != IdentityRequestState.REFUSED:
            return ""
        asked.content = self.complaint.content
        return str((open_sealed(asked, "refusal", self.keys) or {}).get("words", ""))


class AskIdentityView(CaseFormView):
    """Ask for the identity, with a reason that the custodians of this case alone can read."""

    template_name = "complaints/staff/identity_ask.html"
    form_class = AskIdentityForm
    refusals = (identity.NotAsked,)

    def refusal_words(self, refusal: Exception) -> str:
        """Why it can't be asked for, and what to do instead."""
        return WHY_NOT_ASKED[refusal.why] if isinstance(refusal, identity.NotAsked) else str(refusal)

    def form_valid(self, form: AskIdentityForm) -> HttpResponse:
        """Ask, and return to the tab."""
        identity.ask_identity(self.complaint, form.cleaned_data["alasan"], by=self.request.user, at=self.at)  # type: ignore[arg-type]
        messages.success(self.request, "Permintaan Anda disampaikan kepada kustodian identitas. Anda diberi tahu bila sudah diputus.")
        return redirect("complaints:case_identity", self.complaint.pk)


class OpenIdentityView(CaseScreen, View):
    """Open an approved identity for some minutes; the tab says beforehand that this is recorded."""

    def has_permission(self) -> bool:
        """Only the person it was approved for, and only while that lasts."""
        return request_in_force(self.complaint, self.request.user, at=self.at) is not None  # type: ignore[arg-type]

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        """Record the opening and show it."""
        del pk
        try:
            identity.open_identity(self.complaint, keys=self.keys, by=request.user, at=self.at)  # type: ignore[arg-type]
        except identity.StillClosed:
            messages.error(request, "Persetujuan Anda sudah berakhir. Ajukan permintaan baru bila masih perlu.")
        return redirect("complaints:case_identity", self.complaint.pk)

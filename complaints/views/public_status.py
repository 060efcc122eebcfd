"""The reporter's status page, opened by the receipt code alone: the field for the code, the page, and the way out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from complaints.forms.reporter import CODE_UNKNOWN, CODE_WAITS, ReceiptCodeForm
from complaints.services.reporter import CodeWaits
from complaints.views import reporter_session
from complaints.views.status_page import status_context
from foundation.ui.views import PublicView

STATUS_TEMPLATE = "complaints/public/status.html"


def status_address() -> str:
    """Where an opened page begins for whoever reads with a keyboard or a screen reader: at its heading."""
    return f"{reverse('complaints:status')}#status"


class StatusEntryView(PublicView, FormView):
    """`/status/`: the code opens the page; one sentence for every code that does not, after the same short wait."""

    template_name = "complaints/public/status_entry.html"
    form_class = ReceiptCodeForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The open page when the browser still holds it, else the field for the code."""
        at = timezone.now()
        found = reporter_session.opened(request, at=at)
        if found is None:
            return super().get(request, *args, **kwargs)
        return render(request, STATUS_TEMPLATE, status_context(request, found, at=at))

    def form_valid(self, form: ReceiptCodeForm) -> HttpResponse:
        """Opens the page and redirects, so that the code is in no address and no refresh sends it again."""
        at = timezone.now()
        try:
            unlocked = reporter_session.unlock(form.cleaned_data["kode"], at=at)
        except CodeWaits:
            form.add_error("kode", str(CODE_WAITS))
            return self.form_invalid(form)
        if unlocked is None:
            form.add_error("kode", str(CODE_UNKNOWN))
            return self.form_invalid(form)
        response = redirect(status_address())
        reporter_session.remember(self.request, response, unlocked[0], at=at)
        return response

    def form_invalid(self, form: ReceiptCodeForm) -> HttpResponse:
        """Says what to do; what was typed stays in the field, so that one wrong letter can be put right."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


class LeaveStatusView(PublicView, View):
    """[Keluar]: both halves of the key go."""

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Closes the page and says so."""
        response = redirect("complaints:status")
        reporter_session.forget(request, response)
        messages.success(request, _("Halaman status ditutup. Kode Anda tidak tersimpan di perangkat ini."))
        return response

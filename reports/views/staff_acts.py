"""What is done with a month's report: draft it, approve and publish it, correct it, note that it was read."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from foundation.accounts.requests import StaffRequest
from foundation.papers.services import NumberTaken, SignatoryNotInForce
from foundation.ui import wording
from foundation.ui.views import StaffFormView, StaffView
from reports.forms import ApprovalForm, CorrectionForm
from reports.models import MonthlyReport
from reports.permissions import is_addressee, may_approve, may_write
from reports.queries import reports as queries
from reports.queries.figures import sensitive_codes, type_labels
from reports.queries.narrative import cautions, narrative_of
from reports.queries.signing import missing_on, numbered_by_hand, signatures_on
from reports.queries.snapshot import snapshot_of
from reports.rules.contents import OTHERS
from reports.rules.period import Period
from reports.rules.publication import public_part, type_rows
from reports.rules.seal import seal_of
from reports.services.corrections import NothingToCorrect, start_correction
from reports.services.drafting import draft
from reports.services.paper import Signing
from reports.services.publishing import FiguresChanged, approve_and_publish, mark_read
from reports.views.revisions import NewestRevision

SIGNING_REFUSED: dict[type[Exception], str] = {
    NumberTaken: "Periksa nomor di buku agenda: surat lain sudah memakai nomor ini.",
    SignatoryNotInForce: "Pilih penanda tangan lain: masa jabatannya tidak mencakup hari persetujuan.",
}
"""Why a paper can't be signed as somebody chose, and what to do."""


class DraftView(StaffView):
    """Drafts a month that is over and has no report yet."""

    http_method_names = ["post"]
    request: StaffRequest

    def has_permission(self) -> bool:
        """The Inspektur line, for a month that is over."""
        period: Period = self.kwargs["period"]
        return may_write(self.request.roles) and queries.REGULATION_IN_FORCE <= period < Period.of(timezone.localdate())

    def post(self, request: HttpRequest, period: Period) -> HttpResponse:
        """The draft, then its page."""
        del request
        draft(period, by=self.request.user, at=timezone.now())
        return redirect("reports:report", period)


class ApproveView(NewestRevision, StaffFormView):
    """The confirmation: what the public will read, what the Walikota gets; one button does all of it."""

    template_name = "reports/staff/approve.html"
    form_class = ApprovalForm
    refusals = (FiguresChanged, *SIGNING_REFUSED)
    request: StaffRequest

    def has_permission(self) -> bool:
        """The Inspektur, while there is something to approve."""
        return may_approve(self.request.roles) and self.report is not None and not self.report.is_approved

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The figures as they are now, or as the system froze them."""
        report = self._report()
        figures = report.figures
        if report.is_draft:
            figures = snapshot_of(self.period, revision=report.revision, today=timezone.localdate()).figures
        sensitive = sensitive_codes(on=self.period.last)
        public = public_part(figures, sensitive=sensitive, others=type_labels(on=self.period.last)[OTHERS])
        return super().get_context_data(
            period=self.period,
            report=report,
            data=figures,
            seal=seal_of(figures),
            public=public,
            rows=type_rows(public, merged=sensitive),
            narrative=self.narrative,
            warnings=self.warnings,
            lacks=missing_on(timezone.localdate()),
            **kwargs,
        )

    @cached_property
    def narrative(self) -> str | None:
        """Letter c, as the approver's keys open it."""
        return narrative_of(self._report(), self.request.keyring)

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """What in letter c is to be looked at again."""
        return cautions(self._report(), self.narrative, keys=self.request.keyring, by=self.request.user, at=timezone.now())

    def get_form_kwargs(self) -> dict[str, Any]:
        """A warning has to be answered; the paper has a signer and a number."""
        today = timezone.localdate()
        signing = {"choices": signatures_on(self.request.user, on=today), "by_hand": numbered_by_hand(today)}
        return {**super().get_form_kwargs(), "warned": bool(self.warnings), **signing}

    def form_valid(self, form: ApprovalForm) -> HttpResponse:
        """Approves, delivers and publishes."""
        approve_and_publish(
            self._report(),
            seen=form.cleaned_data["seen"],
            signing=Signing(form.signature, form.cleaned_data.get("nomor", "")),
            by=self.request.user,
            keys=self.request.keyring,
            at=timezone.now(),
        )
        month = wording.month(self.period.first)
        messages.success(self.request, _("Laporan %(month)s disampaikan kepada Walikota dan diterbitkan.") % {"month": month})
        return redirect("reports:report", self.period)

    def refusal_words(self, refusal: Exception) -> str:
        """The figures moved between looking and approving, or the paper can't be signed so."""
        if isinstance(refusal, FiguresChanged):
            return _("Angka berubah sejak halaman ini dibuka. Periksa angka terbaru di bawah, lalu setujui lagi.")
        return SIGNING_REFUSED[type(refusal)]

    def _report(self) -> MonthlyReport:
        assert self.report is not None
        return self.report


class CorrectView(NewestRevision, StaffFormView):
    """A correction of a month that has appeared: its reason, then a new draft."""

    template_name = "reports/staff/correct.html"
    form_class = CorrectionForm
    refusals = (NothingToCorrect,)
    request: StaffRequest

    def has_permission(self) -> bool:
        """The Inspektur, when the newest revision is approved."""
        return may_approve(self.request.roles) and self.report is not None and self.report.is_approved

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What would change."""
        assert self.report is not None
        now = snapshot_of(self.period, revision=self.report.revision + 1, today=timezone.localdate())
        changes = [
            (label, self.report.figures[part]["total"], now.figures[part]["total"])
            for part, label in (("received", _("Diterima")), ("followed_up", _("Ditindaklanjuti")))
        ]
        same = self.report.figures == now.figures
        back = reverse("reports:report", args=[self.period])
        return super().get_context_data(period=self.period, report=self.report, changes=changes, same=same, back=back, **kwargs)

    def form_valid(self, form: CorrectionForm) -> HttpResponse:
        """The draft of the correction, then its page."""
        assert self.report is not None
        reason, keys = form.cleaned_data["reason"], self.request.keyring
        start_correction(self.report, reason=reason, keys=keys, by=self.request.user, at=timezone.now())
        messages.success(self.request, _("Draf ralat dibuat. Ralat terbit setelah Anda setujui."))
        return redirect("reports:report", self.period)

    def refusal_words(self, refusal: Exception) -> str:
        """Somebody was quicker."""
        del refusal
        return _("Ralat bulan ini sudah dibuat. Buka halaman laporan untuk melanjutkannya.")


class MarkReadView(StaffView):
    """The Walikota notes that he has read the report; nothing waits for it."""

    http_method_names = ["post"]
    request: StaffRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads the revision that has appeared."""
        super().setup(request, *args, **kwargs)
        self.report = queries.appeared(kwargs["period"])

    def has_permission(self) -> bool:
        """The Walikota."""
        return is_addressee(self.request.roles) and self.report is not None

    def post(self, request: HttpRequest, period: Period) -> HttpResponse:
        """The time stamp, then the page again."""
        del request
        assert self.report is not None
        mark_read(self.report, by=self.request.user, at=timezone.now())
        return redirect("reports:report", period)

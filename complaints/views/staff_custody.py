"""The custodians' pages: who asks for a name, yes for a while or no with a reason, and a new receipt code for whom they verified."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from complaints import permissions
from complaints.enums import Verification
from complaints.forms.identity import ApproveForm, FindCaseForm, RefuseForm, VerifyForm
from complaints.models import Complaint, IdentityRequest
from complaints.queries import identity_kept_by
from complaints.queries.identity import requests_to, waiting, waiting_renewal
from complaints.rules.confidentiality import may_renew_receipt
from complaints.services import identity, receipt_renewal
from complaints.services.custody import tend_custody
from complaints.views.identity_shown import WHY_NOT_DECIDED, hide_in_time, identity_rows
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.accounts.queries import roles_of
from foundation.ui.views import RefusalsMixin, StaffView
from foundation.vault.codes import grouped
from foundation.vault.errors import CannotOpen, Excluded
from foundation.vault.keys import Keys
from foundation.vault.sealing import open_sealed

OLDEST = 50
FINAL = "Pelapor tidak menyebut nama yang dapat dicocokkan. Kode yang hilang tidak dapat diganti; hilang berarti final."
WALLED = "Peminta tidak boleh membuka perkara ini. Tolak permintaannya."


class CustodianScreen(StaffView):
    """A page of custodians. `setup` does what an opening owes the identities this person keeps."""

    at: datetime
    keys: Keys | None
    user: User
    roles: frozenset[Role]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The moment, the keys, and due work on what they open."""
        super().setup(request, *args, **kwargs)
        self.at, self.keys = timezone.now(), getattr(request, "keyring", None)
        self.user, self.roles = request.user, getattr(request, "roles", frozenset())  # type: ignore[assignment]
        if self.keys is not None:
            tend_custody(self.user, self.roles, keys=self.keys, at=self.at)

    def has_permission(self) -> bool:
        """Custodians with their keys."""
        return self.keys is not None and permissions.keeps_identities(self.roles)

    def opened_keys(self) -> Keys:
        """The keys, which `has_permission` made sure of."""
        if self.keys is None:
            raise Http404
        return self.keys


class RequestsView(CustodianScreen, TemplateView):
    """`/petugas/identitas/`: what waits for this custodian, and the way to a reporter who lost the receipt code."""

    template_name = "complaints/staff/identity_requests.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The oldest waiting requests with their opened reasons."""
        rows = waiting(requests_to(self.user, self.roles, at=self.at))[:OLDEST]
        asked = [(row, reason_of(row, self.opened_keys()), roles_in_words(row.asked_by, at=self.at)) for row in rows]
        kwargs.setdefault("form", FindCaseForm())
        return super().get_context_data(**kwargs, asked=asked)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """To the case with this number; the same words for one that is not there and one that is another circle's."""
        del args, kwargs
        form = FindCaseForm(request.POST)
        if form.is_valid():
            kept = identity_kept_by(self.user, self.roles, at=self.at)
            found = kept.filter(register_number=form.cleaned_data["nomor"]).values_list("pk", flat=True).first()
            if found is not None:
                return redirect("complaints:identity_keeping", found)
            form.add_error("nomor", "Nomor ini tidak ada di antara perkara yang identitasnya Anda simpan. Periksa penulisannya.")
        return self.render_to_response(self.get_context_data(form=form), status=422)


class RequestScreen(CustodianScreen, RefusalsMixin, FormView):
    """A page about one request; who may not see it is answered 404."""

    asked: IdentityRequest
    refusals = (identity.NotDecided, Excluded)

    def has_permission(self) -> bool:
        """A request to this custodian."""
        if not super().has_permission():
            return False
        found = requests_to(self.user, self.roles, at=self.at).filter(pk=self.kwargs["request_pk"]).first()
        if found is not None:
            self.asked = found
        return found is not None

    def refusal_words(self, refusal: Exception) -> str:
        """Why it can't be decided so, and what to do."""
        return WHY_NOT_DECIDED[refusal.why] if isinstance(refusal, identity.NotDecided) else WALLED

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The request with its opened reason."""
        reason, roles = reason_of(self.asked, self.opened_keys()), roles_in_words(self.asked.asked_by, at=self.at)
        return super().get_context_data(**kwargs, asked=self.asked, reason=reason, roles=roles)

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again, with what was typed."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ApproveIdentityView(RequestScreen):
    """Open an identity for the asker alone, for one to seven days; the page itself is the confirmation."""

    template_name = "complaints/staff/identity_approve.html"
    form_class = ApproveForm

    def form_valid(self, form: ApproveForm) -> HttpResponse:
        """Approve, and return to what waits."""
        keys, days = self.opened_keys(), form.cleaned_data["lama"]
        identity.approve_identity(self.asked, days=days, keys=keys, by=self.user, at=self.at)
        messages.success(self.request, f"Disetujui untuk {self.asked.asked_by.full_name} selama {days} hari. Setiap pembukaan dicatat.")
        return redirect("complaints:identity_requests")


class RefuseIdentityView(RequestScreen):
    """Keep an identity closed, with a reason the asker reads."""

    template_name = "complaints/staff/identity_refuse.html"
    form_class = RefuseForm

    def form_valid(self, form: RefuseForm) -> HttpResponse:
        """Refuse, and return to what waits."""
        identity.refuse_identity(self.asked, form.cleaned_data["alasan"], by=self.user, at=self.at)
        messages.success(self.request, f"Permintaan {self.asked.asked_by.full_name} ditolak. Alasannya disampaikan.")
        return redirect("complaints:identity_requests")


class KeepingScreen(CustodianScreen):
    """A page about one case whose identity this custodian keeps; it shows a number and dates, never contents."""

    complaint: Complaint

    def has_permission(self) -> bool:
        """A case of this custodian's circle whose key he holds."""
        if not super().has_permission():
            return False
        kept = identity_kept_by(self.user, self.roles, at=self.at).select_related("identity").defer("story", "summary")
        found = kept.filter(pk=self.kwargs["pk"]).first()
        if found is not None:
            self.complaint = found
        return found is not None

    def renewable(self) -> bool:
        """Whether a lost receipt code of this case can be replaced at all."""
        return may_renew_receipt(named=self.complaint.reporter_named, sealed=self.complaint.reporter is not None)


class KeepingView(KeepingScreen, TemplateView):
    """`/petugas/identitas/perkara/<uuid>/`: open the identity to compare a person with it, and renew a lost receipt code."""

    template_name = "complaints/staff/identity_keeping.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The identity while an opening shows it, and a new code that waits."""
        self.shown = identity.shown_to_custodian(self.complaint, keys=self.opened_keys(), by=self.user, at=self.at)
        rows = identity_rows(self.shown.reporter) if self.shown else []
        facts = {"renewable": self.renewable(), "waits": waiting_renewal(self.complaint)}
        return super().get_context_data(**kwargs, complaint=self.complaint, shown=self.shown, rows=rows, **facts)

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        """The page, which hides itself in time."""
        return hide_in_time(super().render_to_response(context, **options), self.shown, at=self.at)


class KeepingOpenView(KeepingScreen, View):
    """Open the identity as its custodian, for some minutes; recorded on the case."""

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Record the opening and show it."""
        del request, pk
        try:
            identity.open_as_custodian(self.complaint, keys=self.opened_keys(), by=self.user, at=self.at)
        except identity.StillClosed:
            raise Http404 from None
        return redirect("complaints:identity_keeping", self.complaint.pk)


class RenewReceiptView(KeepingScreen, RefusalsMixin, FormView):
    """Note how a reporter was verified and hand over a new receipt code, shown in this answer and nowhere else."""

    template_name = "complaints/staff/identity_renew.html"
    form_class = VerifyForm
    refusals = (receipt_renewal.NotRenewable, receipt_renewal.CodeTaken)

    def refusal_words(self, refusal: Exception) -> str:
        """Why there is no new code."""
        return FINAL if isinstance(refusal, receipt_renewal.NotRenewable) else "Muat ulang halaman ini, lalu isi kembali."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The case, and whether its code can be replaced."""
        return super().get_context_data(**kwargs, complaint=self.complaint, renewable=self.renewable(), final=FINAL)

    def form_valid(self, form: VerifyForm) -> HttpResponse:
        """Verify, and answer with the code; the same form sent again answers with the same one."""
        said, way = form.cleaned_data, Verification(form.cleaned_data["cara"])
        made = receipt_renewal.renew_receipt(
            self.complaint, way, said["catatan"], code=said["kode"], keys=self.opened_keys(), by=self.user, at=self.at
        )
        address = self.request.build_absolute_uri("/status/")
        context = {"complaint": self.complaint, "renewal": made, "groups": grouped(said["kode"]).split(), "status_address": address}
        return render(self.request, "complaints/staff/identity_receipt.html", context)

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again, with what was typed."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


def reason_of(asked: IdentityRequest, keys: Keys) -> str:
    """The opened reason of a request; a damaged one is said to be so, because it can't be approved unread."""
    try:
        return str((open_sealed(asked, "reason", keys) or {}).get("words", ""))
    except CannotOpen:
        return "(alasan rusak, tidak dapat dibaca)"


def roles_in_words(user: User, *, at: datetime) -> str:
    """What somebody is appointed to on the day of `at`: "Penelaah/Auditor"."""
    return ", ".join(sorted(str(role.label) for role in roles_of(user, on=timezone.localdate(at)))) or "tanpa peran"

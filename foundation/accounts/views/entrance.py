"""Signing in, signing out, choosing a password."""

from typing import Any

from allauth.account.stages import LoginStage
from allauth.account.views import LoginView
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from foundation.accounts import services, unlocking
from foundation.accounts.adapter import TOO_MANY_ATTEMPTS
from foundation.accounts.enums import Factor
from foundation.accounts.forms import PasswordForm, SignInForm
from foundation.accounts.requests import StaffRequest
from foundation.accounts.unlocking import SignedOut
from foundation.ui.views import StaffFormView, StaffView
from foundation.vault.errors import WrongPassword

WRONG_PASSWORD = "Tulis kata sandi Anda yang sekarang dengan benar"  # noqa: S105 - the words of a refusal


class SignInView(LoginView):
    """/petugas/masuk/: allauth checks and throttles, the form opens the key, this view parts it in two halves.

    Who has a second factor is led on to it (SecondFactorView); the key waits for that in halves of another kind.
    """

    form_class = SignInForm
    template_name = "accounts/public/sign_in.html"

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """Signs in, or leads on to the second factor; the key lies in session and cookie from this answer on."""
        now = timezone.now()
        response = super().form_valid(form)
        if form.unlocked is not None:
            services.note_unlocked(form.user, at=now)
        if not self.request.user.is_authenticated:
            unlocking.keep_pending(self.request, response, form.user, form.unlocked, at=now)
            return response
        unlocking.keep(self.request, response, form.unlocked, at=now)
        services.note_sign_in(form.user, factor=Factor.NONE, at=now)
        return response

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> None:
        """Opening this page begins anew, whatever was begun before."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Why the person has to sign in again, in words."""
        reason = self.request.GET.get("alasan")
        context = super().get_context_data(reason=SignedOut(reason).label if reason in SignedOut.values else "", **kwargs)
        # allauth's `site` would hide the office's own.
        context.pop("site", None)
        return context


class SignOutView(StaffView):
    """/petugas/keluar/: only by POST, so that no link or image can do it."""

    request: StaffRequest
    http_method_names = ["post"]

    def has_permission(self) -> bool:
        """Everybody who is signed in may leave."""
        return True

    def post(self, request: HttpRequest) -> HttpResponse:
        """Deletes the session; the middleware is told to take W back."""
        logout(request)
        self.request.signed_out = SignedOut.LEFT
        return HttpResponseRedirect(f"{reverse('accounts:login')}?alasan={SignedOut.LEFT.value}")


@method_decorator(sensitive_post_parameters("current", "new", "again"), name="dispatch")
class PasswordView(StaffFormView):
    """/petugas/sandi/: changes the password, which re-wraps the key and ends every other session."""

    request: StaffRequest
    form_class = PasswordForm
    template_name = "accounts/staff/password.html"
    success_url = reverse_lazy("accounts:password")

    def has_permission(self) -> bool:
        """One's own password is everybody's own matter."""
        return True

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form judges the password against the person's names."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: PasswordForm) -> HttpResponse:
        """Asks for the current password first: a session left open must not be enough."""
        if not ratelimit.consume(self.request, action="change_password", user=self.request.user):
            form.add_error(None, TOO_MANY_ATTEMPTS)
            return self.form_invalid(form)
        now = timezone.now()
        try:
            changed, unlocked = services.replace_password(self.request.user, form.cleaned_data["current"], form.cleaned_data["new"], at=now)
        except WrongPassword:
            form.add_error("current", WRONG_PASSWORD)
            return self.form_invalid(form)
        update_session_auth_hash(self.request, changed)
        messages.success(self.request, "Kata sandi sudah diganti. Sesi Anda di perangkat lain sudah diakhiri.")
        response = super().form_valid(form)
        unlocking.keep(self.request, response, unlocked, at=now, factor=unlocking.factor_of(self.request))
        return response

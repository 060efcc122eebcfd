"""One's own account: the second factor, one-time codes, the recovery code, and where one is signed in."""

import json
from typing import Any, cast

from allauth.core import ratelimit
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView

from foundation.accounts import services, unlocking
from foundation.accounts.adapter import TOO_MANY_ATTEMPTS, WRONG_FACTOR
from foundation.accounts.enums import Factor
from foundation.accounts.factors import SECOND, codes_left, factors_of
from foundation.accounts.forms import ConfirmForm
from foundation.accounts.models import PersonalCode, User
from foundation.accounts.open_sessions import sessions_of
from foundation.accounts.proofs import NewPasskeyForm, ProofForm, TotpForm
from foundation.accounts.views.entrance import WRONG_PASSWORD
from foundation.ui.views import StaffFormView, StaffView
from foundation.vault.codes import grouped
from foundation.vault.errors import WrongPassword
from foundation.vault.holders import UnlockedHolder

TOTP_SECRET = "totp_secret"  # noqa: S105 - the session's name for it; the secret lies there sealed for the server


class _Own(StaffView):
    """What these screens share: one's own account is everybody's own matter."""

    def has_permission(self) -> bool:
        """Whoever is signed in."""
        return True

    @property
    def person(self) -> User:
        """Whose account it is: behind a sign-in there is always a person."""
        return cast("User", self.request.user)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class _Proven(_Own, StaffFormView):
    """A change that takes the password once more; `act` makes it. What is shown once stands on the answer and in no session."""

    form_class: type[Form] = ProofForm
    success_url = reverse_lazy("accounts:account")

    def form_valid(self, form: Form) -> HttpResponse:
        """Asks for the password before anything else happens."""
        if not ratelimit.consume(self.request, action="reauthenticate", user=self.person):
            form.add_error(None, TOO_MANY_ATTEMPTS)
            return self.form_invalid(form)
        try:
            unlocked = services.prove(self.person, form.cleaned_data["current"], at=timezone.now())
            return self.act(form, unlocked)
        except WrongPassword:
            form.add_error("current", WRONG_PASSWORD)
        except services.WrongFactor:
            form.add_error("code" if "code" in form.fields else None, WRONG_FACTOR)
        except services.LastFactor:
            form.add_error(None, "Pasang faktor lain lebih dahulu: setiap petugas harus memiliki faktor kedua")
        return self.form_invalid(form)

    def act(self, form: Form, unlocked: UnlockedHolder | None) -> HttpResponse:
        """The one service call of this screen."""
        raise NotImplementedError

    def done(self, words: str) -> HttpResponse:
        """Says so, and goes back to the account."""
        messages.success(self.request, words)
        return HttpResponseRedirect(self.get_success_url())

    def shown_once(self, template: str, **context: Any) -> HttpResponse:
        """No redirect: what is shown must not wait in a session."""
        self.template_name = template
        return self.render_to_response({"view": self, **context})


class AccountView(_Own, TemplateView):
    """/petugas/akun/: what protects the account, and what is still missing."""

    template_name = "accounts/staff/account.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Factors, codes left, the recovery code, how many sessions."""
        user = self.person
        code = PersonalCode.objects.filter(user=user, spent_at__isnull=True).first()
        factors = factors_of(user)
        has_app = any(one.type == Factor.TOTP for one in factors)
        facts = {"factors": factors, "has_app": has_app, "codes_left": codes_left(user), "personal_code": code}
        return super().get_context_data(**facts, sessions=len(sessions_of(user, at=timezone.now())), **kwargs)


class _NewFactor(_Proven):
    """Adding a factor: this session has shown it now, every other one ends."""

    factor: Factor

    def added(self, codes: list[str]) -> HttpResponse:
        """On to the one-time codes when they were made with it."""
        services.end_other_sessions(self.person, keep=self.request.session.session_key or "", at=timezone.now())
        self.request.session[unlocking.FACTOR] = self.factor.value
        if codes:
            return self.shown_once("accounts/staff/codes_shown.html", codes=codes)
        return self.done("Faktor kedua sudah dipasang. Sesi Anda di perangkat lain sudah diakhiri.")


class TotpView(_NewFactor):
    """/petugas/akun/aplikasi/: an authenticator app, by a drawing or by typing; no script needed."""

    form_class = TotpForm
    template_name = "accounts/staff/totp.html"
    factor = Factor.TOTP

    def secret(self) -> str:
        """The secret offered in this session; the same until it is used, so that a refused form fits the app."""
        sealed = self.request.session.get(TOTP_SECRET)
        if sealed is None:
            sealed = self.request.session[TOTP_SECRET] = get_adapter().encrypt(generate_totp_secret())
        return str(get_adapter().decrypt(sealed))

    def act(self, form: Form, unlocked: UnlockedHolder | None) -> HttpResponse:  # noqa: ARG002
        """The first code proves that the app has the secret."""
        codes = services.add_totp(self.person, self.secret(), form.cleaned_data["code"], at=timezone.now())
        self.request.session.pop(TOTP_SECRET, None)
        return self.added(codes)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The secret as an address for the drawing and in groups for typing."""
        secret = self.secret()
        groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
        return super().get_context_data(
            address=get_adapter().build_totp_url(self.person, secret),
            groups=groups,
            awaited=unlocking.awaits_second_factor(self.request),
            replaces=any(one.type == Factor.TOTP for one in factors_of(self.person)),
            **kwargs,
        )


class PasskeyView(_NewFactor):
    """/petugas/akun/kunci-sandi/: a passkey of this device or of a stick; needs the browser's script."""

    form_class = NewPasskeyForm
    template_name = "accounts/staff/passkey.html"
    factor = Factor.PASSKEY

    def act(self, form: Form, unlocked: UnlockedHolder | None) -> HttpResponse:  # noqa: ARG002
        """The device's answer to the challenge of this page."""
        given = form.cleaned_data
        return self.added(services.add_passkey(self.person, given["credential"], name=given["name"], at=timezone.now()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A fresh challenge each time."""
        options = json.dumps(webauthn.begin_registration(self.person, passwordless=False))
        return super().get_context_data(options=options, awaited=unlocking.awaits_second_factor(self.request), **kwargs)


class RemoveFactorView(_Proven):
    """/petugas/akun/faktor/<pk>/hapus/: takes one factor away."""

    template_name = "accounts/staff/remove_factor.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads the factor of this person, nobody else's."""
        super().setup(request, *args, **kwargs)
        own = Authenticator.objects.filter(user_id=request.user.pk, type__in=SECOND)
        self.authenticator = get_object_or_404(own, pk=kwargs["factor"])

    def act(self, form: Form, unlocked: UnlockedHolder | None) -> HttpResponse:  # noqa: ARG002
        """The factor goes."""
        services.remove_factor(self.person, self.authenticator, at=timezone.now())
        return self.done("Faktor kedua sudah dihapus.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The factor, and whether it is the last one."""
        return super().get_context_data(factor=self.authenticator, last=len(factors_of(self.person)) == 1, **kwargs)


class CodesView(_Proven):
    """/petugas/akun/kode/: ten new one-time codes."""

    template_name = "accounts/staff/codes.html"

    def has_permission(self) -> bool:
        """Whoever has a second factor that they stand in for."""
        return bool(factors_of(self.person))

    def act(self, form: Form, unlocked: UnlockedHolder | None) -> HttpResponse:  # noqa: ARG002
        """Those before are void."""
        return self.shown_once("accounts/staff/codes_shown.html", codes=services.renew_codes(self.person, at=timezone.now()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How many can still be used."""
        return super().get_context_data(codes_left=codes_left(self.person), **kwargs)


class RecoveryCodeView(_Proven):
    """/petugas/akun/kode-pemulihan/: the code that keeps everything when the password is forgotten."""

    template_name = "accounts/staff/recovery_code.html"

    def act(self, form: Form, unlocked: UnlockedHolder | None) -> HttpResponse:  # noqa: ARG002
        """Shown once, on a sheet to print."""
        if unlocked is None:
            raise Http404
        code = services.make_personal_code(self.person, unlocked, at=timezone.now())
        return self.shown_once("accounts/staff/recovery_code_shown.html", groups=grouped(code).split(), today=timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether there is one already."""
        exists = PersonalCode.objects.filter(user=self.person, spent_at__isnull=True).exists()
        return super().get_context_data(exists=exists, **kwargs)


class SessionsView(_Own, TemplateView):
    """/petugas/akun/tempat-masuk/: where this person is signed in."""

    template_name = "accounts/staff/sessions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each session, this one marked."""
        found = sessions_of(self.person, at=timezone.now())
        rows = [(one, one.key == self.request.session.session_key) for one in found]
        return super().get_context_data(rows=rows, others=len(rows) > 1, **kwargs)


class EndSessionView(_Own, StaffFormView):
    """/petugas/akun/tempat-masuk/<nama>/akhiri/: ends one other session."""

    form_class = ConfirmForm
    template_name = "accounts/staff/end_session.html"
    success_url = reverse_lazy("accounts:sessions")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads the session of this person by its public name; this one is left by "Keluar"."""
        super().setup(request, *args, **kwargs)
        found = sessions_of(self.person, at=timezone.now())
        self.ending = next((one for one in found if one.name == kwargs["name"] and one.key != request.session.session_key), None)

    def has_permission(self) -> bool:
        """Only a session that is there."""
        return self.ending is not None

    def form_valid(self, form: Form) -> HttpResponse:
        """Its next request asks for the password."""
        services.end_these_sessions(self.person, [self.ending.key] if self.ending else [], at=timezone.now())
        messages.success(self.request, "Sesi itu sudah diakhiri.")
        return super().form_valid(form)


class EndOtherSessionsView(_Own, StaffFormView):
    """/petugas/akun/tempat-masuk/akhiri-lainnya/: ends every session but this one."""

    form_class = ConfirmForm
    template_name = "accounts/staff/end_session.html"
    success_url = reverse_lazy("accounts:sessions")
    ending = None

    def form_valid(self, form: Form) -> HttpResponse:
        """The others have to sign in again."""
        services.end_other_sessions(self.person, keep=self.request.session.session_key or "", at=timezone.now())
        messages.success(self.request, "Semua sesi lain sudah diakhiri.")
        return super().form_valid(form)

"""After the password: the second factor, and the way back in for whoever forgot the password."""

import json
from typing import Any

from allauth.account.stages import LoginStageController
from allauth.core import ratelimit
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from foundation.accounts import services, unlocking
from foundation.accounts.adapter import RECOVERY_FAILED, TOO_MANY_ATTEMPTS, WRONG_FACTOR
from foundation.accounts.enums import Factor
from foundation.accounts.factors import factors_of
from foundation.accounts.proofs import CodeForm, PasskeyForm, RecoverForm
from foundation.accounts.unlocking import CannotSignIn, HalvesLost, SignedOut
from foundation.ui.views import PublicFormView


def to_sign_in(reason: SignedOut) -> HttpResponseRedirect:
    """To the sign-in page, which says why."""
    return HttpResponseRedirect(f"{reverse('accounts:login')}?alasan={reason.value}")


@method_decorator(sensitive_post_parameters("code", "credential"), name="dispatch")
class SecondFactorView(PublicFormView):
    """/petugas/masuk/kode/: only for whoever gave the right password in this browser a moment ago; everybody else begins there."""

    template_name = "accounts/public/second_factor.html"
    stage: AuthenticateStage

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Finds the sign-in that waits, and whose it is."""
        stage = None if request.user.is_authenticated else LoginStageController.enter(request, AuthenticateStage.key)
        if stage is None or stage.login.user is None:
            return HttpResponseRedirect(reverse("accounts:login"))
        self.stage, self.person = stage, stage.login.user
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[Form]:
        """A passkey's answer, or a typed code."""
        return PasskeyForm if "credential" in self.request.POST else CodeForm

    def form_valid(self, form: Form) -> HttpResponse:
        """Proves the factor; from this answer on the session is one, and the key is usable."""
        now, name = timezone.now(), next(iter(form.fields))
        if not ratelimit.consume(self.request, action="second_factor", key=str(self.person.pk)):
            return self._refused(form, TOO_MANY_ATTEMPTS)
        check = services.check_passkey if name == "credential" else services.check_code
        try:
            unlocked = unlocking.pending_key(self.request, self.person, at=now)
            factor = check(self.person, form.cleaned_data[name], at=now)
            unlocking.refuse_who_may_not(self.person, at=now)
        except services.WrongFactor:
            return self._refused(form, WRONG_FACTOR)
        except (HalvesLost, CannotSignIn):
            self.request.session.flush()
            return to_sign_in(SignedOut.ENDED)
        ratelimit.clear(self.request, action="second_factor", key=str(self.person.pk))
        response: HttpResponse = self.stage.exit()
        unlocking.drop_pending(self.request, response)
        unlocking.keep(self.request, response, unlocked, at=now, factor=factor)
        services.note_sign_in(self.person, factor=factor, at=now)
        return response

    def form_invalid(self, form: Form) -> HttpResponse:
        """A passkey's answer that is none is refused in the words of a wrong code."""
        if isinstance(form, PasskeyForm) and not form.non_field_errors():
            return self._refused(form, WRONG_FACTOR)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What this person has: an app, a passkey with a fresh challenge for it, or both."""
        kinds = {one.type for one in factors_of(self.person)}
        options = json.dumps(webauthn.begin_authentication(self.person)) if Factor.PASSKEY in kinds else ""
        context = super().get_context_data(**kwargs)
        code = context["form"] if isinstance(context["form"], CodeForm) else CodeForm()
        return {**context, "code_form": code, "has_app": Factor.TOTP in kinds, "options": options}

    def _refused(self, form: Form, words: str) -> HttpResponse:
        form.add_error(None, words)
        return self.form_invalid(form)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class RecoverView(PublicFormView):
    """/petugas/masuk/pulih/: a new password by the printed recovery code. Whatever is wrong, the answer is one and the same."""

    form_class = RecoverForm
    template_name = "accounts/public/recover.html"
    refusals = (services.RecoveryRefused, ValidationError)

    def refusal_words(self, refusal: Exception) -> str:
        """Why a password is weak, to whoever holds the code; else nothing that tells what was wrong."""
        return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else RECOVERY_FAILED

    def form_valid(self, form: RecoverForm) -> HttpResponse:
        """Throttled by what was typed, whether or not there is such a person."""
        given = form.cleaned_data
        if not ratelimit.consume(self.request, action="recover", key=given["username"].strip().lower()):
            form.add_error(None, TOO_MANY_ATTEMPTS)
            return self.form_invalid(form)
        services.recover_password(given["username"], given["recovery_code"], given["proof"], given["new"], at=timezone.now())
        return to_sign_in(SignedOut.RECOVERED)

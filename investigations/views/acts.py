"""The base of every screen that changes a follow-up: a form, a page to check what was typed, then one service call."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView

from complaints.services.access import NotShared
from complaints.services.transitions import MoveNotAllowed
from complaints.slots.case import CaseScreen
from foundation.accounts.models import User
from foundation.accounts.requests import StaffRequest
from foundation.law import Pasal
from foundation.ui.parts import SummaryRow
from foundation.ui.wording import long_date
from foundation.vault.errors import Excluded
from investigations import permissions
from investigations.services.team import ConflictOfInterest, MayorMustAssign, ReferredOutside

SURE, CHANGE = "pasti", "ubah"
"""Names of the two buttons of the page to check: do it, or go back to the form."""


EVERYWHERE = (MoveNotAllowed, NotShared, Excluded, ConflictOfInterest, MayorMustAssign, ReferredOutside)
"""Refusals that any act may meet."""


class ActView(CaseScreen, FormView):
    """One act of whoever decides a case. A subclass names its words, its form and the refusals of its service, and writes `act`.

    The state of the case is asked by the service, not by the page: who comes late is told so and keeps what he typed.
    """

    request: StaffRequest
    template_name = "investigations/staff/act.html"
    confirm_template_name = "investigations/staff/confirm.html"
    heading: ClassVar[str]
    submit: ClassVar[str]
    consequence: ClassVar[str] = ""
    basis: ClassVar[Pasal]
    done: ClassVar[str]
    needs_check: ClassVar[bool] = True
    refusals: ClassVar[tuple[type[Exception], ...]] = ()

    @property
    def user(self) -> User:
        """Who acts."""
        return self.request.user

    @property
    def today(self) -> date:
        """The WIB date of this request."""
        return timezone.localdate(self.at)

    def has_permission(self) -> bool:
        """Who decides the case."""
        return permissions.may_order(self.request.roles)

    def faults(self, form: Any) -> tuple[str, ...]:
        """What a rule already says before anything is checked or done; the service asks again."""
        del form
        return ()

    def act(self, form: Any) -> None:
        """The one service call."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Form, then the page to check, then the act; what a rule or the service refuses stands beside what was typed."""
        del request, args, kwargs
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        if CHANGE in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        if found := self.faults(form):
            return self.refused(form, found)
        if self.needs_check and SURE not in self.request.POST:
            return self.check(form)
        expected: tuple[type[Exception], ...] = (*EVERYWHERE, *self.refusals)
        try:
            return self.form_valid(form)
        except expected as refusal:
            return self.refused(form, self.words_for(refusal))

    def form_valid(self, form: Any) -> HttpResponse:
        """Act, say so, and go on."""
        self.act(form)
        messages.success(self.request, self.done)
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        """The follow-up of this case."""
        return reverse("investigations:follow_up", args=[self.complaint.pk])

    def refused(self, form: Any, found: tuple[str, ...]) -> HttpResponse:
        """The form again, each sentence beside the field it is about."""
        places: Mapping[str, str] = getattr(form, "places", {})
        for words in found:
            place = places.get(getattr(words, "about", ""))
            form.add_error(place if place in form.fields else None, str(words))
        return self.form_invalid(form)

    def words_for(self, refusal: Exception) -> tuple[str, ...]:
        """A refusal in words that say what to do."""
        if isinstance(refusal, MoveNotAllowed):
            return (f'Tahap perkara kini "{refusal.state.label}", sehingga langkah ini tidak dapat dilakukan. Buka kembali perkara ini.',)
        if isinstance(refusal, Excluded):
            return ("Salah satu orang yang dipilih ditutup dari perkara ini. Pilih orang lain.",)
        return tuple(getattr(refusal, "faults", ())) or (str(refusal),)

    def check(self, form: Any) -> HttpResponse:
        """The page that shows what is about to happen."""
        typed = [(name, value) for name, values in self.request.POST.lists() for value in values if name != "csrfmiddlewaretoken"]
        context = self.get_context_data(form=form, rows=summary_of(form), typed=typed, sure=SURE, change=CHANGE)
        return self.response_class(request=self.request, template=[self.confirm_template_name], context=context, using=self.template_engine)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The frame, and the words of this act."""
        words = {"heading": self.heading, "submit": self.submit, "consequence": self.consequence, "basis": self.basis}
        return super().get_context_data(**{**words, "back": self.get_success_url(), **kwargs})


def summary_of(form: forms.BaseForm) -> list[SummaryRow]:
    """What was typed, field by field, in the words of the form; empty and hidden fields are left out."""
    rows = []
    for bound in form:
        words = _words(bound.field, form.cleaned_data.get(bound.name))
        if words and not bound.is_hidden:
            rows.append(SummaryRow(str(bound.label), words))
    return rows


def _words(field: forms.Field, value: Any) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(value, date):
        return long_date(value)
    if isinstance(field, forms.MultipleChoiceField):
        return "\n".join(str(one) for one in value)
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    return str(value)

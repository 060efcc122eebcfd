"""Pengaturan: nomor surat. How the numbers of each kind are written, with the number that comes next."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView

from foundation.accounts.views.settings import AdministratorView
from foundation.papers import services
from foundation.papers.enums import PaperKind
from foundation.papers.forms import NumberingForm
from foundation.papers.models import NumberTemplate
from foundation.papers.queries import number_to_come
from foundation.papers.rules import is_in_force
from foundation.papers.views.settings import EndView, PaperSettingsForm


class NumberingView(AdministratorView, TemplateView):
    """Every pattern, those of a kind together, the newest first."""

    template_name = "papers/staff/numbering.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each beside the number that comes next, if it counts today."""
        today, counted, rows = timezone.localdate(), set(), []
        for template in NumberTemplate.objects.all():
            counts = is_in_force(template, on=today) and template.kind not in counted
            counted |= {template.kind} if counts else set()
            rows.append((template, number_to_come(template, on=today) if counts and not template.by_hand else "", counts))
        return super().get_context_data(rows=rows, **kwargs)


class AddNumberingView(PaperSettingsForm):
    """Adds a pattern; the first button only shows the number it would give."""

    form_class = NumberingForm
    template_name = "papers/staff/add_numbering.html"
    title, done = "Tambah pola nomor", "Pola nomor ditambahkan."
    explanation = "Nomor urut tahun ini berlanjut. Nomor yang sudah dipakai tidak pernah diberikan lagi."
    back, back_label = "papers:numbering", "Nomor surat"

    def form_valid(self, form: Form) -> HttpResponse:
        """Shows the number to come, or adds the pattern."""
        if "pratinjau" not in self.request.POST:
            return super().form_valid(form)
        planned = NumberTemplate(**form.cleaned_data)
        on = max(planned.valid_from, timezone.localdate())
        return self.render_to_response(self.get_context_data(form=form, to_come=number_to_come(planned, on=on)))

    def act(self, facts: dict[str, Any]) -> None:
        """The facts go to the service as they stand."""
        kind = PaperKind(facts.pop("kind"))
        services.add_numbering(kind, **facts, by=self.administrator, at=timezone.now())


class EndNumberingView(EndView):
    """Ends a pattern."""

    title, back, back_label = "Akhiri pola nomor", "papers:numbering", "Nomor surat"

    def load(self, kwargs: dict[str, Any]) -> NumberTemplate:
        """The pattern."""
        return get_object_or_404(NumberTemplate, pk=kwargs["numbering"])

    def act(self, facts: dict[str, Any]) -> None:
        """The last day."""
        services.end_numbering(self.subject, on=facts["on"], by=self.administrator, at=timezone.now())

"""What the settings screens of this room share: for administrators in force alone, one service call, a word that it is done."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from foundation.accounts.views.settings import AdministratorView
from foundation.papers.forms import EndForm
from foundation.papers.rendering import PictureRefused
from foundation.papers.rules import PatternRefused
from foundation.papers.services import TextChanged
from foundation.ui.views import StaffFormView

CHANGED = "Periksa teks yang sekarang berlaku di bawah: orang lain baru saja mengubahnya. Simpan lagi bila teks Anda yang dipakai"


class PaperSettingsForm(AdministratorView, StaffFormView):
    """A form of these settings. `back` and `back_label` name the list it belongs to."""

    template_name = "papers/staff/form.html"
    refusals = (ValidationError, PictureRefused, PatternRefused, TextChanged)
    title, submit, done, explanation = "", "Simpan", "Tersimpan.", ""
    back, back_label = "", ""

    def refusal_words(self, refusal: Exception) -> str:
        """What to do about it."""
        if isinstance(refusal, TextChanged):
            return CHANGED
        return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)

    def get_success_url(self) -> str:
        """Back to the list."""
        return reverse(self.back)

    def form_valid(self, form: Form) -> HttpResponse:
        """Acts, says that it is done, goes back."""
        self.act(form.cleaned_data)
        messages.success(self.request, self.done)
        return super().form_valid(form)

    def act(self, facts: dict[str, Any]) -> None:
        """The one service call of this screen."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """This screen's words."""
        words = {"title": self.title, "submit": self.submit, "explanation": self.explanation}
        return super().get_context_data(back=self.get_success_url(), back_label=self.back_label, **words, **kwargs)


class EndView(PaperSettingsForm):
    """Lets one thing end with a day; `load` finds it, `act` ends it."""

    form_class = EndForm
    submit, done = "Akhiri", "Hari terakhirnya dicatat."
    explanation = "Setelah hari itu tidak dipakai lagi. Surat yang sudah dibuat tidak berubah, dan riwayatnya tetap tersimpan."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads what is to end."""
        super().setup(request, *args, **kwargs)
        self.subject: Any = self.load(kwargs)

    def load(self, kwargs: dict[str, Any]) -> Any:
        """What is to end; raises Http404."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is to end."""
        return super().get_context_data(subject=self.subject, **kwargs)

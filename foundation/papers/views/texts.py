"""Pengaturan: teks halaman and dasar hukum."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView

from foundation.accounts.views.settings import AdministratorView
from foundation.papers import services
from foundation.papers.enums import Certainty, OfficePage
from foundation.papers.forms import ChangeReferenceForm, PageTextForm, ReferenceForm
from foundation.papers.models import LegalReference, PageText
from foundation.papers.queries import page_texts, references_in_force
from foundation.papers.rules import fingerprint
from foundation.papers.views.settings import PaperSettingsForm


class TextsView(AdministratorView, TemplateView):
    """Every place for words of the office, and which of them are filled."""

    template_name = "papers/staff/texts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each page with its Indonesian and English words."""
        written = {(text.slug, text.language): text for text in PageText.objects.exclude(text="")}
        rows = [(page, written.get((page.value, "id")), written.get((page.value, "en"))) for page in OfficePage]
        return super().get_context_data(rows=rows, **kwargs)


class TextView(PaperSettingsForm):
    """The words for one page in both languages."""

    form_class = PageTextForm
    template_name = "papers/staff/text.html"
    done = "Teks halaman disimpan."
    back, back_label = "papers:texts", "Teks halaman"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads the page and its present words."""
        super().setup(request, *args, **kwargs)
        if kwargs["page"] not in OfficePage.values:
            raise Http404
        self.page = OfficePage(kwargs["page"])
        self.title = str(self.page.label)
        self.present = page_texts(self.page.value)

    def get_initial(self) -> dict[str, Any]:
        """The present words."""
        return {"indonesian": self.present["id"], "english": self.present["en"]}

    def act(self, facts: dict[str, Any]) -> None:
        """Both languages, and what the writer saw of them."""
        texts = {"id": facts["indonesian"], "en": facts["english"]}
        seen = {"id": facts["seen_indonesian"], "en": facts["seen_english"]}
        services.write_page_texts(self.page, texts, instead_of=seen, by=self.administrator, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The present words, and by which sign the next sending says that it saw them."""
        seen = {language: fingerprint(text) for language, text in self.present.items()}
        return super().get_context_data(present=self.present, seen=seen, **kwargs)


class ReferencesView(AdministratorView, TemplateView):
    """All law that letters cite, and which of it is in force."""

    template_name = "papers/staff/references.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each beside whether it may be cited today."""
        counting = set(references_in_force(on=timezone.localdate()).values_list("pk", flat=True))
        rows = [(one, one.pk in counting) for one in LegalReference.objects.select_related("replaces")]
        return super().get_context_data(rows=rows, **kwargs)


class AddReferenceView(PaperSettingsForm):
    """Adds a piece of law."""

    form_class = ReferenceForm
    title, done = "Tambah dasar hukum", "Dasar hukum ditambahkan."
    explanation = "Peraturan yang digantikan tidak dikutip lagi sejak penggantinya berlaku."
    back, back_label = "papers:references", "Dasar hukum"

    def act(self, facts: dict[str, Any]) -> None:
        """The facts go to the service as they stand."""
        certainty = Certainty(facts.pop("certainty"))
        services.add_reference(certainty=certainty, **facts, by=self.administrator, at=timezone.now())


class ChangeReferenceView(PaperSettingsForm):
    """Corrects what is known of a piece of law, or ends it."""

    form_class = ChangeReferenceForm
    title, done = "Ubah dasar hukum", "Dasar hukum diperbarui."
    explanation = "Sebutan dan judul tetap. Peraturan yang salah tulis diakhiri, lalu ditambah lagi dengan benar."
    back, back_label = "papers:references", "Dasar hukum"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads the reference."""
        super().setup(request, *args, **kwargs)
        self.reference = get_object_or_404(LegalReference, pk=kwargs["reference"])

    def get_initial(self) -> dict[str, Any]:
        """What is known now."""
        one = self.reference
        return {"certainty": one.certainty, "valid_from": one.valid_from, "valid_to": one.valid_to}

    def act(self, facts: dict[str, Any]) -> None:
        """The facts go to the service as they stand."""
        certainty = Certainty(facts.pop("certainty"))
        services.change_reference(self.reference, certainty=certainty, **facts, by=self.administrator, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which one."""
        return super().get_context_data(subject=f"{self.reference.code}: {self.reference.title}", **kwargs)

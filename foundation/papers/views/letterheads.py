"""Pengaturan: kop surat, with a sample to look at; and penanda tangan."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import TemplateView

from foundation.accounts.views.settings import AdministratorView
from foundation.papers import services
from foundation.papers.enums import Issuer, Secrecy, SignatoryForm, Urgency
from foundation.papers.forms import LetterheadForm, SignatoryEntryForm
from foundation.papers.letters import Facts, Letter, Marks, Paragraph, data_of
from foundation.papers.models import Letterhead, Signatory
from foundation.papers.rendering import NotRendered, render
from foundation.papers.rules import in_force, is_in_force
from foundation.papers.services.papers import GENERIC, pictures_of
from foundation.papers.views.settings import EndView, PaperSettingsForm

BROKEN = "Contoh surat tidak dapat dibuat. Periksa folder dan isi templat kantor Anda, lalu coba lagi."
SAMPLE = Letter(
    subject="Contoh surat",
    recipient=["Nama penerima", "di tempat"],
    body=[
        Paragraph("Beginilah surat dengan kop ini. Contoh ini tidak bernomor dan tidak disimpan."),
        Facts([("Keterangan", "contoh isi")]),
    ],
)


class LetterheadsView(AdministratorView, TemplateView):
    """Every kop surat, those of an issuer together, the newest first."""

    template_name = "papers/staff/letterheads.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each beside whether it is the one that counts today."""
        today, everything = timezone.localdate(), list(Letterhead.objects.defer("logo"))
        counting = [in_force([one for one in everything if one.issuer == issuer], on=today) for issuer in Issuer]
        rows = [(letterhead, letterhead in counting) for letterhead in everything]
        return super().get_context_data(rows=rows, **kwargs)


class AddLetterheadView(PaperSettingsForm):
    """Adds a kop surat."""

    form_class = LetterheadForm
    title, done = "Tambah kop surat", "Kop surat ditambahkan."
    explanation = "Kop yang baru menggantikan kop lama dari penerbit yang sama sejak hari mulainya."
    back, back_label = "papers:letterheads", "Kop surat"

    def act(self, facts: dict[str, Any]) -> None:
        """The facts go to the service as they stand."""
        issuer = Issuer(facts.pop("issuer"))
        services.add_letterhead(issuer, **facts, by=self.administrator, at=timezone.now())


class EndLetterheadView(EndView):
    """Ends a kop surat."""

    title, back, back_label = "Akhiri kop surat", "papers:letterheads", "Kop surat"

    def load(self, kwargs: dict[str, Any]) -> Letterhead:
        """The kop."""
        return get_object_or_404(Letterhead, pk=kwargs["letterhead"])

    def act(self, facts: dict[str, Any]) -> None:
        """The last day."""
        services.end_letterhead(self.subject, on=facts["on"], by=self.administrator, at=timezone.now())


class LetterheadSampleView(AdministratorView):
    """A sample letter with a kop, as a PDF that is kept nowhere."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file, shown in the browser."""
        del request, args
        letterhead, now = get_object_or_404(Letterhead, pk=kwargs["letterhead"]), timezone.now()
        marks = Marks(dated=timezone.localdate(now), secrecy=Secrecy.ORDINARY, urgency=Urgency.ORDINARY)
        data = data_of(SAMPLE, marks, letterhead, language="id")
        try:
            pdf = render(GENERIC, data, language="id", at=now, pictures=pictures_of(letterhead))
        except NotRendered:
            messages.error(self.request, BROKEN)
            return redirect("papers:letterheads")
        return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="contoh-surat.pdf"'})


class SignatoriesView(AdministratorView, TemplateView):
    """Everybody who signs or signed."""

    template_name = "papers/staff/signatories.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each beside the lines of the signature block and whether he signs today."""
        today = timezone.localdate()
        rows = [(one, services.block_of(one).titles, is_in_force(one, on=today)) for one in Signatory.objects.all()]
        return super().get_context_data(rows=rows, **kwargs)


class AddSignatoryView(PaperSettingsForm):
    """Adds somebody who signs."""

    form_class = SignatoryEntryForm
    title, done = "Tambah penanda tangan", "Penanda tangan ditambahkan."
    explanation = "Tulis nama, pangkat, dan jabatan seperti pada surat dinas."
    back, back_label = "papers:signatories", "Penanda tangan"

    def act(self, facts: dict[str, Any]) -> None:
        """The facts go to the service as they stand."""
        form = SignatoryForm(facts.pop("form"))
        services.add_signatory(form=form, **facts, by=self.administrator, at=timezone.now())


class EndSignatoryView(EndView):
    """Lets somebody sign no more."""

    title, back, back_label = "Akhiri penanda tangan", "papers:signatories", "Penanda tangan"

    def load(self, kwargs: dict[str, Any]) -> Signatory:
        """The signatory."""
        return get_object_or_404(Signatory, pk=kwargs["signatory"])

    def act(self, facts: dict[str, Any]) -> None:
        """The last day."""
        services.end_signatory(self.subject, on=facts["on"], by=self.administrator, at=timezone.now())

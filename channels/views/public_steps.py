"""The steps of the public form: every send is kept first and redirected then, so that nothing typed is ever lost."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

import structlog
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from channels.forms.parts import PEOPLE, TOTAL, AccusedFormSet, QuietForm, RoutingForm, plain, refused_words
from channels.forms.public import ContactForm, EvidenceForm, WebStoryForm, WhoForm
from channels.rules import steps
from channels.rules.steps import Step
from channels.rules.ways_in import EMPLOYEES_REPORT
from channels.services.evidence import Fault, Refused, keep
from channels.views.typed import answers_in, as_sent, as_typed, one_person_more, rows_of, unkept_page, unsent_page, without_person
from channels.views.visit import Visit, remember, shown_code_in, visit_of
from complaints.services import drafts
from complaints.services.drafts import DraftSent
from foundation.ui.language import SWITCH, choose_language
from foundation.ui.views import PublicView
from foundation.vault.uploads import SealedUpload

log = structlog.get_logger(__name__)

FAULTS = "#kesalahan"
Forms = dict[str, Any]
"""The forms of a step by the name a template knows them by: "form", and "formset" where there are several persons."""


class StepView(PublicView, TemplateView):
    """One step. The page shows what the draft holds; a send changes the draft and leads on by a redirect."""

    step: ClassVar[Step]
    form_class: ClassVar[type[QuietForm]]
    needs_speaker: ClassVar[bool] = False
    at: datetime
    visit: Visit | None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Opens the draft; a sent one leads to its receipt, a lost one to the field for the resume code.

        What is sent meets three more ends than being kept: too late, or a failure; both give back what was typed.
        """
        self.at = timezone.now()
        if request.method != "POST":
            return self.open(request) or super().dispatch(request, *args, **kwargs)
        try:
            return self.open(request) or super().dispatch(request, *args, **kwargs)
        except DraftSent:
            return self.too_late()
        except Exception as error:
            # Whatever broke: what was typed is in no other place than this request.
            log.exception("step_not_kept", error=type(error).__name__)
            return unkept_page(request, self.step, shown_code=shown_code_in(request))

    def open(self, request: HttpRequest) -> HttpResponseBase | None:
        """Finds the draft; answers where this page is not the one to see now. Raises DraftSent for a page sent too late."""
        self.visit = visit_of(request, at=self.at)
        self.answers: Mapping[str, Any] = self.visit.draft.answers if self.visit else {}
        if self.visit is not None and self.visit.draft.sent is not None:
            if request.method == "POST":
                raise DraftSent
            return redirect("channels:receipt")
        if self.visit is None and request.method != "POST" and self.step != Step.WHO:
            return redirect(expired_address())
        if self.visit is not None and self.needs_speaker and steps.clean(self.answers, Step.WHO) is None:
            if request.method == "POST":
                self.save_typed(self.visit.code, request.POST, tried=False)
            return redirect("channels:step", steps.number_of(Step.WHO))
        return None

    def too_late(self) -> HttpResponseBase:
        """The complaint was sent from another page: what this one sent comes back, with the way it still reaches the office."""
        self.visit = visit_of(self.request, at=self.at)
        rows = rows_of(self.step, answers_in(self.request.POST))
        files = [upload.name or "" for upload in self.request.FILES.getlist("berkas")]
        if self.visit is None or not (rows or files):
            return redirect("channels:receipt")
        return unsent_page(self.request, self.visit.draft, rows, files=files)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The step's forms, where it stands, the resume code."""
        number = steps.number_of(self.step)
        returning = "kembali" in self.request.GET
        back = reverse("channels:start") if number == 1 else reverse("channels:step", args=[number - 1])
        return super().get_context_data(
            **{**kwargs, **self.kept_forms()},
            number=number,
            form_in_hand="langkah",
            returning=returning,
            back=reverse("channels:step", args=[steps.CHECK]) if returning else back,
            visit=self.visit,
            nameless=not steps.is_named(self.answers),
        )

    def kept_forms(self) -> Forms:
        """The forms as the draft has them: complete answers, or what was typed with its faults."""
        kept = self.answers.get(self.step, {})
        if "typed" in kept:
            return self.forms_from(as_sent(kept["typed"]), quiet=not kept["tried"])
        return self.forms_from(None, clean=kept.get("clean"))

    def forms_from(self, data: QueryDict | None, *, clean: Mapping[str, Any] | None = None, quiet: bool = False) -> Forms:
        """The step's forms for what was sent, for complete answers, or empty."""
        return {"form": self.form_class(data, initial=dict(clean or {}), quiet=quiet)}

    def cleaned(self, checked: Forms) -> dict[str, Any]:
        """The complete answers of valid forms, as JSON holds them."""
        return plain(checked["form"].cleaned_data)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Keeps what was sent, whatever it is, and leads on; the switch of the language comes back to the same words."""
        keep = self.turn if SWITCH in request.POST else self.keep
        if self.visit is not None:
            response = self.other_button(self.visit.code) or keep(self.visit.code)
        else:
            code = drafts.start(at=self.at)
            response = keep(code) if self.step == Step.WHO else self.rescue(code)
            remember(response, code)
        choose_language(response, request.POST.get(SWITCH, ""))
        return response

    def turn(self, code: str) -> HttpResponse:
        """This page in the other language: what was typed stays as it is, judged only when it was judged before."""
        tried = bool(self.answers.get(self.step, {}).get("tried"))
        self.save_typed(code, self.request.POST, tried=tried)
        return self.here(FAULTS if tried else "")

    def rescue(self, code: str) -> HttpResponse:
        """A page that has outlived its draft: what was typed goes into a new one, which the old code can take in."""
        self.save_typed(code, self.request.POST, tried=False, paused=True)
        return redirect(expired_address())

    def other_button(self, code: str) -> HttpResponse | None:
        """What a button of this step's own does; None when one of the two usual ones was pressed."""
        del code
        return None

    def keep(self, code: str) -> HttpResponse:
        """Keep the answers and go to the next page, back to the check page, to the pause, or to the faults."""
        checked = self.forms_from(self.request.POST)
        paused = "simpan" in self.request.POST
        valid = all(form.is_valid() for form in checked.values())
        if valid:
            self.save(code, {"clean": self.cleaned(checked), "paused": paused})
        else:
            self.save_typed(code, self.request.POST, tried=not paused, paused=paused)
        if paused:
            return redirect("channels:saved")
        return self.next_page() if valid else self.here(FAULTS)

    def save(self, code: str, answers: dict[str, Any]) -> None:
        """Write this step into the draft."""
        drafts.save_step(code, self.step, answers, at=self.at)

    def save_typed(self, code: str, data: QueryDict, *, tried: bool, paused: bool = False, **beside: Any) -> None:
        """Write what was typed, unjudged, into the draft; `tried` says whether its faults are shown, `beside` is kept with it."""
        self.save(code, {"typed": answers_in(data), "tried": tried, "paused": paused, **beside})

    def next_page(self) -> HttpResponseRedirect:
        """After complete answers: the next step, or the check page for who came from there."""
        if "kembali" in self.request.POST:
            return redirect("channels:step", steps.CHECK)
        return redirect("channels:step", steps.number_of(self.step) + 1)

    def here(self, anchor: str = "") -> HttpResponseRedirect:
        """This page again."""
        way = "?kembali=1" if "kembali" in self.request.POST else ""
        return redirect(reverse("channels:step", args=[steps.number_of(self.step)]) + way + anchor)


class WhoView(StepView):
    """Step 1, "Siapa Anda?"."""

    step = Step.WHO
    form_class = WhoForm
    template_name = "channels/public/step_who.html"
    extra_context = {"heading": _("Siapa Anda?"), "employees_report": EMPLOYEES_REPORT}


class AccusedView(StepView):
    """Step 2, "Siapa yang Anda laporkan?"."""

    step = Step.ACCUSED
    template_name = "channels/public/step_accused.html"
    extra_context = {"heading": _("Siapa yang Anda laporkan?")}

    def forms_from(self, data: QueryDict | None, *, clean: Mapping[str, Any] | None = None, quiet: bool = False) -> Forms:
        """The persons, and the question who may open the complaint."""
        people = (clean or {}).get("orang") or None
        formset = AccusedFormSet(data, prefix=PEOPLE, initial=people, form_kwargs={"quiet": quiet})
        return {"formset": formset, "form": RoutingForm(data, initial=dict(clean or {}), quiet=quiet)}

    def cleaned(self, checked: Forms) -> dict[str, Any]:
        """The answer and the persons told about."""
        return {"asal": checked["form"].cleaned_data["asal"], "orang": checked["formset"].people()}

    def other_button(self, code: str) -> HttpResponse | None:
        """[Tambah orang lain] and [Hapus orang ini] keep what was typed and show one person more or less."""
        data = self.request.POST
        if "tambah" in data:
            more = one_person_more(data)
            self.save_typed(code, more, tried=False)
            return self.here(f"#orang-{more[TOTAL]}")
        if "hapus" in data:
            self.save_typed(code, without_person(data, data["hapus"]), tried=False)
            return self.here()
        return None


class StoryView(StepView):
    """Step 3, "Apa yang terjadi?"."""

    step = Step.STORY
    form_class = WebStoryForm
    template_name = "channels/public/step_story.html"
    extra_context = {"heading": _("Apa yang terjadi?")}

    def forms_from(self, data: QueryDict | None, *, clean: Mapping[str, Any] | None = None, quiet: bool = False) -> Forms:
        """The story, whose date is not in the future."""
        forms = super().forms_from(data, clean=clean, quiet=quiet)
        forms["form"].fields["tanggal"].latest = timezone.localdate(self.at)
        return forms


class EvidenceView(StepView):
    """Step 4, "Bukti": files are sealed while they arrive; one that is refused leaves the others where they are."""

    step = Step.EVIDENCE
    form_class = EvidenceForm
    template_name = "channels/public/step_evidence.html"
    extra_context = {"heading": _("Bukti (opsional)")}

    def kept_forms(self) -> Forms:
        """The form with a sentence for each file that was refused at the last send, or that the disk has lost since."""
        kept = self.answers.get(self.step, {})
        missing = self.visit.draft.missing_files() if self.visit else []
        refused = [*kept.get("refused", []), *([name, Fault.MISSING] for name in missing)]
        if not refused:
            return super().kept_forms()
        form = EvidenceForm(as_sent(as_typed(kept)))
        if form.is_valid():
            for name, fault in refused:
                form.add_error("berkas", refused_words(name, fault))
        return {"form": form}

    def other_button(self, code: str) -> HttpResponse | None:
        """Takes the files of every send; [Hapus] and [Unggah] stay on the page, and so does a refused file."""
        post = self.request.POST
        if "hapus" in post:
            drafts.remove_file(code, post["hapus"], at=self.at)
            self.save_typed(code, post, tried=False)
            return self.here("#berkas")
        refused = self.keep_files(code)
        if refused:
            self.save_typed(code, post, tried=True, refused=[[file.name, file.fault] for file in refused])
            return self.here(FAULTS)
        if "unggah" in post:
            self.save_typed(code, post, tried=False)
            return self.here("#berkas")
        return None

    def rescue(self, code: str) -> HttpResponse:
        """The files too."""
        self.keep_files(code)
        return super().rescue(code)

    def keep_files(self, code: str) -> list[Refused]:
        """Add what was uploaded to the draft; returns what could not be kept."""
        uploads = [upload for upload in self.request.FILES.getlist("berkas") if isinstance(upload, SealedUpload)]
        return keep(code, uploads, at=self.at)


class ContactView(StepView):
    """Step 5, "Perlindungan dan kontak": what is asked depends on who speaks."""

    step = Step.CONTACT
    needs_speaker = True
    template_name = "channels/public/step_contact.html"
    extra_context = {"heading": _("Perlindungan dan kontak")}

    def forms_from(self, data: QueryDict | None, *, clean: Mapping[str, Any] | None = None, quiet: bool = False) -> Forms:
        """The questions for this reporter."""
        kind = steps.speaker(self.answers).partition("/")[0]
        return {"form": ContactForm(data, initial=dict(clean or {}), quiet=quiet, named=steps.is_named(self.answers), kind=kind)}

    def cleaned(self, checked: Forms) -> dict[str, Any]:
        """The answers, and to which reporter they belong."""
        return {**super().cleaned(checked), "untuk": steps.speaker(self.answers)}


def expired_address() -> str:
    """Where somebody goes whose draft is not found any more."""
    return reverse("channels:resume") + "?alasan=habis"

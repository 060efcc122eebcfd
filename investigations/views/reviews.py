"""The tab Penelaahan, the review sheet, joining two writers' texts, and signing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from complaints.enums import ComplaintState
from complaints.models import AccusedPerson
from complaints.queries import types_in_force
from complaints.slots.case import CaseScreen
from foundation.accounts.models import Unit
from foundation.accounts.requests import StaffRequest
from foundation.law import Pasal
from foundation.vault.sealing import open_sealed
from investigations import permissions, queries
from investigations.enums import Conclusion, Signatory
from investigations.forms import sheet as sheets
from investigations.models import Review, RivalSheet
from investigations.rules.assignment import signatory
from investigations.rules.follow_up import ends_follow_up
from investigations.rules.review import CODES, Scope, Sheet, differences, merged
from investigations.rules.sections import read, scope_words, words_of
from investigations.services import reviews
from investigations.views.acts import ActView
from investigations.views.overview import overview


class FollowUpView(CaseScreen, TemplateView):
    """`penelaahan/`: the tab of this room: orders, team, sheets, letters, suspensions, rulings, and what may be done next."""

    request: StaffRequest
    template_name = "investigations/staff/follow_up.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything of the follow-up, opened."""
        may_order = permissions.may_order(self.request.roles)
        in_team = queries.is_in_team(self.request.user, self.complaint)
        works_on_it = permissions.may_hand_to_mayor(self.request.roles, in_team=in_team)
        return super().get_context_data(
            **kwargs,
            overview=overview(self.complaint, keys=self.keys, with_health=may_order, may_upload=works_on_it),
            may_order=may_order,
            may_make_paper=works_on_it,
            may_write=permissions.may_write_sheet(self.request.roles, in_team=in_team) and self.complaint.state == ComplaintState.IN_REVIEW,
        )


class SheetScreen(CaseScreen):
    """What the pages of the sheet share: only a reviewer of the team writes and signs."""

    request: StaffRequest

    def has_permission(self) -> bool:
        """A reviewer of the team."""
        in_team = queries.is_in_team(self.request.user, self.complaint)
        return permissions.may_write_sheet(self.request.roles, in_team=in_team)

    @cached_property
    def accused(self) -> list[tuple[AccusedPerson, str]]:
        """The accused with the names the reporter gave."""
        return queries.named_accused(self.complaint, keys=self.keys)

    @cached_property
    def draft(self) -> Review | None:
        """The sheet being written."""
        return queries.draft_of(self.complaint)


FURTHER = "lanjutan"
"""The word in the address that asks for one more sheet after a signed one."""


class SheetView(SheetScreen, TemplateView):
    """`penelaahan/lembar/`: sections A to K; kept as a draft until it is signed."""

    request: StaffRequest
    template_name = "investigations/staff/sheet.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The draft, or a new sheet that begins with what is known; once signed, the follow-up, unless a further sheet is asked for."""
        del args, kwargs
        if self.draft is None and not self._may_begin():
            messages.info(request, "Lembar penelaahan sudah ditandatangani; isinya ada di bawah.")
            return redirect("investigations:follow_up", self.complaint.pk)
        sheet = queries.sheet_of(self.draft, self.keys) if self.draft else self._fresh()
        form = sheets.SheetForm(initial=sheets.initial_of(sheet, version=self.draft.version if self.draft else 0), types=self._types())
        known = {scope.accused: scope for scope in sheet.scopes}
        rows = [known.get(str(person.pk), Scope(str(person.pk), status=person.status)) for person, _ in self.accused]
        formset = sheets.ScopeFormSet(initial=[sheets.scope_initial(scope) for scope in rows], prefix="d")
        return self.render_to_response(self.get_context_data(form=form, formset=formset))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep what was typed; where somebody else has saved meanwhile, keep both and show both."""
        del args, kwargs
        form = sheets.SheetForm(request.POST, types=self._types())
        formset = sheets.ScopeFormSet(request.POST, prefix="d")
        if not (form.is_valid() and formset.is_valid()):
            return self.render_to_response(self.get_context_data(form=form, formset=formset))
        known = {str(person.pk) for person, _ in self.accused}
        scopes = [scope for scope in (row.scope() for row in formset) if scope.accused in known]
        try:
            saved = reviews.save_review(
                self.complaint,
                form.sheet(scopes),
                version=form.cleaned_data["version"],
                keys=self.keys,
                by=self.request.user,
                at=self.at,
            )
        except (reviews.NotUnderReview, reviews.SignedMeanwhile) as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form, formset=formset))
        return self._after(saved)

    def _after(self, saved: reviews.Saved) -> HttpResponse:
        if saved.rival is not None:
            messages.warning(self.request, "Lembar ini sudah disimpan dari tempat lain. Kedua tulisan disimpan; pilih yang dipakai.")
            return redirect("investigations:merge", self.complaint.pk, saved.rival.pk)
        if "tandatangan" in self.request.POST:
            return redirect("investigations:sign", self.complaint.pk)
        messages.success(self.request, "Lembar penelaahan disimpan sebagai draf.")
        return redirect("investigations:sheet", self.complaint.pk)

    def _may_begin(self) -> bool:
        """Whether a new sheet makes sense: the review has none signed, asks for a second one, or somebody wants a further one."""
        if self.complaint.state != ComplaintState.IN_REVIEW:
            return False
        conclusion = queries.progress_of(self.complaint, self.request.user).conclusion
        return conclusion in {None, Conclusion.CLARIFY} or FURTHER in self.request.GET

    def _types(self) -> Any:
        return types_in_force(timezone.localdate(self.at))

    def _fresh(self) -> Sheet:
        """A new sheet: a second one begins with the text of the first, the first one with what the register knows."""
        latest = queries.latest_sheet(self.complaint, keys=self.keys)
        if latest:
            return latest
        source = f"Pengaduan {self.complaint.register_number}. Identitas pelapor tersegel dan tidak ditulis di sini."
        story = open_sealed(self.complaint, "story", self.keys) or {}
        chosen = self.complaint.violation_type.code if self.complaint.violation_type else ""
        return Sheet(source=source, subject=str(story.get("subject") or ""), violation_type=chosen)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows of section D beside the names, and the texts that wait to be joined."""
        names = {str(person.pk): f"Terlapor {person.position}: {name}" for person, name in self.accused}
        formset = kwargs["formset"]
        return super().get_context_data(
            **kwargs,
            review=self.draft,
            people=[(names.get(str(row["terlapor"].value()), "Terlapor"), row) for row in formset],
            rivals=self.draft.rivals.filter(settled_at__isnull=True).select_related("by") if self.draft else [],
        )


class MergeView(SheetScreen, TemplateView):
    """`penelaahan/banding/<teks>/`: two texts side by side; both stay on record whatever is chosen."""

    request: StaffRequest
    template_name = "investigations/staff/merge.html"

    @cached_property
    def rival(self) -> RivalSheet:
        """The text kept beside the stored one; 404 for another case's, and once it was joined."""
        waiting = RivalSheet.objects.filter(review__complaint=self.complaint, settled_at__isnull=True, review__signed_at__isnull=True)
        rows = waiting.select_related("review__content", "review__complaint", "review__drafted_by", "content", "by")
        return get_object_or_404(rows, pk=self.kwargs["rival"])

    @cached_property
    def texts(self) -> tuple[Sheet, Sheet]:
        """The stored text and the other one."""
        return queries.sheet_of(self.rival.review, self.keys), reviews.rival_text(self.rival, self.keys)

    def _form(self, data: Any = None) -> sheets.MergeForm:
        stored, mine = self.texts
        return sheets.MergeForm(
            data,
            initial={"version": self.rival.review.version},
            found=differences(stored, mine),
            scopes_differ=stored.scopes != mine.scopes,
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Both texts."""
        del request, args, kwargs
        return self.render_to_response(self.get_context_data(form=self._form()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the sheet that was made of both."""
        del args, kwargs
        form = self._form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        one = merged(*self.texts, form.choice())
        try:
            saved = reviews.settle_rival(
                self.rival, one, version=form.cleaned_data["version"], keys=self.keys, by=self.request.user, at=self.at
            )
        except (reviews.NotUnderReview, reviews.SignedMeanwhile) as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form))
        if saved.rival is not None:
            messages.warning(request, "Lembar berubah lagi saat Anda memilih. Bandingkan sekali lagi; tidak ada tulisan yang hilang.")
            return redirect("investigations:merge", self.complaint.pk, saved.rival.pk)
        messages.success(request, "Kedua tulisan sudah digabungkan dan disimpan.")
        return redirect("investigations:sheet", self.complaint.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each difference with its two texts in words, and the choice for it."""
        stored, mine = self.texts
        form = kwargs["form"]
        types = dict(types_in_force(timezone.localdate(self.at)).values_list("code", "label"))
        units = {str(unit.pk): unit.name for unit in Unit.objects.all()}
        rows = [
            (form[one.field], words_of(one.field, one.stored, types), words_of(one.field, one.mine, types))
            for one in differences(stored, mine)
        ]
        if stored.scopes != mine.scopes:
            lines = ["\n".join(scope_words(scope, units) for scope in sheet.scopes) for sheet in (stored, mine)]
            rows.append((form["scopes"], *lines))
        return super().get_context_data(**kwargs, rival=self.rival, rows=rows, codes=CODES)


class SignView(SheetScreen, ActView):
    """`penelaahan/tanda-tangan/`: what is signed, in full, and what signing sets going."""

    request: StaffRequest
    template_name = "investigations/staff/sign.html"
    form_class = sheets.SignForm
    heading = "Tanda tangani lembar penelaahan"
    submit = "Tanda tangani"
    basis = Pasal(7, 2)
    done = "Lembar penelaahan ditandatangani. Batas 10 hari kerja (Pasal 7 ayat (2)) terpenuhi."
    needs_check = False
    refusals = (reviews.ChangedMeanwhile, reviews.ReviewNotReady, reviews.NotUnderReview)

    @cached_property
    def review(self) -> Review:
        """The draft; 404 when there is none."""
        drafts = Review.objects.filter(complaint=self.complaint, signed_at__isnull=True).select_related(
            "complaint", "content", "drafted_by"
        )
        return get_object_or_404(drafts)

    @cached_property
    def sheet(self) -> Sheet:
        """What the draft says."""
        return queries.sheet_of(self.review, self.keys)

    def get_initial(self) -> dict[str, Any]:
        """The version that is shown."""
        return {"version": self.review.version}

    def act(self, form: sheets.SignForm) -> None:
        """Sign."""
        reviews.sign_review(self.review, version=form.cleaned_data["version"], keys=self.keys, by=self.user, at=self.at)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The whole sheet, what it lacks, and what its conclusion leads to."""
        types = dict(types_in_force(self.today).values_list("code", "label"))
        names = {str(person.pk): f"Terlapor {person.position}: {name}" for person, name in self.accused}
        units = {str(unit.pk): unit.name for unit in Unit.objects.all()}
        mayors = signatory(scope.standing for scope in self.sheet.scopes) == Signatory.MAYOR
        return super().get_context_data(
            **{
                "review": self.review,
                "sections": read(self.sheet, types=types, people=names, units=units),
                "lacks": [(sheets.place_of(fault.about), fault) for fault in reviews.faults_of(self.complaint, self.sheet, at=self.at)],
                "rivals": self.review.rivals.filter(settled_at__isnull=True).select_related("by"),
                "ends": bool(self.sheet.conclusion) and ends_follow_up(Conclusion(self.sheet.conclusion)),
                "hand_over": mayors and not queries.has_mayor_instrument(self.complaint),
                "back": reverse("investigations:sheet", args=[self.complaint.pk]),
                **kwargs,
            }
        )

    def get_success_url(self) -> str:
        """The follow-up of this case."""
        return reverse("investigations:follow_up", args=[self.complaint.pk])

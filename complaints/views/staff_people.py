"""Two acts about people by whoever decides a case: closing it to somebody, and naming one more accused (Pasal 15)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from complaints import permissions, queries
from complaints.enums import Routing
from complaints.forms.staff import AddAccusedForm, WallForm
from complaints.services import walls
from complaints.services.accused import add_accused
from complaints.services.people import NobodyCanReceive
from complaints.services.register import AccusedInput
from complaints.services.routing import NobodyLeft, ReasonMissing
from complaints.views.staff_acts import NOBODY_THERE, CaseFormView


class PeopleActView(CaseFormView):
    """A page for whoever decides the case, until it is closed; the page itself is the confirmation."""

    def has_permission(self) -> bool:
        """Who decides."""
        return permissions.may_add_person(self.request.roles, self.complaint)  # type: ignore[attr-defined]


class WallView(PeopleActView):
    """`tutup-bagi/`: close the case to one person for good."""

    template_name = "complaints/staff/case_wall.html"
    form_class = WallForm
    refusals = (NobodyLeft,)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The people this person may see by name anyway."""
        people = queries.wallable(self.complaint, by=self.request.user, on=timezone.localdate(self.at))  # type: ignore[arg-type]
        return {**super().get_form_kwargs(), "people": people}

    def form_valid(self, form: WallForm) -> HttpResponse:
        """Build the wall and return to the case."""
        cleaned, user = form.cleaned_data, self.request.user
        walls.build_wall(self.complaint, cleaned["orang"], reason=cleaned["alasan"], keys=self.keys, by=user, at=self.at)  # type: ignore[arg-type]
        messages.success(self.request, f"Perkara ditutup bagi {cleaned['orang'].full_name}. Isinya dikunci ulang.")
        return redirect("complaints:case", self.complaint.pk)


class AddAccusedView(PeopleActView):
    """`terlapor/tambah/`: name one more accused; the case follows him to stricter readers where he asks for them."""

    template_name = "complaints/staff/case_add_accused.html"
    form_class = AddAccusedForm
    refusals = (NobodyCanReceive, ReasonMissing)

    def refusal_words(self, refusal: Exception) -> str:
        """Why it cannot be done."""
        return NOBODY_THERE if isinstance(refusal, NobodyCanReceive) else "Isi dari mana hal ini diketahui."

    def form_valid(self, form: AddAccusedForm) -> HttpResponse:
        """Add, then back to the parties, or to the inbox for who no longer opens the case."""
        cleaned, user = form.cleaned_data, self.request.user
        accused = AccusedInput(name=cleaned["nama"], post=cleaned["jabatan"], unit=cleaned["unit"])
        facts = {"standing": Routing(cleaned["kedudukan"]), "reason": cleaned["alasan"]}
        add_accused(self.complaint, accused, **facts, keys=self.keys, by=user, at=self.at)  # type: ignore[arg-type]
        messages.success(self.request, "Terlapor ditambahkan. Hitungan waktu tetap berjalan sejak diterima.")
        if queries.openable_by(user, at=self.at).filter(pk=self.complaint.pk).exists():  # type: ignore[arg-type]
            return redirect("complaints:case_parties", self.complaint.pk)
        return redirect("complaints:inbox")

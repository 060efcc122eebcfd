"""Disposition, letters, team: who is given the case, by whose signature."""

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from complaints.enums import ComplaintState, Routing
from foundation.law import Pasal
from investigations import permissions, queries
from investigations.enums import Duty, FollowUp
from investigations.forms import orders
from investigations.models import TeamMember
from investigations.queries import Eligibility
from investigations.rules.assignment import letter_faults, rank
from investigations.rules.follow_up import order_faults
from investigations.services import assignment, disposition, team
from investigations.views.acts import ActView


class PeopleView(ActView):
    """A screen on which people are picked for the case; those in conflict are named with the reason and cannot be."""

    def has_permission(self) -> bool:
        """Who decides; in a case about the Walikota nobody orders or assigns, it is referred."""
        return super().has_permission() and self.complaint.routing != Routing.MAYOR

    @cached_property
    def people(self) -> list[Eligibility]:
        """Every auditor in office, the free ones first."""
        return queries.eligibilities(self.complaint, keys=self.keys, by=self.user, at=self.at, on=self.today)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who cannot be picked, and why."""
        barred = [row for row in self.people if row.conflict is not None]
        return super().get_context_data(**{"barred": barred, "nobody": len(barred) == len(self.people), **kwargs})


class DispositionView(PeopleView):
    """`disposisi/`: the follow-up decision of Pasal 7(1), or an instruction beside it."""

    template_name = "investigations/staff/disposition.html"
    form_class = orders.DispositionForm
    heading = "Disposisi"
    submit = "Tetapkan disposisi"
    basis = Pasal(7, 1)
    done = "Disposisi ditetapkan."
    refusals = (disposition.NotOrderable,)

    @cached_property
    def begun(self) -> bool:
        """Whether a follow-up is running."""
        return not queries.awaits_order(self.complaint)

    @cached_property
    def waits(self) -> bool:
        """Whether the Walikota has yet to assign."""
        return queries.waits_for_mayor(self.complaint)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The orders that make sense now, and whom they may go to."""
        people = None if self.waits or self.begun else self.people
        return {**super().get_form_kwargs(), "people": people, "actions": orders.actions_for(begun=self.begun)}

    def faults(self, form: orders.DispositionForm) -> tuple[str, ...]:
        """What the rule says."""
        return order_faults(form.order(), decided=self.begun, today=self.today)

    def act(self, form: orders.DispositionForm) -> None:
        """Give the order."""
        disposition.dispose(self.complaint, form.order(), assignee=form.assignee(), keys=self.keys, by=self.user, at=self.at)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether it waits for the Walikota."""
        return super().get_context_data(**{"waits": self.waits, "begun": self.begun, **kwargs})


class LetterView(PeopleView):
    """A letter with its team."""

    template_name = "investigations/staff/assignment.html"
    refusals = (assignment.LetterRefused,)
    duties: tuple[Duty, ...] = (Duty.LEAD, Duty.MEMBER)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The people who may be picked, and their duties."""
        return {**super().get_form_kwargs(), "people": self.people, "duties": self.duties}

    def faults(self, form: orders.AssignmentForm) -> tuple[str, ...]:
        """What the rule says of the letter."""
        found = letter_faults(form.letter(), today=self.today)
        return found if form.members() else (*found, "Pilih sedikitnya satu anggota tim.")


class AssignmentView(LetterView):
    """`surat-tugas/`: the Inspektur's letter for an audit (Pasal 7(1) b)."""

    form_class = orders.AssignmentForm
    heading = "Surat tugas audit investigatif"
    submit = "Catat surat tugas"
    consequence = "Batas 10 hari kerja (Pasal 7 ayat (2)) terpenuhi, dan anggota tim dapat membuka perkara ini."
    basis = Pasal(7, 1, "b")
    done = "Surat tugas dicatat. Tim sudah dapat membuka perkara."

    def has_permission(self) -> bool:
        """Who decides, and not where every assignment is the Walikota's."""
        return super().has_permission() and not self.complaint.mayor_assignment

    def act(self, form: orders.AssignmentForm) -> None:
        """Record the letter."""
        assignment.issue_assignment(self.complaint, form.letter(), form.members(), keys=self.keys, by=self.user, at=self.at)


class MayorAssignmentView(LetterView):
    """`penugasan-walikota/`: the Walikota's instrument (Pasal 7(3))."""

    form_class = orders.MayorAssignmentForm
    duties = (Duty.REVIEWER, Duty.LEAD, Duty.MEMBER)
    heading = "Penugasan Walikota"
    submit = "Catat penugasan Walikota"
    consequence = (
        "Tindak lanjut dimulai, batas 10 hari kerja (Pasal 7 ayat (2)) terpenuhi hari ini, "
        "dan orang yang ditugasi dapat membuka perkara ini."
    )
    basis = Pasal(7, 3)
    done = "Penugasan Walikota dicatat. Orang yang ditugasi sudah dapat membuka perkara."

    def has_permission(self) -> bool:
        """Who decides, where the assignment is the Walikota's."""
        return super().has_permission() and self.complaint.mayor_assignment

    def get_initial(self) -> dict[str, Any]:
        """What was ordered."""
        ordered = queries.follow_up_in_force(self.complaint)
        audit = self.complaint.state != ComplaintState.AWAITING_MAYOR or (ordered is not None and ordered.action == "audit")
        return {"untuk": FollowUp.AUDIT if audit else FollowUp.REVIEW}

    def act(self, form: orders.MayorAssignmentForm) -> None:
        """Record the instrument."""
        assignment.record_mayor_assignment(
            self.complaint, form.letter(), form.members(), follow_up=form.follow_up(), keys=self.keys, by=self.user, at=self.at
        )


class HandToMayorView(ActView):
    """`kewenangan-walikota/`: an accused turns out to be an echelon II official or of the Inspektorat."""

    form_class = orders.HandToMayorForm
    heading = "Terlapor pejabat eselon II atau pegawai Inspektorat"
    submit = "Serahkan penugasan kepada Walikota"
    consequence = (
        "Tindak lanjut menunggu surat penugasan Walikota. Tim saat ini, termasuk Anda bila Anda anggotanya, tidak lagi dapat membuka "
        "perkara ini. Hitungan 10 dan 30 hari kerja tetap berjalan."
    )
    basis = Pasal(7, 3)
    done = "Dicatat. Penugasan perkara ini diterbitkan oleh Walikota."
    refusals = (disposition.NotForTheMayor,)

    def has_permission(self) -> bool:
        """Whoever works on the case."""
        in_team = queries.is_in_team(self.user, self.complaint)
        open_to_it = not self.complaint.mayor_assignment and self.complaint.routing != Routing.MAYOR
        return permissions.may_hand_to_mayor(self.request.roles, in_team=in_team) and open_to_it

    def get_initial(self) -> dict[str, Any]:
        """What the latest sheet says, if it says so."""
        latest = queries.latest_sheet(self.complaint, keys=self.keys)
        standings = [scope.standing for scope in latest.scopes] if latest else []
        if found := rank(standings):
            return {"kedudukan": found}
        return {"kedudukan": "inspektorat"} if any(person.inspectorate_staff for person in standings) else {}

    def act(self, form: orders.HandToMayorForm) -> None:
        """Hand it over."""
        disposition.hand_to_mayor(self.complaint, form.standings(), keys=self.keys, by=self.user, at=self.at)

    def get_success_url(self) -> str:
        """The case, for who keeps it; the inbox for who has just left the team."""
        if permissions.may_order(self.request.roles):
            return super().get_success_url()
        return reverse("complaints:inbox")


class TeamView(PeopleView):
    """`tim/`: who has the case, one more reviewer, and taking it back."""

    template_name = "investigations/staff/team.html"
    form_class = orders.TeamForm
    heading = "Tim dan penugasan"
    submit = "Tambah penelaah"
    consequence = "Orang ini dapat membuka seluruh isi perkara."
    basis = Pasal(7, 1)
    done = "Penelaah ditambahkan."

    def get_form_kwargs(self) -> dict[str, Any]:
        """Those who are not in the team yet."""
        present = {member.user_id for member in self.members}
        return {**super().get_form_kwargs(), "people": [row for row in self.people if row.user.pk not in present]}

    @cached_property
    def members(self) -> list[TeamMember]:
        """Who is in the team now."""
        return list(queries.team_of(self.complaint))

    def faults(self, form: forms.Form) -> tuple[str, ...]:
        """Reviewers join a review only; an audit has its letter."""
        del form
        return (
            ()
            if self.complaint.state == ComplaintState.IN_REVIEW
            else ("Penelaah ditambahkan selama penelaahan; audit memakai surat tugas.",)
        )

    def act(self, form: orders.TeamForm) -> None:
        """Add a reviewer."""
        team.add_reviewer(self.complaint, form.cleaned_data["penelaah"], keys=self.keys, by=self.user, at=self.at)

    def get_success_url(self) -> str:
        """This page again."""
        return reverse("investigations:team", args=[self.complaint.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The team."""
        return super().get_context_data(**{"members": self.members, **kwargs})


class ReleaseView(ActView):
    """`tim/<orang>/lepas/`: taking the case back from one person."""

    form_class = orders.NothingMore
    heading = "Lepaskan dari tim"
    submit = "Lepaskan dari tim"
    basis = Pasal(15)
    done = "Akses diakhiri. Isi perkara dikunci ulang."
    needs_check = False
    refusals = (team.NotInTeam,)

    @cached_property
    def member(self) -> TeamMember:
        """Who is released; 404 for somebody who is not in the team."""
        return get_object_or_404(queries.team_of(self.complaint), pk=self.kwargs["member"])

    def act(self, form: forms.Form) -> None:
        """Take it back."""
        del form
        team.release(self.complaint, self.member.user, keys=self.keys, by=self.user, at=self.at)

    def words_for(self, refusal: Exception) -> tuple[str, ...]:
        """The one refusal of its own."""
        if isinstance(refusal, team.NotInTeam):
            return ("Orang ini sudah tidak berada dalam tim.",)
        return super().words_for(refusal)

    def get_success_url(self) -> str:
        """The team."""
        return reverse("investigations:team", args=[self.complaint.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who it is about."""
        words = f"{self.member.user.full_name} seketika tidak dapat lagi membuka perkara ini, dan isinya dikunci ulang."
        return super().get_context_data(**{"consequence": words, **kwargs})

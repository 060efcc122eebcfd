"""Postpone, stop, approve, take up again (Pasal 14)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property

from complaints.enums import SuspensionGround
from complaints.models import AccusedPerson
from foundation.law import Pasal
from foundation.vault.sealing import open_sealed
from investigations import queries
from investigations.forms import orders
from investigations.models import Suspension
from investigations.rules.suspension import BASIS, needs_second_approver, person_stop_faults, proposal_faults
from investigations.services import suspension
from investigations.views.acts import ActView


class SuspendView(ActView):
    """`tunda-hentikan/`: the whole case, at the Inspektorat's discretion."""

    form_class = orders.SuspensionForm
    heading = "Tunda atau hentikan tindak lanjut"
    submit = "Tunda atau hentikan"
    consequence = (
        "Hitungan 30 hari kerja untuk menjawab pelapor tetap berjalan. "
        'Alasan "pertimbangan lainnya" baru berlaku setelah disetujui orang kedua.'
    )
    basis = Pasal(14, 1)
    done = "Dicatat."
    refusals = (suspension.NotSuspendable,)

    def faults(self, form: orders.SuspensionForm) -> tuple[str, ...]:
        """What the rule says."""
        return proposal_faults(form.proposal(), today=self.today)

    def form_valid(self, form: orders.SuspensionForm) -> HttpResponse:
        """Suspend, and say whether a second person has to approve."""
        found = suspension.suspend(self.complaint, form.proposal(), keys=self.keys, by=self.user, at=self.at)
        waits = needs_second_approver(form.proposal().ground)
        messages.success(
            self.request,
            "Usulan dicatat dan menunggu persetujuan orang kedua." if waits else f'Tindakan "{found.get_measure_display()}" berlaku.',
        )
        return redirect(self.get_success_url())


class ApproveSuspensionView(ActView):
    """`tunda-hentikan/persetujuan/`: the second person on a proposal for other considerations."""

    template_name = "investigations/staff/approve.html"
    form_class = orders.NothingMore
    heading = "Persetujuan orang kedua"
    submit = "Setujui"
    consequence = "Setelah disetujui, usulan berlaku seketika dan dihitung dalam laporan bulanan kepada Walikota."
    basis = Pasal(14, 1)
    done = "Usulan disetujui dan berlaku."
    needs_check = False
    refusals = (suspension.SecondPersonNeeded, suspension.NothingToResume)

    @cached_property
    def proposal(self) -> Suspension:
        """The proposal that waits; 404 when none does."""
        waiting = Suspension.objects.filter(complaint=self.complaint, in_force_at__isnull=True, ended_at__isnull=True)
        return get_object_or_404(waiting.select_related("complaint", "content", "proposed_by"))

    def act(self, form: forms.Form) -> None:
        """Approve it, or turn it down."""
        del form
        if "tolak" in self.request.POST:
            suspension.withdraw_suspension(self.proposal, by=self.user, at=self.at)
            return
        suspension.approve_suspension(self.proposal, by=self.user, at=self.at)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Act, and say which of the two it was."""
        self.act(form)
        messages.success(self.request, "Usulan ditolak; tindak lanjut berjalan terus." if "tolak" in self.request.POST else self.done)
        return redirect(self.get_success_url())

    def words_for(self, refusal: Exception) -> tuple[str, ...]:
        """Somebody else was quicker."""
        if isinstance(refusal, suspension.NothingToResume):
            return ("Usulan ini sudah tidak menunggu persetujuan.",)
        return super().words_for(refusal)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is proposed, by whom, and whether this person may approve it."""
        return super().get_context_data(
            **{
                "proposal": self.proposal,
                "reason": (open_sealed(self.proposal, "words", self.keys) or {}).get("reason", ""),
                "own": self.proposal.proposed_by_id == self.user.pk,
                **kwargs,
            }
        )


class ResumeView(ActView):
    """`lanjutkan/`: taking a postponed or stopped case up again."""

    form_class = orders.ReasonForm
    heading = "Lanjutkan tindak lanjut"
    submit = "Lanjutkan tindak lanjut"
    consequence = "Perkara kembali kepada Inspektur untuk disposisi baru. Batas waktu tidak dihitung ulang."
    basis = Pasal(14)
    done = "Tindak lanjut dilanjutkan. Tetapkan disposisi baru."
    refusals = (suspension.NotSuspendable, suspension.NothingToResume)

    def act(self, form: orders.ReasonForm) -> None:
        """Resume."""
        suspension.resume(self.complaint, reason=form.cleaned_data["alasan"], keys=self.keys, by=self.user, at=self.at)

    def words_for(self, refusal: Exception) -> tuple[str, ...]:
        """Nothing is suspended."""
        if isinstance(refusal, suspension.NothingToResume):
            return ("Tidak ada penundaan atau penghentian perkara yang berlaku.",)
        return super().words_for(refusal)


class PersonStopView(ActView):
    """`terlapor/<orang>/hentikan/`: the mandatory stop for one accused."""

    form_class = orders.PersonStopForm
    heading = "Hentikan tindak lanjut terhadap satu terlapor"
    submit = "Hentikan terhadap terlapor ini"
    consequence = "Tindak lanjut terhadap terlapor lain, pemulihan kerugian, dan perbaikan sistem berjalan terus."
    basis = Pasal(14, 2)
    done = "Tindak lanjut terhadap terlapor ini dihentikan."
    refusals = (suspension.NotSuspendable,)

    @cached_property
    def person(self) -> AccusedPerson:
        """The accused; 404 for one of another case."""
        return get_object_or_404(AccusedPerson.objects.select_related("complaint"), complaint=self.complaint, pk=self.kwargs["accused"])

    def faults(self, form: orders.PersonStopForm) -> tuple[str, ...]:
        """What the rule says."""
        return person_stop_faults(form.stop())

    def act(self, form: orders.PersonStopForm) -> None:
        """Stop for this person."""
        suspension.stop_for_person(self.person, form.stop(), keys=self.keys, by=self.user, at=self.at)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whom it is about."""
        names = {person.pk: name for person, name in queries.named_accused(self.complaint, keys=self.keys)}
        about = f"Terlapor {self.person.position}: {names[self.person.pk]}"
        return super().get_context_data(**{"about": about, **kwargs})


class PersonResumeView(ActView):
    """`terlapor/<penghentian>/lanjutkan/`: the follow-up against one accused goes on, e.g. after recovery."""

    form_class = orders.NothingMore
    heading = "Lanjutkan tindak lanjut terhadap satu terlapor"
    submit = "Lanjutkan terhadap terlapor ini"
    consequence = "Bila seluruh perkara berhenti karena ini, perkara kembali kepada Inspektur untuk disposisi baru."
    basis = Pasal(14, 2)
    done = "Tindak lanjut terhadap terlapor ini dilanjutkan."
    needs_check = False
    refusals = (suspension.NothingToResume,)

    @cached_property
    def stop(self) -> Suspension:
        """The stop in force; 404 for one of another case or one that has ended."""
        standing = Suspension.objects.filter(complaint=self.complaint, accused__isnull=False, ended_at__isnull=True)
        return get_object_or_404(standing.select_related("complaint"), pk=self.kwargs["stop"])

    def act(self, form: forms.Form) -> None:
        """Resume for this person."""
        del form
        suspension.resume_for_person(self.stop, by=self.user, at=self.at)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The ground that is lifted."""
        return super().get_context_data(
            **{"about": str(self.stop.get_ground_display()), "basis": BASIS[SuspensionGround(self.stop.ground)], **kwargs}
        )

"""Result of an audit, decision, out of scope, referral, closing."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from complaints.enums import ComplaintState, PersonOutcome, Routing
from complaints.models import AccusedPerson
from complaints.queries import is_answered, retention_rules_in_force
from complaints.rules.moves import Move, is_lawful
from complaints.services.transitions import NotYetAnswered
from investigations import permissions, queries
from investigations.enums import RulingKind
from investigations.forms import rulings as forms
from investigations.rules.closing import RULING_BASIS, ruling_basis
from investigations.rules.hearing import outcome_fault
from investigations.services import rulings
from investigations.views.acts import ActView

NOT_ANSWERED = (
    "Pelapor belum mendapat jawaban tentang hasil perkara ini. Terbitkan jawaban lebih dahulu (Pasal 9 ayat (3)); "
    "jawaban dari sebelum putusan atau sebelum dibuka kembali tidak cukup."
)


class RulingView(ActView):
    """One ruling. Where it leaves an answer to be given, the words that say it is done say this, too."""

    refusals: ClassVar[tuple[type[Exception], ...]] = (rulings.NotRulable,)
    then_answer: ClassVar[bool] = False

    def form_valid(self, form: Any) -> HttpResponse:
        """Act, say so, and what comes next."""
        self.act(form)
        owed = self.then_answer and not is_answered(self.complaint)
        messages.success(self.request, f"{self.done} Susun jawaban kepada pelapor." if owed else self.done)
        return redirect(self.get_success_url())


class AuditResultView(RulingView):
    """`hasil-audit/`: the report of the audit, by its number."""

    form_class = forms.AuditResultForm
    heading = "Hasil audit investigatif"
    submit = "Catat hasil audit"
    consequence = "Tindak lanjut selesai; perkara menunggu putusan."
    basis = RULING_BASIS[RulingKind.AUDIT_RESULT]
    done = "Hasil audit dicatat. Perkara menunggu putusan."

    def act(self, form: forms.AuditResultForm) -> None:
        """Record it."""
        rulings.conclude_audit(self.complaint, form.result(), keys=self.keys, by=self.user, at=self.at)


class DecideView(RulingView):
    """`putusan/`: one outcome an accused."""

    template_name = "investigations/staff/decide.html"
    form_class = forms.DecisionForm
    heading = "Putusan"
    submit = "Catat putusan"
    consequence = "Putusan tidak diubah lagi; hanya keberatan dengan fakta baru atau kekeliruan yang disebut dapat membukanya kembali."
    basis = RULING_BASIS[RulingKind.DECISION]
    done = "Putusan dicatat."
    then_answer = True

    @cached_property
    def accused(self) -> list[tuple[AccusedPerson, str]]:
        """Those who are to be decided upon, with the names the reporter gave."""
        waiting = set(queries.open_outcomes(self.complaint).values_list("pk", flat=True))
        return [(person, name) for person, name in queries.named_accused(self.complaint, keys=self.keys) if person.pk in waiting]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The accused to decide upon."""
        return {**super().get_form_kwargs(), "accused": self.accused}

    def faults(self, form: forms.DecisionForm) -> tuple[str, ...]:
        """Nobody is found guilty unheard."""
        outcomes = form.decision().outcomes.items()
        found = [outcome_fault(PersonOutcome(outcome), heard=queries.was_heard(person)) for person, outcome in outcomes]
        return tuple(dict.fromkeys(words for words in found if words))

    def act(self, form: forms.DecisionForm) -> None:
        """Decide."""
        rulings.decide_case(self.complaint, form.decision(), keys=self.keys, by=self.user, at=self.at)


class OutOfScopeView(RulingView):
    """`bukan-kewenangan/`: no act of an employee is complained of."""

    form_class = forms.OutOfScopeForm
    heading = "Bukan kewenangan Inspektorat"
    submit = "Nyatakan bukan kewenangan"
    consequence = "Diputuskan oleh dua orang: penandatangan penelaahan dan Anda. Pelapor tetap dijawab."
    basis = RULING_BASIS[RulingKind.OUT_OF_SCOPE]
    done = "Dicatat sebagai bukan kewenangan."
    then_answer = True

    def act(self, form: forms.OutOfScopeForm) -> None:
        """Rule so."""
        cleaned = form.cleaned_data
        rulings.put_out_of_scope(
            self.complaint, reasons=cleaned["alasan"], forwarded_to=cleaned["diteruskan"], keys=self.keys, by=self.user, at=self.at
        )


class ReferView(RulingView):
    """`pelimpahan/`: the case goes to another authority."""

    form_class = forms.ReferralForm
    heading = "Pelimpahan"
    submit = "Catat pelimpahan"
    consequence = "Identitas pelapor tidak ikut dilimpahkan, perlindungan berjalan terus, dan pelapor tetap dijawab."
    basis = RULING_BASIS[RulingKind.REFERRAL]
    done = "Pelimpahan dicatat."
    then_answer = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """No article of the Perwali stands above the referral of a case about the Walikota."""
        basis = ruling_basis(RulingKind.REFERRAL, Routing(self.complaint.routing))
        return super().get_context_data(**{"basis": basis, **kwargs})

    def act(self, form: forms.ReferralForm) -> None:
        """Record the referral."""
        rulings.refer_case(self.complaint, form.referral(), keys=self.keys, by=self.user, at=self.at)


class CloseView(RulingView):
    """`tutup/`: the case is closed once the reporter was answered."""

    form_class = forms.ClosingForm
    heading = "Tutup perkara"
    submit = "Tutup perkara"
    consequence = "Perkara hanya dapat dibuka kembali atas keberatan yang diterima."
    basis = RULING_BASIS[RulingKind.CLOSING]
    done = "Perkara ditutup."
    refusals = (rulings.NotRulable, NotYetAnswered)

    def has_permission(self) -> bool:
        """Who decides, until it is closed."""
        return permissions.may_order(self.request.roles) and self.complaint.state != ComplaintState.CLOSED

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, or what has to come first and where."""
        if not is_lawful(Move.CLOSE, ComplaintState(self.complaint.state)):
            return self._not_yet("Perkara ini belum diputus, jadi belum dapat ditutup.", "Buka tindak lanjut", self.get_success_url())
        if not is_answered(self.complaint):
            return self._not_yet(NOT_ANSWERED, "Buka jawaban", reverse("complaints:case_answers", args=[self.complaint.pk]))
        return super().get(request, *args, **kwargs)

    def _not_yet(self, words: str, label: str, url: str) -> HttpResponse:
        """A page without a form: nobody fills in what cannot be kept."""
        context = self.get_context_data(form=None, words=words, label=label, url=url)
        return self.response_class(
            request=self.request, template=["investigations/staff/not_yet.html"], context=context, using=self.template_engine
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        """A proven case needs more; the schedule's lines of today are offered."""
        retention = retention_rules_in_force(self.today)
        return {**super().get_form_kwargs(), "proven": queries.is_proven(self.complaint), "retention": retention}

    def act(self, form: forms.ClosingForm) -> None:
        """Close."""
        rule = form.cleaned_data.get("retensi")
        rulings.close_case(self.complaint, form.closing(), retention=rule, keys=self.keys, by=self.user, at=self.at)

    def words_for(self, refusal: Exception) -> tuple[str, ...]:
        """The reporter is answered first."""
        if isinstance(refusal, NotYetAnswered):
            return (NOT_ANSWERED,)
        return super().words_for(refusal)

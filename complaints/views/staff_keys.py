"""Pekerjaan kunci: giving colleagues back what is theirs to open, and new keys where somebody left; for whoever has keys of his own.

Work goes on by itself without a script: the page of a running job does the next piece and asks the browser, by a Refresh header, to
come again. It begins with a form and a tick, stands still as soon as "Hentikan" is pressed (WCAG 2.2.2), and nothing typed or
read is lost by the reload, because the page holds nothing but numbers. Where it has come to lies in the database; the session
knows only which job runs, so that an address alone never starts one.
"""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from complaints.enums import RegrantCause
from complaints.forms.keys import VouchForm
from complaints.models import Complaint
from complaints.permissions import READING_ROLES
from complaints.queries.hand_over import left_to
from complaints.queries.key_work import Help, people_to_help, rekeys_due_to, waiting_for
from complaints.services import key_work
from complaints.services.key_work import Done, Giver, KeyPairChanged, Vouched
from foundation.accounts.models import User
from foundation.ui import slots
from foundation.ui.views import RefusalsMixin, StaffView

SECONDS_A_REQUEST = 1.5
"""Work begins no new step after so long, so that an answer comes within two seconds."""
COME_AGAIN_AFTER = 3
"""Seconds between two pieces of work: time enough to press "Hentikan", which has the focus."""
NAMESAKES = (
    "{count} perkara tidak diserahkan: ada nama yang sama dengan terlapor. Bila ia memang terlapor, bangun tembok; bila bukan, serahkan "
    "dengan keputusan:"
)
ROWS = 25
JOB = "key_work"
KEY_CHANGED = (
    "Tidak ada yang diberikan: kunci orang ini berganti sejak Anda memastikannya. Temui atau telepon dia sekali lagi dan tanyakan apakah "
    "ia sendiri yang membuat kunci baru itu. Bila tidak, beri tahu Inspektur."
)
ASSIGN = "team"
"""The key of the action, hung by a room above, by which a case is given to somebody."""


class KeyScreen(StaffView):
    """A page of key work: for whoever is signed in with keys."""

    at: datetime

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The moment, and who works."""
        super().setup(request, *args, **kwargs)
        self.at = timezone.now()

    def has_permission(self) -> bool:
        """Whoever has an unlocked key and an office."""
        return getattr(self.request, "keyring", None) is not None

    @property
    def giver(self) -> Giver:
        """Who is signed in, with roles and keys."""
        request: Any = self.request
        return Giver(request.user, request.roles, request.keyring)

    def people(self) -> list[Help]:
        """Whom this person can help now."""
        return people_to_help(self.giver.user, self.giver.roles, at=self.at)

    def rekeys(self) -> int:
        """For how many cases this person could make the new keys that are due."""
        return rekeys_due_to(self.giver.user, at=self.at).order_by().values("compartment__group").distinct().count()

    def left(self, job: dict[str, Any]) -> int:
        """How many cases of a job remain."""
        if job["taker"] is None:
            return self.rekeys()
        return next((one.cases for one in self.people() if (str(one.user.pk), one.cause) == (job["taker"], job["cause"])), 0)

    def begin(self, taker: Vouched | None, total: int) -> HttpResponse:
        """Let a job run from now on, for this key pair of the person and no other, and go to its page."""
        about = {"taker": str(taker.user.pk), "holder": str(taker.holder_id), "cause": str(taker.cause)} if taker else {"taker": None}
        self.request.session[JOB] = {**about, "total": total}
        return redirect("complaints:key_work")


class KeysView(KeyScreen, TemplateView):
    """`/petugas/kunci/`: what there is to do with this person's keys, and what he waits for himself."""

    template_name = "complaints/staff/keys.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """People to help, new keys to make, one's own waiting."""
        facts = {"people": self.people(), "rekeys": self.rekeys(), "waiting": waiting_for(self.giver.user, at=self.at)}
        return super().get_context_data(**kwargs, **facts, runs=JOB in self.request.session)


class RegrantView(KeyScreen, RefusalsMixin, FormView):
    """Vouch for one person, then begin to give back the cases."""

    template_name = "complaints/staff/keys_regrant.html"
    form_class = VouchForm
    help: Help

    def has_permission(self) -> bool:
        """A person who waits for something this one can give; nobody learns who else waits for what."""
        if not super().has_permission():
            return False
        asked = (self.kwargs["pk"], self.kwargs["cause"])
        found = next((one for one in self.people() if (one.user.pk, one.cause) == asked), None)
        if found is not None:
            self.help = found
        return found is not None

    def get_form_kwargs(self) -> dict[str, Any]:
        """Whom the tick is about, and which key pair."""
        facts = {"name": self.help.user.full_name, "lost": self.help.lost, "holder": self.help.user.holder_id}
        return {key: value for key, value in super().get_form_kwargs().items() if key != "initial"} | facts

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The person."""
        return super().get_context_data(**kwargs, help=self.help)

    def form_valid(self, form: VouchForm) -> HttpResponse:
        """Put on record who vouched and for which key, and begin; a page that showed another key is asked anew, unticked."""
        if form.holder is None or not form.is_of_this_key:
            messages.warning(self.request, KEY_CHANGED)
            return redirect("complaints:regrant", self.help.user.pk, self.help.cause)
        taker = Vouched(self.help.user, form.holder, self.help.cause)
        key_work.note_confirmed(taker, by=self.giver.user, at=self.at)
        return self.begin(taker, self.help.cases)

    def form_invalid(self, form: VouchForm) -> HttpResponse:
        """The page again, with what to do."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


class RekeyView(KeyScreen, View):
    """Begin to make the new keys that are due."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin where there is something to do."""
        del request
        total = self.rekeys()
        return self.begin(None, total) if total else redirect("complaints:keys")


class WorkView(KeyScreen, TemplateView):
    """`/petugas/kunci/jalan/`: does a piece of the running job and says how far it has come; without one it leads back."""

    template_name = "complaints/staff/keys_work.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Work for some time, then either come again or end."""
        job = request.session.get(JOB)
        if job is None:
            return redirect("complaints:keys")
        try:
            done = self.work(job, more=time_for_more(SECONDS_A_REQUEST))
        except KeyPairChanged:
            del request.session[JOB]
            messages.warning(request, KEY_CHANGED)
            return redirect("complaints:keys")
        left = self.left(job)
        if not left or not done.cases:
            del request.session[JOB]
            return self.ended(left, done)
        total = max(job["total"], left)
        response = self.render_to_response(self.get_context_data(total=total, done=total - left, left=left, **kwargs))
        response["Refresh"] = str(COME_AGAIN_AFTER)
        return response

    def work(self, job: dict[str, Any], *, more: Callable[[], bool]) -> Done:
        """One piece of the job."""
        if job["taker"] is None:
            return key_work.rekey_due(self.giver, at=self.at, more=more)
        taker = User.objects.filter(pk=job["taker"]).first()
        if taker is None:
            return Done(0)
        vouched = Vouched(taker, UUID(job["holder"]), RegrantCause(job["cause"]))
        return key_work.regrant(vouched, self.giver, at=self.at, more=more)

    def ended(self, left: int, done: Done) -> HttpResponse:
        """Back to the list, with what became of it."""
        if done.damaged:
            words = f"{done.damaged} perkara tidak dapat diberi kunci baru karena ada isi yang rusak. Laporkan kepada administrator."
            messages.warning(self.request, words)
        elif done.namesakes:
            rows = Complaint.objects.filter(pk__in=done.namesakes).order_by("register_number")
            numbers = ", ".join(rows.values_list("register_number", flat=True)[:ROWS])
            messages.warning(self.request, f"{NAMESAKES.format(count=len(done.namesakes))} {numbers}.")
        elif left:
            messages.warning(self.request, f"{left} perkara sedang dikerjakan orang lain. Ulangi beberapa menit lagi.")
        else:
            messages.success(self.request, "Pekerjaan kunci selesai.")
        return redirect("complaints:keys")


class StopWorkView(KeyScreen, View):
    """Stop the running job; what is done stays done, the rest waits."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Forget the job."""
        if request.session.pop(JOB, None) is not None:
            messages.success(request, "Pekerjaan dihentikan. Yang sudah selesai tetap; sisanya dapat dilanjutkan kapan saja.")
        return redirect("complaints:keys")


class LeftCasesView(KeyScreen, TemplateView):
    """`/petugas/serah-terima/`: open cases that somebody left, of those the reader can open, each with the way to assign it."""

    template_name = "complaints/staff/left_cases.html"

    def has_permission(self) -> bool:
        """Whoever can hold a case."""
        return super().has_permission() and bool(self.giver.roles & READING_ROLES)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The cases, and for each the actions by which this person may give it to somebody."""
        page = Paginator(left_to(self.giver.user, at=self.at), ROWS).get_page(self.request.GET.get("halaman"))
        return super().get_context_data(**kwargs, page=page, rows=[(row, self._assigning(row.complaint)) for row in page])

    def _assigning(self, complaint: Any) -> list[Any]:
        return [entry for entry in slots.case_action.visible(self.request, complaint) if entry.key.startswith(ASSIGN)]


def time_for_more(seconds: float) -> Callable[[], bool]:
    """Whether less than `seconds` have passed since now, asked again and again."""
    until = time.monotonic() + seconds
    return lambda: time.monotonic() < until

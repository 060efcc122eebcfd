"""The officer's own desk (channel g)."""

from contextlib import suppress
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import structlog
from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from channels import permissions
from channels.enums import Naming, Way, YesNo
from channels.forms.desk import DeskAccusedFormSet, DeskForm, facts_of
from channels.forms.parts import PEOPLE, plain, refused_words
from channels.queries import channel_of
from channels.rules.receivers import accountable_to
from channels.rules.ways_in import legal_basis
from channels.services.desk import register_at_desk
from channels.services.evidence import Fault, Refused, fault_of, sort_out
from channels.services.receipt_papers import has_kop, receipt_paper
from channels.services.receipts import receipt_again
from channels.services.web import accused_of, protection_wish, reporter_of, story_of
from channels.views.receipt import as_letter, ticket
from channels.views.typed import one_person_more, without_person
from complaints.enums import ReporterKind, Routing
from complaints.models import Complaint
from complaints.queries import openable_by
from complaints.services.people import NobodyCanReceive
from complaints.services.register import NewComplaint
from foundation.papers.services import PaperDamaged, take_out
from foundation.papers.views.files import sent
from foundation.ui.views import StaffView
from foundation.vault.errors import VaultError

log = structlog.get_logger(__name__)

NO_PAPER = "Tanda terima resmi belum dapat dibuat. Minta administrator menambah kop surat di Pengaturan; kodenya tetap berlaku."
FAILED = "Pengaduan mungkin BELUM tercatat: ada gangguan. Simpan sekali lagi; pengaduan yang sama tidak tercatat dua kali."
NOT_RECORDED = (
    "Pengaduan BELUM tercatat: belum ada pejabat dengan kunci yang dapat menerimanya. Hubungi administrator, lalu simpan lagi. "
    "Jangan menyimpan catatan ini di tempat lain."
)


class RecordView(StaffView):
    """`/petugas/catat/`: leads to the desk, the one way in that is entered by hand in this release."""

    def has_permission(self) -> bool:
        """Only officers who receive."""
        return permissions.may_take_in(self.request.roles)  # type: ignore[attr-defined]

    def get(self, request: HttpRequest) -> HttpResponse:
        """To the desk."""
        del request
        return redirect("channels:desk")


class DeskView(StaffView):
    """`/petugas/catat/pejabat/`: note what a person tells at the desk, and hand over the receipt."""

    at: datetime

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The moment of entry."""
        super().setup(request, *args, **kwargs)
        self.at = timezone.now()

    def has_permission(self) -> bool:
        """Only officers who receive."""
        return permissions.may_take_in(self.request.roles)  # type: ignore[attr-defined]

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty form; its receipt code is drawn now, so that a second send is the same complaint."""
        del request
        return self._page(DeskForm(at=self.at), DeskAccusedFormSet(prefix=PEOPLE))

    def post(self, request: HttpRequest) -> HttpResponse:
        """One person more or less, or the entry."""
        data = request.POST
        if "tambah" in data or "hapus" in data:
            changed = one_person_more(data) if "tambah" in data else without_person(data, data["hapus"])
            people = DeskAccusedFormSet(changed, prefix=PEOPLE, form_kwargs={"quiet": True})
            return self._page(DeskForm(changed, at=self.at, quiet=True), people)
        form, people = DeskForm(data, at=self.at), DeskAccusedFormSet(data, prefix=PEOPLE)
        refused = self._judge_files(form)
        if not all([form.is_valid(), people.is_valid()]) or refused:
            return self._page(form, people, status=422)
        return self._register(form, people)

    def _judge_files(self, form: DeskForm) -> bool:
        """Say of each file that cannot be taken why; nothing of a refused entry's files is kept."""
        uploads = self.request.FILES.getlist("berkas")
        faults = [Refused(upload.name or "", fault) for upload in uploads if (fault := fault_of(upload))]  # type: ignore[arg-type]
        faults += [Refused(upload.name or "", Fault.TOO_MANY) for upload in uploads[settings.ATTACHMENT_MAX_COUNT :]]
        if faults and form.is_valid():
            for refused in faults:
                form.add_error("berkas", refused_words(refused.name, refused.fault))
        return bool(faults)

    def _register(self, form: DeskForm, people: Any) -> HttpResponse:
        """The entry into the register, and the receipt as the answer; what is refused is said in the form."""
        cleaned = form.cleaned_data
        files, _none = sort_out(self.request.FILES.getlist("berkas"))  # type: ignore[arg-type]
        new = _as_complaint(cleaned, people.people(), files)
        try:
            handed = register_at_desk(
                new,
                identity_seen=cleaned["identitas_dilihat"] == YesNo.YES,
                facts=facts_of(cleaned),
                by=self.request.user,  # type: ignore[arg-type]
                at=self.at,
            )
        except (NobodyCanReceive, VaultError):
            form.add_error(None, NOT_RECORDED)
            return self._page(form, people, status=422)
        except (DatabaseError, OSError) as error:
            log.exception("complaint_not_taken_in", error=type(error).__name__)
            form.add_error(None, FAILED)
            return self._page(form, people, status=503)
        address = self.request.build_absolute_uri("/status/")
        # The page shows the code for the only time: no link on it may lead to a page that says that something is missing.
        paper = self.request.keyring.can_open(handed.complaint.thread) and has_kop(handed.complaint, at=self.at)  # type: ignore[attr-defined]
        context = {
            "receipt": handed.receipt,
            "complaint": handed.complaint.pk if paper else None,
            "anew": handed.code_was_used,
            "status_address": address,
            **ticket(handed.receipt, handed.code),
        }
        return render(self.request, "channels/staff/desk_receipt.html", context)

    def _page(self, form: DeskForm, people: Any, *, status: int = 200) -> HttpResponse:
        basis = legal_basis(Way.OFFICER).basis
        answers_to = accountable_to(self.request.roles)  # type: ignore[attr-defined]
        context = {"form": form, "formset": people, "basis": basis, "answers_to": answers_to.label if answers_to else ""}
        return render(self.request, "channels/staff/desk.html", context, status=status)


class DeskReceiptPaperView(StaffView):
    """The receipt of what an officer registered at his own desk, as a paper that he signs."""

    def has_permission(self) -> bool:
        """Who registered it, as long as it lies open before him."""
        if not permissions.may_take_in(self.request.roles):  # type: ignore[attr-defined]
            return False
        self.at = timezone.now()
        mine = openable_by(self.request.user, at=self.at).filter(registered_by=self.request.user, pk=self.kwargs["pk"])  # type: ignore[arg-type, misc]
        self.complaint = mine.select_related("thread").first()
        return self.complaint is not None and self.request.keyring.can_open(self.complaint.thread)  # type: ignore[attr-defined]

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponseBase:
        """A download; without a kop surat, back to the desk with a word about it."""
        del pk
        case, keys = cast("Complaint", self.complaint), request.keyring  # type: ignore[attr-defined]
        channel = channel_of(case.channel, on=case.received_on)
        letter = as_letter(receipt_again(case, channel, files=case.attachments.count()), signed=True)
        paper = receipt_paper(case, letter, language="id", keys=keys, by=request.user, at=self.at)  # type: ignore[arg-type]
        with suppress(PaperDamaged):
            if paper is not None:
                return sent(take_out(paper, keys=keys, by=request.user, at=self.at))  # type: ignore[arg-type]
        messages.error(request, NO_PAPER)
        return redirect("channels:desk")


def _as_complaint(cleaned: dict[str, Any], people: list[dict[str, Any]], files: list[Any]) -> NewComplaint:
    """The entry as the register takes it in."""
    named = cleaned["nama_disebut"] == Naming.NAMED
    return NewComplaint(
        channel=Way.OFFICER,
        channel_letter="",
        received_at=cleaned["received_at"],
        routing=Routing(cleaned["asal"]),
        reporter_kind=ReporterKind(cleaned["pelapor"]),
        story=story_of(plain(cleaned)),
        reporter_named=named,
        reporter=reporter_of(cleaned, consents=cleaned["izin"]) if named else None,
        accused=tuple(accused_of(person) for person in people),
        files=tuple(files),
        protection_wish=protection_wish(cleaned),
        receipt_code=cleaned["kode"],
    )

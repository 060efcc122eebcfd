"""Bases of the rooms' views of a paper: they send its PDF or a scan, show a draft, and take the scan of the signed print.

A room mixes one of them in front of its own base and says which paper it is: whoever cannot see that gets 404 by the room's base.
"""

from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header

from foundation.accounts.models import User
from foundation.audit.actors import Actor
from foundation.papers.forms import ScanForm
from foundation.papers.models import Paper, SignedScan
from foundation.papers.services import PaperDamaged, PaperOut, ScanRefused, attach_signed_scan, take_out
from foundation.vault.keys import Keys

DAMAGED = "Surat ini tidak dapat dibuka: rusak atau tidak ada di penyimpanan. Beri tahu administrator."


def pdf_shown(pdf: bytes, name: str) -> HttpResponse:
    """A PDF that is kept nowhere, shown in the browser under a name without any ending."""
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'})


def sent(out: PaperOut) -> StreamingHttpResponse:
    """A file as a download, decrypted while it is sent; a browser never shows it, nor runs anything in it."""
    response = StreamingHttpResponse(out.chunks, content_type=out.kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=out.name)
    response["Content-Length"] = str(out.size)
    # Says that the bytes go out as they are, so that no middleware packs them anew and loses their length.
    response["Content-Encoding"] = "identity"
    response["Content-Security-Policy"] = "sandbox"
    return response


class PaperFileMixin:
    """Sends what `paper_file` finds. The view has `keys` and `at`, as every page of a case does."""

    request: HttpRequest
    kwargs: dict[str, Any]
    keys: Keys
    at: datetime
    damaged: Any = DAMAGED

    def paper_file(self) -> Paper | SignedScan | None:
        """The signed paper or the scan that was asked for; None when there is none."""
        raise NotImplementedError

    def paper_back(self) -> str:
        """The page one came from."""
        raise NotImplementedError

    def paper_reader(self) -> User | Actor:
        """Who takes it, for the record."""
        return cast("User", self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file; of a damaged one, the page one came from with a word about it."""
        del args, kwargs
        found = self.paper_file()
        if found is None:
            raise Http404
        try:
            return sent(take_out(found, keys=self.keys, by=self.paper_reader(), at=self.at))
        except PaperDamaged:
            messages.error(request, self.damaged)
            return redirect(self.paper_back())


def scan_of(paper: Paper | None, pk: Any) -> SignedScan | None:
    """One scan of a paper; None without the paper and for a scan of another one."""
    return paper.scans.select_related("paper", "inside").filter(pk=pk).first() if paper else None


class ScanUploadMixin:
    """Takes the scan of what `paper` finds, for a view with a form (`RefusalsMixin`), `keys` and `at`."""

    request: HttpRequest
    keys: Keys
    at: datetime
    form_class = ScanForm
    refusals: tuple[type[Exception], ...] = (ScanRefused,)

    def paper(self) -> Paper | None:
        """The signed paper; None when there is none."""
        raise NotImplementedError

    def paper_back(self) -> str:
        """The page one came from and returns to."""
        raise NotImplementedError

    def found_paper(self) -> Paper:
        """The signed paper, or Http404."""
        if (paper := self.paper()) is None:
            raise Http404
        return paper

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The paper, and the way back."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**context, "paper": self.found_paper(), "back": self.paper_back()}

    def form_valid(self, form: Form) -> HttpResponse:
        """Keep it beside the original and go back."""
        paper, upload = self.found_paper(), form.cleaned_data["pindai"]
        attach_signed_scan(paper, upload.stored, head=upload.head, keys=self.keys, by=cast("User", self.request.user), at=self.at)
        messages.success(self.request, f"Hasil pindai surat {paper.number} disimpan.")
        return redirect(self.paper_back())

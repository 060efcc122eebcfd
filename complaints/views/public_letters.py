"""The reporter takes the letter of an answer, or the scan of its signed print, from the opened status page."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.views import reporter_session
from foundation.audit.actors import Actor
from foundation.papers.models import Paper, SignedScan
from foundation.papers.views.files import PaperFileMixin, scan_of
from foundation.ui.views import PublicView
from foundation.vault.keys import Keys


class LetterView(PaperFileMixin, PublicView):
    """The letter as a PDF; to whoever has not opened the page of this very complaint it is not there."""

    damaged = gettext_lazy("Surat ini sedang tidak dapat dibuka. Beri tahu kami lewat pesan; isinya tetap dapat Anda baca di halaman ini.")
    keys: Keys
    at: datetime

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file; on a page that has gone cold the code is asked first."""
        self.at = timezone.now()
        found = reporter_session.opened(request, at=self.at)
        if found is None:
            messages.info(request, _("Masukkan kode tanda terima untuk membuka halaman status."))
            return redirect("complaints:status")
        self.complaint, self.keys = found.complaint, found.keys
        return super().get(request, *args, **kwargs)

    def letter(self) -> Paper | None:
        """The letter of an answer of the opened complaint."""
        answer = self.complaint.answers.select_related("paper__inside").filter(pk=self.kwargs["answer"]).first()
        return answer.paper if answer else None

    def paper_file(self) -> Paper | SignedScan | None:
        """The letter itself."""
        return self.letter()

    def paper_back(self) -> str:
        """The status page."""
        return reverse("complaints:status")

    def paper_reader(self) -> Actor:
        """The log never says which reporter."""
        return Actor.REPORTER


class LetterScanView(LetterView):
    """One scan of its signed print."""

    def paper_file(self) -> Paper | SignedScan | None:
        """The scan."""
        return scan_of(self.letter(), self.kwargs["scan"])

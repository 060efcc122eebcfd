"""The receipt of what was just sent, as an official paper."""

from contextlib import suppress

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import View

from channels.services.receipt_papers import receipt_paper
from channels.services.receipts import Receipt
from channels.views.public_sending import VisitView
from channels.views.receipt import as_letter
from complaints.services.reporter import OpenedByReceipt, open_by_receipt
from foundation.audit.actors import Actor
from foundation.papers.services import PaperDamaged, take_out
from foundation.papers.views.files import sent
from foundation.vault.holders import unlock_receipt


class ReceiptPaperView(VisitView, View):
    """`/lapor/tanda-terima.pdf`: the receipt as an official paper in the language of the page."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """A download; 404 without a sent draft, and a word where no kop surat is set yet or the file is damaged."""
        opened = self._opened()
        if opened is None or self.visit is None:
            raise Http404
        letter = as_letter(Receipt.from_json(self.visit.draft.sent or {}), signed=False)
        language = (get_language() or "id").split("-")[0]
        paper = receipt_paper(opened.complaint, letter, language=language, keys=opened.keys, by=None, at=self.at)
        with suppress(PaperDamaged):
            if paper is not None:
                return sent(take_out(paper, keys=opened.keys, by=Actor.REPORTER, at=self.at))
        messages.info(request, _("Tanda terima PDF belum tersedia. Simpan tanda terima ini sebagai teks atau cetak halaman ini."))
        return redirect("channels:receipt")

    def _opened(self) -> OpenedByReceipt | None:
        """The complaint that was sent, opened by the code that the draft still holds."""
        if self.visit is None or self.visit.draft.sent is None:
            return None
        unlocked = unlock_receipt(self.visit.draft.receipt_code)
        return open_by_receipt(unlocked, at=self.at) if unlocked else None

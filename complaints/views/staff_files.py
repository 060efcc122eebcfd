"""The tab Dokumen: the sealed files of a case, and each original as a download."""

import unicodedata
import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.generic import TemplateView, View

from complaints.services import attachments
from complaints.slots.case import CaseScreen
from complaints.views.staff_letters import paper_cards
from foundation.vault.errors import CannotOpen
from foundation.vault.sealing import open_sealed

SHOWN_AS = (
    {"pdf", "txt", "csv", "rtf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "eml", "msg", "zip", "7z", "rar"}
    | {"jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "bmp", "tif", "tiff", "mp4", "m4v", "mov", "3gp", "mkv", "webm", "avi"}
    | {"mp3", "m4a", "aac", "ogg", "opus", "oga", "wav", "amr", "flac"}
)
"""Endings that keep their meaning on the officer's machine; a file with any other ending is saved with ".bin" behind it."""
LONGEST_NAME = 120


class FilesView(CaseScreen, TemplateView):
    """The list of files with names, senders, sizes and hashes."""

    template_name = "complaints/staff/case_files.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each file's facts, opened; of one that does not open, what the row itself says."""
        rows = list(self.complaint.attachments.select_related("inside", "uploaded_by"))
        self.keys.preload([row.inside for row in rows])
        files = [(row, self._facts(row)) for row in rows]
        return super().get_context_data(**kwargs, files=files, papers=paper_cards(self.complaint))

    def _facts(self, row: Any) -> dict[str, Any]:
        try:
            return open_sealed(row, "facts", self.keys) or {}
        except CannotOpen:
            return {}


class FileView(CaseScreen, View):
    """One original, decrypted while it is sent; always a download, never shown by the browser."""

    def get(self, request: HttpRequest, pk: uuid.UUID, file: uuid.UUID) -> HttpResponseBase:
        """Streams the original; the service notes who took it."""
        del pk
        row = self.complaint.attachments.select_related("inside").filter(pk=file).first()
        if row is None:
            raise Http404
        row.complaint = self.complaint
        try:
            original = attachments.take_out(row, keys=self.keys, by=request.user, at=self.at)  # type: ignore[arg-type]
        except attachments.FileDamaged:
            messages.error(request, "Berkas ini tidak dapat dibuka: rusak atau tidak ada di penyimpanan. Beri tahu administrator.")
            return redirect("complaints:case_files", self.complaint.pk)
        response = StreamingHttpResponse(original.chunks, content_type="application/octet-stream")
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=harmless_name(original.name))
        response["Content-Length"] = str(original.size)
        # Says that the bytes go out as they are, so that no middleware packs them anew and loses their length.
        response["Content-Encoding"] = "identity"
        response["Content-Security-Policy"] = "sandbox"
        return response


def harmless_name(name: str) -> str:
    """The sender's name of a file without anything that could hide its ending, leave its folder or start a program."""
    plain = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    visible = "".join(sign for sign in plain if unicodedata.category(sign)[0] != "C" and sign not in '<>:"|?*').strip(" .")
    stem, dot, ending = visible.rpartition(".")
    if not dot or not stem:
        return f"{visible[:LONGEST_NAME] or 'berkas'}.bin"
    safe = f"{stem[:LONGEST_NAME]}.{ending}"
    return safe if ending.lower() in SHOWN_AS else f"{safe}.bin"

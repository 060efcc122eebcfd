"""What a reporter types on the status page: the code, a message, files, a wish for protection."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from foundation.ui.fields import PlainErrorsMixin
from foundation.ui.verbatim import VerbatimField

CODE_ASKED = _("Isi kode tanda terima, misalnya H7QX 4MRT 9WKD 2PVC")
CODE_UNKNOWN = _("Kode tidak dikenali. Periksa huruf dan angka pada tanda terima Anda")
CODE_WAITS = _("Kode baru Anda belum berlaku. Petugas perkara harus membukanya dahulu. Coba lagi pada hari kerja berikutnya")
LONGEST_MESSAGE = 20_000
ACCEPTED = "image/*,video/*,audio/*,text/*,application/*"
"""Everything, but named: old telephones offer their camera and recorder only to who asks for pictures and sound."""


class CodeField(VerbatimField):
    """The receipt code as it is read off paper: every wrong text is refused by one and the same sentence, elsewhere."""

    def __init__(self, **options: Any) -> None:
        box = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "mono w-code"}
        options.setdefault("label", _("Kode tanda terima"))
        options.setdefault(
            "help_text",
            _("Enam belas huruf dan angka pada tanda terima Anda. Spasi, tanda hubung, dan huruf besar atau kecil tidak berpengaruh."),
        )
        super().__init__(widget=forms.TextInput(box), **options)


class ReceiptCodeForm(PlainErrorsMixin, forms.Form):
    """The one field that opens the status page."""

    asks = {"kode": CODE_ASKED}
    kode = CodeField()


class AgainMixin(forms.Form):
    """A form whose page went cold while somebody was writing: `cold` asks for the code beside what was written."""

    def __init__(self, *args: Any, cold: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if cold:
            self.fields["kode"] = CodeField()


class OfPageMixin(forms.Form):
    """A form that says which complaint's page it was shown on: a browser may have opened another one's in the meantime."""

    halaman = forms.CharField(required=False, widget=forms.HiddenInput)


class OnceMixin(forms.Form):
    """A form that is stored once however often it is sent: `once` is drawn when it is first shown."""

    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        options["initial"] = {"once": uuid.uuid4(), **(options.get("initial") or {})}
        super().__init__(*args, **options)


class ReporterMessageForm(PlainErrorsMixin, AgainMixin, OfPageMixin, OnceMixin, forms.Form):
    """One message from the reporter."""

    asks = {"pesan": _("Tulis pesan Anda terlebih dahulu"), "kode": CODE_ASKED}
    pesan = VerbatimField(
        label=_("Tulis pesan kepada kami"),
        help_text=_("Kami membaca pesan pada hari kerja. Jangan menulis nama Anda bila Anda ingin tetap tanpa nama."),
        widget=forms.Textarea({"rows": 5}),
        max_length=LONGEST_MESSAGE,
    )


class ProtectionForm(PlainErrorsMixin, AgainMixin, OfPageMixin, OnceMixin, forms.Form):
    """The reporter's own words on why protection is needed."""

    asks = {"uraian": _("Tulis secara singkat apa yang Anda khawatirkan"), "kode": CODE_ASKED}
    uraian = VerbatimField(
        label=_("Apa yang Anda khawatirkan?"),
        help_text=_("Misalnya: siapa yang mengancam, kapan, dan bagaimana kami dapat menghubungi Anda dengan aman."),
        widget=forms.Textarea({"rows": 5}),
        max_length=LONGEST_MESSAGE,
    )


class SeveralFilesInput(forms.FileInput):
    """A native file input for several files at once."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Keeps all files of a request as they came; what is wrong with each is judged where they are taken in."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The uploads, at least one. Raises ValidationError "required"."""
        del initial
        uploads = [upload for upload in (data if isinstance(data, list) else [data]) if upload]
        if not uploads:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return uploads


class EvidenceForm(PlainErrorsMixin, OfPageMixin, forms.Form):
    """More evidence."""

    asks = {"berkas": _("Pilih berkas terlebih dahulu")}
    berkas = SeveralFilesField(label=_("Pilih berkas"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        most = settings.ATTACHMENT_MAX_COUNT
        field = self.fields["berkas"]
        field.help_text = _("Paling banyak %(most)d berkas sekali kirim, masing-masing paling besar 5 MB.") % {"most": most}
        too_big = _("Lebih besar dari 5 MB; perkecil dahulu.")
        field.widget.attrs.update({"accept": ACCEPTED, "data-max-bytes": settings.ATTACHMENT_MAX_BYTES, "data-too-big": too_big})

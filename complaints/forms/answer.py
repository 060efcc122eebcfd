"""An answer or a refusal being drafted (Pasal 16, 18); what the law asks for is checked when it is issued."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from django import forms
from django.utils import timezone

from complaints.enums import AnswerKind, RefusalGround
from complaints.models import Answer, Complaint
from complaints.rules.answer import AnswerParts
from complaints.rules.confidentiality import SEALED_AWAY
from complaints.services.answer_letters import Signing, choices_for, kind_of, lacking
from foundation.accounts.models import User
from foundation.papers.forms import SigningForm
from foundation.papers.queries import is_numbered_by_hand
from foundation.papers.services import NumberTaken, SignatoryNotInForce
from foundation.ui.fields import HintedRadioSelect, PlainErrorsMixin, ThreePartDateField

KIND_HINTS = {
    AnswerKind.FINAL: "Hasil tindak lanjut, atau mengapa tidak ditindaklanjuti.",
    AnswerKind.INTERIM: "Belum ada hasil: sampai di mana, dan kapan pelapor mendapat kabar berikutnya. Tidak menutup perkara.",
    AnswerKind.PARTIAL_REFUSAL: "Jawaban, dengan bagian yang tidak dapat disampaikan karena alasan Pasal 18 ayat (2). "
    "Ditandatangani Inspektur.",
    AnswerKind.REFUSAL: "Tidak ada isi yang dapat disampaikan karena alasan Pasal 18 ayat (2). Tawarkan jawaban sebagian lebih dahulu. "
    "Ditandatangani Inspektur.",
}


LETTER_REFUSALS: Mapping[type[Exception], tuple[str, str]] = {
    NumberTaken: ("nomor", "Periksa buku agenda lalu isi nomor lain: nomor ini sudah dipakai surat lain"),
    SignatoryNotInForce: ("penanda_tangan", "Pilih penanda tangan lain: masa tugasnya tidak mencakup hari ini"),
}
"""What signing a letter may be refused for, by the field that puts it right."""


class AnswerForm(PlainErrorsMixin, forms.Form):
    """Kind, text, grounds, what is withheld, when the reporter hears again; `version` is the draft the writer had before him.

    Which of them must be filled depends on the kind, and what does not belong to it is dropped (rules.answer.fitting); so the
    hints say it, and no label calls a field optional.
    """

    mark_optional = False
    jenis = forms.ChoiceField(
        label="Jenis jawaban", choices=AnswerKind.choices, widget=HintedRadioSelect(hints=KIND_HINTS), initial=AnswerKind.FINAL
    )
    isi = forms.CharField(
        label="Isi jawaban",
        help_text="Tulis apa yang telah dilakukan, hasil atau tahapnya, dan langkah berikutnya. Jangan menyebut nama saksi atau petugas. "
        "Untuk penolakan seluruhnya cukup kalimat pengantar, atau kosongkan.",
        widget=forms.Textarea({"rows": 10}),
        max_length=40_000,
        required=False,
    )
    alasan = forms.MultipleChoiceField(
        label="Alasan penolakan (Pasal 18 ayat (2))",
        help_text="Hanya untuk penolakan. Tindak lanjut tetap berjalan; yang ditolak hanya jawabannya.",
        choices=[(ground.value, f"huruf {ground.value}: {ground.label}") for ground in RefusalGround],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    tidak_disampaikan = forms.CharField(
        label="Bagian yang tidak dapat disampaikan",
        help_text="Hanya untuk penolakan sebagian. Sebutkan secara umum, misalnya: nama saksi.",
        widget=forms.Textarea({"rows": 3}),
        max_length=4000,
        required=False,
    )
    kabar_berikutnya = ThreePartDateField(
        label="Kapan pelapor mendapat kabar berikutnya?",
        help_text="Wajib untuk jawaban sementara; jenis lain tidak memakainya.",
        noun="tanggal kabar berikutnya",
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def clean(self) -> dict[str, Any]:
        """Whatever is told needs words; a refusal of the whole answer tells nothing but its ground."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("jenis") != AnswerKind.REFUSAL and not (cleaned.get("isi") or "").strip() and "isi" not in self.errors:
            self.add_error("isi", "Tulis isi jawaban")
        return cleaned

    def parts(self) -> AnswerParts:
        """The cleaned form as the rule reads it."""
        cleaned = self.cleaned_data
        return AnswerParts(
            kind=AnswerKind(cleaned["jenis"]),
            text=cleaned["isi"],
            grounds=frozenset(RefusalGround(letter) for letter in cleaned["alasan"]),
            withheld=cleaned["tidak_disampaikan"],
            next_on=cleaned["kabar_berikutnya"],
        )

    @classmethod
    def initial_of(cls, answer: Answer | None, parts: AnswerParts | None) -> dict[str, Any]:
        """The form's initial values for a draft that exists, or none."""
        if answer is None or parts is None:
            return {"jenis": AnswerKind.FINAL, "version": 0}
        return {
            "jenis": parts.kind,
            "isi": parts.text,
            "alasan": [ground.value for ground in parts.grounds],
            "tidak_disampaikan": parts.withheld,
            "kabar_berikutnya": parts.next_on,
            "version": answer.version,
        }


class LetterForm(SigningForm):
    """Who signs the letter of an answer, in which language, by which number."""

    @classmethod
    def of(cls, complaint: Complaint, kind: AnswerKind, *, by: User, at: datetime, data: Mapping[str, Any] | None = None) -> Self | None:
        """The form for one kind of answer; None while an administrator must set something before a letter can be made."""
        if lacking(complaint, kind, at=at):
            return None
        by_hand = complaint.routing not in SEALED_AWAY and is_numbered_by_hand(kind_of(kind), on=timezone.localdate(at))
        return cls(data, choices=choices_for(complaint, kind, by=by, at=at), by_hand=by_hand, languages=True)

    def signing(self) -> Signing:
        """The cleaned form as the service takes it."""
        cleaned = self.cleaned_data
        return Signing(self.signature, cleaned["bahasa"], cleaned.get("nomor", ""))

    def refuse(self, refusal: Exception) -> None:
        """Say what the service refused (LETTER_REFUSALS)."""
        field, words = LETTER_REFUSALS[type(refusal)]
        self.add_error(field, words)

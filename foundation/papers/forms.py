"""The shape and words of the settings forms of this room."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.accounts.models import NIP, User
from foundation.papers.enums import Certainty, Issuer, PaperKind, SignatoryForm
from foundation.papers.models import LegalReference, Signatory
from foundation.papers.queries import SignatureChoice
from foundation.papers.rendering import PictureRefused, checked_picture
from foundation.papers.rendering.pictures import LARGEST_PICTURE
from foundation.papers.rules import LONGEST_NUMBER, PatternRefused, SignatureBlock, check_pattern
from foundation.papers.services.scans import NO_SCAN, scan_type
from foundation.ui.fields import PlainErrorsMixin, ThreePartDateField
from foundation.vault.uploads import SealedUpload

ENDS_TOO_EARLY = "Isi tanggal akhir yang tidak mendahului tanggal mulai"
NEEDS_SUPERIOR = {SignatoryForm.ON_BEHALF, SignatoryForm.FOR_ATTENTION}


def _begins(**options: Any) -> ThreePartDateField:
    return ThreePartDateField(label="Berlaku mulai", noun="tanggal mulai berlaku", **options)


def _ends(**options: Any) -> ThreePartDateField:
    return ThreePartDateField(label="Berlaku sampai", noun="tanggal akhir berlaku", required=False, **options)


class LetterheadForm(PlainErrorsMixin, forms.Form):
    """A kop surat from a day on."""

    issuer = forms.ChoiceField(label="Penerbit", choices=[("", "Pilih penerbit"), *Issuer.choices])
    government = forms.CharField(label="Baris pertama", max_length=120, required=False, help_text="Misalnya PEMERINTAH KOTA BENGKULU.")
    office = forms.CharField(label="Nama instansi atau jabatan", max_length=120, help_text="Misalnya INSPEKTORAT.")
    lines = forms.CharField(
        label="Alamat dan kontak",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Satu baris untuk setiap baris kop.",
    )
    place = forms.CharField(label="Tempat surat dibuat", max_length=60, help_text="Ditulis di depan tanggal surat.")
    logo = forms.FileField(
        label="Lambang",
        required=False,
        widget=forms.FileInput({"accept": "image/png,image/svg+xml"}),
        help_text=f"PNG atau SVG, paling besar {LARGEST_PICTURE // 1024} KB. Tanpa berkas, tempatnya diisi lingkaran kosong.",
    )
    valid_from = _begins()

    def clean_logo(self) -> bytes | None:
        """The picture's bytes. Raises ValidationError for one that does not decode."""
        upload: SealedUpload | None = self.cleaned_data["logo"]
        if upload is None:
            return None
        if upload.too_large or (upload.size or 0) > LARGEST_PICTURE:
            raise ValidationError(f"Pilih logo yang lebih kecil: paling besar {LARGEST_PICTURE // 1024} KB")
        if upload.failed:
            raise ValidationError("Unggah sekali lagi: berkas belum tersimpan")
        content = b"".join(upload.chunks())
        try:
            checked_picture(content)
        except PictureRefused as refusal:
            raise ValidationError(str(refusal)) from None
        return content


class SignatoryEntryForm(PlainErrorsMixin, forms.Form):
    """Somebody who signs papers."""

    user = forms.ModelChoiceField(
        label="Akun",
        queryset=User.objects.none(),
        required=False,
        empty_label="Tidak punya akun",
        help_text="Bila pejabat ini memakai sistem.",
    )
    name = forms.CharField(label="Nama dengan gelar", max_length=200)
    post = forms.CharField(label="Jabatan", max_length=200, help_text="Misalnya Inspektur Kota Bengkulu.")
    form = forms.ChoiceField(label="Bentuk", choices=SignatoryForm.choices, initial=SignatoryForm.DEFINITIVE)
    on_behalf_of = forms.CharField(
        label="Atas nama", max_length=200, required=False, help_text="Untuk a.n. dan u.b.: jabatan yang diatasnamakan."
    )
    through = forms.CharField(label="Melalui", max_length=200, required=False, help_text="Untuk u.b.: jabatan di antara keduanya.")
    rank = forms.CharField(label="Pangkat dan golongan", max_length=100, required=False, help_text="Misalnya Pembina (IV/a).")
    nip = forms.CharField(label="NIP", max_length=18, required=False, validators=[NIP])
    valid_from = _begins()
    valid_to = _ends()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].queryset = User.objects.filter(ended_on__isnull=True)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A term ends after it begins; a.n. and u.b. name a superior."""
        cleaned = super().clean() or self.cleaned_data
        begins, ends, form = cleaned.get("valid_from"), cleaned.get("valid_to"), cleaned.get("form")
        if begins and ends and ends < begins:
            self.add_error("valid_to", ENDS_TOO_EARLY)
        if form in NEEDS_SUPERIOR and not cleaned.get("on_behalf_of"):
            self.add_error("on_behalf_of", "Isi jabatan yang diatasnamakan")
        if form == SignatoryForm.FOR_ATTENTION and not cleaned.get("through"):
            self.add_error("through", "Isi jabatan di antara keduanya")
        return cleaned


class NumberingForm(PlainErrorsMixin, forms.Form):
    """How the numbers of a kind are written from a day on."""

    kind = forms.ChoiceField(label="Jenis surat", choices=[("", "Pilih jenis surat"), *PaperKind.choices])
    pattern = forms.CharField(
        label="Pola nomor",
        max_length=100,
        help_text="Pakai {klas}, {seq} atau {seq:03d}, {unit}, {roman_month}, {year}. Misalnya {klas}/{seq:03d}/{unit}/{year}.",
    )
    classification = forms.CharField(
        label="Kode klasifikasi", max_length=40, required=False, help_text="Menggantikan {klas}, misalnya 700."
    )
    unit = forms.CharField(label="Kode unit", max_length=40, required=False, help_text="Menggantikan {unit}, misalnya ITDA.")
    by_hand = forms.BooleanField(
        label="Nomor diambil dari buku agenda", required=False, help_text="Penanda tangan mengetik nomornya; sistem tidak memberi nomor."
    )
    valid_from = _begins()

    def clean_pattern(self) -> str:
        """Raises ValidationError for a pattern that could give a number twice."""
        try:
            check_pattern(self.cleaned_data["pattern"])
        except PatternRefused as refusal:
            raise ValidationError(str(refusal)) from None
        return self.cleaned_data["pattern"]


class PageTextForm(PlainErrorsMixin, forms.Form):
    """The office's words for a page in both languages, and which words the writer saw."""

    indonesian = forms.CharField(label="Teks bahasa Indonesia", max_length=2000, required=False, widget=forms.Textarea({"rows": 6}))
    english = forms.CharField(
        label="Teks bahasa Inggris",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 6, "lang": "en"}),
        help_text="Bila kosong, pembaca bahasa Inggris melihat teks bahasa Indonesia.",
    )
    seen_indonesian = forms.CharField(required=False, widget=forms.HiddenInput)
    seen_english = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_indonesian(self) -> str:
        """Line ends as everywhere else, whatever the browser sends."""
        return self.cleaned_data["indonesian"].replace("\r\n", "\n")

    def clean_english(self) -> str:
        """Likewise."""
        return self.cleaned_data["english"].replace("\r\n", "\n")


class ReferenceForm(PlainErrorsMixin, forms.Form):
    """A piece of law that letters may cite."""

    code = forms.CharField(label="Sebutan", max_length=80, help_text="Misalnya PP 94/2021.")
    title = forms.CharField(label="Judul", max_length=200)
    certainty = forms.ChoiceField(label="Kepastian", choices=Certainty.choices, initial=Certainty.WEAK)
    valid_from = _begins(required=False)
    valid_to = _ends()
    replaces = forms.ModelChoiceField(
        label="Menggantikan", queryset=LegalReference.objects.none(), required=False, empty_label="Tidak menggantikan yang lain"
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["replaces"].queryset = LegalReference.objects.all()  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """Raises ValidationError for a code that is there."""
        code = self.cleaned_data["code"]
        if LegalReference.objects.filter(code=code).exists():
            raise ValidationError("Pakai sebutan lain, atau ubah yang sudah ada: sebutan ini sudah tercatat")
        return code

    def clean(self) -> dict[str, Any]:
        """The end does not come before the beginning."""
        return _ordered(self)


class ChangeReferenceForm(PlainErrorsMixin, forms.Form):
    """What is known of a reference: how surely, from when and until when."""

    certainty = forms.ChoiceField(label="Kepastian", choices=Certainty.choices)
    valid_from = _begins(required=False)
    valid_to = _ends()

    def clean(self) -> dict[str, Any]:
        """The end does not come before the beginning."""
        return _ordered(self)


class EndForm(PlainErrorsMixin, forms.Form):
    """The last day on which something counts."""

    on = ThreePartDateField(label="Hari terakhir berlaku", noun="hari terakhir berlaku")


class SigningForm(PlainErrorsMixin, forms.Form):
    """Who signs a paper, in which language it is written, and which number of the agenda book it bears.

    `choices`: queries.signature_choices. `languages`: whether the language is asked; `by_hand`: whether the number is.
    """

    penanda_tangan = forms.ChoiceField(label="Penanda tangan surat")
    bahasa = forms.ChoiceField(
        label="Bahasa surat",
        choices=[("id", "Indonesia"), ("en", "Inggris")],
        initial="id",
        help_text="Isi yang Anda tulis tidak diterjemahkan; hanya kata-kata tetapnya.",
    )
    nomor = forms.CharField(label="Nomor dari buku agenda", max_length=LONGEST_NUMBER)

    def __init__(
        self, *args: Any, choices: Sequence[SignatureChoice], by_hand: bool = False, languages: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.signatures = {choice.key: choice.signature for choice in choices}
        signers: Any = self.fields["penanda_tangan"]
        signers.choices = [(choice.key, choice.label) for choice in choices]
        signers.initial = choices[0].key
        for name, asked in (("bahasa", languages), ("nomor", by_hand)):
            if not asked:
                del self.fields[name]

    @property
    def signature(self) -> Signatory | SignatureBlock:
        """The chosen signature of a valid form, as services.sign takes it."""
        return self.signatures[self.cleaned_data["penanda_tangan"]]


class ScanForm(PlainErrorsMixin, forms.Form):
    """The scan of a print that a hand has signed."""

    pindai = forms.FileField(
        label="Hasil pindai bertanda tangan",
        widget=forms.FileInput({"accept": "application/pdf,image/png,image/jpeg"}),
        help_text="PDF, PNG, atau JPEG. Hasil pindai disegel di samping surat aslinya; surat aslinya tetap.",
    )

    def clean_pindai(self) -> SealedUpload:
        """Raises ValidationError for what was not kept, and for what no scanner makes."""
        upload: SealedUpload = self.cleaned_data["pindai"]
        if upload.too_large:
            raise ValidationError("Pilih hasil pindai yang lebih kecil")
        if upload.failed:
            raise ValidationError("Unggah sekali lagi: berkas belum tersimpan")
        if scan_type(upload.head) is None:
            raise ValidationError(NO_SCAN)
        return upload


def _ordered(form: forms.Form) -> dict[str, Any]:
    begins, ends = form.cleaned_data.get("valid_from"), form.cleaned_data.get("valid_to")
    if begins and ends and ends < begins:
        form.add_error("valid_to", ENDS_TOO_EARLY)
    return form.cleaned_data

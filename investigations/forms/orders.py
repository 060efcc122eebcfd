"""Forms by which a case is ordered, assigned, suspended and taken up again."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from complaints.enums import SuspensionGround
from foundation.accounts.models import User
from foundation.ui.fields import HintedRadioSelect, PlainErrorsMixin, ThreePartDateField
from investigations.enums import Action, Duty, FollowUp, Measure
from investigations.queries import Eligibility
from investigations.rules.assignment import Letter, Standing
from investigations.rules.follow_up import FOLLOW_UPS, Order
from investigations.rules.suspension import DISCRETIONARY, PersonStop, Proposal

LONGEST = 8000
STANDARD_PHRASES = (
    "Telaah dan laporkan hasilnya.",
    "Periksa kedudukan terlapor (PNS, CPNS, PPPK, eselon).",
    "Periksa pengaduan terkait atau serupa.",
    "Jaga kerahasiaan pelapor; jangan hubungi unit terlapor sebelum ada arahan.",
    "Minta keterangan tambahan kepada pelapor lewat tab Pesan.",
)
ACTION_HINTS = {
    Action.REVIEW: "Pasal 7 ayat (1) huruf a: penelaah mengisi dan menandatangani lembar penelaahan.",
    Action.AUDIT: "Pasal 7 ayat (1) huruf b tanpa penelaahan lebih dahulu. Isi alasannya.",
    Action.COORDINATE: "Perintah tambahan, bukan pengganti tindak lanjut.",
    Action.ANSWER: "Perintah tambahan, bukan pengganti tindak lanjut.",
    Action.FILE: "Perintah tambahan, bukan pengganti tindak lanjut.",
}


def text(label: str, *, rows: int = 4, required: bool = True, hint: str = "") -> forms.CharField:
    """A field for words that are sealed."""
    return forms.CharField(label=label, widget=forms.Textarea({"rows": rows}), max_length=LONGEST, required=required, help_text=hint)


class PersonChoiceField(forms.ModelChoiceField):
    """A choice among people who may be given the case, each with the number of cases he has."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=User.objects.none(), empty_label=None, widget=HintedRadioSelect, **options)

    def offer(self, people: Iterable[Eligibility]) -> None:
        """Offer exactly these people; who is in conflict is left out."""
        free = [row for row in people if row.conflict is None]
        self.queryset = User.objects.filter(pk__in=[row.user.pk for row in free])
        self.widget.choices = [(row.user.pk, row.user.full_name) for row in free]
        hints = {str(row.user.pk): f"{row.load} perkara berjalan yang dapat Anda lihat" for row in free}
        self.widget.hints = hints


class DispositionForm(PlainErrorsMixin, forms.Form):
    """What the Inspektur orders; without `people` nobody can be picked, because the Walikota assigns."""

    asks = {"isi": "Pilih perintah", "penelaah": "Pilih penelaah."}
    places = {"action": "isi", "direct_audit_reason": "alasan_langsung", "due_on": "batas", "assignee": "penelaah"}
    isi = forms.ChoiceField(label="Isi disposisi", choices=Action.choices, initial=Action.REVIEW)
    penelaah = PersonChoiceField(label="Diteruskan kepada penelaah")
    frasa = forms.MultipleChoiceField(
        label="Frasa baku", choices=[(words, words) for words in STANDARD_PHRASES], widget=forms.CheckboxSelectMultiple, required=False
    )
    petunjuk = text("Petunjuk lain", required=False)
    alasan_langsung = text("Alasan audit tanpa penelaahan", rows=3, required=False, hint="Hanya untuk audit investigatif langsung.")
    batas = ThreePartDateField(label="Batas waktu", noun="batas waktu", required=False)

    def __init__(self, *args: Any, people: Sequence[Eligibility] | None, actions: Sequence[Action], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["isi"].widget = HintedRadioSelect(hints=ACTION_HINTS)
        self.fields["isi"].choices = [(action.value, action.label) for action in actions]  # type: ignore[attr-defined]
        if people is None:
            del self.fields["penelaah"]
        else:
            self.fields["penelaah"].offer(people)  # type: ignore[attr-defined]
            self.fields["penelaah"].required = self.data.get("isi", Action.REVIEW.value) == Action.REVIEW

    def order(self) -> Order:
        """The order as the service takes it."""
        cleaned = self.cleaned_data
        words = "\n".join([*cleaned["frasa"], *([cleaned["petunjuk"]] if cleaned["petunjuk"].strip() else [])])
        return Order(Action(cleaned["isi"]), words, cleaned["batas"], cleaned["alasan_langsung"])

    def assignee(self) -> User | None:
        """The reviewer, for a review; other orders go to nobody in particular."""
        return self.cleaned_data.get("penelaah") if Action(self.cleaned_data["isi"]) == Action.REVIEW else None


class AssignmentForm(PlainErrorsMixin, forms.Form):
    """An assignment letter and its team: one select a person, so that it works on a phone."""

    places = {"number": "nomor", "issued_on": "tanggal", "starts_on": "mulai", "ends_on": "sampai"}

    nomor = forms.CharField(
        label="Nomor surat tugas", max_length=100, help_text="Tulis persis seperti pada surat, misalnya 700.1.2/123/ITDA.IR/2026."
    )
    tanggal = ThreePartDateField(label="Tanggal surat", noun="tanggal surat")
    mulai = ThreePartDateField(label="Masa tugas mulai", noun="mulai masa tugas")
    sampai = ThreePartDateField(label="Masa tugas sampai", noun="akhir masa tugas")

    def __init__(self, *args: Any, people: Sequence[Eligibility], duties: Sequence[Duty], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {f"anggota_{row.user.pk.hex}": row.user for row in people if row.conflict is None}
        choices = [("", "Tidak ditugasi"), *((duty.value, duty.label) for duty in duties)]
        loads = {row.user.pk: row.load for row in people}
        for name, user in self.people.items():
            hint = f"{loads[user.pk]} perkara berjalan yang dapat Anda lihat"
            self.fields[name] = forms.ChoiceField(label=user.full_name, choices=choices, required=False, help_text=hint)
            self._plain(name, self.fields[name])

    def letter(self) -> Letter:
        """The letter as the rule reads it."""
        cleaned = self.cleaned_data
        return Letter(cleaned["nomor"], cleaned["tanggal"], cleaned["mulai"], cleaned["sampai"])

    def members(self) -> list[tuple[User, Duty]]:
        """Who is in the team, as what."""
        return [(user, Duty(self.cleaned_data[name])) for name, user in self.people.items() if self.cleaned_data[name]]


class MayorAssignmentForm(AssignmentForm):
    """The Walikota's instrument: the same, and for which follow-up."""

    untuk = forms.ChoiceField(label="Untuk", choices=FollowUp.choices, widget=forms.RadioSelect, initial=FollowUp.REVIEW)

    field_order = ["nomor", "tanggal", "untuk", "mulai", "sampai"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["nomor"].label = "Nomor surat penugasan Walikota"

    def follow_up(self) -> FollowUp:
        """What was assigned."""
        return FollowUp(self.cleaned_data["untuk"])


RANKS = [
    ("II.a", "Pejabat eselon II.a (Sekretaris Daerah)"),
    ("II.b", "Pejabat eselon II.b (kepala dinas/badan, asisten, staf ahli, sekretaris DPRD, Inspektur)"),
    ("inspektorat", "Pegawai Inspektorat"),
]


class HandToMayorForm(PlainErrorsMixin, forms.Form):
    """What makes the assignment the Walikota's: at the time of the act or now."""

    kedudukan = forms.ChoiceField(
        label="Kedudukan terlapor, saat perbuatan atau sekarang",
        choices=RANKS,
        widget=forms.RadioSelect,
        help_text="Jabatan saat perbuatan tetap dihitung walaupun terlapor sudah pindah atau pensiun.",
    )

    def standings(self) -> list[Standing]:
        """As the rule reads it."""
        chosen = self.cleaned_data["kedudukan"]
        return [Standing(inspectorate_staff=True)] if chosen == "inspektorat" else [Standing(echelon_now=chosen)]


class TeamForm(PlainErrorsMixin, forms.Form):
    """One more reviewer."""

    asks = {"penelaah": "Pilih penelaah yang ditambahkan"}
    penelaah = PersonChoiceField(label="Tambah penelaah")

    def __init__(self, *args: Any, people: Sequence[Eligibility], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["penelaah"].offer(people)  # type: ignore[attr-defined]


class SuspensionForm(PlainErrorsMixin, forms.Form):
    """A postponement or a stop of the whole case (Pasal 14(1))."""

    places = {"measure": "tindakan", "ground": "alasan", "reason": "uraian", "review_on": "ditinjau"}

    tindakan = forms.ChoiceField(
        label="Tindakan",
        choices=Measure.choices,
        widget=HintedRadioSelect(
            hints={Measure.POSTPONE: "Dengan tanggal peninjauan kembali.", Measure.STOP: "Dapat dilanjutkan lagi bila ada bukti baru."}
        ),
    )
    alasan = forms.ChoiceField(
        label="Alasan",
        choices=[choice for choice in SuspensionGround.choices if choice[0] in DISCRETIONARY],
        widget=HintedRadioSelect(
            hints={SuspensionGround.OTHER: "Baru berlaku setelah disetujui orang kedua, dan dihitung dalam laporan Walikota."}
        ),
    )
    uraian = text("Penjelasan")
    ditinjau = ThreePartDateField(label="Ditinjau kembali", noun="tanggal peninjauan", required=False)

    def proposal(self) -> Proposal:
        """As the rule reads it."""
        cleaned = self.cleaned_data
        return Proposal(Measure(cleaned["tindakan"]), SuspensionGround(cleaned["alasan"]), cleaned["uraian"], cleaned["ditinjau"])


class PersonStopForm(PlainErrorsMixin, forms.Form):
    """The mandatory stop for one accused (Pasal 14(2)), on a document."""

    asks = {"dokumen": "Isi nomor dan tanggal dokumen, misalnya akta kematian 471/12/2026"}
    places = {"ground": "alasan", "document": "dokumen"}
    alasan = forms.ChoiceField(
        label="Alasan", choices=[choice for choice in SuspensionGround.choices if choice[0] not in DISCRETIONARY], widget=forms.RadioSelect
    )
    dokumen = text("Dokumen yang menjadi dasar", rows=2, hint="Pensiun, mutasi, atau pencabutan oleh pelapor bukan alasan penghentian.")

    def stop(self) -> PersonStop:
        """As the rule reads it."""
        return PersonStop(SuspensionGround(self.cleaned_data["alasan"]), self.cleaned_data["dokumen"])


class ReasonForm(PlainErrorsMixin, forms.Form):
    """One reason, for taking a case up again."""

    asks = {"alasan": "Isi alasan, misalnya: bukti baru diterima"}
    alasan = text("Alasan")


class NothingMore(forms.Form):
    """A page with buttons only."""


def actions_for(*, begun: bool) -> list[Action]:
    """The orders that make sense: the follow-up itself before it has begun, instructions beside it afterwards."""
    return [action for action in Action if (action not in FOLLOW_UPS) == begun]


def not_before(form: forms.Form, name: str, earliest: date) -> None:
    """Let a date field of a form begin on a day; forms do not read the clock."""
    form.fields[name].earliest = earliest  # type: ignore[attr-defined]

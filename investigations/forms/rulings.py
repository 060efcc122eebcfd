"""Forms by which a case is ruled upon: result of an audit, decision, out of scope, referral, closing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from complaints.enums import PersonOutcome
from complaints.models import AccusedPerson, RetentionRule
from foundation.ui.fields import PlainErrorsMixin, ThreePartDateField
from investigations.forms.orders import text
from investigations.services.rulings import AuditResult, Closing, Decision, Referral

OUTCOMES = [choice for choice in PersonOutcome.choices if choice[0] != PersonOutcome.OPEN]


class AuditResultForm(PlainErrorsMixin, forms.Form):
    """The report of an audit as it was signed."""

    nomor = forms.CharField(label="Nomor laporan hasil audit (LHAI)", max_length=100)
    tanggal = ThreePartDateField(label="Tanggal laporan", noun="tanggal laporan")
    ringkasan = text("Ringkasan hasil", rows=6)

    def result(self) -> AuditResult:
        """As the service takes it."""
        cleaned = self.cleaned_data
        return AuditResult(cleaned["nomor"], cleaned["tanggal"], cleaned["ringkasan"])


class DecisionForm(PlainErrorsMixin, forms.Form):
    """The decision: one outcome an accused, the reasons, and what is recommended."""

    asks = {"pertimbangan": "Isi pertimbangan putusan"}
    pertimbangan = text("Pertimbangan", rows=6)
    perbaikan = text("Rekomendasi perbaikan sistem", required=False, hint="Agar hal serupa tidak terulang (Pasal 3 huruf c).")
    tanpa_perbaikan = text("Alasan bila tidak ada rekomendasi", rows=2, required=False)

    def __init__(self, *args: Any, accused: Sequence[tuple[AccusedPerson, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.accused = {f"putusan_{person.pk.hex}": person for person, _ in accused}
        for person, name in accused:
            label = f"Putusan tentang terlapor {person.position}: {name}"
            field = forms.ChoiceField(label=label, choices=OUTCOMES, widget=forms.RadioSelect)
            self.fields[f"putusan_{person.pk.hex}"] = field
            self._plain(f"putusan_{person.pk.hex}", field)
        self.order_fields([*self.accused, "pertimbangan", "perbaikan", "tanpa_perbaikan"])

    def decision(self) -> Decision:
        """As the service takes it."""
        cleaned = self.cleaned_data
        outcomes = {person: PersonOutcome(cleaned[name]) for name, person in self.accused.items()}
        return Decision(outcomes, cleaned["pertimbangan"], cleaned["perbaikan"], cleaned["tanpa_perbaikan"])


class OutOfScopeForm(PlainErrorsMixin, forms.Form):
    """Why no act of an employee is complained of, and who can help."""

    asks = {"alasan": "Isi alasan, misalnya: keluhan jalan rusak tanpa perbuatan pegawai"}
    alasan = text("Alasan")
    diteruskan = forms.CharField(
        label="Diteruskan kepada",
        max_length=200,
        required=False,
        help_text="Instansi yang dapat membantu pelapor. Kosongkan bila tidak ada.",
    )


class ReferralForm(PlainErrorsMixin, forms.Form):
    """To which authority a case goes, with which letter."""

    instansi = forms.CharField(
        label="Instansi penerima", max_length=200, help_text="Misalnya Polresta Bengkulu, Kejaksaan Negeri, KPK, Inspektorat Jenderal."
    )
    nomor = forms.CharField(label="Nomor surat", max_length=100)
    tanggal = ThreePartDateField(label="Tanggal surat", noun="tanggal surat")
    alasan = text("Alasan pelimpahan", hint="Identitas pelapor tidak ikut dilimpahkan.")

    def referral(self) -> Referral:
        """As the service takes it."""
        cleaned = self.cleaned_data
        return Referral(cleaned["instansi"], cleaned["nomor"], cleaned["tanggal"], cleaned["alasan"])


class ClosingForm(PlainErrorsMixin, forms.Form):
    """What is put on record when a case closes; a case that was not proven needs the note at most."""

    places = {"consequence": "akibat", "improvement": "perbaikan"}

    akibat = text(
        "Hukuman disiplin atau proses hukum",
        rows=3,
        required=False,
        hint="Nomor dan tanggal keputusan, atau proses yang berjalan (Pasal 3 huruf b).",
    )
    perbaikan = text("Rekomendasi perbaikan sistem", rows=3, required=False, hint="Pasal 3 huruf c.")
    tanpa_perbaikan = text("Alasan bila tidak ada rekomendasi", rows=2, required=False)
    catatan = text("Catatan penutup", rows=3, required=False)
    retensi = forms.ModelChoiceField(
        label="Aturan retensi",
        queryset=RetentionRule.objects.none(),
        required=False,
        empty_label="Belum ditetapkan",
        help_text="Berapa lama berkas disimpan sesudah ditutup, dan apa tindakan akhirnya.",
    )

    def __init__(self, *args: Any, proven: bool, retention: QuerySet[RetentionRule], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["retensi"].queryset = retention  # type: ignore[attr-defined]
        if not retention.exists():
            del self.fields["retensi"]
        if not proven:
            for name in ("akibat", "perbaikan", "tanpa_perbaikan"):
                del self.fields[name]

    def closing(self) -> Closing:
        """As the service takes it."""
        cleaned = self.cleaned_data
        return Closing(
            consequence=cleaned.get("akibat", ""),
            improvement=cleaned.get("perbaikan", ""),
            no_improvement_reason=cleaned.get("tanpa_perbaikan", ""),
            note=cleaned["catatan"],
        )

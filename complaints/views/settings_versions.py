"""Pengaturan: jenis pelanggaran dan aturan retensi. A change is a new version with its day; nothing is written over."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from complaints.forms import settings as forms
from complaints.models import RetentionRule, ViolationType
from complaints.services import retention, types
from complaints.services.versions import NotNewest
from foundation.accounts.views.settings import AdministratorView, SettingFormView

TOO_LATE = "Muat ulang halaman ini: versi lain sudah dibuat, atau versi ini sudah berakhir"


class _Versions(AdministratorView, TemplateView):
    """Every version of every code: those that can be chosen, those to come, those that are over."""

    model: type[ViolationType] | type[RetentionRule]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The newest version of a code can be changed; older ones are history."""
        rows: list[Any] = list(self.model.objects.all())
        newest = {row.code: row.version for row in sorted(rows, key=lambda row: row.version)}
        present = [row for row in rows if row.version == newest[row.code]]
        past = [row for row in rows if row.version != newest[row.code]]
        return super().get_context_data(rows=present, past=past, today=timezone.localdate(), **kwargs)


class TypesView(_Versions):
    """The kinds of violation."""

    model = ViolationType
    template_name = "complaints/staff/types.html"


class RetentionView(_Versions):
    """The retention schedule."""

    model = RetentionRule
    template_name = "complaints/staff/retention.html"


class _Form(SettingFormView):
    """A form below one of the two lists."""

    list_name, list_label = "", ""

    @property
    def back(self) -> str:
        """The list."""
        return reverse(self.list_name)

    @property
    def trail(self) -> list[tuple[str, str]]:
        """From the list on."""
        return [(self.list_label, self.back)]


class _OneForm(_Form):
    """A form about the newest version of one code."""

    model: type[ViolationType] | type[RetentionRule]
    shown: tuple[str, ...] = ()
    refused: ClassVar[dict[type[Exception], Any]] = {NotNewest: lambda _: TOO_LATE}

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads the newest version."""
        super().setup(request, *args, **kwargs)
        found = self.model.objects.filter(code=kwargs["code"]).order_by("-version").first()
        if found is None:
            raise Http404
        self.row: Any = found

    def subject(self) -> str:
        """Which one."""
        return f"{self.row.label}, versi {self.row.version}"

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return {name: getattr(self.row, name) for name in self.shown}


class _TypeForm:
    """Below the kinds of violation."""

    list_name, list_label = "complaints:types", "Jenis pelanggaran"
    model: type[ViolationType] | type[RetentionRule] = ViolationType


class AddTypeView(_TypeForm, _Form):
    """Adds a kind of violation."""

    form_class = forms.AddTypeForm
    title, submit, done = "Tambah jenis pelanggaran", "Simpan jenis", "Jenis pelanggaran ditambah."

    def act(self, form: forms.AddTypeForm) -> None:
        """As the form says."""
        facts, begins = form.facts(), form.cleaned_data["valid_from"]
        types.add_type(form.cleaned_data["code"], facts, valid_from=begins, by=self.administrator, at=self.at)


class RewordTypeView(_TypeForm, _OneForm):
    """Gives a kind of violation new words."""

    form_class = forms.RewordTypeForm
    shown = ("label", "label_en", "definition", "sensitive", "outside_perwali", "order", "national_code")
    title, submit, done = "Ubah jenis pelanggaran", "Simpan versi baru", "Versi baru disimpan."
    explanation = "Perkara yang sudah digolongkan dan bulan yang sudah lewat tetap memakai kalimat yang lama."

    def act(self, form: forms.RewordTypeForm) -> None:
        """As the form says."""
        types.reword_type(self.row, form.facts(), valid_from=form.cleaned_data["valid_from"], by=self.administrator, at=self.at)


class EndTypeView(_TypeForm, _OneForm):
    """Lets a kind of violation be chosen no more."""

    form_class = forms.LastDayForm
    title, submit, done = "Akhiri jenis pelanggaran", "Akhiri jenis", "Jenis pelanggaran diakhiri."
    explanation = "Jenis ini tidak dapat dipilih lagi sesudah hari terakhirnya. Perkara yang memakainya tetap memakainya."
    refused: ClassVar[dict[type[Exception], Any]] = {
        **_OneForm.refused,
        types.TypeNeeded: lambda _: "Biarkan jenis ini berlaku: pengaduan yang belum digolongkan memakainya",
    }

    def act(self, form: forms.LastDayForm) -> None:
        """As the form says."""
        types.end_type(self.row, last_day=form.cleaned_data["last_day"], by=self.administrator, at=self.at)


class _RetentionForm:
    """Below the retention schedule."""

    list_name, list_label = "complaints:retention", "Retensi"
    model: type[ViolationType] | type[RetentionRule] = RetentionRule


class AddRetentionView(_RetentionForm, _Form):
    """Adds a line of the schedule."""

    form_class = forms.AddRetentionForm
    title, submit, done = "Tambah aturan retensi", "Simpan aturan", "Aturan retensi ditambah."

    def act(self, form: forms.AddRetentionForm) -> None:
        """As the form says."""
        facts, begins = form.facts(), form.cleaned_data["valid_from"]
        retention.add_rule(form.cleaned_data["code"], facts, valid_from=begins, by=self.administrator, at=self.at)


class ChangeRetentionView(_RetentionForm, _OneForm):
    """Gives a line of the schedule a new content."""

    form_class = forms.ChangeRetentionForm
    shown = ("label", "years", "action", "legal_basis")
    title, submit, done = "Ubah aturan retensi", "Simpan versi baru", "Versi baru disimpan."
    explanation = "Perkara yang sudah ditutup tetap memakai versi yang dipilih waktu itu."

    def act(self, form: forms.ChangeRetentionForm) -> None:
        """As the form says."""
        retention.change_rule(self.row, form.facts(), valid_from=form.cleaned_data["valid_from"], by=self.administrator, at=self.at)


class EndRetentionView(_RetentionForm, _OneForm):
    """Lets a line of the schedule be chosen no more."""

    form_class = forms.LastDayForm
    title, submit, done = "Akhiri aturan retensi", "Akhiri aturan", "Aturan retensi diakhiri."
    explanation = "Aturan ini tidak dapat dipilih lagi sesudah hari terakhirnya. Perkara yang memakainya tetap memakainya."

    def act(self, form: forms.LastDayForm) -> None:
        """As the form says."""
        retention.end_rule(self.row, last_day=form.cleaned_data["last_day"], by=self.administrator, at=self.at)

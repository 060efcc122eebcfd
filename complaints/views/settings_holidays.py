"""Pengaturan: hari libur. Every change is looked at before it is approved; how far the recount has come is shown while it runs."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from complaints.forms import settings as forms
from complaints.models import HolidayImport
from complaints.services import decrees
from foundation.accounts.views.settings import AdministratorView, SettingFormView
from foundation.workdays.enums import Certainty, HolidayKind
from foundation.workdays.models import Holiday
from foundation.workdays.queries import holidays_between, years_without_joint_leave
from foundation.workdays.reading import HolidayRow
from foundation.workdays.services import NothingToWithdraw

LIST_LABEL = "Hari libur"
SHOWN_IMPORTS = 5
ADDED = "Ditambah"
REFUSED: dict[type[Exception], Callable[[Any], str]] = {
    NothingToWithdraw: lambda refusal: f"Periksa tanggal, jenis, dan namanya. {refusal}",
    decrees.NothingNew: lambda _: "Tidak ada yang berubah: semua hari ini sudah tercatat demikian",
}


class HolidaysView(AdministratorView, TemplateView):
    """The days off of one year, how sure they are, and the years of which nothing is known yet."""

    template_name = "complaints/staff/holidays.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The year of the address, or this one."""
        today = timezone.localdate()
        asked = self.request.GET.get("tahun", "")
        year = int(asked) if asked.isdecimal() and 2000 <= int(asked) <= 2099 else today.year
        known = {day.year for day in Holiday.objects.order_by().values_list("date", flat=True)}
        rows = list(Holiday.objects.filter(date__year=year))
        found = {
            "year": year,
            "years": sorted(known | {today.year, today.year + 1}),
            "rows": rows,
            "missing": [_missing(one, known) for one in sorted(years_without_joint_leave([today.year, today.year + 1]))],
            "estimated": bool(rows) and all(row.certainty == Certainty.ESTIMATED for row in rows),
            "imports": HolidayImport.objects.select_related("job", "brought_by")[:SHOWN_IMPORTS],
        }
        return super().get_context_data(**{**kwargs, **found})


def _missing(year: int, known: set[int]) -> str:
    """What is not known yet of a year."""
    return f"Belum ada cuti bersama {year}." if year in known else f"Belum ada hari libur {year}."


class _Bringing(SettingFormView):
    """A form that brings rows to be looked at; nothing has changed yet when it is sent."""

    refused = REFUSED
    submit = "Lihat akibatnya"
    source = ""

    @property
    def back(self) -> str:
        """The list."""
        return reverse("complaints:holidays")

    @property
    def trail(self) -> list[tuple[str, str]]:
        """From the list on."""
        return [(LIST_LABEL, self.back)]

    def rows(self, form: Any) -> list[HolidayRow]:
        """What the form says, as rows."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        """Keeps the rows and shows what they would do."""
        source = getattr(form, "source", "") or self.source
        brought = decrees.bring(self.rows(form), source=source, by=self.administrator, at=self.at)
        return redirect("complaints:holiday_import", brought.pk)


class AddHolidayView(_Bringing):
    """A day off that the city declares."""

    form_class = forms.LocalHolidayForm
    title, source = "Tambah libur daerah", "Libur daerah"
    explanation = "Anda melihat batas waktu mana yang bergeser sebelum hari ini dicatat."

    def rows(self, form: forms.LocalHolidayForm) -> list[HolidayRow]:
        """One row."""
        return form.rows()


class WithdrawHolidayView(_Bringing):
    """A day off that a decree takes back."""

    form_class = forms.WithdrawHolidayForm
    title, source = "Cabut hari libur", "Pencabutan"
    explanation = "Harinya menjadi hari kerja lagi. Anda melihat batas waktu mana yang bergeser sebelum dicabut."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads the holiday in force."""
        super().setup(request, *args, **kwargs)
        self.holiday = get_object_or_404(holidays_between(date.min), pk=kwargs["pk"])

    def subject(self) -> str:
        """Which one."""
        return f"{self.holiday.date:%d-%m-%Y}, {self.holiday.name}"

    def rows(self, form: forms.WithdrawHolidayForm) -> list[HolidayRow]:
        """The same holiday, taken back."""
        kind, certainty = HolidayKind(self.holiday.kind), Certainty(self.holiday.certainty)
        return [HolidayRow(self.holiday.date, kind, self.holiday.name, form.cleaned_data["decree"], certainty, withdrawn=True)]


class UploadHolidaysView(_Bringing):
    """A decree as a CSV file."""

    form_class = forms.HolidayFileForm
    title = "Impor hari libur"
    explanation = "Belum ada yang disimpan sampai Anda menyetujui akibatnya. Berkas yang salah tidak dimuat sebagian."

    def rows(self, form: forms.HolidayFileForm) -> list[HolidayRow]:
        """The rows of the file."""
        return list(form.cleaned_data["berkas"])


class _OneImport(AdministratorView):
    """A page about one import."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads the import and the moment."""
        super().setup(request, *args, **kwargs)
        self.at = timezone.now()
        self.brought = get_object_or_404(HolidayImport.objects.select_related("job", "brought_by", "approved_by"), pk=kwargs["pk"])


class HolidayImportView(_OneImport, TemplateView):
    """What an import would do, or how far its work has come."""

    def get_template_names(self) -> list[str]:
        """Two pages: before and after the approval."""
        return ["complaints/staff/holiday_preview.html" if self.brought.waits else "complaints/staff/holiday_progress.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Numbers only: an administrator sees no case."""
        rows = decrees.rows_of(self.brought)
        found: dict[str, Any] = {"brought": self.brought, "changed": [(row, _change(row)) for row in rows], "job": self.brought.job}
        if self.brought.waits:
            found |= _foreseen(rows, at=self.at)
        return super().get_context_data(**{**kwargs, **found})


def _foreseen(rows: list[HolidayRow], *, at: datetime) -> dict[str, Any]:
    """What the preview shows: only the rows that say something new, and their effect, or why nothing can be imported."""
    try:
        foresight = decrees.foresee(rows, at=at)
    except NothingToWithdraw as refusal:
        return {"refusal": str(refusal)}
    added = [(row, ADDED) for row in foresight.plan.added]
    changed = [(row, _change(row, known=True)) for row in foresight.plan.changed]
    return {"foresight": foresight, "changed": sorted([*added, *changed], key=lambda pair: pair[0].identity)}


def _change(row: HolidayRow, *, known: bool = False) -> str:
    """What a row does, in one word."""
    return "Dicabut" if row.withdrawn else "Diperbarui" if known else ADDED


class _Act(_OneImport):
    """One act on an import, sent by a button of its page."""

    act: Callable[..., HolidayImport]
    done = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Acts, and goes back to the page; what is not possible any more is said there."""
        del args, kwargs
        try:
            type(self).act(self.brought, by=self.administrator, at=self.at)
        except decrees.NotWaiting:
            messages.warning(request, "Tidak ada yang diubah: keadaannya sudah berbeda. Lihat di bawah.")
        else:
            messages.success(request, self.done)
        return redirect("complaints:holiday_import", self.brought.pk)


class ApproveImportView(_Act):
    """Lets the import happen."""

    act, done = staticmethod(decrees.approve), "Disetujui. Batas waktu sedang dihitung ulang."


class DiscardImportView(_Act):
    """Puts the import aside."""

    act, done = staticmethod(decrees.discard), "Impor dibatalkan. Tidak ada yang berubah."


class StopImportView(_Act):
    """Stops the work between two chunks."""

    act, done = staticmethod(decrees.stop), "Penghitungan dihentikan. Batas yang sudah bergeser tetap."


class TakeUpImportView(_Act):
    """Goes on with work that stands still."""

    act, done = staticmethod(decrees.take_up), "Penghitungan dilanjutkan."

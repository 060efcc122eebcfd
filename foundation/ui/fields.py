"""Fields and form words of this product: dates in three boxes, choices with hints, errors that say what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from foundation.ui import wording

MONTHS = ("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember")
DAY, MONTH, YEAR = 0, 1, 2


@dataclass(frozen=True)
class PartialDate:
    """A day, or a month of which the day is not known."""

    year: int
    month: int
    day: int | None = None

    def __str__(self) -> str:
        """As "16 November 2026" or "November 2026"."""
        if self.day is None:
            return wording.month(date(self.year, self.month, 1))
        return wording.plain_date(date(self.year, self.month, self.day))

    def isoformat(self) -> str:
        """ISO 8601, reduced where the day is not known: "2026-11-16" or "2026-11"."""
        return f"{self.year:04d}-{self.month:02d}" + ("" if self.day is None else f"-{self.day:02d}")

    @classmethod
    def fromisoformat(cls, text: str) -> "PartialDate":
        """The date written by `isoformat`; raises ValueError for any other text."""
        parts = [int(part) for part in text.split("-")]
        if len(parts) not in (2, 3):
            raise ValueError(text)
        date(parts[0], parts[1], parts[2] if len(parts) == 3 else 1)
        return cls(*parts)


class ThreePartDateWidget(forms.MultiWidget):
    """Three text boxes: hari, bulan, tahun. `faulty` names the boxes that the last check found wrong."""

    template_name = "components/date_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, day_optional: bool = False) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            "hari": forms.TextInput({"inputmode": "numeric", "maxlength": 2, "class": "w-2"}),
            "bulan": forms.TextInput({"maxlength": 9, "class": "w-2", "autocapitalize": "off"}),
            "tahun": forms.TextInput({"inputmode": "numeric", "maxlength": 4, "class": "w-4"}),
        }
        super().__init__(boxes, attrs)
        self.day_optional = day_optional
        self.faulty: frozenset[int] = frozenset()

    def decompress(self, value: date | PartialDate | str | None) -> list[Any]:
        """The three texts of a date; a text is read as ISO 8601."""
        if isinstance(value, str) and value:
            value = PartialDate.fromisoformat(value)
        if not value or isinstance(value, str):
            return ["", "", ""]
        return ["" if value.day is None else value.day, value.month, value.year]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Only the boxes at fault are marked invalid, and no box is `required` for the browser."""
        context = super().get_context(name, value, attrs)
        labels = [_("Hari (opsional)") if self.day_optional else _("Hari"), _("Bulan"), _("Tahun")]
        for index, box in enumerate(context["widget"]["subwidgets"]):
            box["label"] = labels[index]
            box["attrs"].pop("required", None)
            box["attrs"].pop("aria-invalid", None)
            if index in self.faulty:
                box["attrs"]["aria-invalid"] = "true"
            box["attrs"]["class"] = f"form-control {box['attrs']['class']}" + (" is-invalid" if index in self.faulty else "")
        return context


class ThreePartDateField(forms.Field):
    """A date in three boxes. Gives a `date`, or with `day_optional` a `PartialDate`; None when left empty and not required.

    `noun` is how errors name it ("tanggal kejadian"). `earliest` and `latest` are dates (included) that the view may also set
    on the form's own copy of the field, since forms do not read the clock; `error_messages["too_late"]` may say in words of
    its own what to do about a later one. Months may be written as Indonesian words.
    """

    widget = ThreePartDateWidget

    def __init__(
        self,
        *,
        noun: str = "tanggal",
        day_optional: bool = False,
        earliest: date | None = None,
        latest: date | None = None,
        **options: Any,
    ) -> None:
        options.setdefault("widget", ThreePartDateWidget(day_optional=day_optional))
        super().__init__(**options)
        self.noun, self.day_optional, self.earliest, self.latest = noun, day_optional, earliest, latest
        self.error_messages.setdefault("empty", _("Isi %(noun)s, misalnya 16 11 2026") % {"noun": noun})
        self.error_messages["required"] = self.error_messages["empty"]

    def clean(self, value: Any) -> date | PartialDate | None:
        """The date that the three texts mean; raises ValidationError that says which box to fill, and how."""
        texts = [str(text or "").strip() for text in (value or ["", "", ""])]
        self.widget.faulty = frozenset()
        if not any(texts):
            if self.required:
                self._refuse(str(self.error_messages["required"]), DAY, MONTH, YEAR)
            return None
        found = self._calendar_date(self._day(texts[DAY]), self._month(texts[MONTH]), self._year(texts[YEAR]))
        self._check_range(found)
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the boxes say another date than the initial one."""
        widget: Any = self.widget
        before = [str(text or "") for text in widget.decompress(initial)]
        return before != [str(text or "").strip() for text in (data or ["", "", ""])]

    def _refuse(self, words: str, *boxes: int) -> None:
        self.widget.faulty = frozenset(boxes)
        raise ValidationError(words, code="invalid")

    def _day(self, text: str) -> int | None:
        if not text and self.day_optional:
            return None
        if not text.isdecimal() or not 1 <= int(text) <= 31:
            self._refuse(_("Isi hari pada %(noun)s dengan angka 1 sampai 31, misalnya 16") % {"noun": self.noun}, DAY)
        return int(text)

    def _month(self, text: str) -> int:
        named = [number for number, name in enumerate(MONTHS, 1) if len(text) >= 3 and name.startswith(text.lower())]
        if named:
            return named[0]
        if not text.isdecimal() or not 1 <= int(text) <= 12:
            self._refuse(_("Isi bulan pada %(noun)s dengan angka 1 sampai 12, misalnya 11") % {"noun": self.noun}, MONTH)
        return int(text)

    def _year(self, text: str) -> int:
        if text.isdecimal() and len(text) == 4 and not 1900 <= int(text) <= 2199:
            self._refuse(_("Periksa tahun pada %(noun)s, misalnya 2026") % {"noun": self.noun}, YEAR)
        if not text.isdecimal() or len(text) != 4:
            self._refuse(_("Isi tahun pada %(noun)s dengan empat angka, misalnya 2026") % {"noun": self.noun}, YEAR)
        return int(text)

    def _calendar_date(self, day: int | None, month: int, year: int) -> date | PartialDate:
        try:
            exact = date(year, month, 1 if day is None else day)
        except ValueError:
            written = f"{day} {wording.month(date(year, month, 1))}"
            self._refuse(_("Periksa %(noun)s: %(date)s tidak ada dalam kalender") % {"noun": self.noun, "date": written}, DAY)
            raise
        return PartialDate(year, month, day) if self.day_optional else exact

    def _check_range(self, found: date | PartialDate) -> None:
        """A month counts as too early or too late only when every one of its days is."""
        day = found.day or 1
        first = date(found.year, found.month, day)
        late_enough = self.earliest is None or first >= (self.earliest if found.day else self.earliest.replace(day=1))
        if not late_enough and self.earliest:
            words = {"noun": self.noun, "date": wording.plain_date(self.earliest)}
            self._refuse(_("Isi %(noun)s paling awal %(date)s") % words, DAY, MONTH, YEAR)
        if self.latest and first > self.latest:
            words = {"noun": self.noun, "date": wording.plain_date(self.latest)}
            self._refuse(str(self.error_messages.get("too_late") or _("Isi %(noun)s paling akhir %(date)s") % words), DAY, MONTH, YEAR)


class HintedRadioSelect(forms.RadioSelect):
    """Radio buttons with one line of explanation under some of them: `hints` maps a value to its line."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Sequence[Any] = (), *, hints: Mapping[Any, str] | None = None) -> None:
        super().__init__(attrs, choices)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        """The option with its hint."""
        option = super().create_option(name, value, *args, **options)
        option["hint"] = self.hints.get(str(value), "")
        return option


def anchor(bound: BoundField) -> str:
    """The id that a summary of errors links to: the control itself, or the first box or button of a group that is at fault."""
    widget = bound.field.widget
    if isinstance(widget, ThreePartDateWidget):
        return f"{bound.auto_id}_{min(widget.faulty, default=DAY)}"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


def _asks(field: forms.Field, label: str) -> str:
    """What to do about an empty field."""
    words = label[:1].lower() + label[1:].rstrip("?")
    if isinstance(field, forms.FileField):
        return _("Pilih berkas untuk %(label)s") % {"label": words}
    if isinstance(field, forms.BooleanField):
        return _("Centang pernyataan ini untuk melanjutkan")
    if isinstance(field, (forms.ChoiceField, forms.ModelChoiceField)):
        return _("Pilih %(label)s") % {"label": words}
    return _("Isi %(label)s") % {"label": words}


class PlainErrorsMixin:
    """A form whose errors say what to do. `asks` maps a field's name to its own sentence for an empty answer
    ("Isi nama unit kerja, misalnya Dinas Kesehatan"); the others get one made from the label.
    """

    asks: Mapping[str, str | Promise] = {}
    mark_optional = True
    """False in filter forms, where every field is optional and the label need not say so."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        for name, field in fields.items():
            self._plain(name, field)

    def _plain(self, name: str, field: forms.Field) -> None:
        messages = field.error_messages
        if name in self.asks or "empty" not in messages or not isinstance(field, ThreePartDateField):
            messages["required"] = str(self.asks.get(name) or "") or _asks(field, str(field.label or name.replace("_", " ")))
        if isinstance(field, forms.EmailField):
            messages["invalid"] = _("Isi alamat surel yang lengkap, misalnya nama@contoh.id")
        if isinstance(field, forms.IntegerField):
            messages["invalid"] = _("Isi dengan angka saja, misalnya 12")
        if isinstance(field, (forms.ChoiceField, forms.ModelChoiceField)):
            messages["invalid_choice"] = _("Pilih salah satu pilihan yang tersedia")
        if getattr(field, "max_length", None):
            messages["max_length"] = _("Persingkat jawaban ini menjadi paling banyak %(limit_value)d karakter (sekarang %(show_value)d)")

"""Dates in three boxes, choices with hints, errors that say what to do."""

from datetime import date

import pytest
from django import forms

from foundation.ui.fields import HintedRadioSelect, PartialDate, PlainErrorsMixin, ThreePartDateField, anchor


class DayForm(PlainErrorsMixin, forms.Form):
    hari = ThreePartDateField(label="Tanggal surat", noun="tanggal surat")


class MonthForm(PlainErrorsMixin, forms.Form):
    waktu = ThreePartDateField(label="Kapan?", noun="tanggal kejadian", day_optional=True, required=False)


def sent(form_class, field, day, month, year):
    return form_class({f"{field}_hari": day, f"{field}_bulan": month, f"{field}_tahun": year})


@pytest.mark.parametrize("month", ["11", "November", "nov", "NOV"])
def test_date_is_read_from_three_boxes(month):
    form = sent(DayForm, "hari", " 16", month, "2026")

    assert form.is_valid()
    assert form.cleaned_data == {"hari": date(2026, 11, 16)}


@pytest.mark.parametrize(
    ("boxes", "words", "box"),
    [
        (("", "", ""), "Isi tanggal surat, misalnya 16 11 2026", 0),
        (("", "11", "2026"), "Isi hari pada tanggal surat dengan angka 1 sampai 31, misalnya 16", 0),
        (("32", "11", "2026"), "Isi hari pada tanggal surat dengan angka 1 sampai 31, misalnya 16", 0),
        (("16", "13", "2026"), "Isi bulan pada tanggal surat dengan angka 1 sampai 12, misalnya 11", 1),
        (("16", "ma", "2026"), "Isi bulan pada tanggal surat dengan angka 1 sampai 12, misalnya 11", 1),
        (("16", "11", "26"), "Isi tahun pada tanggal surat dengan empat angka, misalnya 2026", 2),
        (("16", "11", "1890"), "Periksa tahun pada tanggal surat, misalnya 2026", 2),
        (("16", "11", "12026"), "Isi tahun pada tanggal surat dengan empat angka, misalnya 2026", 2),
        (("31", "11", "2026"), "Periksa tanggal surat: 31 November 2026 tidak ada dalam kalender", 0),
    ],
)
def test_date_that_cannot_be_read_says_what_to_do(boxes, words, box):
    form = sent(DayForm, "hari", *boxes)

    assert form.errors == {"hari": [words]}
    assert anchor(form["hari"]) == f"id_hari_{box}"


def test_range_is_set_by_the_view_on_the_forms_own_copy():
    form = sent(DayForm, "hari", "24", "11", "2026")
    form.fields["hari"].latest = date(2026, 11, 23)
    other = sent(DayForm, "hari", "24", "11", "2026")

    assert form.errors == {"hari": ["Isi tanggal surat paling akhir 23 November 2026"]}
    assert other.is_valid()


def test_a_date_that_comes_too_late_may_be_told_in_its_own_words():
    field = ThreePartDateField(noun="tanggal kejadian", latest=date(2026, 11, 23), error_messages={"too_late": "Isi tanggal yang lewat"})

    with pytest.raises(forms.ValidationError, match="Isi tanggal yang lewat"):
        field.clean(["24", "11", "2026"])


def test_range_includes_its_ends():
    form = sent(DayForm, "hari", "23", "11", "2026")
    form.fields["hari"].earliest = form.fields["hari"].latest = date(2026, 11, 23)
    early = sent(DayForm, "hari", "22", "11", "2026")
    early.fields["hari"].earliest = date(2026, 11, 23)

    assert form.is_valid()
    assert early.errors == {"hari": ["Isi tanggal surat paling awal 23 November 2026"]}


def test_day_may_be_left_out():
    assert sent(MonthForm, "waktu", "", "11", "2026").fields["waktu"].clean(["", "11", "2026"]) == PartialDate(2026, 11)
    assert MonthForm().fields["waktu"].clean(["16", "11", "2026"]) == PartialDate(2026, 11, 16)
    assert MonthForm().fields["waktu"].clean(["", "", ""]) is None


def test_month_without_day_is_judged_as_a_whole():
    field = MonthForm().fields["waktu"]
    field.earliest, field.latest = date(2026, 11, 20), date(2026, 11, 23)

    assert field.clean(["", "11", "2026"]) == PartialDate(2026, 11)
    with pytest.raises(forms.ValidationError, match="paling awal 20 November 2026"):
        field.clean(["", "10", "2026"])
    with pytest.raises(forms.ValidationError, match="paling akhir 23 November 2026"):
        field.clean(["", "12", "2026"])


def test_partial_date_writes_and_reads_itself():
    assert (str(PartialDate(2026, 11)), PartialDate(2026, 11).isoformat()) == ("November 2026", "2026-11")
    assert (str(PartialDate(2026, 11, 6)), PartialDate(2026, 11, 6).isoformat()) == ("6 November 2026", "2026-11-06")
    assert PartialDate.fromisoformat("2026-11") == PartialDate(2026, 11)
    assert PartialDate.fromisoformat("2026-11-06") == PartialDate(2026, 11, 6)
    with pytest.raises(ValueError):
        PartialDate.fromisoformat("2026-13")
    with pytest.raises(ValueError):
        PartialDate.fromisoformat("2026")


def test_change_is_judged_by_the_boxes():
    field = DayForm().fields["hari"]

    assert field.has_changed(date(2026, 11, 16), ["16", "11", "2026"]) is False
    assert field.has_changed(date(2026, 11, 16), ["17", "11", "2026"]) is True
    assert field.has_changed(None, ["", "", ""]) is False


def test_date_widget_marks_only_the_box_at_fault():
    form = sent(DayForm, "hari", "16", "11", "26")
    form.is_valid()

    assert str(form["hari"]) == (
        '<div class="date-fields">\n'
        '<div><label for="id_hari_0">Hari</label>'
        '<input type="text" name="hari_hari" value="16" inputmode="numeric" maxlength="2" class="form-control w-2" id="id_hari_0"></div>\n'
        '<div><label for="id_hari_1">Bulan</label>'
        '<input type="text" name="hari_bulan" value="11" maxlength="9" class="form-control w-2" autocapitalize="off" '
        'id="id_hari_1"></div>\n'
        '<div><label for="id_hari_2">Tahun</label>'
        '<input type="text" name="hari_tahun" value="26" inputmode="numeric" maxlength="4" class="form-control w-4 is-invalid" '
        'id="id_hari_2" aria-invalid="true"></div>\n'
        "</div>"
    )


def test_date_widget_shows_dates_and_their_texts():
    widget = DayForm().fields["hari"].widget

    assert widget.decompress(date(2026, 11, 16)) == [16, 11, 2026]
    assert widget.decompress(PartialDate(2026, 11)) == ["", 11, 2026]
    assert widget.decompress("2026-11") == ["", 11, 2026]
    assert widget.decompress(None) == ["", "", ""]


class PlainForm(PlainErrorsMixin, forms.Form):
    asks = {"unit": "Isi nama unit kerja, misalnya Dinas Kesehatan"}
    unit = forms.CharField(max_length=5)
    tempat = forms.CharField(label="Tempat kejadian?")
    jenis = forms.ChoiceField(label="Jenis", choices=[("a", "A")])
    berkas = forms.FileField(label="Surat tugas")
    setuju = forms.BooleanField()
    surel = forms.EmailField(required=False)
    jumlah = forms.IntegerField(required=False)


def test_empty_answers_are_told_what_to_do():
    assert PlainForm({}).errors == {
        "unit": ["Isi nama unit kerja, misalnya Dinas Kesehatan"],
        "tempat": ["Isi tempat kejadian"],
        "jenis": ["Pilih jenis"],
        "berkas": ["Pilih berkas untuk surat tugas"],
        "setuju": ["Centang pernyataan ini untuk melanjutkan"],
    }


def test_wrong_answers_are_told_what_to_do():
    errors = PlainForm({"unit": "Dinas Kesehatan", "tempat": "x", "jenis": "b", "setuju": "on", "surel": "a", "jumlah": "tiga"}).errors

    assert errors == {
        "unit": ["Persingkat jawaban ini menjadi paling banyak 5 karakter (sekarang 15)"],
        "jenis": ["Pilih salah satu pilihan yang tersedia"],
        "berkas": ["Pilih berkas untuk surat tugas"],
        "surel": ["Isi alamat surel yang lengkap, misalnya nama@contoh.id"],
        "jumlah": ["Isi dengan angka saja, misalnya 12"],
    }


class ChoiceForm(forms.Form):
    nama = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=HintedRadioSelect(hints={"a": "Satu baris"}))
    cara = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
    satu = forms.CharField()


def test_hints_belong_to_their_choices():
    widget = ChoiceForm().fields["nama"].widget

    assert [options[0]["hint"] for _group, options, _index in widget.optgroups("nama", [])] == ["Satu baris", ""]


def test_anchor_of_a_group_is_its_first_button():
    form = ChoiceForm({})

    assert [anchor(bound) for bound in form] == ["id_nama_0", "id_cara_0", "id_satu"]

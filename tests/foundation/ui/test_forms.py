"""How forms are printed: label, hint, error, control; groups as fieldsets; the summary of what is to be put right."""

import pytest
from django import forms
from django.http import QueryDict

from foundation.ui.fields import HintedRadioSelect, PlainErrorsMixin, ThreePartDateField
from tests.foundation.ui.gallery import GalleryForm


class Small(PlainErrorsMixin, forms.Form):
    asks = {"tempat": "Isi tempat kejadian, misalnya loket"}
    tempat = forms.CharField(label="Di mana?", help_text="Sebutkan kantor.")
    jam = forms.CharField(label="Jam berapa?", required=False)


class Search(PlainErrorsMixin, forms.Form):
    mark_optional = False
    q = forms.CharField(label="Cari", required=False)


class Groups(PlainErrorsMixin, forms.Form):
    nama = forms.ChoiceField(
        label="Siapa Anda?", help_text="Pilih satu.", choices=[("a", "A"), ("b", "B")], widget=HintedRadioSelect(hints={"b": "Tanpa nama."})
    )


class Checks(PlainErrorsMixin, forms.Form):
    cara = forms.MultipleChoiceField(label="Cara", choices=[("sms", "SMS")], widget=forms.CheckboxSelectMultiple, required=False)


class Declaration(PlainErrorsMixin, forms.Form):
    benar = forms.BooleanField(label="Saya bertanggung jawab.", help_text="Pasal 10.")


class Unit(PlainErrorsMixin, forms.Form):
    unit = forms.ChoiceField(label="Unit", choices=[("", "Pilih"), ("1", "Dinas")])


class Letter(PlainErrorsMixin, forms.Form):
    hari = ThreePartDateField(label="Tanggal surat", noun="tanggal surat")


def test_field_prints_label_hint_error_control(render):
    assert render("{% field form.tempat %}", form=Small({})) == (
        '<div id="div_id_tempat" class="mb-3"><label for="id_tempat" class="form-label">Di mana?</label>'
        '<div id="id_tempat_helptext" class="form-text">Sebutkan kantor.</div>'
        '<div id="id_tempat_error" class="invalid-feedback">'
        '<p><span class="visually-hidden">Kesalahan: </span>Isi tempat kejadian, misalnya loket</p></div>'
        '<input type="text" name="tempat" class="form-control is-invalid" required aria-invalid="true" '
        'aria-describedby="id_tempat_helptext id_tempat_error" id="id_tempat"></div>'
    )


def test_optional_field_says_so(render):
    assert render("{% field form.jam %}", form=Small()) == (
        '<div id="div_id_jam" class="mb-3"><label for="id_jam" class="form-label">Jam berapa? (opsional)</label>'
        '<input type="text" name="jam" class="form-control" id="id_jam"></div>'
    )


def test_filter_form_does_not_mark_optional_fields(render):
    assert render("{% field form.q %}", form=Search()).split("</label>")[0].split(">")[-1] == "Cari"


def test_select_has_its_class(render):
    assert render("{% field form.unit %}", form=Unit({})).split("</div>")[1] == (
        '<select name="unit" class="form-select is-invalid" required aria-invalid="true" '
        'aria-describedby="id_unit_error" id="id_unit"><option value="" selected>Pilih</option><option value="1">Dinas</option></select>'
    )


class Line(forms.Form):
    attrs = {"autocomplete": "off", "readonly": True, "hidden": False}
    kata = forms.CharField(max_length=60, required=False, widget=forms.TextInput(attrs=attrs))


@pytest.mark.parametrize("typed", ['" onfocus="alert(1)', "<b>&amp;</b>", "", "a  b", "0"])
def test_a_line_of_text_is_what_django_would_print(render, typed: str):
    for form in (Line({"kata": typed}), Line(initial={"kata": typed}), Line()):
        own = form["kata"].as_widget(attrs={"class": "form-control"})
        assert render("{% field_control form.kata %}", form=form) == own


def test_radio_buttons_are_a_fieldset(render):
    assert render("{% field form.nama %}", form=Groups({})) == (
        '<fieldset id="div_id_nama" class="mb-3" aria-describedby="id_nama_helptext id_nama_error">'
        '<legend class="form-label">Siapa Anda?</legend><div id="id_nama_helptext" class="form-text">Pilih satu.</div>'
        '<div id="id_nama_error" class="invalid-feedback"><p><span class="visually-hidden">Kesalahan: </span>Pilih siapa Anda</p></div>'
        "<div>"
        '<div class="form-check"><input type="radio" class="form-check-input is-invalid" name="nama" value="a" id="id_nama_0" '
        'required aria-invalid="true"><label for="id_nama_0" class="form-check-label">A</label></div>'
        '<div class="form-check"><input type="radio" class="form-check-input is-invalid" name="nama" value="b" id="id_nama_1" '
        'required aria-invalid="true" aria-describedby="id_nama_1_hint"><label for="id_nama_1" class="form-check-label">B</label>'
        '<div id="id_nama_1_hint" class="form-text">Tanpa nama.</div></div></div></fieldset>'
    )


def test_checkbox_group_is_a_fieldset(render):
    assert render("{% field form.cara %}", form=Checks(QueryDict("cara=sms"))) == (
        '<fieldset id="div_id_cara" class="mb-3"><legend class="form-label">Cara (opsional)</legend><div>'
        '<div class="form-check"><input type="checkbox" class="form-check-input" name="cara" value="sms" id="id_cara_0" checked>'
        '<label for="id_cara_0" class="form-check-label">SMS</label></div></div></fieldset>'
    )


def test_single_checkbox(render):
    assert render("{% field form.benar %}", form=Declaration({})) == (
        '<div id="div_id_benar" class="mb-3"><div id="id_benar_error" class="invalid-feedback">'
        '<p><span class="visually-hidden">Kesalahan: </span>Centang pernyataan ini untuk melanjutkan</p></div>'
        '<div class="form-check"><input type="checkbox" name="benar" class="form-check-input is-invalid" required '
        'aria-invalid="true" aria-describedby="id_benar_helptext id_benar_error" id="id_benar">'
        '<label for="id_benar" class="form-check-label">Saya bertanggung jawab.</label>'
        '<div id="id_benar_helptext" class="form-text">Pasal 10.</div></div></div>'
    )


def test_date_is_a_fieldset(render):
    html = render("{% field form.hari %}", form=Letter({}))

    assert html.split('<div class="date-fields">')[0] == (
        '<fieldset id="div_id_hari" class="mb-3" aria-describedby="id_hari_error"><legend class="form-label">Tanggal surat</legend>'
        '<div id="id_hari_error" class="invalid-feedback">'
        '<p><span class="visually-hidden">Kesalahan: </span>Isi tanggal surat, misalnya 16 11 2026</p></div>'
    )


def test_crispy_prints_the_same_field(render):
    form = Small({})

    html = render("{% load crispy_forms_tags %}{{ form|crispy }}", form=form).replace("</div> <div", "</div><div")
    assert html == render("{% fields form %}", form=form)


def test_simple_form(render):
    html = render('{% simple_form form submit="Teruskan" cancel="/batal/" %}', form=Search(), csrf_token="kunci")

    assert html == (
        '<form method="post" novalidate class="gap"><input type="hidden" name="csrfmiddlewaretoken" value="kunci">'
        f"{render('{% field form.q %}', form=Search())}"
        '<div class="cluster gap"><button type="submit" class="btn btn-primary btn-wide">Teruskan</button> '
        '<a href="/batal/">Batal</a></div></form>'
    )


def test_simple_form_with_a_file_is_multipart(render):
    html = render("{% simple_form form %}", form=GalleryForm(), csrf_token="kunci")

    assert html.split(">")[0] == '<form method="post" enctype="multipart/form-data" novalidate class="gap"'


def test_error_summary_links_to_each_field(render):
    form = Small({})
    form.add_error(None, "Perkara sudah diteruskan")

    assert render("{% error_summary form %}", form=form) == (
        '<div class="error-summary flow" id="kesalahan" role="alert" tabindex="-1" autofocus aria-labelledby="kesalahan-judul">'
        '<h2 id="kesalahan-judul">Ada yang perlu diperbaiki</h2><ul class="plain">'
        "<li><strong>Perkara sudah diteruskan</strong></li>"
        '<li><a href="#id_tempat">Isi tempat kejadian, misalnya loket</a></li></ul></div>'
    )


@pytest.mark.parametrize("form", [None, Small(), Small({"tempat": "Loket"})])
def test_error_summary_of_nothing_wrong_is_empty(render, form):
    assert render("{% error_summary form %}", form=form) == ""


def test_error_summary_reads_formsets(render):
    formset = forms.formset_factory(Small)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-tempat": "Loket", "form-1-jam": "10"}
    )

    html = render("{% error_summary formset %}", formset=formset)

    assert html.split('<ul class="plain">')[1] == (
        '<li><a href="#id_form-1-tempat">Isi tempat kejadian, misalnya loket</a></li></ul></div>'
    )


@pytest.mark.parametrize(
    ("context", "words"),
    [({}, ""), ({"form": Small()}, ""), ({"form": Small({"tempat": "x"})}, ""), ({"form": Small({})}, "Kesalahan: ")],
)
def test_error_prefix_of_the_title(render, context, words):
    assert render("{% error_prefix %}", **context) == words

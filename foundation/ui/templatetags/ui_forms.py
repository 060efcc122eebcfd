"""Forms: one field, all fields, a whole simple form, and the summary of what is to be put right."""

from itertools import takewhile
from typing import Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms, template
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foundation.ui.fields import ThreePartDateWidget, anchor

register = template.Library()


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """One field: label, hint, error, control."""
    return as_crispy_field(bound)


@register.simple_tag
def fields(form: forms.BaseForm) -> SafeString:
    """All fields of a form in its order, hidden ones included."""
    return SafeString("".join(as_crispy_field(bound) for bound in form))


@register.simple_tag
def field_label(bound: BoundField) -> SafeString:
    """The words of a label: optional fields say so unless their form says it for all; required ones carry nothing."""
    marked = not bound.field.required and getattr(bound.form, "mark_optional", True)
    return format_html("{} {}", bound.label, _("(opsional)")) if marked else conditional_escape(bound.label)


@register.simple_tag
def field_control(bound: BoundField) -> SafeString:
    """The control itself with the class of its kind; a date's boxes carry their own classes."""
    widget = bound.field.widget
    if isinstance(widget, ThreePartDateWidget):
        return bound.as_widget()
    kind = "form-control"
    if isinstance(widget, forms.CheckboxInput):
        kind = "form-check-input"
    elif isinstance(widget, forms.Select):
        kind = "form-select"
    classes = " ".join(filter(None, [widget.attrs.get("class", ""), kind, "is-invalid" if bound.errors else ""]))
    return _select(bound, classes) or _line(bound, classes) or bound.as_widget(attrs={"class": classes})


def _select(bound: BoundField, classes: str) -> SafeString | None:
    """A plain list of choices without a template; Django fills in three for each choice, which no list of work can afford.

    None for every other control, a list in groups and one that names choices by rows among them.
    """
    widget, value = bound.field.widget, bound.value()
    if type(widget) is not forms.Select or not isinstance(widget.choices, list):
        return None
    if any(isinstance(label, list | tuple) for _, label in widget.choices):
        return None
    chosen = "" if value is None else str(value)
    options = format_html_join(
        "",
        '\n<option value="{}"{}>{}</option>',
        (("" if key is None else key, _chosen(key, chosen), label) for key, label in widget.choices),
    )
    return format_html('<select name="{}"{}>{}\n</select>', bound.html_name, _written(_attributes(bound, classes)), options)


def _line(bound: BoundField, classes: str) -> SafeString | None:
    """A plain line of text without a template, for the same reason; None for every other control."""
    widget = bound.field.widget
    if type(widget) is not forms.TextInput:
        return None
    value = widget.format_value(bound.value())
    attrs = _attributes(bound, classes) if value is None else {"value": value, **_attributes(bound, classes)}
    return format_html('<input type="{}" name="{}"{}>', widget.input_type, bound.html_name, _written(attrs))


def _attributes(bound: BoundField, classes: str) -> dict[str, Any]:
    """The attributes that Django would give the control, and the class of its kind."""
    widget = bound.field.widget
    attrs = widget.build_attrs(widget.attrs, bound.build_widget_attrs({"class": classes}, widget))
    attrs.setdefault("id", bound.auto_id)
    return attrs


def _written(attrs: dict[str, Any]) -> SafeString:
    """Attributes in their order: with a value, or bare when it is True; none when it is False."""
    parts = [
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)
        for name, value in attrs.items()
        if value is not False
    ]
    return SafeString("".join(parts))


def _chosen(key: Any, chosen: str) -> SafeString:
    return SafeString(" selected" if str("" if key is None else key) == chosen else "")


def _faults(form: Any) -> list[tuple[str, str]]:
    """Anchor and words of each fault: those of the whole form first, then field by field."""
    if form is None or not form.is_bound:
        return []
    if isinstance(form, forms.BaseFormSet):
        return [("", str(words)) for words in form.non_form_errors()] + [fault for one in form.forms for fault in _faults(one)]
    whole = [("", str(words)) for words in form.non_field_errors()]
    return whole + [(anchor(bound), str(words)) for bound in form for words in bound.errors]


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms_sent: Any, before: str = "") -> dict[str, Any]:
    """As "Ada yang perlu diperbaiki": each fault links to its field, in the words beside the field. Nothing when all is right.

    The faults stand in the order of the page; `before` names the field of the first form before which the others stand.
    """
    found = [_faults(form) for form in forms_sent]
    if before and found[0]:
        form = forms_sent[0]
        earlier = takewhile(lambda bound: bound.name != before, form)
        place = len(form.non_field_errors()) + sum(len(bound.errors) for bound in earlier)
        found = [found[0][:place], *found[1:], found[0][place:]]
    return {"faults": [fault for faults in found for fault in faults]}


@register.inclusion_tag("components/simple_form.html", takes_context=True)
def simple_form(context: Context, form: forms.BaseForm, submit: str = "", cancel: str = "", action: str = "") -> dict[str, Any]:
    """A whole POST form: token, fields, one main button, a link to go back. The summary of faults stands above it, by the page."""
    return {
        "form": form,
        "submit": submit or _("Simpan"),
        "cancel": cancel,
        "action": action,
        "csrf_token": context.get("csrf_token"),
    }

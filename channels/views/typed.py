"""What was typed, as pages send it; and the pages that give it back where it could not be kept: sent too late, or a failure."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.forms import Field
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.template import loader
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from channels.forms.parts import PEOPLE, TOTAL, AccusedForm, RoutingForm
from channels.forms.public import ContactForm, EvidenceForm, WebStoryForm, WhoForm
from channels.rules.limits import MOST_ACCUSED
from channels.rules.steps import ORDER, Step
from channels.services.receipts import Receipt
from channels.views.visit import Visit
from complaints.services.drafts import FormDraft
from foundation.ui.context import site_settings
from foundation.ui.parts import SummaryRow
from foundation.vault.codes import grouped

BUTTONS = {"csrfmiddlewaretoken", "bahasa", "kembali", "simpan", "lanjut", "tambah", "hapus", "unggah"}
"""What a page sends beside answers."""
DATE_PARTS = ("hari", "bulan", "tahun")
FIELDS: dict[Step, dict[str, Field]] = {
    Step.WHO: WhoForm.base_fields,
    Step.ACCUSED: RoutingForm.base_fields,
    Step.STORY: WebStoryForm.base_fields,
    Step.EVIDENCE: EvidenceForm.base_fields,
    Step.CONTACT: ContactForm.base_fields,
}


def answers_in(data: QueryDict) -> dict[str, list[str]]:
    """What a page sent but its buttons."""
    return {name: [str(value) for value in values] for name, values in data.lists() if name not in BUTTONS}


def as_typed(answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """The answers of one step in the shape a page sends them, whether they were complete or not."""
    if "typed" in answers:
        return dict(answers["typed"])
    flat = {name: value for name, value in answers.get("clean", {}).items() if name != PEOPLE}
    for index, person in enumerate(answers.get("clean", {}).get(PEOPLE, [])):
        flat |= {f"{PEOPLE}-{index}-{name}": value for name, value in person.items()}
    return {name: _sent(value) for name, value in flat.items() if value not in (None, False, "")}


def person_count(data: QueryDict) -> int:
    """How many persons a page was sent with."""
    sent = data.get(TOTAL, "1")
    return int(sent) if sent.isdecimal() and int(sent) <= MOST_ACCUSED else 1


def one_person_more(data: QueryDict) -> QueryDict:
    """What was sent, with room for one more person, up to MOST_ACCUSED."""
    more = data.copy()
    more[TOTAL] = str(min(person_count(data) + 1, MOST_ACCUSED))
    return more


def without_person(data: QueryDict, which: str) -> QueryDict:
    """What was sent, with one person's fields taken out and the later ones moved up; at least one person stays."""
    count = person_count(data)
    gone = int(which) if which.isdecimal() else count
    kept = QueryDict(mutable=True)
    for name, values in data.lists():
        prefix, _dash, rest = name.partition("-")
        index, _dash, field = rest.partition("-")
        if prefix == PEOPLE and index.isdecimal() and gone < count:
            if int(index) == gone:
                continue
            moved = int(index) - (int(index) > gone)
            kept.setlist(f"{PEOPLE}-{moved}-{field}", values)
        else:
            kept.setlist(name, values)
    kept[TOTAL] = str(max(1, count - (gone < count)))
    return kept


def as_sent(typed: Mapping[str, list[str]]) -> QueryDict:
    """Kept typing as a form reads it."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return data


def rows_of(step: Step, typed: Mapping[str, list[str]]) -> list[SummaryRow]:
    """What was typed in a step, with the words of its fields; fields left empty are left out."""
    found: dict[str, list[str]] = {}
    for name, values in typed.items():
        front, _line, part = name.rpartition("_")
        filled = [value for value in values if value.strip()]
        if filled and not name.endswith("_FORMS"):
            found.setdefault(front if part in DATE_PARTS else name, []).extend(filled)
    return [_row(step, name, values) for name, values in found.items()]


def unsent_page(
    request: HttpRequest,
    sent: FormDraft,
    rows: Iterable[SummaryRow],
    *,
    files: Iterable[str],
    fragment: Visit | None = None,
) -> HttpResponse:
    """409: the complaint was sent before this was; what was typed, and how it still reaches the office.

    `sent`: the draft of the complaint. `files`: names of files that were not kept. `fragment`: where all this lies saved.
    """
    shown = list(rows)
    context = {
        "receipt": Receipt.from_json(sent.sent or {}),
        "code": grouped(sent.receipt_code),
        "rows": shown,
        "words": "\r\n\r\n".join(f"{row.label}{'' if row.label.endswith('?') else ':'}\r\n{row.value}" for row in shown),
        "files": list(files),
        "once": uuid.uuid4(),
        "fragment": fragment,
    }
    return _answer(request, "channels/public/unsent.html", context, status=409)


def unkept_page(request: HttpRequest, step: Step, *, shown_code: str) -> HttpResponse:
    """503: storing a step failed; everything that was sent stands in the page, which sends it again. Needs no database."""
    context = {
        "rows": rows_of(step, answers_in(request.POST)),
        "again": [(name, value) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values],
        "files": [upload.name for upload in request.FILES.getlist("berkas")],
        "address": request.get_full_path(),
        "shown_code": shown_code,
    }
    return _answer(request, "channels/public/unkept.html", context, status=503)


def rows_of_fragment(fragment: FormDraft) -> list[SummaryRow]:
    """What the answers of a draft say, step by step."""
    return [row for step in ORDER for row in rows_of(step, as_typed(fragment.answers.get(step, {})))]


def _answer(request: HttpRequest, template: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    """Rendered without the request, whose session may not be readable now."""
    context = {"site": site_settings(), "csrf_token": get_token(request), **context}
    response = HttpResponse(loader.get_template(template).render(context), status=status)
    patch_cache_control(response, no_store=True, private=True)
    return response


def _row(step: Step, name: str, values: list[str]) -> SummaryRow:
    prefix, _dash, rest = name.partition("-")
    index, _dash, inner = rest.partition("-")
    person = prefix == PEOPLE and index.isdecimal()
    field = AccusedForm.base_fields.get(inner) if person else FIELDS[step].get(name)
    label = str(field.label) if field is not None else name
    choices = {str(value): str(words) for value, words in getattr(field, "choices", [])}
    said = " ".join(_("Ya") if value == "on" else choices.get(value, value) for value in values)
    return SummaryRow(f"{label} ({int(index) + 1})" if person else label, said)


def _sent(value: Any) -> list[str]:
    if value is True:
        return ["on"]
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]

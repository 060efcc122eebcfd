"""What tests read off a page: its address, its errors, its buttons."""

import re
from html import unescape
from typing import Any
from uuid import UUID

from django.urls import reverse

from complaints.models import Complaint


def address(name: str, complaint: Complaint, *more: UUID) -> str:
    """The address of a page of this room."""
    return reverse(f"investigations:{name}", args=[complaint.pk, *more])


def faults(response: Any) -> list[str]:
    """The sentences of the summary of faults, in order."""
    summary = re.search(r'<div class="error-summary.*?</div>', response.content.decode(), re.DOTALL)
    return (
        [unescape(re.sub(r"<[^>]+>", "", item)).strip() for item in re.findall(r"<li>(.*?)</li>", summary.group(0), re.DOTALL)]
        if summary
        else []
    )


def heading(response: Any) -> str:
    """The words of the page's first h2 outside a summary of faults and the clocks."""
    found = re.findall(r"<h2>(.*?)</h2>", response.content.decode(), re.DOTALL)
    return unescape(found[0]).strip() if found else ""


def main_button(response: Any) -> str:
    """The words of the case's main button."""
    found = re.search(r'<a class="btn btn-primary"[^>]*>(.*?)</a>', response.content.decode())
    return unescape(found.group(1)) if found else ""


def actions(response: Any) -> list[str]:
    """The words of the other actions beside the case."""
    return [label for label, _ in response.context["actions"]]


def tasks(response: Any) -> list[tuple[str, str]]:
    """The lines of the task list, each with its state in words."""
    return [(task.label, task.words) for group in response.context["tasks"] for task in group.tasks]


def sure(client: Any, url: str, data: dict[str, Any]) -> Any:
    """Fill a form, look at the page to check, and press the button."""
    checked = client.post(url, data)
    assert checked.status_code == 200, checked
    assert b'name="pasti"' in checked.content, faults(checked)
    return client.post(url, {**data, "pasti": "1"})


def date_boxes(name: str, day: int, month: int, year: int) -> dict[str, str]:
    """The three boxes of a date."""
    return {f"{name}_hari": str(day), f"{name}_bulan": str(month), f"{name}_tahun": str(year)}

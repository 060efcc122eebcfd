"""The order of the public form: which step comes next, which is still open, what one answer means for another."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from channels.enums import Naming


class Step(StrEnum):
    """The steps that gather answers, in order; the sixth page shows them and sends."""

    WHO = "siapa"
    ACCUSED = "terlapor"
    STORY = "kejadian"
    EVIDENCE = "bukti"
    CONTACT = "kontak"


ORDER = tuple(Step)
CHECK = len(ORDER) + 1
"""Number of the page "Periksa jawaban Anda"."""

Answers = Mapping[str, Mapping[str, Any]]
"""A draft's answers: step → {"clean": …} when it is complete, else {"typed": …, "tried": whether faults are shown}."""


def number_of(step: Step) -> int:
    """The number a step has in its address, from 1."""
    return ORDER.index(step) + 1


def clean(answers: Answers, step: Step) -> Mapping[str, Any] | None:
    """The complete answers of a step, or None."""
    found: Mapping[str, Any] | None = answers.get(step, {}).get("clean")
    return found


def is_named(answers: Answers) -> bool:
    """Whether the reporter chose to give a name."""
    return (clean(answers, Step.WHO) or {}).get("nama_disebut") == Naming.NAMED


def speaker(answers: Answers) -> str:
    """What the contact step depends on: who speaks, and with or without a name."""
    who = clean(answers, Step.WHO) or {}
    return f"{who.get('pelapor', '')}/{who.get('nama_disebut', '')}"


def first_unfinished(answers: Answers) -> int:
    """The number of the first page that still needs an answer; CHECK when everything can be sent.

    Contact answers given before "Siapa Anda" was changed count as open: they answered other questions.
    """
    for step in ORDER:
        found = clean(answers, step)
        if found is None or (step == Step.CONTACT and found.get("untuk") != speaker(answers)):
            return number_of(step)
    return CHECK


def stopped_at(answers: Answers) -> int:
    """Where a returning person goes on: the step that was put aside, else the first that is open."""
    for step in ORDER:
        if answers.get(step, {}).get("paused"):
            return number_of(step)
    return first_unfinished(answers)


def can_be_adopted(answers: Answers) -> bool:
    """Whether these answers are a fragment saved when a page had outlived its draft: anything but the first step."""
    return bool(answers) and Step.WHO not in answers

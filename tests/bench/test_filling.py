"""What becomes of the benchmark's complaints, and what is copied."""

from collections import Counter

from django.apps import apps
from django.db.models import ForeignKey

from bench.filling import AUDITOR_CASES, Plan
from bench.multiplying import copied_models
from complaints.enums import Routing
from complaints.models import Complaint

PLANS = [Plan(index) for index in range(2000)]


def test_seven_of_ten_come_by_the_web_form():
    assert Counter(plan.channel for plan in PLANS) == {"web": 1400, "surat": 200, "pejabat": 200, "surel": 200}


def test_only_what_was_forwarded_is_reviewed_and_only_what_was_reviewed_is_answered():
    assert [plan for plan in PLANS if plan.reviewed_after and plan.forwarded_after is None] == []
    assert [plan for plan in PLANS if plan.answered_after and plan.reviewed_after is None] == []


def test_a_case_that_the_walikota_must_assign_is_not_reviewed():
    assert [plan for plan in PLANS if plan.routing == Routing.ECHELON_II and plan.reviewed_after] == []


def test_the_measured_auditor_keeps_few_open_cases():
    kept = [plan for plan in PLANS if plan.reviewed_after and plan.reviewer == "auditor"]

    assert (len(kept), [plan for plan in kept if plan.answered_after]) == (AUDITOR_CASES, [])


def test_every_table_that_points_at_a_complaint_is_copied_after_what_it_points_at():
    order = copied_models()
    pointing = {model for model in apps.get_models() for field in model._meta.local_fields if field.related_model is Complaint}
    early = [
        (model, field.name)
        for model in order
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model in order[order.index(model) + 1 :]
    ]

    assert (pointing - set(order), early) == (set(), [])

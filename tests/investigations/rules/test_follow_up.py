"""Exactly one follow-up decision a complaint, and where each conclusion of a review leads."""

from datetime import date

import pytest

from foundation.law import Pasal
from investigations.enums import Action, Conclusion, FollowUp
from investigations.rules.follow_up import BASIS, FOLLOW_UPS, NextStep, Order, ends_follow_up, needs_second_person, next_step, order_faults

TODAY = date(2026, 11, 23)
FOLLOW_UP_FIRST = "Pilih telaah atau audit investigatif lebih dahulu. Setiap pengaduan ditindaklanjuti, juga yang akan diarsipkan."
ALREADY = "Tindak lanjut pengaduan ini sudah diputuskan. Ubah penelaah atau timnya, bukan keputusannya."


@pytest.mark.parametrize(
    ("order", "decided", "expected"),
    [
        (Order(Action.REVIEW), False, ()),
        (Order(Action.REVIEW), True, (ALREADY,)),
        (Order(Action.AUDIT, direct_audit_reason="Bukti sudah lengkap."), False, ()),
        (Order(Action.AUDIT, direct_audit_reason="  "), False, ("Isi alasan audit langsung tanpa penelaahan.",)),
        (Order(Action.AUDIT, direct_audit_reason="Bukti sudah lengkap."), True, (ALREADY,)),
        (Order(Action.FILE), False, (FOLLOW_UP_FIRST,)),
        (Order(Action.ANSWER), False, (FOLLOW_UP_FIRST,)),
        (Order(Action.COORDINATE), False, (FOLLOW_UP_FIRST,)),
        (Order(Action.FILE), True, ()),
        (Order(Action.ANSWER), True, ()),
        (Order(Action.REVIEW, due_on=TODAY), False, ()),
        (Order(Action.REVIEW, due_on=date(2026, 11, 22)), False, ("Isi batas waktu hari ini atau sesudahnya.",)),
    ],
)
def test_order_faults(order, decided, expected):
    assert order_faults(order, decided=decided, today=TODAY) == expected


def test_the_two_follow_ups_and_their_articles():
    assert {action: BASIS[follow_up] for action, follow_up in FOLLOW_UPS.items()} == {
        Action.REVIEW: Pasal(7, 1, "a"),
        Action.AUDIT: Pasal(7, 1, "b"),
    }
    assert set(BASIS) == set(FollowUp)


@pytest.mark.parametrize(
    ("conclusion", "step", "ends"),
    [
        (Conclusion.AUDIT_WORTHY, NextStep.AUDIT, False),
        (Conclusion.CLARIFY, NextStep.SECOND_SHEET, False),
        (Conclusion.POSTPONE, NextStep.POSTPONE, False),
        (Conclusion.LAW_ENFORCEMENT, NextStep.REFER, True),
        (Conclusion.REFER, NextStep.REFER, True),
        (Conclusion.STOP, NextStep.STOP, True),
        (Conclusion.NOT_PROVEN, NextStep.DECIDE, True),
        (Conclusion.OUT_OF_SCOPE, NextStep.PUT_OUT_OF_SCOPE, True),
        (Conclusion.NOT_A_COMPLAINT, NextStep.PUT_OUT_OF_SCOPE, True),
    ],
)
def test_where_a_conclusion_leads(conclusion, step, ends):
    assert (next_step(conclusion), ends_follow_up(conclusion)) == (step, ends)


def test_every_conclusion_leads_somewhere():
    assert {conclusion: next_step(conclusion) is not None for conclusion in Conclusion} == dict.fromkeys(Conclusion, True)


def test_only_bukan_pengaduan_takes_two():
    assert [step for step in NextStep if needs_second_person(step)] == [NextStep.PUT_OUT_OF_SCOPE]

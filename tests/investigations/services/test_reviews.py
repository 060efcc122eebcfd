"""The sheet: nobody's text is lost, it is signed once, and its conclusion moves the case as the rule says."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from complaints.enums import ComplaintState, DeadlineKind, EmploymentStatus, Routing
from complaints.models import AccusedPerson
from foundation.audit.queries import history_of
from foundation.vault.errors import NoAccess
from foundation.vault.sealing import open_sealed, seal
from investigations.enums import Conclusion, Evidence
from investigations.models import Review, RivalSheet
from investigations.queries import draft_of, progress_of, sheet_of, signed_reviews
from investigations.rules.review import Choice, Scope, merged
from investigations.services.reviews import (
    ChangedMeanwhile,
    NotUnderReview,
    ReviewNotReady,
    SignedMeanwhile,
    is_as_signed,
    rival_text,
    save_review,
    settle_rival,
    sign_review,
)
from investigations.services.team import MayorMustAssign, add_reviewer
from tests.factories.accounts import keyring
from tests.factories.investigations import (
    ORDERED_AT,
    SIGNED_AT,
    WRITTEN_AT,
    a_sheet,
    before_signing,
    forwarded,
    saved,
    signed,
    under_review,
)

LATER = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def save(complaint, sheet, *, by, version, at=WRITTEN_AT):
    return save_review(complaint, sheet, version=version, keys=keyring(by, at=at), by=by, at=at)


def sign(review, *, by, version=None, at=SIGNED_AT):
    return sign_review(review, version=version or review.version, keys=keyring(by, at=at), by=by, at=at)


def follow_up_clock(complaint):
    return complaint.deadlines.get(kind=DeadlineKind.FOLLOW_UP).met_at


@pytest.fixture
def pair(office, reviewed):
    """A case with two reviewers."""
    add_reviewer(reviewed, office.second_auditor, keys=keyring(office.inspector, at=ORDERED_AT), by=office.inspector, at=ORDERED_AT)
    return reviewed


def test_draft_is_sealed_and_read_back(office, reviewed):
    review = saved(reviewed, by=office.auditor)

    assert (review.number, review.version, review.conclusion) == (1, 1, "")
    assert sheet_of(draft_of(reviewed), keyring(office.inspector, at=WRITTEN_AT)) == a_sheet(reviewed)
    with pytest.raises(NoAccess):
        sheet_of(review, keyring(office.second_auditor, at=WRITTEN_AT))


def test_half_a_sheet_is_kept(office, reviewed):
    sheet = replace(a_sheet(reviewed), subject="", conclusion="", scopes=())

    save(reviewed, sheet, by=office.auditor, version=0)

    assert sheet_of(draft_of(reviewed), keyring(office.auditor, at=WRITTEN_AT)) == sheet


def test_saving_again_moves_the_version(office, reviewed):
    saved(reviewed, by=office.auditor)

    found = save(reviewed, a_sheet(reviewed, advice="Klarifikasi dahulu."), by=office.auditor, version=1)

    assert (found.review.version, found.rival, Review.objects.count()) == (2, None, 1)


def test_two_writers_both_texts_are_kept(office, pair):
    first = a_sheet(pair, advice="Saran Rina.")
    second = a_sheet(pair, advice="Saran Bakti.")
    saved(pair, by=office.auditor)
    save(pair, first, by=office.auditor, version=1)

    found = save(pair, second, by=office.second_auditor, version=1, at=LATER)

    keys = keyring(office.inspector, at=LATER)
    assert sheet_of(draft_of(pair), keys) == first
    assert rival_text(RivalSheet.objects.get(), keys) == second
    assert found.rival == RivalSheet.objects.get()
    assert (found.rival.by, found.rival.seen_version, found.review.version) == (office.second_auditor, 1, 2)


def test_two_who_open_an_empty_sheet_at_once(office, pair):
    save(pair, a_sheet(pair, advice="Saran Rina."), by=office.auditor, version=0)

    found = save(pair, a_sheet(pair, advice="Saran Bakti."), by=office.second_auditor, version=0)

    assert rival_text(found.rival, keyring(office.auditor, at=WRITTEN_AT)).advice == "Saran Bakti."
    assert Review.objects.count() == 1


def test_double_click_keeps_one_text(office, reviewed):
    save(reviewed, a_sheet(reviewed), by=office.auditor, version=0)

    found = save(reviewed, a_sheet(reviewed), by=office.auditor, version=0)

    assert (found.rival, found.review.version, RivalSheet.objects.count()) == (None, 1, 0)


def test_joining_two_texts_keeps_both_on_record(office, pair):
    stored = save(pair, a_sheet(pair, advice="Saran Rina."), by=office.auditor, version=0).review
    rival = save(pair, a_sheet(pair, advice="Saran Bakti."), by=office.second_auditor, version=0).rival
    keys = keyring(office.second_auditor, at=LATER)
    one = merged(sheet_of(stored, keys), rival_text(rival, keys), Choice(both=frozenset({"advice"})))

    settle_rival(rival, one, version=1, keys=keys, by=office.second_auditor, at=LATER)

    rival.refresh_from_db()
    assert sheet_of(draft_of(pair), keys).advice == "Saran Rina.\n\nSaran Bakti."
    assert (rival.settled_at, rival_text(rival, keys).advice) == (LATER, "Saran Bakti.")


def test_nothing_is_signed_while_a_text_waits(office, pair):
    review = save(pair, a_sheet(pair, advice="Saran Rina."), by=office.auditor, version=0).review
    save(pair, a_sheet(pair, advice="Saran Bakti."), by=office.second_auditor, version=0)

    with pytest.raises(ChangedMeanwhile):
        sign(review, by=office.auditor)

    assert follow_up_clock(pair) is None


def test_saving_over_a_signed_sheet(office, reviewed):
    signed(reviewed, by=office.auditor, conclusion=Conclusion.AUDIT_WORTHY.value)

    with pytest.raises(SignedMeanwhile):
        save(reviewed, a_sheet(reviewed, advice="Terlambat."), by=office.auditor, version=1, at=LATER)


def test_second_sheet_after_a_clarification(office, reviewed):
    signed(reviewed, by=office.auditor, conclusion=Conclusion.CLARIFY.value)

    save(reviewed, a_sheet(reviewed, advice="Setelah klarifikasi."), by=office.auditor, version=0, at=LATER)

    assert list(Review.objects.values_list("number", "conclusion")) == [(1, "clarify"), (2, "")]


def test_no_sheet_before_the_review_begins(office, before_inspector):
    with pytest.raises(NotUnderReview):
        save(before_inspector, a_sheet(before_inspector), by=office.inspector, version=0)

    assert Review.objects.count() == 0


def test_signing_meets_the_clock_and_concludes(office, reviewed):
    review = signed(reviewed, by=office.auditor)

    reviewed.refresh_from_db()
    assert reviewed.state == ComplaintState.CONCLUDED
    assert follow_up_clock(reviewed) == SIGNED_AT
    assert (review.signed_by, review.signed_at, review.conclusion) == (office.auditor, SIGNED_AT, Conclusion.NOT_PROVEN)
    assert progress_of(reviewed, office.auditor).conclusion == Conclusion.NOT_PROVEN


def test_signing_twice_signs_once(office, reviewed):
    review = signed(reviewed, by=office.auditor)

    again = sign(review, by=office.auditor, at=LATER)

    assert again.signed_at == SIGNED_AT
    assert follow_up_clock(reviewed) == SIGNED_AT
    actions = history_of(reviewed).values_list("action", flat=True)
    assert [action for action in actions if action in {"review.signed", "clock.met"}] == ["clock.met", "review.signed", "clock.met"]


def test_second_signed_sheet_does_not_meet_the_clock_again(office, reviewed):
    signed(reviewed, by=office.auditor, conclusion=Conclusion.CLARIFY.value)
    second = save(reviewed, a_sheet(reviewed), by=office.auditor, version=0, at=LATER).review

    sign(second, by=office.auditor, at=LATER)

    assert follow_up_clock(reviewed) == SIGNED_AT


def test_signed_after_the_term_the_clock_is_met_late(office, reviewed):
    day_12 = datetime(2026, 12, 2, 3, 0, tzinfo=UTC)

    signed(reviewed, by=office.auditor, at=day_12)

    deadline = reviewed.deadlines.get(kind=DeadlineKind.FOLLOW_UP)
    assert (deadline.due_on, deadline.met_on) == (date(2026, 11, 30), date(2026, 12, 2))


@pytest.mark.parametrize("conclusion", [Conclusion.AUDIT_WORTHY, Conclusion.CLARIFY])
def test_conclusions_that_leave_something_to_do(office, reviewed, conclusion):
    signed(reviewed, by=office.auditor, conclusion=conclusion.value)

    reviewed.refresh_from_db()
    assert (reviewed.state, follow_up_clock(reviewed)) == (ComplaintState.IN_REVIEW, SIGNED_AT)


def test_postponement_is_advised_and_the_case_can_be_postponed(office, reviewed):
    signed(reviewed, by=office.auditor, conclusion=Conclusion.POSTPONE.value, evidence=Evidence.NOT_YET.value)

    reviewed.refresh_from_db()
    assert reviewed.state == ComplaintState.IN_REVIEW


def test_kind_and_standing_are_fixed_by_the_review(office, reviewed):
    person = AccusedPerson.objects.get(complaint=reviewed)

    signed(reviewed, by=office.auditor, scopes=(Scope(str(person.pk), status=EmploymentStatus.PPPK.value),))

    reviewed.refresh_from_db()
    person.refresh_from_db()
    assert (reviewed.violation_type.code, reviewed.type_confirmed, person.status) == ("pungli", True, EmploymentStatus.PPPK)


def test_an_incomplete_sheet_is_not_signed(office, reviewed):
    review = save(reviewed, a_sheet(reviewed, subject="", evidence=""), by=office.auditor, version=0).review

    with pytest.raises(ReviewNotReady) as refusal:
        sign(review, by=office.auditor)

    assert refusal.value.faults == ("Isi bagian B, pokok masalah.", "Pilih kecukupan bukti awal pada bagian E.")
    reviewed.refresh_from_db()
    assert (reviewed.state, follow_up_clock(reviewed)) == (ComplaintState.IN_REVIEW, None)


def test_what_was_not_read_is_not_signed(office, reviewed):
    review = saved(reviewed, by=office.auditor)
    save(reviewed, a_sheet(reviewed, advice="Berubah."), by=office.auditor, version=1)

    with pytest.raises(ChangedMeanwhile):
        sign(review, by=office.auditor, version=1)

    assert follow_up_clock(reviewed) is None


@pytest.mark.parametrize(
    "scope",
    [{"echelon_now": "II.b"}, {"echelon_then": "II.a"}, {"inspectorate_staff": True}],
)
def test_echelon_two_on_the_sheet_keeps_it_from_being_signed(office, reviewed, scope):
    person = AccusedPerson.objects.get(complaint=reviewed)
    review = saved(reviewed, by=office.auditor, scopes=(Scope(str(person.pk), status="pns", **scope),))

    with pytest.raises(MayorMustAssign):
        sign(review, by=office.auditor)

    assert (follow_up_clock(reviewed), signed_reviews(reviewed).count()) == (None, 0)


def test_with_the_mayors_instrument_it_is_signed(office):
    complaint = before_signing(office, routing=Routing.ECHELON_II)
    person = AccusedPerson.objects.get(complaint=complaint)

    signed(complaint, by=office.auditor, scopes=(Scope(str(person.pk), status="pns", echelon_now="II.b"),))

    complaint.refresh_from_db()
    assert complaint.state == ComplaintState.CONCLUDED


def test_signature_covers_the_text(office, reviewed):
    review = signed(reviewed, by=office.auditor)
    keys = keyring(office.inspector, at=LATER)
    assert is_as_signed(review, keys) is True

    seal(review, "sheet", a_sheet(reviewed, advice="Diubah diam-diam.").as_json(), keys)
    review.save()

    assert is_as_signed(Review.objects.select_related("content").get(), keys) is False


def test_digest_is_sealed(office, reviewed):
    review = signed(reviewed, by=office.auditor)

    digest = open_sealed(review, "digest", keyring(office.inspector, at=LATER))
    assert len(digest) == 64
    assert digest.encode() not in bytes(review.digest)


def test_database_holds_one_draft_a_case(office, reviewed):
    saved(reviewed, by=office.auditor)

    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(complaint=reviewed, content=reviewed.content, number=2, drafted_by=office.auditor, drafted_at=LATER)


def test_sheets_of_two_cases_do_not_meet(office):
    mine, other = under_review(office), forwarded(office)

    saved(mine, by=office.auditor)

    assert (draft_of(mine).number, draft_of(other)) == (1, None)


def test_a_sheet_signed_by_the_clock_of_the_office_is_as_it_was_signed(office, reviewed):
    review = signed(reviewed, by=office.auditor, at=SIGNED_AT.astimezone(ZoneInfo("Asia/Jakarta")))

    assert is_as_signed(Review.objects.get(pk=review.pk), keyring(office.inspector, at=SIGNED_AT))

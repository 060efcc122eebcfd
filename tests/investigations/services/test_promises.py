"""Days the office named itself: told when they come and once more when they have passed, kept by the next answer."""

from datetime import date

from complaints import queries
from complaints.enums import AnswerKind
from complaints.models import Complaint
from complaints.rules.answer import AnswerParts
from complaints.services.answers import issue_answer, save_draft
from complaints.services.promises import remind_of_promises
from foundation.accounts.models import Notice
from investigations.rules.suspension import Proposal
from investigations.services.suspension import resume, suspend
from tests.factories.accounts import keyring
from tests.factories.complaints import wib
from tests.factories.investigations import ORDERED_AT, WRITTEN_AT, forwarded, under_review

PROMISED = date(2026, 12, 1)
INTERIM = "Daftar antrean loket sudah kami minta; dua saksi dimintai keterangan pekan ini."
FINAL = "Kami memeriksa daftar antrean dan saksi; loket dua tutup pada hari itu."


def answered(complaint, office, parts, at=ORDERED_AT):
    keys = keyring(office.inspector, at=at)
    draft = save_draft(Complaint.objects.get(pk=complaint.pk), parts, version=0, keys=keys, by=office.inspector, at=at)
    return issue_answer(draft, version=draft.version, keys=keys, by=office.inspector, at=at)


def told():
    return sorted(Notice.objects.filter(key__startswith="promise:").values_list("user__username", "kind"))


def test_promised_word_is_told_on_its_day_and_once_more_after_it(office):
    case = forwarded(office)
    answered(case, office, AnswerParts(AnswerKind.INTERIM, INTERIM, next_on=PROMISED))

    assert remind_of_promises(at=wib(date(2026, 11, 30))) == 0
    assert [remind_of_promises(at=wib(PROMISED, hour)) for hour in (1, 9)] == [2, 0]
    assert told() == [("deputy", "reminder"), ("inspector", "reminder")]
    assert [remind_of_promises(at=wib(date(2026, 12, day))) for day in (2, 3)] == [2, 0]
    assert told() == [("deputy", "escalation"), ("deputy", "reminder"), ("inspector", "escalation"), ("inspector", "reminder")]


def test_next_answer_keeps_the_promise(office):
    case = forwarded(office)
    answered(case, office, AnswerParts(AnswerKind.INTERIM, INTERIM, next_on=PROMISED))
    answered(case, office, AnswerParts(AnswerKind.FINAL, FINAL), at=WRITTEN_AT)

    assert Complaint.objects.get(pk=case.pk).word_on is None
    assert remind_of_promises(at=wib(date(2026, 12, 2))) == 0


def test_day_of_a_postponement_is_watched_until_the_case_goes_on(office):
    case = under_review(office)
    keys = keyring(office.inspector, at=WRITTEN_AT)
    proposal = Proposal("postpone", "not_yet_enough", "Menunggu daftar antrean.", PROMISED)
    suspend(case, proposal, keys=keys, by=office.inspector, at=WRITTEN_AT)
    open_cases = queries.openable_by(office.inspector, at=wib(PROMISED))

    assert Complaint.objects.get(pk=case.pk).review_on == PROMISED
    assert [list(queries.promised_by(open_cases, day)) for day in (date(2026, 11, 30), PROMISED)] == [[], [case]]
    assert remind_of_promises(at=wib(PROMISED)) == 3
    assert told() == [("auditor", "reminder"), ("deputy", "reminder"), ("inspector", "reminder")]

    resume(case, reason="Daftar antrean diterima.", keys=keyring(office.inspector, at=wib(PROMISED)), by=office.inspector, at=wib(PROMISED))

    assert Complaint.objects.get(pk=case.pk).review_on is None
    assert remind_of_promises(at=wib(date(2026, 12, 2))) == 0

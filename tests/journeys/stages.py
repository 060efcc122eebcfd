"""Brings the demo's office to every stage that its story leaves out, so that each page can be opened: `add_stages()` inside
a running installation. Prints the addresses that no page links to, as JSON: name to [who, address].
"""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from complaints.enums import AnswerKind, ComplaintState, EmploymentStatus, FinalAction, RegrantCause, ReporterKind, SuspensionGround
from complaints.models import AccusedPerson, Answer, Complaint, IdentityRequest
from complaints.rules.answer import AnswerParts
from complaints.services.answers import save_draft
from complaints.services.decrees import bring
from complaints.services.identity import approve_identity, ask_identity
from complaints.services.regrants import remember_keys
from complaints.services.retention import RetentionFacts, add_rule
from config.demo.desk import Desk, sheet
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.accounts.services import add_totp, appoint, invite_user
from foundation.papers.services import add_signatory
from foundation.workdays.enums import Certainty, HolidayKind
from foundation.workdays.reading import HolidayRow
from investigations.enums import Conclusion, Duty, Evidence, Measure, RulingKind
from investigations.models import Review, RivalSheet, Ruling, Suspension
from investigations.rules.assignment import Letter
from investigations.rules.review import Scope, Sheet
from investigations.rules.suspension import PersonStop, Proposal
from investigations.services.assignment import issue_assignment
from investigations.services.reviews import save_review, sign_review
from investigations.services.suspension import stop_for_person, suspend
from reports.models import MonthlyReport
from tests.factories.authenticators import SECRET, code_at

WITH_APP = "auditor-2"
"""Who signs in with a code of the app that holds SECRET."""
WORDS = "Keterangan rekaan untuk membuka halaman."


def add_stages() -> None:
    """All of them, at this moment."""
    at = timezone.now()
    desk = Desk({user.username: user for user in User.objects.all()}, timedelta())
    _cases(desk, at)
    _settings(desk, at)
    add_totp(desk.people[WITH_APP], SECRET, code_at(at), at=at)
    kept = _identity(desk, at)
    found = {
        "complaints:identity_keeping": ["kustodian", reverse("complaints:identity_keeping", args=[kept.pk])],
        "complaints:identity_renew": ["kustodian", reverse("complaints:identity_renew", args=[kept.pk])],
    }
    print(json.dumps(found | _behind_many_rows() | _papers(desk, at)))


def _papers(desk: Desk, at: datetime) -> dict[str, list[str]]:
    """Papers whose scan is awaited, papers that could not be made with their act, and key work that waits for somebody."""
    answered, told = Answer.objects.filter(paper__isnull=False).order_by("issued_at")[:2]
    signed = Review.objects.filter(paper__isnull=False, complaint__state=ComplaintState.IN_AUDIT).latest("signed_at")
    bare = Review.objects.filter(paper__isnull=False).exclude(pk=signed.pk).latest("signed_at")
    month = MonthlyReport.objects.filter(paper__isnull=False).latest("approved_at")
    for row in (told, bare, month):
        type(row).objects.filter(pk=row.pk).update(paper=None)
    deputy = desk.people["wakil"]
    remember_keys(deputy, at=at)
    of = {
        "complaints:case_letter_make": ("inspektur", [told.complaint_id, told.pk]),
        "complaints:case_letter_upload": ("inspektur", [answered.complaint_id, answered.pk]),
        "complaints:left_cases": ("inspektur", []),
        "complaints:regrant": ("inspektur", [deputy.pk, RegrantCause.RESET]),
        "investigations:add_scan": ("auditor", [signed.complaint_id, signed.pk]),
        "investigations:make_paper": ("auditor", [bare.complaint_id, bare.pk]),
        "reports:sign": ("inspektur", [month.period]),
    }
    return {name: [who, reverse(name, args=args)] for name, (who, args) in of.items()}


def _behind_many_rows() -> dict[str, list[str]]:
    """Pages whose links stand on rows that nobody reads who follows only the first few of each list."""
    rival = RivalSheet.objects.select_related("review").latest("at")
    draft = Review.objects.filter(signed_at__isnull=True).exclude(pk=rival.review_id).latest("drafted_at")
    proposal = Suspension.objects.filter(in_force_at__isnull=True, ended_at__isnull=True).latest("proposed_at")
    decided = Ruling.objects.filter(kind=RulingKind.DECISION).latest("at").complaint_id
    stop = Suspension.objects.filter(accused__isnull=False, ended_at__isnull=True).latest("proposed_at")
    fresh = User.objects.get(username="baru")
    appointment = fresh.appointments.get()
    of = {
        "accounts:renew_password": ("admin", [fresh.pk]),
        "accounts:undertaking": ("admin", [fresh.pk, appointment.pk]),
        "complaints:case_answer_preview": ("inspektur", [decided]),
        "complaints:officer_receipt": ("saluran", [decided]),
        "investigations:approve_suspension": ("inspektur", [proposal.complaint_id]),
        "investigations:close": ("inspektur", [decided]),
        "investigations:merge": ("auditor", [rival.review.complaint_id, rival.pk]),
        "investigations:resume_person": ("inspektur", [stop.complaint_id, stop.pk]),
        "investigations:sign": ("auditor", [draft.complaint_id]),
    }
    return {name: [who, reverse(name, args=args)] for name, (who, args) in of.items()}


def _case(desk: Desk, at: datetime, *, accused: Sequence[str] = ("petugas loket",), name: str = "") -> Complaint:
    """Received, forwarded and given to the auditor."""
    sample: dict[str, Any] = {
        "channel": "web",
        "received_at": at.isoformat(),
        "reporter_kind": ReporterKind.INDIVIDUAL,
        "reporter_name": name,
        "contact": "0812-0000-0101" if name else "",
        "subject": "",
        "body": WORDS,
        "accused": [{"name": "", "post": post, "unit": "Kecamatan Tanjung Arum"} for post in accused],
    }
    case = desk.receive(sample, by=None, at=at, received_at=at).complaint
    desk.forward(case, "pungli", by="saluran", at=at)
    desk.order_review(case, "Telaah.", to="auditor", at=at)
    return case


def _sheet(desk: Desk, case: Complaint, at: datetime, conclusion: Conclusion, *, sign: bool = True) -> Review:
    """A sheet that may be signed."""
    fresh, keys = desk.opened(case, "auditor", at)
    scopes = tuple(Scope(str(one.pk), status=EmploymentStatus.PNS, echelon_now="IV.b") for one in case.accused.all())
    written = sheet("Dugaan pungutan.", WORDS, conclusion, WORDS, violation="pungli", evidence=Evidence.ENOUGH)
    written = Sheet(**{**written.as_json(), "scopes": scopes})
    review = save_review(fresh, written, version=0, keys=keys, by=desk.people["auditor"], at=at).review
    return sign_review(review, version=review.version, keys=keys, by=desk.people["auditor"], at=at) if sign else review


def _cases(desk: Desk, at: datetime) -> None:
    inspector = desk.people["inspektur"]
    _before_signing(desk, at)
    for conclusion in (Conclusion.AUDIT_WORTHY, Conclusion.OUT_OF_SCOPE):
        _sheet(desk, _case(desk, at), at, conclusion)

    audited = _case(desk, at)
    _sheet(desk, audited, at, Conclusion.AUDIT_WORTHY)
    fresh, keys = desk.opened(audited, "inspektur", at)
    today = timezone.localdate(at)
    letter = Letter("700.1.2/123/ITDA.IR/2026", issued_on=today, starts_on=today, ends_on=today + timedelta(days=14))
    issue_assignment(fresh, letter, [(desk.people["auditor"], Duty.LEAD)], keys=keys, by=inspector, at=at)

    decided = _case(desk, at)
    _sheet(desk, decided, at, Conclusion.NOT_PROVEN)
    desk.decide_unproven(decided, WORDS, at=at)
    fresh, keys = desk.opened(decided, "inspektur", at)
    save_draft(fresh, AnswerParts(AnswerKind.FINAL, WORDS), version=0, keys=keys, by=inspector, at=at)
    _halted(desk, at)


def _before_signing(desk: Desk, at: datetime) -> None:
    """One sheet that waits for its signature, and one of which two people wrote at the same time."""
    _sheet(desk, _case(desk, at), at, Conclusion.NOT_PROVEN, sign=False)
    twice = _case(desk, at)
    _sheet(desk, twice, at, Conclusion.NOT_PROVEN, sign=False)
    fresh, keys = desk.opened(twice, "auditor", at)
    other = sheet("Dugaan lain.", WORDS, Conclusion.STOP, WORDS, violation="pungli")
    save_review(fresh, other, version=0, keys=keys, by=desk.people["auditor"], at=at)


def _halted(desk: Desk, at: datetime) -> None:
    """Postponed, proposed to a second person, and stopped for one of two."""
    later = timezone.localdate(at) + timedelta(days=30)
    for ground in (SuspensionGround.NOT_YET_ENOUGH, SuspensionGround.OTHER):
        fresh, keys = desk.opened(_case(desk, at), "wakil", at)
        suspend(fresh, Proposal(Measure.POSTPONE, ground, WORDS, later), keys=keys, by=desk.people["wakil"], at=at)
    pair = _case(desk, at, accused=("petugas loket", "kepala seksi"))
    _, keys = desk.opened(pair, "inspektur", at)
    person = AccusedPerson.objects.filter(complaint=pair).order_by("position")[0]
    stop_for_person(person, PersonStop(SuspensionGround.DECEASED, WORDS), keys=keys, by=desk.people["inspektur"], at=at)


def _identity(desk: Desk, at: datetime) -> Complaint:
    """A named reporter whose identity one custodian has allowed the auditor to open, and others still ask for."""
    case = _case(desk, at, name="Pelapor Rekaan")
    fresh, _keys = desk.opened(case, "auditor", at)
    asked: IdentityRequest = ask_identity(fresh, WORDS, by=desk.people["auditor"], at=at)
    custodian = desk.people["kustodian"]
    approve_identity(asked, days=1, keys=desk.keys("kustodian", at), by=custodian, at=at)
    return case


def _settings(desk: Desk, at: datetime) -> None:
    """What the settings pages have a page of its own for."""
    admin, today = desk.people["admin"], timezone.localdate(at)
    fresh, _password = invite_user(username="baru", full_name="Pegawai Baru", unit=admin.unit, by=admin, at=at)
    appoint(fresh, Role.AUDITOR, sk_number="1/2026", sk_date=today, valid_from=today, by=admin, at=at)
    rule = RetentionFacts("Berkas pengaduan", 5, FinalAction.REVIEW, "JRA contoh")
    add_rule("berkas_contoh", rule, valid_from=today, by=admin, at=at)
    day = HolidayRow(date(today.year + 1, 12, 14), HolidayKind.LOCAL, "Hari jadi kota", "SK 1/2026", Certainty.SURE)
    bring([day], source="Libur daerah", by=admin, at=at)
    add_signatory(name="Hasan Contoh", post="Inspektur", valid_from=today, by=admin, at=at)

"""Freezing, approving and publishing a month."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from complaints.enums import Routing
from complaints.models import Complaint
from foundation.accounts.enums import Role
from foundation.accounts.models import Notice, User
from foundation.audit.queries import history_of
from reports.enums import ReportState
from reports.models import MonthlyReport
from reports.queries.reports import appeared, appeared_months, is_intact, public_document, year_up_to
from reports.rules.period import Period
from reports.rules.seal import seal_of
from reports.services.corrections import NothingToCorrect, ReasonMissing, start_correction
from reports.services.drafting import draft
from reports.services.publishing import FiguresChanged, NotAppointed, approve_and_publish, mark_read, publish_unapproved
from tests.factories.reports import case

WIB = ZoneInfo("Asia/Jakarta")
OCTOBER = Period(2026, 10)
FIRST_NOVEMBER = datetime(2026, 11, 1, 1, 0, tzinfo=WIB)
AT = datetime(2026, 11, 6, 9, 0, tzinfo=WIB)
DUE_AND_TWO_DAYS = datetime(2026, 11, 10, 1, 30, tzinfo=WIB)


@pytest.fixture
def report(office: SimpleNamespace) -> MonthlyReport:
    case(date(2026, 10, 5), "pungli")
    return draft(OCTOBER, at=FIRST_NOVEMBER)


def approve(report: MonthlyReport, by: User, *, seen: str | None = None, at: datetime = AT) -> MonthlyReport:
    return approve_and_publish(report, seen=seen, by=by, keys=None, at=at)


def test_one_act_freezes_delivers_and_publishes(report: MonthlyReport, office: SimpleNamespace) -> None:
    report = approve(report, office.inspector)

    assert (report.state, report.approved_by, report.approved_at, report.published_at) == (ReportState.PUBLISHED, office.inspector, AT, AT)
    assert (appeared(OCTOBER), appeared_months()) == (report, [OCTOBER])
    assert report.checkpoint is not None
    assert is_intact(report)
    assert history_of(report).last().action == "report.published"  # type: ignore[union-attr]
    assert list(Notice.objects.values_list("user__username", flat=True)) == ["walikota"]


def test_what_arrives_after_the_freeze_changes_nothing(report: MonthlyReport, office: SimpleNamespace) -> None:
    report = approve(report, office.inspector)
    before = public_document(report)

    case(date(2026, 10, 30))

    assert public_document(appeared(OCTOBER)) == before  # type: ignore[arg-type]
    assert before["received"]["total"] == 1


def test_what_arrives_before_is_counted_at_approval(report: MonthlyReport, office: SimpleNamespace) -> None:
    case(date(2026, 10, 30))

    assert approve(report, office.inspector).figures["received"]["total"] == 2


def test_figures_other_than_those_seen_are_not_approved(report: MonthlyReport, office: SimpleNamespace) -> None:
    seen = seal_of(report.figures)
    case(date(2026, 10, 30))

    with pytest.raises(FiguresChanged):
        approve(report, office.inspector, seen=seen)

    report.refresh_from_db()
    assert (report.state, appeared(OCTOBER)) == (ReportState.DRAFT, None)


def test_the_figures_seen_are_approved(report: MonthlyReport, office: SimpleNamespace) -> None:
    assert approve(report, office.inspector, seen=seal_of(report.figures)).state == ReportState.PUBLISHED


@pytest.mark.parametrize("role", [Role.DEPUTY_INSPECTOR, Role.MAYOR, Role.PUBLISHER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_only_the_inspektur_approves(role: Role, report: MonthlyReport, staff: Callable[..., User]) -> None:
    with pytest.raises(NotAppointed):
        approve(report, staff(role))


def test_a_second_click_changes_nothing(report: MonthlyReport, office: SimpleNamespace) -> None:
    first = approve(report, office.inspector)

    again = approve(report, office.inspector, at=AT + timedelta(minutes=1))

    assert (again.approved_at, again.sha256) == (first.approved_at, first.sha256)
    assert history_of(report).filter(action="report.published").count() == 1


def test_the_public_document_is_exactly_as_promised(report: MonthlyReport, office: SimpleNamespace) -> None:
    report = approve(report, office.inspector)

    part = {"total": 1, "by_type": [{"code": "pungli", "label": "Pungli", "count": 1}]}
    document = public_document(MonthlyReport.objects.get(pk=report.pk))
    assert list(document.items()) == [
        ("schema", 1),
        ("period", "2026-10"),
        ("regulation", "Peraturan Walikota Bengkulu Nomor 24 Tahun 2020"),
        ("status", "published"),
        ("published_at", "2026-11-06T09:00:00+07:00"),
        ("revision", 1),
        ("sha256", report.public_sha256),
        ("received", part),
        ("followed_up", {"total": 0, "by_type": []}),
    ]


def test_anybody_can_check_the_seal_of_the_public_document(report: MonthlyReport, office: SimpleNamespace) -> None:
    document = public_document(approve(report, office.inspector))

    sealed = {name: value for name, value in document.items() if name not in ("sha256", "status", "published_at")}
    assert seal_of(sealed) == document["sha256"]


def test_changed_figures_do_not_fit_their_seal(report: MonthlyReport, office: SimpleNamespace) -> None:
    report = approve(report, office.inspector)
    report.figures["received"]["total"] = 7

    assert not is_intact(report)


def test_nobody_approves_in_time_so_a_and_b_appear_on_their_own(report: MonthlyReport, office: SimpleNamespace) -> None:
    appeared_now = publish_unapproved(at=DUE_AND_TWO_DAYS)

    report.refresh_from_db()
    assert appeared_now == [report]
    assert (report.state, report.approved_at, report.published_at) == (ReportState.PUBLISHED_UNAPPROVED, None, DUE_AND_TWO_DAYS)
    assert public_document(report)["status"] == "published_unapproved"
    told = Notice.objects.order_by("user__username").values_list("user__username", "kind")
    assert list(told) == [("inspektur", "escalation"), ("wakil", "escalation"), ("walikota", "attention")]
    assert publish_unapproved(at=DUE_AND_TWO_DAYS + timedelta(days=1)) == []


def test_the_day_before_nothing_appears(report: MonthlyReport) -> None:
    assert publish_unapproved(at=datetime(2026, 11, 9, 23, 59, tzinfo=WIB)) == []


def test_a_later_approval_keeps_the_frozen_figures_and_the_day_of_publication(report: MonthlyReport, office: SimpleNamespace) -> None:
    publish_unapproved(at=DUE_AND_TWO_DAYS)
    case(date(2026, 10, 30))
    later = datetime(2026, 11, 12, 9, 0, tzinfo=WIB)

    report = approve(MonthlyReport.objects.get(pk=report.pk), office.inspector, at=later)

    assert (report.state, report.approved_at, report.published_at) == (ReportState.PUBLISHED, later, DUE_AND_TWO_DAYS)
    assert report.figures["received"]["total"] == 1
    assert is_intact(report)


def test_approval_that_meets_the_system_halfway_needs_the_same_figures(report: MonthlyReport, office: SimpleNamespace) -> None:
    stale, seen = MonthlyReport.objects.get(pk=report.pk), seal_of(report.figures)
    case(date(2026, 10, 30))
    publish_unapproved(at=DUE_AND_TWO_DAYS)

    with pytest.raises(FiguresChanged):
        approve(stale, office.inspector, seen=seen, at=DUE_AND_TWO_DAYS)


def test_the_walikotas_reading_is_noted_once(report: MonthlyReport, office: SimpleNamespace) -> None:
    report = approve(report, office.inspector)
    mark_read(report, by=office.mayor, at=AT)

    report = mark_read(report, by=office.mayor, at=AT + timedelta(days=1))

    assert report.read_at == AT
    assert history_of(report).filter(action="report.read").count() == 1


def test_a_correction_is_a_further_revision_and_both_stay(report: MonthlyReport, office: SimpleNamespace) -> None:
    first = approve(report, office.inspector)
    case(date(2026, 10, 30))
    later = datetime(2026, 12, 2, 9, 0, tzinfo=WIB)
    correction = start_correction(first, reason=" Satu surat terlambat dicatat ", keys=None, by=office.inspector, at=later)
    assert appeared(OCTOBER) == first

    correction = approve(correction, office.inspector, at=later)

    assert appeared(OCTOBER) == correction
    assert (correction.revision, correction.correction_reason) == (2, "Satu surat terlambat dicatat")
    assert [(row.revision, row.figures["received"]["total"]) for row in MonthlyReport.objects.order_by("revision")] == [(1, 1), (2, 2)]
    assert is_intact(MonthlyReport.objects.get(pk=first.pk))
    assert [(total.received, total.followed_up) for total in year_up_to(OCTOBER)] == [(2, 0)]


def test_a_correction_never_appears_without_approval(report: MonthlyReport, office: SimpleNamespace) -> None:
    first = approve(report, office.inspector)
    start_correction(first, reason="Salah jenis", keys=None, by=office.inspector, at=AT)

    assert publish_unapproved(at=datetime(2027, 1, 4, 9, 0, tzinfo=WIB)) == []


def test_a_draft_cannot_be_corrected_nor_a_correction_that_waits(report: MonthlyReport, office: SimpleNamespace) -> None:
    with pytest.raises(NothingToCorrect):
        start_correction(report, reason="Salah jenis", keys=None, by=office.inspector, at=AT)
    first = approve(report, office.inspector)
    start_correction(first, reason="Salah jenis", keys=None, by=office.inspector, at=AT)

    with pytest.raises(NothingToCorrect):
        start_correction(first, reason="Salah jenis", keys=None, by=office.inspector, at=AT)


def test_a_correction_says_why(report: MonthlyReport, office: SimpleNamespace) -> None:
    first = approve(report, office.inspector)

    with pytest.raises(ReasonMissing):
        start_correction(first, reason="  ", keys=None, by=office.inspector, at=AT)


def test_x2_what_concerns_the_walikota_leaves_no_trace_in_the_report(report: MonthlyReport, office: SimpleNamespace) -> None:
    without = draft(OCTOBER, at=AT)
    for _ in range(3):
        case(date(2026, 10, 6), "kekerasan_seksual", routing=Routing.MAYOR)
    assert Complaint.objects.filter(routing=Routing.MAYOR).count() == 3

    report = approve(report, office.inspector)

    assert (report.figures, report.public, report.outside_total) == (without.figures, without.public, 0)


def test_the_seal_does_not_betray_the_delegates_total(report: MonthlyReport, office: SimpleNamespace) -> None:
    case(date(2026, 10, 6), routing=Routing.INSPECTOR)

    report = approve(report, office.inspector)

    assert report.outside_total == 1
    assert report.sha256 == seal_of({"period": "2026-10", "revision": 1, "figures": report.figures, "public": report.public})
    assert "outside" not in str(report.figures) + str(report.public)

"""Every address of the product, asked by everybody: who gets in, and that nobody else learns anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from channels.services.seeding import seed_channels
from complaints.enums import AnswerKind, FinalAction
from complaints.models import Answer, Attachment, Complaint, HolidayImport, IdentityRequest
from complaints.rules.answer import AnswerParts
from complaints.services.answers import issue_answer, save_draft
from complaints.services.attachments import IncomingFile, ingest_file
from complaints.services.decrees import bring
from complaints.services.identity import approve_identity, ask_identity, open_identity
from complaints.services.retention import RetentionFacts, add_rule
from complaints.services.walls import build_wall
from foundation.accounts.enums import Role
from foundation.accounts.models import Post, User
from foundation.accounts.services import create_post
from foundation.audit.models import AuditEntry
from foundation.papers.enums import PaperKind
from foundation.papers.models import LegalReference, Letterhead, NumberTemplate, Paper, Signatory, SignedScan
from foundation.papers.services import add_signatory, attach_signed_scan, seed_papers, seed_references
from foundation.vault.files import seal_stream
from foundation.vault.keys import Keyring
from foundation.workdays.enums import Certainty, HolidayKind
from foundation.workdays.models import Holiday
from foundation.workdays.reading import HolidayRow
from tests.factories.accounts import SINCE, keyring, person, signed_in
from tests.factories.authenticators import with_app
from tests.factories.complaints import STORY, Office, make_office, received
from tests.factories.investigations import WRITTEN_AT, forwarded, ordered, saved

NUMBER = "700/0001/2026"
UNKNOWN = UUID(int=404)
SIGN_IN = {
    "accounts:login",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reauthenticate",
}
"""All lead to the sign-in page, which sends on whoever is signed in."""
FILLED = {
    "alasan": "Ingin tahu isinya.", "jenis": "pungli", "tujuan": "none", "pesan": "Halo", "once": UNKNOWN, "isi": STORY, "version": "1",
    "ringkasan": "Ingin tahu.", "yakin": "1", "lama": "7", "cara": "document", "catatan": "KTP dilihat.", "kode": "H7QX4MRT9WKD2PVC",
    "nama": "Orang Lain", "kedudukan": "mayor", "orang": UNKNOWN,
}  # fmt: skip
"""As much of every form of a case as a curious person could send."""
FILE_NAME = "rekening-koran-rahasia.pdf"
REASON = "Saksi kunci hanya dikenal pelapor."
SECRETS = (NUMBER, STORY, "Hendro P.", "blanko KTP", FILE_NAME)
"""What only the people of the case may find on any page."""
REPORTER = {"name": "Marlena Tiosa", "phone": "0812-3456-7890"}
"""What nobody finds on any page whom no custodian approved, its custodians but for an opening included."""


@dataclass(frozen=True)
class Letters:
    """An answer with a letter, the scan of its print, and an answer whose letter is still to be made."""

    answered: Answer
    scan: SignedScan
    unwritten: Answer


@dataclass(frozen=True)
class World:
    """An office, two cases, and a browser for everybody."""

    people: dict[str, User]
    browsers: dict[str, Client]
    case: Complaint
    file: Attachment
    asked: IdentityRequest
    fresh: Complaint
    letters: Letters


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """One case under review: a team, a wall, a file, an answer in the making, an identity asked for and one opened; a second just came."""
    monkeypatch.setattr(timezone, "now", lambda: WRITTEN_AT)
    cache.clear()
    office = make_office()
    seed_channels()
    seed_papers(at=WRITTEN_AT)
    seed_references(at=WRITTEN_AT)
    add_signatory(name="Hasan Contoh", post="Inspektur", valid_from=WRITTEN_AT.date(), by=None, at=WRITTEN_AT)
    case = ordered(forwarded(office, reporter_named=True, reporter=REPORTER), by=office.inspector, to=office.auditor)
    keys = keyring(office.inspector, at=WRITTEN_AT)
    build_wall(case, office.second_auditor, reason="Ipar terlapor.", keys=keys, by=office.inspector, at=WRITTEN_AT)
    case = Complaint.objects.select_related("content", "thread").get(pk=case.pk)
    keys = keyring(office.inspector, at=WRITTEN_AT)
    stored = IncomingFile(seal_stream([b"saldo"]), name=FILE_NAME)
    file = ingest_file(case, stored, inside=case.content, keys=keys, by=office.inspector, at=WRITTEN_AT)
    letters = letters_of(case, office, keys)
    save_draft(case, AnswerParts(AnswerKind.FINAL, STORY), version=0, keys=keys, by=office.inspector, at=WRITTEN_AT)
    saved(case, by=office.auditor)
    asked = ask_identity(case, REASON, by=office.auditor, at=WRITTEN_AT)
    custodian = office.custodian_inside
    approved = ask_identity(case, REASON, by=office.deputy, at=WRITTEN_AT)
    approve_identity(approved, days=1, keys=keyring(custodian, at=WRITTEN_AT), by=custodian, at=WRITTEN_AT)
    case = Complaint.objects.select_related("identity").get(pk=case.pk)
    open_identity(case, keys=keyring(office.deputy, at=WRITTEN_AT), by=office.deputy, at=WRITTEN_AT)
    people = {name: value for name, value in vars(office).items() if isinstance(value, User)}
    people["walled"] = people.pop("second_auditor")
    people["stranger"] = person(Role.AUDITOR, username="orang-lain", full_name="Orang Lain", unit=office.auditor.unit)
    settings_to_change(office)
    fresh = received(by=office.receiving, channel="pejabat", story={"story": "Kabar yang baru masuk."}, accused=()).complaint
    with_app(people["inspector"])
    browsers = {name: signed_in(user, at=WRITTEN_AT) for name, user in people.items()}
    return World(people, browsers, case, file, asked, fresh, letters)


def letters_of(case: Complaint, office: Office, keys: Keyring) -> Letters:
    """Two interim answers, of which the second was issued while something was missing for its letter."""
    facts = {"keys": keys, "by": office.inspector, "at": WRITTEN_AT}
    issued = []
    for _ in range(2):
        draft = save_draft(case, AnswerParts(AnswerKind.INTERIM, STORY, next_on=date(2026, 12, 10)), version=0, **facts)
        issued.append(issue_answer(draft, version=draft.version, **facts))
    Answer.objects.filter(pk=issued[1].pk).update(paper=None)
    forwarding = Paper.objects.get(inside=case.content, kind=PaperKind.FORWARDING)
    for paper in (forwarding, issued[0].paper):
        scan = attach_signed_scan(paper, seal_stream([b"%PDF-1.4 pindai"]), head=b"%PDF-1.4", **facts)
    return Letters(issued[0], scan, issued[1])


def settings_to_change(office: Office) -> None:
    """A post with somebody in it, a line of the retention schedule, and a day off that waits for its approval."""
    create_post(unit=office.unit, title="Camat", echelon="III.a", user=office.receiving, valid_from=SINCE, by=None, at=WRITTEN_AT)
    rule = RetentionFacts("Berkas pengaduan", 5, FinalAction.REVIEW, "JRA contoh")
    add_rule("berkas_pengaduan", rule, valid_from=timezone.localdate(WRITTEN_AT), by=None, at=WRITTEN_AT)
    extra = HolidayRow(date(2026, 12, 14), HolidayKind.LOCAL, "Hari jadi kota", "SK 1/2026", Certainty.SURE)
    bring([extra], source="Libur daerah", by=office.administrator, at=WRITTEN_AT)


def addresses(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """The full name of every address of the product."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name}"


HOLDERS = {"inspector", "deputy", "auditor"}
"""Who may open the case under review."""
LINE = {"inspector", "deputy"}
OFFICERS = {"channel", "channel_deputy", "receiving"}
CUSTODIAN = {"custodian_inside"}
"""Who keeps the identity of the case under review: he knows its number, and who asks for the name and why."""
EVERYBODY = {
    *HOLDERS, *OFFICERS, "walled", "stranger", "custodian_inside", "custodian_outside", "protection", "second_protection",
    "delegate", "second_delegate", "referral", "second_referral", "mayor", "publisher", "administrator",
}  # fmt: skip

SENT_ON = {"mayor", "publisher", "protection", "second_protection", "administrator", "custodian_inside", "custodian_outside"}
"""Who never holds a case is led from the inbox to the first page of the menu."""
READERS = EVERYBODY - SENT_ON
"""Whose role can hold a case at all."""
KEYED = EVERYBODY - {"publisher", "administrator"}
"""Whose role opens anything sealed, so that an unlocked key is handed to the session."""

OK, ON, POST_ONLY, GONE = 200, 302, 405, 404

PUBLIC = {
    "account_email_verification_sent": OK, "account_inactive": OK, "account_login": OK, "account_logout": OK, "account_reauthenticate": OK,
    "accounts:login": OK, "accounts:recover": OK, "mfa_authenticate": ON,
    "channels:accessibility": OK, "channels:erase": OK, "channels:finished": OK, "channels:landing": OK, "channels:privacy": OK,
    "channels:receipt": OK, "channels:receipt_pdf": GONE, "channels:receipt_text": GONE,
    "channels:regulation": OK, "channels:resume": OK, "channels:saved": ON,
    "channels:start": OK, "channels:step": OK, "channels:ways": OK,
    "complaints:status": OK, "complaints:status_file": ON, "complaints:status_leave": POST_ONLY,
    "complaints:status_letter": ON, "complaints:status_letter_scan": ON, "complaints:status_message": ON,
    "complaints:status_protection": ON,
    "papers:verify": GONE,
    "reports:statistics": OK, "reports:statistics_csv": GONE, "reports:statistics_fragment": GONE, "reports:statistics_json": GONE,
    "reports:statistics_month": GONE,
    "ui:health": OK, "ui:language": OK, "ui:robots": OK,
}  # fmt: skip
"""What anybody is answered who has no account, no receipt and no draft."""

WORK = {
    "accounts:account": (OK, EVERYBODY),
    "accounts:codes": (OK, {"inspector"}),
    "accounts:end_other_sessions": (OK, EVERYBODY),
    "accounts:end_session": (OK, set()),
    "accounts:passkey": (OK, EVERYBODY),
    "accounts:recovery_code": (OK, EVERYBODY),
    "accounts:remove_factor": (OK, {"inspector"}),
    "accounts:reset_factor": (OK, {"administrator"}),
    "accounts:sessions": (OK, EVERYBODY),
    "accounts:totp": (OK, EVERYBODY),
    "accounts:add_person": (OK, {"administrator"}),
    "accounts:add_post": (OK, {"administrator"}),
    "accounts:add_unit": (OK, {"administrator"}),
    "accounts:appoint": (OK, {"administrator"}),
    "accounts:change_post": (OK, {"administrator"}),
    "accounts:change_unit": (OK, {"administrator"}),
    "accounts:changes": (OK, {"administrator"}),
    "accounts:end_appointment": (OK, {"administrator"}),
    "accounts:end_person": (OK, {"administrator"}),
    "accounts:end_post": (OK, {"administrator"}),
    "accounts:end_unit": (OK, {"administrator"}),
    "accounts:logout": (ON, EVERYBODY),
    "accounts:move_person": (OK, {"administrator"}),
    "accounts:notices": (OK, EVERYBODY),
    "accounts:password": (OK, EVERYBODY),
    "accounts:people": (OK, {"administrator"}),
    "accounts:person": (OK, {"administrator"}),
    "accounts:recovery_key": (OK, {"administrator"}),
    "accounts:renew_password": (OK, {"administrator"}),
    "accounts:reset_access": (OK, {"administrator"}),
    "accounts:seat": (OK, {"administrator"}),
    "accounts:undertaking": (OK, {"administrator"}),
    "accounts:unit": (OK, {"administrator"}),
    "accounts:units": (OK, {"administrator"}),
    "channels:add_channel": (OK, {"administrator"}),
    "channels:change_channel": (OK, {"administrator"}),
    "channels:channels": (OK, {"channel", "channel_deputy", *LINE, "administrator"}),
    "channels:desk": (OK, OFFICERS),
    "channels:end_channel": (OK, {"administrator"}),
    "channels:desk_receipt_pdf": (OK, set()),
    "channels:record": (ON, OFFICERS),
    "complaints:add_holiday": (OK, {"administrator"}),
    "complaints:add_retention": (OK, {"administrator"}),
    "complaints:add_type": (OK, {"administrator"}),
    "complaints:approve_import": (ON, {"administrator"}),
    "complaints:bulk_forward": (ON, OFFICERS),
    "complaints:change_retention": (OK, {"administrator"}),
    "complaints:discard_import": (ON, {"administrator"}),
    "complaints:drop_view": (ON, READERS),
    "complaints:end_retention": (OK, {"administrator"}),
    "complaints:end_type": (OK, {"administrator"}),
    "complaints:holiday_import": (OK, {"administrator"}),
    "complaints:holidays": (OK, {"administrator"}),
    "complaints:identity_requests": (OK, {"custodian_inside", "custodian_outside"}),
    "complaints:inbox": (OK, EVERYBODY - SENT_ON),
    "complaints:key_work": (ON, KEYED),
    "complaints:keys": (OK, KEYED),
    "complaints:left_cases": (OK, READERS),
    "complaints:regrant": (OK, set()),
    "complaints:rekey": (ON, KEYED),
    "complaints:retention": (OK, {"administrator"}),
    "complaints:reword_type": (OK, {"administrator"}),
    "complaints:save_view": (ON, READERS),
    "complaints:stop_import": (ON, {"administrator"}),
    "complaints:stop_key_work": (ON, KEYED),
    "complaints:take_up_import": (ON, {"administrator"}),
    "complaints:types": (OK, {"administrator"}),
    "complaints:upload_holidays": (OK, {"administrator"}),
    "complaints:withdraw_holiday": (OK, {"administrator"}),
    **{
        f"papers:{page}": (OK, {"administrator"})
        for page in (
            "add_letterhead",
            "add_numbering",
            "add_reference",
            "add_signatory",
            "change_reference",
            "end_letterhead",
            "end_numbering",
            "end_signatory",
            "letterhead_sample",
            "letterheads",
            "numbering",
            "references",
            "signatories",
            "text",
            "texts",
        )
    },
    "protection:list": (OK, {"protection", "second_protection"}),
    "reports:add_scan": (OK, set()),
    "reports:approve": (OK, set()),
    "reports:correct": (OK, set()),
    "reports:draft": (ON, LINE),
    "reports:list": (OK, {*LINE, "mayor", "publisher"}),
    "reports:mark_read": (OK, set()),
    "reports:paper": (OK, set()),
    "reports:preview": (OK, LINE),
    "reports:report": (OK, LINE),
    "reports:scan": (OK, set()),
    "reports:sign": (OK, set()),
    "ui:settings": (OK, {"channel", "channel_deputy", *LINE, "administrator"}),
}
"""Staff's addresses that belong to no case: what those named are answered; everybody else who is signed in gets 404."""

CASE = {
    "complaints:case": (OK, HOLDERS),
    "complaints:case_acknowledge": (ON, LINE),
    "complaints:case_add_accused": (OK, LINE),
    "complaints:case_answer_draft": (OK, LINE),
    "complaints:case_answer_preview": (OK, LINE),
    "complaints:case_answers": (OK, HOLDERS),
    "complaints:case_file": (OK, HOLDERS),
    "complaints:case_files": (OK, HOLDERS),
    "complaints:case_forward": (OK, set()),
    "complaints:case_identity": (OK, HOLDERS),
    "complaints:case_identity_ask": (OK, HOLDERS),
    "complaints:case_identity_open": (ON, {"deputy"}),
    "complaints:case_forward_letter": (OK, set()),
    "complaints:case_letter": (OK, HOLDERS),
    "complaints:case_letter_make": (OK, LINE),
    "complaints:case_letter_preview": (OK, LINE),
    "complaints:case_letter_scan": (OK, HOLDERS),
    "complaints:case_letter_upload": (OK, LINE),
    "complaints:case_messages": (OK, HOLDERS),
    "complaints:case_paper": (OK, HOLDERS),
    "complaints:case_paper_scan": (OK, HOLDERS),
    "complaints:case_paper_upload": (OK, HOLDERS),
    "complaints:case_parties": (OK, HOLDERS),
    "complaints:case_recuse": (OK, HOLDERS),
    "complaints:case_reroute": (OK, LINE),
    "complaints:case_story": (OK, HOLDERS),
    "complaints:case_summary_edit": (OK, HOLDERS),
    "complaints:case_timeline": (OK, HOLDERS),
    "complaints:case_wall": (OK, LINE),
    "complaints:officer_receipt": (OK, {"channel"}),
    "investigations:add_scan": (OK, set()),
    "investigations:approve_suspension": (OK, set()),
    "investigations:assignment": (OK, LINE),
    "investigations:audit_result": (OK, LINE),
    "investigations:close": (OK, LINE),
    "investigations:decide": (OK, LINE),
    "investigations:dispose": (OK, LINE),
    "investigations:follow_up": (OK, HOLDERS),
    "investigations:hand_to_mayor": (OK, HOLDERS),
    "investigations:make_paper": (OK, set()),
    "investigations:mayor_assignment": (OK, set()),
    "investigations:merge": (OK, set()),
    "investigations:out_of_scope": (OK, LINE),
    "investigations:paper": (OK, set()),
    "investigations:preview": (OK, {"auditor"}),
    "investigations:refer": (OK, LINE),
    "investigations:release": (OK, LINE),
    "investigations:resume": (OK, LINE),
    "investigations:resume_person": (OK, set()),
    "investigations:scan": (OK, set()),
    "investigations:sheet": (OK, {"auditor"}),
    "investigations:sign": (OK, {"auditor"}),
    "investigations:stop_person": (OK, LINE),
    "investigations:suspend": (OK, LINE),
    "investigations:team": (OK, LINE),
}
"""The addresses of one case, asked for the case under review, which "channel" forwarded: the receipt is all that is left to her."""

CODES = {
    "channels:change_channel": "telepon",
    "channels:end_channel": "telepon",
    "complaints:change_retention": "berkas_pengaduan",
    "complaints:end_retention": "berkas_pengaduan",
    "papers:verify": "ABCD-EFGH-1234-5678",
}
"""The code in the address of a setting; a kind of violation where none is named."""

KEPT = {
    "complaints:identity_approve": (OK, CUSTODIAN),
    "complaints:identity_keeping": (OK, CUSTODIAN),
    "complaints:identity_keeping_open": (ON, CUSTODIAN),
    "complaints:identity_refuse": (OK, CUSTODIAN),
    "complaints:identity_renew": (OK, CUSTODIAN),
}
"""What a custodian does about the case under review; of its own people nobody gets in there."""

FRESH = {
    "complaints:case": (OK, {*LINE, "receiving"}),
    "complaints:case_acknowledge": (ON, LINE),
    "complaints:case_add_accused": (OK, LINE),
    "complaints:case_wall": (OK, LINE),
    "complaints:case_answers": (OK, {*LINE, "receiving"}),
    "complaints:case_files": (OK, {*LINE, "receiving"}),
    "complaints:case_forward": (OK, {"receiving"}),
    "complaints:case_forward_letter": (OK, {"receiving"}),
    "channels:desk_receipt_pdf": (OK, {"receiving"}),
    "complaints:case_identity": (OK, {*LINE, "receiving"}),
    "complaints:case_identity_ask": (OK, {*LINE, "receiving"}),
    "complaints:case_identity_open": (OK, set()),
    "complaints:case_messages": (OK, {*LINE, "receiving"}),
    "complaints:case_parties": (OK, {*LINE, "receiving"}),
    "complaints:case_recuse": (OK, {*LINE, "receiving"}),
    "complaints:case_reroute": (OK, {*LINE, "receiving"}),
    "complaints:case_story": (OK, {*LINE, "receiving"}),
    "complaints:case_summary_edit": (OK, {*LINE, "receiving"}),
    "complaints:case_timeline": (OK, {*LINE, "receiving"}),
    "complaints:officer_receipt": (OK, {"receiving"}),
    "complaints:case_answer_draft": (OK, set()),
    "complaints:case_answer_preview": (OK, set()),
}
"""This room's addresses once more, for a complaint that is still at the desk of the officer it came to."""


def test_every_address_stands_in_one_table():
    found = sorted(set(addresses(get_resolver().url_patterns)))

    assert found == sorted([*PUBLIC, *WORK, *CASE, *KEPT])


def address(world: World, name: str, case: Complaint) -> str:
    """The address by its name, for this case, its file, its team and its accused, or for a person and his appointment."""
    auditor = world.people["auditor"]
    post = Post.objects.get()
    in_case = Paper.objects.filter(inside=case.content, kind=PaperKind.FORWARDING).first()
    known = {
        "cause": "reset",
        "accused": case.accused.values_list("pk", flat=True).first() or UNKNOWN,
        "answer": world.letters.unwritten.pk if name == "complaints:case_letter_make" else world.letters.answered.pk,
        "paper": in_case.pk if in_case else UNKNOWN,
        "scan": in_case.scans.get().pk if in_case and name == "complaints:case_paper_scan" else world.letters.scan.pk,
        "appointment": auditor.appointments.get().pk,
        "factor": world.people["inspector"].authenticator_set.filter(type="totp").values_list("pk", flat=True).first(),
        "file": world.file.pk,
        "name": "tidak-ada",
        "letterhead": Letterhead.objects.values_list("pk", flat=True).first() or UNKNOWN,
        "member": case.team.values_list("pk", flat=True).first() or UNKNOWN,
        "number": 1,
        "numbering": NumberTemplate.objects.values_list("pk", flat=True).first() or UNKNOWN,
        "page": "banner",
        "period": "2026-10",
        "person": post.user_id,
        "pk": _subject(world, name, case),
        "post": post.pk,
        "request_pk": world.asked.pk,
        "reference": LegalReference.objects.values_list("pk", flat=True).first() or 0,
        "review": UNKNOWN,
        "revision": 1,
        "rival": UNKNOWN,
        "signatory": Signatory.objects.values_list("pk", flat=True).first() or UNKNOWN,
        "stop": UNKNOWN,
        "unit": post.unit_id,
        "code": CODES.get(name, "pungli"),
    }
    wanted = get_resolver()
    for part in name.split(":")[:-1]:
        wanted = wanted.namespace_dict[part][1]
    ((_template, words),) = wanted.reverse_dict.getlist(name.rsplit(":", maxsplit=1)[-1])[0][0]
    return reverse(name, kwargs={word: known[word] for word in words})


def _subject(world: World, name: str, case: Complaint) -> UUID:
    """What a page is about whose address has one bare key."""
    if name.startswith("accounts:"):
        return world.people["auditor"].pk
    if name == "complaints:withdraw_holiday":
        return Holiday.objects.filter(withdrawn_by="")[0].pk
    return HolidayImport.objects.get().pk if name.endswith("_import") else case.pk


def leaks(response: HttpResponse, secrets: tuple[str, ...] = SECRETS) -> list[str]:
    """Which secrets of the case a page shows."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return [secret for secret in secrets if secret.encode() in body]


def known_to(who: str, name: str = "") -> set[str]:
    """What of the case somebody may find on his pages; who forwarded it keeps the number on a receipt."""
    if who in HOLDERS:
        return {*SECRETS}
    has_receipt = who == "channel" and name in {"complaints:officer_receipt", "complaints:inbox"}
    return {NUMBER} if who in CUSTODIAN or has_receipt else set()


def answers(world: World, name: str, case: Complaint) -> dict[str, Any]:
    """What everybody is answered at an address."""
    return {who: browser.get(address(world, name, case)) for who, browser in world.browsers.items()}


def expected(table: dict[str, tuple[int, set[str]]], name: str) -> dict[str, int]:
    status, people = table[name]
    led_on = SENT_ON if name == "complaints:inbox" else set()
    return {who: status if who in people else ON if who in led_on else GONE for who in sorted(EVERYBODY)}


def test_staff_get_what_their_role_and_the_case_allow_and_nothing_leaks(world: World):
    wrong: list[tuple[str, Any]] = []
    for table, case in ((WORK, world.case), (CASE, world.case), (KEPT, world.case), (FRESH, world.fresh)):
        for name in table:
            found = answers(world, name, case)
            statuses = {who: response.status_code for who, response in sorted(found.items())}
            if statuses != expected(table, name):
                wrong.append((name, {who: status for who, status in statuses.items() if status != expected(table, name)[who]}))
            wrong += [(name, (who, shown)) for who, response in found.items() if (shown := {*leaks(response)} - known_to(who, name))]

    assert wrong == []


def test_nobody_reads_who_the_reporter_is_but_who_opened_it_and_nobody_the_reason_but_its_custodian(world: World):
    found: set[tuple[str, str, str]] = set()
    for table, case in ((WORK, world.case), (CASE, world.case), (KEPT, world.case), (FRESH, world.fresh)):
        for name in table:
            for who, response in answers(world, name, case).items():
                # A streamed file was read by the test above.
                shown = [] if response.streaming else leaks(response, (*REPORTER.values(), REASON))
                found |= {(who, name, secret) for secret in shown}

    pages = ("complaints:identity_requests", "complaints:identity_approve", "complaints:identity_refuse")
    assert found == {
        *(("deputy", "complaints:case_identity", words) for words in REPORTER.values()),
        *(("custodian_inside", page, REASON) for page in pages),
    }


def test_everybody_finds_the_public_pages_and_nothing_of_a_case_on_them(world: World):
    wrong: list[tuple[str, Any]] = []
    for name, status in PUBLIC.items():
        signed_in_status = ON if name in SIGN_IN else status
        visitors = {"anonymous": (Client(), status), "stranger": (world.browsers["stranger"], signed_in_status)}
        for who, (browser, awaited) in visitors.items():
            response = browser.get(address(world, name, world.case))
            if (response.status_code, leaks(response)) != (awaited, []):
                wrong.append((name, (who, response.status_code)))

    assert wrong == []


def test_nobody_passes_without_a_second_factor_where_one_is_demanded(world: World, settings: Any):
    settings.SECOND_FACTOR_REQUIRED = True
    names = {name: status for table in (WORK, CASE) for name, (status, _) in table.items()}
    wrong = []
    for who, browser in world.browsers.items():
        for name in names.keys() - {"accounts:totp", "accounts:passkey", "accounts:logout"}:
            response = browser.get(address(world, name, world.case))
            if (response.status_code, response.headers.get("Location")) != (ON, "/petugas/akun/aplikasi/"):
                wrong.append((name, who, response.status_code))

    assert wrong == []


def test_nobody_passes_without_an_account(world: World):
    visitor = Client()
    sent = {name: visitor.get(address(world, name, world.case)) for name in (*WORK, *CASE, *KEPT)}

    assert {name: response.status_code for name, response in sent.items()} == dict.fromkeys(sent, ON)
    assert {response["Location"].partition("?")[0] for response in sent.values()} == {"/petugas/masuk/"}


@pytest.mark.parametrize("who", ["walled", "stranger", "channel", "custodian_inside", "mayor", "administrator"])
def test_no_form_of_the_case_acts_for_who_is_not_of_it(world: World, who: str):
    before = AuditEntry.objects.count()
    sent = {name: world.browsers[who].post(address(world, name, world.case), FILLED) for name in CASE}

    own = {"complaints:officer_receipt": 405} if who == "channel" else {}
    assert {name: response.status_code for name, response in sent.items()} == {**dict.fromkeys(CASE, GONE), **own}
    assert [name for name, response in sent.items() if leaks(response)] == []
    assert AuditEntry.objects.count() == before


def test_no_setting_is_changed_by_anybody_but_an_administrator(world: World):
    """Every role × every setting, by sending its form."""
    settings = [name for name, (_, people) in WORK.items() if people == {"administrator"}]
    before = AuditEntry.objects.count()
    others = {who: browser for who, browser in world.browsers.items() if who != "administrator"}
    sent = {(name, who): browser.post(address(world, name, world.case), FILLED) for name in settings for who, browser in others.items()}

    assert ({response.status_code for response in sent.values()}, len(settings) > 30) == ({GONE}, True)
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("who", sorted(EVERYBODY - CUSTODIAN))
def test_no_form_of_a_custodian_acts_for_anybody_else(world: World, who: str):
    before = AuditEntry.objects.count()
    sent = {name: world.browsers[who].post(address(world, name, world.case), FILLED) for name in KEPT}

    assert {name: response.status_code for name, response in sent.items()} == dict.fromkeys(KEPT, GONE)
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("who", ["walled", "stranger"])
def test_no_list_count_or_search_tells_that_the_case_exists(world: World, who: str):
    queries = ({}, {"tahap": "semua"}, {"q": NUMBER}, {"q": "1"}, {"antrean": "diteruskan"}, {"antrean": "lengkapi"}, {"jenis": "pungli"})
    pages = [world.browsers[who].get("/petugas/", query) for query in queries]

    assert [[counter.value for counter in page.context["counters"]] for page in pages] == [[0, 0, 0, 0]] * len(queries)
    assert [(page.context["rows"], page.context["page"].paginator.count) for page in pages] == [([], 0)] * len(queries)
    # The number that was typed stands in the search field again; nothing else may.
    assert [[secret for secret in leaks(page) if secret != query.get("q")] for page, query in zip(pages, queries, strict=True)] == [
        []
    ] * len(queries)


def test_the_world_has_something_to_hide(world: World):
    """The tests above would pass in an empty office."""
    page = world.browsers["inspector"].get(address(world, "complaints:case", world.case))

    assert (set(world.people), leaks(page)) == (EVERYBODY, [NUMBER, STORY, "Hendro P.", "blanko KTP"])

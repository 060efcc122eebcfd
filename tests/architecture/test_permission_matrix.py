"""Every address of the product, asked by everybody: who gets in, and that nobody else learns anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from channels.services.seeding import seed_channels
from complaints.enums import AnswerKind
from complaints.models import Attachment, Complaint
from complaints.rules.answer import AnswerParts
from complaints.services.access import build_wall
from complaints.services.answers import save_draft
from complaints.services.attachments import IncomingFile, ingest_file
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.audit.models import AuditEntry
from foundation.vault.files import seal_stream
from tests.factories.accounts import keyring, person, signed_in
from tests.factories.complaints import STORY, make_office, received
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
    "ringkasan": "Ingin tahu.", "yakin": "1",
}  # fmt: skip
"""As much of every form of a case as a curious person could send."""
FILE_NAME = "rekening-koran-rahasia.pdf"
SECRETS = (NUMBER, STORY, "Hendro P.", "blanko KTP", FILE_NAME)
"""What only the people of the case may find on any page."""


@dataclass(frozen=True)
class World:
    """An office, two cases, and a browser for everybody."""

    people: dict[str, User]
    browsers: dict[str, Client]
    case: Complaint
    file: Attachment
    fresh: Complaint


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """One case under review with a team, a wall, a file and an answer in the making; a second one that just arrived."""
    monkeypatch.setattr(timezone, "now", lambda: WRITTEN_AT)
    cache.clear()
    office = make_office()
    seed_channels()
    case = ordered(forwarded(office), by=office.inspector, to=office.auditor)
    keys = keyring(office.inspector, at=WRITTEN_AT)
    build_wall(case, office.second_auditor, reason="Ipar terlapor.", keys=keys, by=office.inspector, at=WRITTEN_AT)
    case = Complaint.objects.select_related("content", "thread").get(pk=case.pk)
    keys = keyring(office.inspector, at=WRITTEN_AT)
    stored = IncomingFile(seal_stream([b"saldo"]), name=FILE_NAME)
    file = ingest_file(case, stored, inside=case.content, keys=keys, by=office.inspector, at=WRITTEN_AT)
    save_draft(case, AnswerParts(AnswerKind.FINAL, STORY), version=0, keys=keys, by=office.inspector, at=WRITTEN_AT)
    saved(case, by=office.auditor)
    people = {name: value for name, value in vars(office).items() if isinstance(value, User)}
    people["walled"] = people.pop("second_auditor")
    people["stranger"] = person(Role.AUDITOR, username="orang-lain", full_name="Orang Lain", unit=office.auditor.unit)
    fresh = received(by=office.receiving, channel="pejabat", story={"story": "Kabar yang baru masuk."}, accused=()).complaint
    browsers = {name: signed_in(user, at=WRITTEN_AT) for name, user in people.items()}
    return World(people, browsers, case, file, fresh)


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
EVERYBODY = {
    *HOLDERS, *OFFICERS, "walled", "stranger", "custodian_inside", "custodian_outside", "protection", "second_protection",
    "delegate", "second_delegate", "referral", "second_referral", "mayor", "publisher", "administrator",
}  # fmt: skip

SENT_ON = {"mayor", "publisher", "protection", "second_protection", "administrator"}
"""Who never holds a case is led from the inbox to the first page of the menu."""
READERS = EVERYBODY - SENT_ON - {"custodian_inside", "custodian_outside"}
"""Whose role can hold a case at all."""

OK, ON, POST_ONLY, GONE = 200, 302, 405, 404

PUBLIC = {
    "account_email_verification_sent": OK, "account_inactive": OK, "account_login": OK, "account_logout": OK, "account_reauthenticate": OK,
    "accounts:login": OK,
    "channels:accessibility": OK, "channels:erase": OK, "channels:finished": OK, "channels:landing": OK, "channels:privacy": OK,
    "channels:receipt": OK, "channels:receipt_text": GONE, "channels:regulation": OK, "channels:resume": OK, "channels:saved": ON,
    "channels:start": OK, "channels:step": OK, "channels:ways": OK,
    "complaints:status": OK, "complaints:status_file": ON, "complaints:status_leave": POST_ONLY, "complaints:status_message": ON,
    "complaints:status_protection": ON,
    "reports:statistics": OK, "reports:statistics_csv": GONE, "reports:statistics_fragment": GONE, "reports:statistics_json": GONE,
    "reports:statistics_month": GONE,
    "ui:health": OK, "ui:language": OK, "ui:robots": OK,
}  # fmt: skip
"""What anybody is answered who has no account, no receipt and no draft."""

WORK = {
    "accounts:add_person": (OK, {"administrator"}),
    "accounts:appoint": (OK, {"administrator"}),
    "accounts:end_appointment": (OK, {"administrator"}),
    "accounts:end_person": (OK, {"administrator"}),
    "accounts:logout": (ON, EVERYBODY),
    "accounts:password": (OK, EVERYBODY),
    "accounts:people": (OK, {"administrator"}),
    "accounts:person": (OK, {"administrator"}),
    "accounts:renew_password": (OK, {"administrator"}),
    "accounts:undertaking": (OK, {"administrator"}),
    "channels:channels": (OK, {"channel", "channel_deputy", *LINE, "administrator"}),
    "channels:desk": (OK, OFFICERS),
    "channels:record": (ON, OFFICERS),
    "complaints:bulk_forward": (ON, OFFICERS),
    "complaints:drop_view": (ON, READERS),
    "complaints:inbox": (OK, EVERYBODY - SENT_ON),
    "complaints:save_view": (ON, READERS),
    "protection:list": (OK, {"protection", "second_protection"}),
    "reports:approve": (OK, set()),
    "reports:correct": (OK, set()),
    "reports:draft": (ON, LINE),
    "reports:list": (OK, {*LINE, "mayor", "publisher"}),
    "reports:mark_read": (OK, set()),
    "reports:report": (OK, LINE),
    "ui:settings": (OK, {"channel", "channel_deputy", *LINE, "administrator"}),
}
"""Staff's addresses that belong to no case: what those named are answered; everybody else who is signed in gets 404."""

CASE = {
    "complaints:case": (OK, HOLDERS),
    "complaints:case_acknowledge": (ON, LINE),
    "complaints:case_answer_draft": (OK, LINE),
    "complaints:case_answer_preview": (OK, LINE),
    "complaints:case_answers": (OK, HOLDERS),
    "complaints:case_file": (OK, HOLDERS),
    "complaints:case_files": (OK, HOLDERS),
    "complaints:case_forward": (OK, set()),
    "complaints:case_identity": (OK, HOLDERS),
    "complaints:case_messages": (OK, HOLDERS),
    "complaints:case_parties": (OK, HOLDERS),
    "complaints:case_recuse": (OK, HOLDERS),
    "complaints:case_reroute": (OK, LINE),
    "complaints:case_story": (OK, HOLDERS),
    "complaints:case_summary_edit": (OK, HOLDERS),
    "complaints:case_timeline": (OK, HOLDERS),
    "complaints:officer_receipt": (OK, {"channel"}),
    "investigations:approve_suspension": (OK, set()),
    "investigations:assignment": (OK, LINE),
    "investigations:audit_result": (OK, LINE),
    "investigations:close": (OK, LINE),
    "investigations:decide": (OK, LINE),
    "investigations:dispose": (OK, LINE),
    "investigations:follow_up": (OK, HOLDERS),
    "investigations:hand_to_mayor": (OK, HOLDERS),
    "investigations:mayor_assignment": (OK, set()),
    "investigations:merge": (OK, set()),
    "investigations:out_of_scope": (OK, LINE),
    "investigations:refer": (OK, LINE),
    "investigations:release": (OK, LINE),
    "investigations:resume": (OK, LINE),
    "investigations:resume_person": (OK, set()),
    "investigations:sheet": (OK, {"auditor"}),
    "investigations:sign": (OK, {"auditor"}),
    "investigations:stop_person": (OK, LINE),
    "investigations:suspend": (OK, LINE),
    "investigations:team": (OK, LINE),
}
"""The addresses of one case, asked for the case under review, which "channel" forwarded: the receipt is all that is left to her."""

FRESH = {
    "complaints:case": (OK, {*LINE, "receiving"}),
    "complaints:case_acknowledge": (ON, LINE),
    "complaints:case_answers": (OK, {*LINE, "receiving"}),
    "complaints:case_files": (OK, {*LINE, "receiving"}),
    "complaints:case_forward": (OK, {"receiving"}),
    "complaints:case_identity": (OK, {*LINE, "receiving"}),
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

    assert found == sorted([*PUBLIC, *WORK, *CASE])


def address(world: World, name: str, case: Complaint) -> str:
    """The address by its name, for this case, its file, its team and its accused, or for a person and his appointment."""
    auditor = world.people["auditor"]
    known = {
        "accused": case.accused.values_list("pk", flat=True).first() or UNKNOWN,
        "appointment": auditor.appointments.get().pk,
        "file": world.file.pk,
        "member": case.team.values_list("pk", flat=True).first() or UNKNOWN,
        "number": 1,
        "period": "2026-10",
        "pk": auditor.pk if name.startswith("accounts:") else case.pk,
        "rival": UNKNOWN,
        "stop": UNKNOWN,
    }
    wanted = get_resolver()
    for part in name.split(":")[:-1]:
        wanted = wanted.namespace_dict[part][1]
    ((_template, words),) = wanted.reverse_dict.getlist(name.rsplit(":", maxsplit=1)[-1])[0][0]
    return reverse(name, kwargs={word: known[word] for word in words})


def leaks(response: HttpResponse) -> list[str]:
    """Which secrets of the case a page shows."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return [secret for secret in SECRETS if secret.encode() in body]


def answers(world: World, name: str, case: Complaint) -> dict[str, Any]:
    """What everybody is answered at an address."""
    return {who: browser.get(address(world, name, case)) for who, browser in world.browsers.items()}


def expected(table: dict[str, tuple[int, set[str]]], name: str) -> dict[str, int]:
    status, people = table[name]
    led_on = SENT_ON if name == "complaints:inbox" else set()
    return {who: status if who in people else ON if who in led_on else GONE for who in sorted(EVERYBODY)}


def may_show(name: str, who: str, shown: list[str]) -> bool:
    """Whether this person may read these secrets there: everything of one's own case, and the number on a receipt."""
    return who in HOLDERS or (who == "channel" and name in {"complaints:officer_receipt", "complaints:inbox"} and shown == [NUMBER])


def test_staff_get_what_their_role_and_the_case_allow_and_nothing_leaks(world: World):
    wrong: list[tuple[str, Any]] = []
    for table, case in ((WORK, world.case), (CASE, world.case), (FRESH, world.fresh)):
        for name in table:
            found = answers(world, name, case)
            statuses = {who: response.status_code for who, response in sorted(found.items())}
            if statuses != expected(table, name):
                wrong.append((name, {who: status for who, status in statuses.items() if status != expected(table, name)[who]}))
            shown = {who: leaks(response) for who, response in found.items()}
            wrong += [(name, (who, secrets)) for who, secrets in shown.items() if secrets and not may_show(name, who, secrets)]

    assert wrong == []


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


def test_nobody_passes_without_an_account(world: World):
    visitor = Client()
    sent = {name: visitor.get(address(world, name, world.case)) for name in (*WORK, *CASE)}

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

"""Cases opened again by two shares for somebody now in office; by one share, a changed file or behind a wall never."""

import itertools
import json
import uuid
from datetime import date, timedelta

import pytest

from complaints.enums import Routing
from complaints.models import Complaint, HandOverDue, RegrantDue
from complaints.queries.key_work import Waiting, waiting_for
from complaints.services.access import tend
from complaints.services.custody import tend_custody
from complaints.services.recovery import RecoveryRefused, ask_recovery, take_in_recovery
from complaints.services.vault_check import check_vault
from complaints.slots.timeline import timeline_of
from foundation.accounts.enums import Role
from foundation.accounts.models import Appointment, Notice
from foundation.audit.models import AuditEntry
from foundation.vault.compartments import rekey
from foundation.vault.epochs import box_pair
from foundation.vault.exclusions import exclude
from foundation.vault.models import Grant, Holder, RecoveryRequest
from foundation.vault.primitives import keyed_digest, open_box
from foundation.vault.recovery import public
from foundation.vault.recovery.facts import RecoveryFileRefused
from foundation.vault.recovery.pairs import install, progress
from foundation.vault.recovery.requests import OfAnotherPair, reseal
from foundation.vault.recovery.shares import combined, make_pair, pieces_in, read_line
from foundation.vault.sealing import open_sealed
from tests.factories.accounts import keyring, person
from tests.factories.ceremony import HOLDERS
from tests.factories.complaints import RECEIVED_AT, STORY, make_office, received

AT = RECEIVED_AT


@pytest.fixture
def pair(db):
    pair = make_pair()
    install(public.read(public.written(pair.public_key, HOLDERS, on=date(2026, 11, 2))), rotate=False, at=AT)
    return pair


@pytest.fixture
def office(pair):
    return make_office()


def private_of(pair, letters="AB"):
    lines = [line for share in pair.shares if share.letter in letters for number in share.pieces for line in share.lines(number)]
    return combined(pieces_in(map(read_line, lines)))


def asked(case, username="baru"):
    return ask_recovery([case.register_number], username, request=uuid.uuid4(), at=AT)


def test_each_two_shares_open_the_case_for_a_new_inspektur_when_every_key_is_lost(office, pair):
    case = received().complaint
    Grant.objects.filter(holder__kind="staff").delete()
    new = person(Role.INSPECTOR, username="baru")

    for letters in map("".join, itertools.combinations("ABC", 2)):
        take_in_recovery(reseal(asked(case), private_of(pair, letters)).text, at=AT)
        row = Complaint.objects.get(pk=case.pk)
        assert open_sealed(row, "story", keyring(new, at=AT))["story"] == STORY
        assert not keyring(new, at=AT).can_open(row.identity)
        Grant.objects.filter(holder=new.holder).delete()


def test_the_files_hold_nothing_of_the_case_and_the_log_and_the_people_hear(office, pair):
    case = received().complaint
    person(Role.DEPUTY_INSPECTOR, username="baru")
    request = asked(case)
    answer = reseal(request, private_of(pair)).text

    assert not any(word in request + answer for word in (STORY, "Hendro", "blanko"))
    take_in_recovery(answer, at=AT)
    actions = AuditEntry.objects.filter(target_id=case.pk, action__startswith="complaint.reco").order_by("sequence")
    assert list(actions.values_list("action", flat=True)) == ["complaint.recovery_asked", "complaint.recovered"]
    assert {notice.user for notice in Notice.objects.filter(key__startswith="recovered:")} >= {office.inspector, office.deputy}
    assert "Akses dipulihkan dengan kunci pemulihan lembaga bagi Pegawai Contoh" in " ".join(one.title for one in timeline_of(case)[0])
    assert [fault.code for fault in check_vault(at=AT)] == []


def test_a_custodian_gets_the_identity_and_nothing_else(office, pair):
    case = received().complaint
    new = person(Role.CUSTODIAN_INSIDE, username="baru")

    take_in_recovery(reseal(asked(case), private_of(pair)).text, at=AT)

    keys = keyring(new, at=AT)
    assert (keys.can_open(case.identity), keys.can_open(case.content), keys.can_open(case.thread)) == (True, False, False)


def test_who_has_no_office_for_the_case_or_stands_behind_a_wall_gets_no_file(office):
    case, against = received().complaint, received(routing=Routing.INSPECTOR).complaint
    person(Role.AUDITOR, username="baru")
    with pytest.raises(RecoveryRefused, match="tidak dapat dipulihkan"):
        asked(case)
    with pytest.raises(RecoveryRefused, match="tidak dapat dipulihkan"):
        asked(against, "inspector")
    exclude(case.pk, office.deputy.holder, by=None, at=AT)
    with pytest.raises(RecoveryRefused, match="ditutup baginya"):
        asked(case, "deputy")
    assert not AuditEntry.objects.filter(action="complaint.recovery_asked").exists()


@pytest.mark.parametrize(("number", "username", "words"), [("700/9999/2026", "inspector", "700/9999/2026"), ("", "nobody", "nobody")])
def test_a_case_or_person_that_is_not_there_is_named(office, number, username, words):
    case = received().complaint
    with pytest.raises(RecoveryRefused, match=words):
        ask_recovery([number or case.register_number], username, request=uuid.uuid4(), at=AT)


def test_a_wall_built_meanwhile_holds(office, pair):
    case = received().complaint
    new = person(Role.INSPECTOR, username="baru")
    answer = reseal(asked(case), private_of(pair)).text
    exclude(case.pk, new.holder, by=None, at=AT)

    with pytest.raises(RecoveryRefused):
        take_in_recovery(answer, at=AT)
    assert not Grant.objects.filter(holder=new.holder).exists()


def test_a_changed_answer_grants_nothing(office, pair):
    case, other = received().complaint, received().complaint
    new, thief = person(Role.INSPECTOR, username="baru"), person(Role.INSPECTOR, username="lain")
    facts = json.loads(reseal(asked(case), private_of(pair)).text)
    cell = facts["parts"][0]
    changed = [
        {**facts, "request": 5},
        {**facts, "holder": 5},
        {**facts, "parts": [{**cell, "compartment": 5}]},
        {**facts, "parts": [{**cell, "epoch": "1"}]},
        {**facts, "parts": [{**cell, "sealed": 5}]},
        {**facts, "parts": [5]},
        {**facts, "holder": str(thief.holder_id)},
        {**facts, "request": str(uuid.UUID(int=8))},
        {**facts, "parts": [{**cell, "sealed": "00" * 100}]},
        {**facts, "parts": [{**cell, "compartment": str(other.content_id)}]},
        {**facts, "parts": [{**cell, "epoch": 2}]},
        {**facts, "parts": [{**cell, "proof": ""}]},
        {**facts, "parts": 3},
        {**facts, "format": "x"},
        [],
    ]

    for one in [*map(json.dumps, changed), json.dumps(facts)[:-9], "", "[" * 100_000]:
        with pytest.raises(RecoveryRefused, match="tidak sah"):
            take_in_recovery(one, at=AT)
    assert not Grant.objects.filter(holder__in=[new.holder, thief.holder]).exists()


def test_shares_of_another_pair_and_a_request_with_another_persons_key_are_refused(office, pair):
    case = received().complaint
    person(Role.INSPECTOR, username="baru")
    request = asked(case)

    with pytest.raises(OfAnotherPair):
        reseal(request, private_of(make_pair()))
    with pytest.raises(RecoveryFileRefused):
        reseal(request.replace(json.loads(request)["public_key"], bytes(office.administrator.holder.public_key).hex()), private_of(pair))


def test_an_answer_for_an_older_epoch_says_to_begin_again(office, pair):
    case = received().complaint
    person(Role.INSPECTOR, username="baru")
    answer = reseal(asked(case), private_of(pair)).text
    rekey(case.content, keys=keyring(office.inspector, at=AT), at=AT)

    with pytest.raises(RecoveryRefused, match="Ulangi dari --export"):
        take_in_recovery(answer, at=AT)


def test_the_former_shares_open_what_a_rotation_has_not_reached(office, pair):
    case = received().complaint
    new = person(Role.INSPECTOR, username="baru")
    second = make_pair()
    install(public.read(public.written(second.public_key, HOLDERS, on=date(2026, 11, 16))), rotate=True, at=AT)

    with pytest.raises(OfAnotherPair):
        reseal(asked(case), private_of(second))
    take_in_recovery(reseal(asked(case), private_of(pair)).text, at=AT)

    assert keyring(new, at=AT).can_open(case.content)
    assert Holder.objects.filter(kind="recovery").count() == 2


def test_a_rotation_is_worked_off_by_whoever_opens_the_case_and_keeps_the_name(office, pair):
    case = received().complaint
    install(public.read(public.written(make_pair().public_key, HOLDERS, on=date(2026, 11, 16))), rotate=True, at=AT)
    assert progress().left == 3

    tend(case, keys=keyring(office.inspector, at=AT), at=AT)
    assert progress().left == 1
    tend_custody(office.custodian_inside, {Role.CUSTODIAN_INSIDE}, keys=keyring(office.custodian_inside, at=AT), at=AT)

    assert (progress().left, progress().percent) == (0, 100)
    assert check_vault(at=AT) == []
    case = Complaint.objects.get(pk=case.pk)
    assert open_sealed(case, "story", keyring(office.deputy, at=AT))["story"] == STORY


def test_an_answer_is_taken_in_once_and_for_fourteen_days(office, pair):
    case = received().complaint
    new = person(Role.INSPECTOR, username="baru")
    late, answer = (reseal(asked(case), private_of(pair)).text for _ in range(2))

    take_in_recovery(answer, at=AT + timedelta(days=14))
    Grant.objects.filter(holder=new.holder).delete()
    for one, at in ((answer, AT), (late, AT + timedelta(days=14, seconds=1))):
        with pytest.raises(RecoveryRefused, match="sudah pernah diterima, atau permintaannya lebih dari 14 hari"):
            take_in_recovery(one, at=at)
    assert not Grant.objects.filter(holder=new.holder).exists()


def test_an_answer_that_was_refused_stays_good(office, pair):
    case = received().complaint
    new = person(Role.INSPECTOR, username="baru")
    answer = reseal(asked(case), private_of(pair)).text
    appointments = Appointment.objects.filter(user=new)
    since = appointments.get().valid_from
    appointments.update(valid_from=date(2027, 1, 1))
    with pytest.raises(RecoveryRefused, match="tidak dapat dipulihkan"):
        take_in_recovery(answer, at=AT)
    appointments.update(valid_from=since)

    assert [one.pk for one in take_in_recovery(answer, at=AT).cases] == [case.pk]


def test_an_answer_to_nothing_that_was_asked_is_refused(office, pair):
    case = received().complaint
    person(Role.INSPECTOR, username="baru")
    answer = reseal(asked(case), private_of(pair)).text
    RecoveryRequest.objects.all().delete()

    with pytest.raises(RecoveryRefused, match="tidak sah"):
        take_in_recovery(answer, at=AT)


def test_a_reader_who_answers_with_junk_takes_nobodys_good_key(office, pair):
    """Whoever opens the case by his own key can answer the challenge; what he seals may be anything."""
    case = received().complaint
    facts = json.loads(asked(case, "deputy"))
    keys = keyring(office.inspector, at=AT)
    parts = []
    for part, compartment in zip(facts["parts"], (case.content, case.thread), strict=True):
        token = open_box(*box_pair(keys.key(compartment)), bytes.fromhex(part["challenge"]))
        proof = keyed_digest(token, b"junk", "recovery.answer").hex()
        parts.append({"compartment": part["compartment"], "epoch": 1, "sealed": b"junk".hex(), "proof": proof})
    answer = {"format": "pengaduan recovery answer 1", "request": facts["request"], "holder": facts["person"]["holder"], "parts": parts}
    RegrantDue.objects.create(user=office.deputy, complaint=case, compartment=case.content, cause="reset", reason="registered", since=AT)
    HandOverDue.objects.create(complaint=case, user=office.auditor, since=AT)

    found = take_in_recovery(json.dumps(answer), at=AT)

    assert (found.cases, [one.pk for one in found.kept]) == ([], [case.pk])
    assert open_sealed(case, "story", keyring(office.deputy, at=AT))["story"] == STORY
    assert (RegrantDue.objects.count(), HandOverDue.objects.count()) == (1, 1)
    assert not AuditEntry.objects.filter(action__in=["complaint.recovered", "complaint.shared"], target_id=case.pk).exists()


def test_of_two_keys_only_the_lost_one_is_given(office, pair):
    case = received().complaint
    answer = reseal(asked(case, "deputy"), private_of(pair)).text
    kept = Grant.objects.get(holder=office.deputy.holder, compartment=case.content)
    Grant.objects.filter(holder=office.deputy.holder, compartment=case.thread).delete()

    found = take_in_recovery(answer, at=AT)

    assert ([one.pk for one in found.cases], [one.pk for one in found.kept]) == ([case.pk], [case.pk])
    assert keyring(office.deputy, at=AT).can_open(case.thread)
    kept_now = Grant.objects.get(holder=office.deputy.holder, compartment=case.content)
    assert (kept_now.granted_at, bytes(kept_now.sealed_key)) == (kept.granted_at, bytes(kept.sealed_key))


def test_a_protection_officer_gets_the_wish_for_protection_and_nothing_else(office, pair):
    case = received(protection_wish="Saya takut").complaint
    case.refresh_from_db()
    new = person(Role.PROTECTION_OFFICER, username="baru")

    take_in_recovery(reseal(asked(case), private_of(pair)).text, at=AT)

    keys = keyring(new, at=AT)
    parts = (case.safety, case.content, case.thread, case.identity)
    assert [keys.can_open(part) for part in parts] == [True, False, False, False]


def test_a_waiting_member_of_a_team_is_told_who_can_have_the_case_opened(office, pair):
    case = received().complaint
    Grant.objects.filter(holder__kind="staff").delete()
    for user, reason in ((office.auditor, "team_member"), (office.inspector, "registered")):
        RegrantDue.objects.create(user=user, complaint=case, compartment=case.content, cause="reset", reason=reason, since=AT)

    assert waiting_for(office.auditor, at=AT) == Waiting(1, 1, 1)
    assert waiting_for(office.inspector, at=AT) == Waiting(1, 1, 0)
    with pytest.raises(RecoveryRefused, match="pulihkan perkara itu bagi pejabat yang memegangnya"):
        asked(case, office.auditor.username)


def test_a_name_that_no_screen_shows_as_it_is_gets_no_file(office):
    case = received().complaint
    person(Role.INSPECTOR, username="baru", full_name="Sari\x1b[2K")

    with pytest.raises(RecoveryRefused, match="Perbaiki"):
        asked(case)
    assert not RecoveryRequest.objects.exists()

"""Cases that the institution's recovery key opens again for a person now in office (Pasal 15): what goes out sealed, what comes back.

Between the two lies another machine without network, where two shares are brought together (manage.py vault_recover).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from complaints.enums import Routing
from complaints.models import Complaint, RegrantDue
from complaints.permissions import circle_of
from complaints.rules.key_work import RECOVERED
from complaints.services.access import case_compartments, share
from complaints.services.entitlement import is_entitled
from complaints.services.vault_check import people_of_case
from foundation.accounts.enums import NoticeKind
from foundation.accounts.models import User
from foundation.accounts.queries import roles_of
from foundation.accounts.services.notices import notify
from foundation.audit.services import record
from foundation.vault.compartments import grant
from foundation.vault.errors import NoAccess
from foundation.vault.keys import ResealedKeys
from foundation.vault.models import Compartment, Exclusion
from foundation.vault.recovery.facts import RecoveryFileRefused
from foundation.vault.recovery.requests import read_answer, request_text


class RecoveryRefused(Exception):
    """The recovery can't be done; the message says why and what to do, in Indonesian, and nothing of a case but its number."""


@transaction.atomic
def ask_recovery(numbers: Sequence[str], username: str, *, request: UUID, at: datetime) -> str:
    """The request file (JSON) for cases named by register number, to be opened for one person; `request` is its id.

    What the person's office carries in each case: contents and conversation for who reads it, the identity for a custodian of
    its circle. Each case's log says it. Raises RecoveryRefused, and then writes nothing.
    """
    user = _person(username)
    parts: list[tuple[str, Compartment]] = []
    for case in _cases(numbers):
        wanted = _parts_open_to(case, user, at=at)
        parts += [(case.register_number, compartment) for compartment in wanted]
        record("complaint.recovery_asked", case, by=None, at=at, detail={"user": str(user.pk), "request": str(request)})
    assert user.holder is not None
    try:
        return request_text(parts, user.holder, request=request, person={"username": user.username, "name": user.full_name})
    except RecoveryFileRefused as refusal:
        raise RecoveryRefused(f"Perkara ini tidak dimeterai untuk kunci pemulihan: {str(refusal).partition(' has ')[0]}.") from None


@transaction.atomic
def take_in_recovery(answer: str, *, at: datetime) -> list[Complaint]:
    """Grant what came back from the offline machine, and tell who answers for each case; returns the cases.

    Asks again whether the person's office carries it and no wall forbids it. Raises RecoveryRefused, and then grants nothing.
    """
    try:
        holder_id, keys = read_answer(answer)
    except RecoveryFileRefused:
        raise RecoveryRefused(
            "Berkas jawaban ini tidak sah: terpotong, diubah, dibuat untuk peladen lain, atau kunci pegawai itu sudah berganti. "
            "Ulangi dari --export."
        ) from None
    user = User.objects.select_related("holder").filter(holder_id=holder_id).first()
    if user is None or user.holder is None or user.holder.ended_at is not None:
        raise RecoveryRefused("Berkas ini dibuat untuk kunci yang sudah tidak dipakai siapa pun. Ulangi dari --export.")
    came = Compartment.objects.filter(pk__in={compartment for compartment, _ in keys.sealed}).values_list("group", flat=True)
    cases = list(Complaint.objects.filter(pk__in=set(came)).select_related("content", "thread", "identity").order_by("register_number"))
    if not cases:
        raise RecoveryRefused("Tidak ada perkara pada peladen ini yang termuat dalam berkas itu.")
    for case in cases:
        _grant(case, user, keys, at=at)
        _tell(case, user, at=at)
    return cases


def _grant(case: Complaint, user: User, keys: ResealedKeys, *, at: datetime) -> None:
    """`share` for a reader, so that what else sharing settles is settled too; the identity by the vault, as circles do it."""
    assert user.holder is not None
    wanted = _parts_open_to(case, user, at=at)
    try:
        if case.content in wanted:
            share(case, [user], keys=keys, by=None, reason=RECOVERED, at=at)
        if case.identity in wanted:
            grant(case.identity, user.holder, keys=keys, by=None, reason=RECOVERED, at=at)
            RegrantDue.objects.filter(user=user, compartment=case.identity).delete()
    except NoAccess:
        raise RecoveryRefused(
            f"Perkara {case.register_number}: kuncinya belum lengkap dalam berkas ini, atau sudah diperbarui sejak --export. "
            "Ulangi dari --export; bila pemulihan berkata ada kunci yang tertinggal, bawa juga bagian kunci dari upacara sebelumnya."
        ) from None
    record("complaint.recovered", case, by=None, at=at, detail={"user": str(user.pk)})


def _tell(case: Complaint, user: User, *, at: datetime) -> None:
    for person in people_of_case(case, at=at):
        notify(person, kind=NoticeKind.ALARM, key=f"recovered:{case.pk}:{user.pk}:{at.isoformat()}:{person.pk}", at=at)


def _person(username: str) -> User:
    user = User.objects.select_related("holder").filter(username=username).first()
    if user is None:
        raise RecoveryRefused(f"Tidak ada pengguna bernama {username}. Periksa ejaannya di Pengaturan, Pengguna dan peran.")
    if user.holder is None or user.holder.ended_at is not None:
        raise RecoveryRefused(f"{username} belum memiliki kunci. Minta ia masuk dan membuat kata sandi, lalu ulangi.")
    return user


def _cases(numbers: Sequence[str]) -> Iterable[Complaint]:
    wanted = list(dict.fromkeys(number.strip() for number in numbers))
    rows = Complaint.objects.filter(register_number__in=wanted).select_related("content", "thread", "identity")
    found = {case.register_number: case for case in rows}
    if unknown := [number for number in wanted if number not in found]:
        raise RecoveryRefused(f"Nomor register tidak ditemukan: {', '.join(unknown)}.")
    return [found[number] for number in wanted]


def _parts_open_to(case: Complaint, user: User, *, at: datetime) -> list[Compartment]:
    """The compartments of a case that the person's offices carry at `at`. Raises RecoveryRefused where a wall stands or none do."""
    walled = Exclusion.objects.filter(group=case.pk, holder=user.holder_id).exists() or case.walls.filter(user=user).exists()
    roles = roles_of(user, on=timezone.localdate(at))
    wanted: list[Compartment] = []
    if not walled and is_entitled(case, RECOVERED, user, roles):
        wanted += case_compartments(case)
    if not walled and roles & set(circle_of(Routing(case.routing))):
        wanted.append(case.identity)
    if not wanted:
        raise RecoveryRefused(
            f"Perkara {case.register_number} tidak dapat dipulihkan bagi {user.username}: tidak ada penetapannya yang berlaku hari ini "
            "untuk perkara itu, atau perkara itu ditutup baginya."
        )
    return wanted

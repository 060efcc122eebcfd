"""Cases that the institution's recovery key opens again for a person now in office (Pasal 15): what goes out sealed, what comes back.

Between the two lies another machine without network, where two shares are brought together (manage.py vault_recover).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from complaints.models import Complaint, RegrantDue
from complaints.queries.key_work import CASE_KEYS
from complaints.rules.key_work import RECOVERED
from complaints.services.access import share
from complaints.services.entitlement import may_hold
from complaints.services.vault_check import people_of_case
from foundation.accounts.enums import NoticeKind
from foundation.accounts.models import User
from foundation.accounts.queries import roles_of
from foundation.accounts.services.notices import notify
from foundation.audit.services import record
from foundation.vault.compartments import grant
from foundation.vault.enums import CompartmentKind
from foundation.vault.errors import NoAccess
from foundation.vault.keys import ResealedKeys
from foundation.vault.models import Compartment, Exclusion
from foundation.vault.queries import grants_in_force
from foundation.vault.recovery.facts import RecoveryFileRefused, read_request
from foundation.vault.recovery.requests import GOOD_FOR, RequestSpent, request_text, use_answer


class RecoveryRefused(Exception):
    """The recovery can't be done; the message says why and what to do, in Indonesian, and nothing of a case but its number."""


@dataclass(frozen=True)
class Recovered:
    """What came of an answer: `cases` in which keys were given, `kept` in which the person holds some in force already."""

    cases: list[Complaint]
    kept: list[Complaint]


@transaction.atomic
def ask_recovery(numbers: Sequence[str], username: str, *, request: UUID, at: datetime) -> str:
    """The request file (JSON) for cases named by register number, to be opened for one person; `request` is its id.

    What the person's office carries in each case: contents and conversation for who reads it, the identity for a custodian of
    its circle, the wish for protection for a protection officer. Each case's log says it. Raises RecoveryRefused, and then writes nothing.
    """
    user = _person(username)
    parts: list[tuple[str, Compartment]] = []
    for case in _cases(numbers):
        wanted = _parts_open_to(case, user, at=at)
        parts += [(case.register_number, compartment) for compartment in wanted]
        record("complaint.recovery_asked", case, by=None, at=at, detail={"user": str(user.pk), "request": str(request)})
    assert user.holder is not None
    try:
        text = request_text(parts, user.holder, request=request, person={"username": user.username, "name": user.full_name}, at=at)
    except RecoveryFileRefused as refusal:
        raise RecoveryRefused(f"Perkara ini tidak dimeterai untuk kunci pemulihan: {str(refusal).partition(' has ')[0]}.") from None
    try:
        read_request(text)
    except RecoveryFileRefused:
        raise RecoveryRefused(
            f"Nama lengkap {user.username!r} terlalu panjang atau memuat tanda yang tidak tercetak. Perbaiki di Pengaturan, lalu ulangi."
        ) from None
    return text


@transaction.atomic
def take_in_recovery(answer: str, *, at: datetime) -> Recovered:
    """Grant what came back from the offline machine, once, and tell who answers for each case.

    Asks again whether the person's office carries it and no wall forbids it. A key that the person holds in force is left as it
    is: an answer proves who could open the compartment, not that what is sealed in it is the key, and nobody loses a good one
    by it. Raises RecoveryRefused, and then grants nothing and the answer stays good.
    """
    try:
        holder_id, keys = use_answer(answer, at=at)
    except RequestSpent:
        raise RecoveryRefused(
            f"Jawaban ini sudah pernah diterima, atau permintaannya lebih dari {GOOD_FOR.days} hari. Ulangi dari --export."
        ) from None
    except RecoveryFileRefused:
        raise RecoveryRefused(
            "Berkas jawaban ini tidak sah: terpotong, diubah, dibuat untuk peladen lain, atau kunci pegawai itu sudah berganti. "
            "Ulangi dari --export."
        ) from None
    user = User.objects.select_related("holder").filter(holder_id=holder_id).first()
    if user is None or user.holder is None or user.holder.ended_at is not None:
        raise RecoveryRefused("Berkas ini dibuat untuk kunci yang sudah tidak dipakai siapa pun. Ulangi dari --export.")
    came = Compartment.objects.filter(pk__in={compartment for compartment, _ in keys.sealed}).values_list("group", flat=True)
    rows = Complaint.objects.filter(pk__in=set(came)).select_related("content", "thread", "identity", "safety")
    cases = list(rows.order_by("register_number"))
    if not cases:
        raise RecoveryRefused("Tidak ada perkara pada peladen ini yang termuat dalam berkas itu.")
    found = Recovered([], [])
    for case in cases:
        given, kept = _grant(case, user, keys, at=at)
        if given:
            found.cases.append(case)
            _tell(case, user, at=at)
        if kept:
            found.kept.append(case)
    return found


def _grant(case: Complaint, user: User, keys: ResealedKeys, *, at: datetime) -> tuple[bool, bool]:
    """Whether keys were given, and whether some were left as they are.

    `share` for a reader, so that what else sharing settles is settled too; the others by the vault, as circles do it.
    """
    assert user.holder is not None
    wanted = _parts_open_to(case, user, at=at)
    held = set(grants_in_force(at=at).filter(holder=user.holder, compartment__in=wanted).values_list("compartment", flat=True))
    lacking = [part for part in wanted if part.pk not in held]
    read = [part for part in lacking if part.kind in CASE_KEYS]
    try:
        if read:
            share(case, [user], keys=keys, by=None, reason=RECOVERED, at=at, parts=read)
        for part in lacking:
            if part not in read:
                grant(part, user.holder, keys=keys, by=None, reason=RECOVERED, at=at)
                RegrantDue.objects.filter(user=user, compartment=part).delete()
    except NoAccess:
        raise RecoveryRefused(
            f"Perkara {case.register_number}: kuncinya belum lengkap dalam berkas ini, atau sudah diperbarui sejak --export. "
            "Ulangi dari --export; bila pemulihan berkata ada kunci yang tertinggal, bawa juga bagian kunci dari upacara sebelumnya."
        ) from None
    if lacking:
        record("complaint.recovered", case, by=None, at=at, detail={"user": str(user.pk)})
    return bool(lacking), bool(held)


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
    rows = Complaint.objects.filter(register_number__in=wanted).select_related("content", "thread", "identity", "safety")
    found = {case.register_number: case for case in rows}
    if unknown := [number for number in wanted if number not in found]:
        raise RecoveryRefused(f"Nomor register tidak ditemukan: {', '.join(unknown)}.")
    return [found[number] for number in wanted]


def _parts_open_to(case: Complaint, user: User, *, at: datetime) -> list[Compartment]:
    """The compartments of a case that the person's offices carry at `at`. Raises RecoveryRefused where a wall stands or none do."""
    walled = Exclusion.objects.filter(group=case.pk, holder=user.holder_id).exists() or case.walls.filter(user=user).exists()
    roles = roles_of(user, on=timezone.localdate(at))
    parts = [part for part in (case.content, case.thread, case.identity, case.safety) if part is not None]
    wanted = [part for part in parts if not walled and may_hold(CompartmentKind(part.kind), case, RECOVERED, user, roles)]
    if not wanted:
        raise RecoveryRefused(
            f"Perkara {case.register_number} tidak dapat dipulihkan bagi {user.username}: tidak ada penetapannya yang berlaku hari ini "
            "untuk perkara itu, atau perkara itu ditutup baginya. Bila ia menanganinya karena tugas, pulihkan perkara itu bagi pejabat "
            "yang memegangnya; pejabat itu lalu memberikan kuncinya di halaman Kunci."
        )
    return wanted

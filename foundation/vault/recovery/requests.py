"""The two files of a recovery: sealed keys out of the server, and the same keys sealed to one person back into it.

Neither holds anything readable of a case. Each key that goes out carries a challenge, a token sealed to its compartment: only
who opened the key can answer it, and the answer covers the new seal and the person it was asked for. So nobody can write
himself into a case that he could not open, and an answer that was changed is refused. An answer is taken in once.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from foundation.vault.epochs import box_pair, open_key, seal_key
from foundation.vault.errors import CannotOpen, VaultError
from foundation.vault.holders.unlocked import fingerprint
from foundation.vault.keys import ResealedKeys
from foundation.vault.models import Compartment, Holder, RecoveryRequest
from foundation.vault.primitives import Key, keyed_digest, open_box, public_half, same, seal_to
from foundation.vault.recovery.facts import (
    ANSWER,
    REQUEST,
    AskedPart,
    RecoveryFileRefused,
    bytes_in,
    epoch_in,
    facts_of,
    id_in,
    list_in,
    read_request,
)
from foundation.vault.recovery.pairs import recovery_grants
from foundation.vault.server_keys import hmac

GOOD_FOR: Final = timedelta(days=14)
"""How long the answer to a request is taken in: time to ask two holders in writing."""


class RequestSpent(VaultError):
    """The request of this answer was answered before, or is older than GOOD_FOR."""


class OfAnotherPair(VaultError):
    """The shares make a key that seals nothing in this file."""


@dataclass(frozen=True)
class Resealed:
    """What the offline machine made: the text of the answer, how many keys are in it and how many wait for other shares."""

    text: str
    done: int
    left: int


def request_text(
    parts: Iterable[tuple[str, Compartment]], holder: Holder, *, request: UUID, person: Mapping[str, str], at: datetime
) -> str:
    """The request: each compartment's recovery seals and its challenge, and to whom they shall be sealed; remembered as open.

    `parts` are compartments with what their case is called; `person` is shown to those who bring the shares.
    Raises RecoveryFileRefused for a compartment without a recovery seal.
    """
    compartments = list(parts)
    seals: dict[UUID, list[dict[str, str]]] = {}
    for grant in recovery_grants().filter(compartment__in=[one.pk for _, one in compartments]).select_related("holder"):
        seal = {"pair": fingerprint(bytes(grant.holder.public_key)), "sealed": bytes(grant.sealed_key).hex()}
        seals.setdefault(grant.compartment_id, []).append(seal)
    if lacking := [case for case, one in compartments if one.pk not in seals]:
        raise RecoveryFileRefused(f"{lacking[0]} has no recovery seal")
    RecoveryRequest.objects.create(id=request, holder=holder, asked_at=at)
    public = bytes(holder.public_key)
    facts = {
        "format": REQUEST,
        "request": str(request),
        "person": {**person, "holder": str(holder.pk), "fingerprint": fingerprint(public)},
        "public_key": public.hex(),
        "parts": [_part(case, one, seals[one.pk], _token(request, one.pk, one.epoch, public)) for case, one in compartments],
    }
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


def reseal(text: str, private: bytearray) -> Resealed:
    """Open each key with the recovery pair's private half and seal it to the person of the request; needs no database.

    Raises RecoveryFileRefused for a damaged file, OfAnotherPair when these shares open nothing in it.
    """
    asked = read_request(text)
    # libsodium takes bytes: this copy lives as long as the call.
    secret = Key(bytes(private))
    public, mine = public_half(secret), fingerprint(public_half(secret))
    made, left = [], 0
    for part in asked.parts:
        if mine not in part.seals:
            left += 1
            continue
        try:
            made.append(_resealed(part, part.seals[mine], (public, secret), asked.public_key))
        except CannotOpen:
            raise RecoveryFileRefused("a key in the file does not open") from None
    if not made:
        raise OfAnotherPair(mine)
    answer = {"format": ANSWER, "request": str(asked.request), "holder": str(asked.holder), "parts": made}
    return Resealed(json.dumps(answer, indent=1) + "\n", len(made), left)


@transaction.atomic
def use_answer(text: str, *, at: datetime) -> tuple[UUID, ResealedKeys]:
    """The holder an answer is for, and the keys in it; its request is used up by it, unless the caller's transaction fails.

    Each key is proved to come from somebody who could open its compartment, which two shares can and a reader can: what is
    sealed may still be junk. Raises RecoveryFileRefused for a changed or foreign file, also when the person's key pair is
    another by now, and RequestSpent.
    """
    facts = facts_of(text, ANSWER)
    request = id_in(facts, "request")
    asked = RecoveryRequest.objects.select_for_update(of=("self",)).select_related("holder").filter(pk=request).first()
    if asked is None or asked.holder_id != id_in(facts, "holder"):
        raise RecoveryFileRefused("nothing that was asked here")
    holder = asked.holder
    sealed = {}
    for part in list_in(facts, "parts"):
        place, value = (id_in(part, "compartment"), epoch_in(part)), bytes_in(part, "sealed")
        token = _token(request, *place, bytes(holder.public_key))
        if not same(keyed_digest(token, value, "recovery.answer"), bytes_in(part, "proof")):
            raise RecoveryFileRefused("a key in the file is not proved")
        sealed[place] = value
    if asked.used_at is not None or at - asked.asked_at > GOOD_FOR:
        raise RequestSpent(str(request))
    asked.used_at = at
    asked.save(update_fields=["used_at"])
    return holder.pk, ResealedKeys(holder.pk, sealed)


def _part(case: str, compartment: Compartment, seals: list[dict[str, str]], token: Key) -> dict[str, Any]:
    return {
        "case": case,
        "kind": str(compartment.kind),
        "compartment": str(compartment.pk),
        "epoch": compartment.epoch,
        "public_key": bytes(compartment.public_key).hex(),
        "seals": seals,
        "challenge": seal_to(bytes(compartment.public_key), token).hex(),
    }


def _resealed(part: AskedPart, sealed: bytes, pair: tuple[bytes, Key], target: bytes) -> dict[str, Any]:
    compartment, epoch = part.compartment, part.epoch
    key = open_key(sealed, compartment_id=compartment, epoch=epoch, public_key=pair[0], private_key=pair[1])
    token = open_box(*box_pair(key), part.challenge)
    anew = seal_key(key, compartment_id=compartment, epoch=epoch, public_key=target)
    proof = keyed_digest(token, anew, "recovery.answer")
    return {"compartment": str(compartment), "epoch": epoch, "sealed": anew.hex(), "proof": proof.hex()}


def _token(request: UUID, compartment: UUID, epoch: int, public_key: bytes) -> Key:
    """What only this server can make again, and only the compartment's key can open."""
    return Key(hmac("recovery.token", request.bytes + compartment.bytes + epoch.to_bytes(4) + public_key))

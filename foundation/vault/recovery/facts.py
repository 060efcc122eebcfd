"""The facts of a recovery file, checked one by one: whoever wrote it may have written anything, also what paints over a screen."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from foundation.vault.codes import code_of, grouped
from foundation.vault.enums import CompartmentKind
from foundation.vault.errors import VaultError
from foundation.vault.holders.unlocked import FINGERPRINT_BYTES, fingerprint
from foundation.vault.primitives import KEY_BYTES, digest, takes_seals

REQUEST, ANSWER = "pengaduan recovery request 1", "pengaduan recovery answer 1"
LONGEST = 150
"""Characters of a name, of a user name or of a case's number."""
LATEST_EPOCH = 2**31 - 1


class RecoveryFileRefused(VaultError):
    """The file is not what it should be, is cut, was changed, or was made for another server or person."""


@dataclass(frozen=True)
class AskedPart:
    """One compartment whose key is asked for: what its case is called, and its key sealed to recovery pairs by fingerprint."""

    case: str
    kind: CompartmentKind
    compartment: UUID
    epoch: int
    seals: Mapping[str, bytes]
    challenge: bytes


@dataclass(frozen=True)
class Asked:
    """A request: for whom, and every key in it. `mark` covers the whole file, character by character."""

    request: UUID
    holder: UUID
    username: str
    name: str
    public_key: bytes
    parts: tuple[AskedPart, ...]
    mark: str

    @property
    def fingerprint(self) -> str:
        """Of the key that everything is to be sealed to, worked out anew."""
        return fingerprint(self.public_key)

    @property
    def cases(self) -> dict[str, list[str]]:
        """The kinds of keys asked for, in Indonesian, by case."""
        found: dict[str, list[str]] = {}
        for part in self.parts:
            found.setdefault(part.case, []).append(str(part.kind.label))
        return found


def read_request(text: str) -> Asked:
    """What a request asks for. Every text is printable and short, and no case has two parts of a kind.

    Two parts of a kind under one number would be another case behind a harmless one. Raises RecoveryFileRefused.
    """
    facts = facts_of(text, REQUEST)
    person = _mapping(facts.get("person"))
    public_key = bytes_in(facts, "public_key")
    if len(public_key) != KEY_BYTES or not takes_seals(public_key) or person.get("fingerprint") != fingerprint(public_key):
        raise RecoveryFileRefused("the person's fingerprint does not fit")
    parts = tuple(map(_part, list_in(facts, "parts")))
    if len({(part.case, part.kind) for part in parts}) < len(parts) or len({part.compartment for part in parts}) < len(parts):
        raise RecoveryFileRefused("two keys of one kind for one case")
    whom = (id_in(person, "holder"), text_in(person, "username"), text_in(person, "name"))
    return Asked(id_in(facts, "request"), *whom, public_key, parts, mark(text))


def mark(text: str) -> str:
    """Sixteen characters that stand for a whole request on paper: 80 bits of its hash."""
    return grouped(code_of(digest(text.encode(), "recovery.request", FINGERPRINT_BYTES)))


def facts_of(text: str, form: str) -> dict[str, Any]:
    """The outermost object of a file of this form. Raises RecoveryFileRefused, as all below."""
    try:
        facts = json.loads(text)
    except (ValueError, RecursionError):
        raise RecoveryFileRefused("the file is cut or is no recovery file") from None
    if _mapping(facts).get("format") != form:
        raise RecoveryFileRefused("another kind of file")
    return dict(facts)


def text_in(facts: Mapping[str, Any], name: str) -> str:
    """A text that a screen shows as it is: printable, not blank at its ends, not long."""
    value = facts.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST or not value.isprintable() or value != value.strip():
        raise RecoveryFileRefused(f"{name} is no plain text")
    return value


def id_in(facts: Mapping[str, Any], name: str) -> UUID:
    """An id."""
    try:
        return UUID(text_in(facts, name))
    except ValueError:
        raise RecoveryFileRefused(f"{name} is no id") from None


def bytes_in(facts: Mapping[str, Any], name: str) -> bytes:
    """Bytes, written as hexadecimal digits."""
    value = facts.get(name)
    try:
        if isinstance(value, str):
            return bytes.fromhex(value)
    except ValueError:
        pass
    raise RecoveryFileRefused(f"{name} is no hexadecimal text")


def epoch_in(facts: Mapping[str, Any]) -> int:
    """The epoch of a compartment."""
    value = facts.get("epoch")
    if type(value) is not int or not 0 < value <= LATEST_EPOCH:
        raise RecoveryFileRefused("no epoch")
    return value


def list_in(facts: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Objects, at least one."""
    value = facts.get(name)
    if not isinstance(value, list) or not value:
        raise RecoveryFileRefused(f"{name} is no list")
    return [_mapping(one) for one in value]


def _part(facts: Mapping[str, Any]) -> AskedPart:
    kind = text_in(facts, "kind")
    if kind not in CompartmentKind.values:
        raise RecoveryFileRefused("no kind of compartment")
    seals = {text_in(one, "pair"): bytes_in(one, "sealed") for one in list_in(facts, "seals")}
    place = (id_in(facts, "compartment"), epoch_in(facts))
    return AskedPart(text_in(facts, "case"), CompartmentKind(kind), *place, seals, bytes_in(facts, "challenge"))


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise RecoveryFileRefused("no object where one should be")
    return value

"""The small public file of a ceremony: the public half, its fingerprint, who holds the shares, when. Nothing in it is secret."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from foundation.vault.errors import VaultError
from foundation.vault.holders.unlocked import fingerprint
from foundation.vault.primitives import KEY_BYTES
from foundation.vault.recovery.custodians import HoldersRefused, ShareHolder, check_holders

FORMAT = "pengaduan recovery public 1"
LARGEST = 64 * 1024


class PublicFileRefused(VaultError):
    """The file is no public file of a ceremony, or was changed."""


@dataclass(frozen=True)
class PublicHalf:
    """What the server learns of a ceremony."""

    public_key: bytes
    holders: tuple[ShareHolder, ...]
    held_on: date

    @property
    def fingerprint(self) -> str:
        """The sixteen characters that people compare with the paper."""
        return fingerprint(self.public_key)


def written(public_key: bytes, holders: Sequence[ShareHolder], *, on: date) -> str:
    """The text of the file."""
    facts = {
        "format": FORMAT,
        "public_key": public_key.hex(),
        "fingerprint": fingerprint(public_key),
        "held_on": on.isoformat(),
        "holders": [asdict(holder) for holder in holders],
    }
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def read(text: str) -> PublicHalf:
    """What the file says. Raises PublicFileRefused for another file, a fingerprint that does not fit, or holders the rule refuses."""
    try:
        facts = json.loads(text)
        if facts["format"] != FORMAT:
            raise PublicFileRefused("another format")
        public_key = bytes.fromhex(facts["public_key"])
        holders = tuple(ShareHolder(str(one["name"]), str(one["office"]), bool(one["of_inspectorate"])) for one in facts["holders"])
        check_holders(holders)
        half = PublicHalf(public_key, holders, date.fromisoformat(facts["held_on"]))
        given = str(facts["fingerprint"])
    except (ValueError, KeyError, TypeError, RecursionError, HoldersRefused) as error:
        raise PublicFileRefused(f"not a public file: {type(error).__name__}") from None
    if len(public_key) != KEY_BYTES or given != half.fingerprint:
        raise PublicFileRefused("the fingerprint does not fit the key")
    return half

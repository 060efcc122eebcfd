"""Where an archive comes from: the manifest, and through it every member, under this server's own key, which is in no archive."""

from hmac import compare_digest

from foundation.audit.server_key import ServerKeyMissing
from foundation.vault.server_keys import hmac

PURPOSE = "archive.manifest"


def seal_of(manifest: bytes) -> bytes | None:
    """The keyed hash (hex) of a manifest under this server's key; None without a usable key, for a backup is more urgent than its proof."""
    try:
        return hmac(PURPOSE, manifest).hex().encode("ascii")
    except ServerKeyMissing:
        return None


def is_of_this_server(manifest: bytes, seal: bytes | None) -> bool:
    """Whether the holder of this server's key sealed the manifest. An older genuine archive is genuine too."""
    own = seal_of(manifest)
    return own is not None and seal is not None and compare_digest(own, seal)

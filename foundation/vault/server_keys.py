"""Look-up hashes that only this server can make, so that a stolen database can't be searched for a known address."""

from nacl.encoding import RawEncoder
from nacl.hash import blake2b

from foundation.audit.server_key import derived_key
from foundation.vault.primitives import KEY_BYTES, Key


def hmac(purpose: str, data: bytes) -> bytes:
    """32 bytes of keyed BLAKE2b over `data`, under the server's key for one purpose (at most 16 ASCII characters).

    For finding the same sender or Message-ID again. Raises ServerKeyMissing without SERVER_KEY_FILE.
    """
    return blake2b(data, digest_size=KEY_BYTES, key=Key(derived_key(purpose)), encoder=RawEncoder)

"""What only this server can make or open, under keys that lie outside database, media and backup.

Look-up hashes, so that a stolen database can't be searched for a known address; and secrets that the server itself has to use.
"""

from nacl.encoding import RawEncoder
from nacl.hash import blake2b

from foundation.audit.server_key import derived_key
from foundation.vault.primitives import KEY_BYTES, Key, decrypt, encrypt


def hmac(purpose: str, data: bytes) -> bytes:
    """32 bytes of keyed BLAKE2b over `data`, under the server's key for one purpose (at most 16 ASCII characters).

    For finding the same sender or Message-ID again. Raises ServerKeyMissing without SERVER_KEY_FILE.
    """
    return blake2b(data, digest_size=KEY_BYTES, key=Key(derived_key(purpose)), encoder=RawEncoder)


def encrypt_for_server(purpose: str, plain: bytes) -> bytes:
    """`plain` under the server's key for one purpose (at most 16 ASCII characters): XChaCha20-Poly1305, the purpose authenticated.

    For secrets that the server must read again without a person, such as the seed of a second factor; never for anything of a case.
    Raises ServerKeyMissing without SERVER_KEY_FILE.
    """
    return encrypt(Key(derived_key(purpose)), plain, purpose.encode("ascii"))


def decrypt_for_server(purpose: str, sealed: bytes) -> bytes:
    """What `encrypt_for_server` made. Raises CannotOpen for another server, another purpose or a changed value; ServerKeyMissing."""
    return decrypt(Key(derived_key(purpose)), sealed, purpose.encode("ascii"))

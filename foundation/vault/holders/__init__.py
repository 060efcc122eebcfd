"""Key pairs of people and of the institution: how each is made, opened, kept in a session and ended."""

from foundation.vault.holders.keyfiles import make_dispatch_holder, make_recovery_holder, unlock_key_file
from foundation.vault.holders.personal import unlock_with_code, wrap_under_code
from foundation.vault.holders.reporters import make_reporter_holder, unlock_receipt
from foundation.vault.holders.sessions import unwrap_from_session, wrap_for_session
from foundation.vault.holders.staff import end_holder, make_staff_holder, pretend_to_unlock, rewrap, unlock
from foundation.vault.holders.unlocked import UnlockedHolder, fingerprint

__all__ = [
    "UnlockedHolder",
    "end_holder",
    "fingerprint",
    "make_dispatch_holder",
    "make_recovery_holder",
    "make_reporter_holder",
    "make_staff_holder",
    "pretend_to_unlock",
    "rewrap",
    "unlock",
    "unlock_key_file",
    "unlock_receipt",
    "unlock_with_code",
    "unwrap_from_session",
    "wrap_for_session",
    "wrap_under_code",
]

"""Refusals of the vault. No message ever holds a key, a code, a password or anything that was sealed."""


class VaultError(Exception):
    """The vault refused."""


class BadCode(VaultError):
    """The text is not sixteen characters of a receipt or resume code."""


class WrongPassword(VaultError):
    """The password does not unlock this holder, or the holder's row was changed."""


class HolderEnded(VaultError):
    """The holder is ended: nothing is sealed to it any more."""


class KeyFileRefused(VaultError):
    """A key file is missing, unreadable or not one of this product. The message names the path only."""


class NoRecoveryKey(VaultError):
    """No living recovery key exists; without it nothing may be sealed, because it could be lost."""


class NoDispatchKey(VaultError):
    """No living dispatch key exists, so an address for notices can't be sealed to it."""


class NoAccess(VaultError):
    """These keys hold no grant in force for this compartment at its epoch."""


class Excluded(VaultError):
    """An exclusion (wall) forbids this holder every grant in this group."""


class RecoveryMustStay(VaultError):
    """The recovery and dispatch keys are not shut out by hand; they are rotated."""


class CannotOpen(VaultError):
    """A sealed value or file is damaged, cut, moved, replayed or sealed under another key."""


class NotSealable(VaultError):
    """The row can't take a sealed value: no compartment yet, or no transaction around a drop."""


class NotStored(VaultError):
    """Nothing of this upload was kept: it was too large, or the disk refused it."""

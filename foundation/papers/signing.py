"""How a paper gets its signature: one small interface, and the way that works without any provider.

Today a paper is printed, signed by hand and its scan sealed beside the original (services.attach_signed_scan). A certified
electronic signature (BSrE) is another class of this shape, named by the setting PAPER_SIGNER; nothing else changes.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class SigningOrder:
    """What is to be signed, for whom, when. `nip` is empty when the signer's is not known."""

    paper: UUID
    number: str
    nip: str
    at: datetime


class SigningRefused(Exception):
    """The provider did not sign. The message says in Indonesian what to do; nothing was numbered or stored."""


class Signer(Protocol):
    """One way of signing. `code` (at most 20 lower-case letters) stays with each paper it signed."""

    code: str

    def signed(self, pdf: bytes, order: SigningOrder) -> bytes:
        """The PDF as it is sealed: with the provider's signature in it, or as it came. Called inside the transaction that
        draws the number, so it gives up within seconds. Raises SigningRefused.
        """


class HandSigner:
    """Leaves the PDF as it is: a hand signs the print, and the scan is uploaded."""

    code = "hand"

    def signed(self, pdf: bytes, order: SigningOrder) -> bytes:
        """The same bytes."""
        del order
        return pdf


@cache
def _made(path: str) -> Signer:
    made: Signer = import_string(path)()
    return made


def signer() -> Signer:
    """The one that settings.PAPER_SIGNER names."""
    return _made(settings.PAPER_SIGNER)

"""What all official letters of a case share: whose kop they have, and that a missing one holds no act of the law up."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from complaints.models import Complaint
from complaints.rules.confidentiality import SEALED_AWAY
from foundation.accounts.models import User
from foundation.papers import services as papers
from foundation.papers.enums import Issuer, PaperKind
from foundation.papers.letters import Letter
from foundation.papers.models import Paper, Signatory
from foundation.papers.rules import SignatureBlock
from foundation.vault.keys import Keys
from foundation.vault.models import Compartment


def issuer_of(complaint: Complaint) -> Issuer:
    """Whose kop a letter about this case has: the government's where the case is sealed away from the Inspektorat (Pasal 15)."""
    return Issuer.GOVERNMENT if complaint.routing in SEALED_AWAY else Issuer.INSPECTORATE


def office_name(complaint: Complaint) -> str:
    """Who speaks to this reporter: the Inspektorat, or the government where the case is sealed away from the Inspektorat."""
    return str(settings.SITE["government" if complaint.routing in SEALED_AWAY else "inspectorate"])


@transaction.atomic
def signed_or_none(
    kind: PaperKind,
    letter: Letter,
    *,
    issuer: Issuer,
    inside: Compartment,
    signature: Signatory | SignatureBlock | None,
    language: str = "id",
    number: str = "",
    keys: Keys,
    by: User | None,
    at: datetime,
) -> Paper | None:
    """A letter numbered, signed and sealed `inside`; None for papers.NOT_MADE: then nothing is numbered or stored, and the act goes on.

    Raises papers.SignatoryNotInForce, papers.NumberTaken, NoAccess.
    """
    try:
        with transaction.atomic():
            draft = papers.prepare(kind, letter, issuer=issuer, inside=inside, language=language, keys=keys, by=by, at=at)
            return papers.sign(draft, signature=signature, number=number, keys=keys, by=by, at=at)
    except papers.NOT_MADE:
        return None

"""Tanda terima as an official paper: one a complaint and language, under its register number, without the receipt code."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from complaints.models import Complaint
from complaints.services.letters import issuer_of, signed_or_none
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.papers.enums import PaperKind, PaperState
from foundation.papers.letters import Letter
from foundation.papers.models import Paper
from foundation.papers.queries import missing_for, own_block
from foundation.vault.keys import Keys

OFFICERS = (Role.RECEIVING_OFFICER, Role.CHANNEL_OFFICER)


def has_kop(complaint: Complaint, *, at: datetime) -> bool:
    """Whether the receipt of a complaint can be made today (WIB)."""
    return not missing_for(PaperKind.RECEIPT, issuer_of(complaint), on=timezone.localdate(at), numbered=False)


@transaction.atomic
def receipt_paper(complaint: Complaint, letter: Letter, *, language: str, keys: Keys, by: User | None, at: datetime) -> Paper | None:
    """The receipt of a complaint in "id" or "en", sealed in its conversation; made at the first call, the same at every later one.

    `by`: the officer who hands it over and signs it; None for the reporter, who takes it from the form: that one nobody signs.
    None while no kop surat is in force. Raises NoAccess.
    """
    # Two clicks at once make one paper.
    Complaint.objects.select_for_update().only("pk").get(pk=complaint.pk)
    number = complaint.register_number if language == "id" else f"{complaint.register_number}/{language.upper()}"
    known = Paper.objects.filter(kind=PaperKind.RECEIPT, number=number, state=PaperState.SIGNED).select_related("inside").first()
    return known or signed_or_none(
        PaperKind.RECEIPT,
        letter,
        issuer=issuer_of(complaint),
        inside=complaint.thread,
        signature=own_block(by, *OFFICERS, on=timezone.localdate(at)) if by else None,
        language=language,
        number=number,
        keys=keys,
        by=by,
        at=at,
    )

"""Surat penerusan: with it an officer hands a complaint to the Inspektur (Pasal 6 ayat (5)). It names no reporter and no accused."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from complaints.enums import DeadlineKind
from complaints.models import Complaint
from complaints.rules.deadlines import TERMS
from complaints.services.letters import signed_or_none
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.law import Pasal
from foundation.papers import services as papers
from foundation.papers.enums import Issuer, PaperKind
from foundation.papers.letters import Facts, Letter, Paragraph
from foundation.papers.models import Paper
from foundation.papers.queries import missing_for, own_block
from foundation.papers.rules import SignatureBlock
from foundation.ui.wording import moment, plain_date
from foundation.vault.keys import Keys

OFFICERS = (Role.RECEIVING_OFFICER, Role.CHANNEL_OFFICER)


def sign_forwarding(complaint: Complaint, *, keys: Keys, by: User, at: datetime) -> Paper | None:
    """The letter of a complaint that is being forwarded, sealed in its contents before they are locked anew for the Inspektur.

    None while a kop or a number is missing: Pasal 6(5) is met by the forwarding, not by its letter. Raises NoAccess.
    """
    paper = signed_or_none(
        PaperKind.FORWARDING,
        letter_for(complaint),
        issuer=_issuer(by),
        inside=complaint.content,
        signature=_block(by, at=at),
        keys=keys,
        by=by,
        at=at,
    )
    if paper is not None:
        record("complaint.forwarding_signed", complaint, by=by, at=at, detail={"paper": str(paper.pk)})
    return paper


def previewed(complaint: Complaint, *, by: User, at: datetime) -> bytes:
    """The PDF as it would be signed now, marked as a draft, kept nowhere. Raises papers.NoLetterhead, rendering.NotRendered."""
    return papers.preview_letter(PaperKind.FORWARDING, letter_for(complaint), issuer=_issuer(by), signature=_block(by, at=at), at=at)


def lacking(by: User, *, at: datetime) -> list[str]:
    """What an administrator must set before an officer's letter can be made, in Indonesian."""
    return missing_for(PaperKind.FORWARDING, _issuer(by), on=timezone.localdate(at))


def letter_for(complaint: Complaint) -> Letter:
    """What the letter says: how the complaint came in and what is due when; its story stays sealed (Pasal 15)."""
    site, files = settings.SITE, complaint.attachments.count()
    due = dict(complaint.deadlines.values_list("kind", "due_on"))
    rows = [
        ("Nomor register", complaint.register_number),
        ("Diterima", moment(complaint.received_at)),
        *([("Saluran", str(Pasal(6, 3, complaint.channel_letter)))] if complaint.channel_letter else []),
        ("Jenis dugaan pelanggaran", f"{complaint.violation_type or 'Belum digolongkan'} (menurut petugas penerima)"),
        *(_due(kind, label, due) for kind, label in ((DeadlineKind.FOLLOW_UP, "Ditindaklanjuti"), (DeadlineKind.ANSWER, "Dijawab"))),
    ]
    return Letter(
        subject=f"Penerusan pengaduan nomor {complaint.register_number}",
        recipient=[f"Inspektur {site['city']}", "di tempat"],
        attachments=f"{files} berkas" if files else "",
        body=[
            Paragraph(f"Sesuai Pasal 6 ayat (5) {site['regulation']}, bersama ini kami teruskan pengaduan berikut untuk ditindaklanjuti."),
            Facts(rows),
            Paragraph(
                "Uraian dan lampiran pengaduan disegel dalam sistem pengaduan dan hanya dapat dibuka oleh yang berwenang. "
                "Identitas pelapor tidak disertakan (Pasal 15)."
            ),
            Paragraph("Demikian kami sampaikan untuk menjadi perhatian."),
        ],
    )


def _due(kind: DeadlineKind, label: str, due: dict[str, date]) -> tuple[str, str]:
    return label, f"paling lambat {plain_date(due[kind])} ({TERMS[kind].carries_out})"


def _issuer(by: User) -> Issuer:
    """The kop of the officer's own house: an officer of another unit does not write in the name of the Inspektorat."""
    return Issuer.INSPECTORATE if by.unit and by.unit.is_inspectorate else Issuer.GOVERNMENT


def _block(by: User, *, at: datetime) -> SignatureBlock:
    return own_block(by, *OFFICERS, on=timezone.localdate(at))

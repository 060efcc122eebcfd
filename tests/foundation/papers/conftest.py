"""An office that can make papers: kop and numbers as seeded, somebody who signs, a compartment and its keys."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.papers.enums import PaperKind
from foundation.papers.letters import Letter, Paragraph
from foundation.papers.models import Paper, Signatory
from foundation.papers.services import add_signatory, prepare, seed_papers
from foundation.vault.compartments import create_compartment
from foundation.vault.enums import CompartmentKind
from foundation.vault.holders import make_recovery_holder
from foundation.vault.keys import Keyring, OpenedCompartment
from tests.factories.accounts import keyring, person

AT = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
"""Monday 16 November 2026, 09.00 WIB."""
TODAY = date(2026, 11, 16)
WORDS = "Pengaduan Anda telah kami tindak lanjuti."


@dataclass(frozen=True)
class Desk:
    """Who makes papers, and with what."""

    inspector: User
    stranger: User
    signatory: Signatory
    opened: OpenedCompartment
    keys: Keyring

    def draft(self, kind: PaperKind = PaperKind.ANSWER, letter: Letter | None = None, **options: Any) -> Paper:
        """A draft of a kind, sealed in the compartment of this desk."""
        said = letter or Letter(subject="Jawaban atas pengaduan", recipient=["Pelapor 700/0001/2026"], body=[Paragraph(WORDS)])
        facts = {"inside": self.opened.compartment, "keys": self.keys, "by": self.inspector, "at": AT, **options}
        return prepare(kind, said, **facts)


@pytest.fixture
def desk(db: None, tmp_path: Path) -> Desk:
    """An Inspektur with a compartment of his own, and somebody who can open nothing."""
    make_recovery_holder(tmp_path / "keys" / "recovery.key", at=AT)
    seed_papers(at=AT)
    inspector = person(Role.INSPECTOR, username="inspektur", full_name="Hasan Contoh")
    stranger = person(Role.AUDITOR, username="orang-lain")
    signatory = add_signatory(
        name="Hasan Contoh, S.H., M.H.",
        post="Inspektur Kota Bengkulu",
        rank="Pembina Utama Muda (IV/c)",
        nip="197001011995031001",
        valid_from=date(2026, 1, 1),
        by=None,
        at=AT,
    )
    opened = create_compartment(CompartmentKind.PAPER, group=uuid.uuid4(), holders=[inspector.holder], by=None, reason="paper", at=AT)
    return Desk(inspector, stranger, signatory, opened, keyring(inspector, at=AT))


@pytest.fixture
def keys_of() -> Callable[[User], Keyring]:
    """The keyring of somebody at AT."""
    return lambda user: keyring(user, at=AT)

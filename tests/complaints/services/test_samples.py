"""The fictional samples flow through the same services that serve people, and their due dates are those of the file."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from channels.services.intake import take_in
from channels.services.seeding import seed_channels
from complaints.enums import ReporterKind, Routing
from complaints.models import ViolationType
from complaints.services.register import AccusedInput
from foundation.vault.sealing import open_sealed
from tests.factories.accounts import keyring
from tests.factories.complaints import Office, a_complaint

SAMPLES: list[dict[str, Any]] = json.loads((Path(__file__).resolve().parents[2] / "data" / "complaints.json").read_text(encoding="utf-8"))
SLUGS = {"surat": "surat", "email": "surel", "sms": "pesan-singkat", "telepon": "telepon", "web": "web"}
SEED_CODES = {
    "suap_fee_proyek": "suap_gratifikasi",
    "pemerasan_suap_oleh_auditor": "suap_gratifikasi",
    "pembalasan_ancaman": "pembalasan",
    "spam_kosong": "belum_digolongkan",
}


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample["code"] for sample in SAMPLES])
def test_a_sample_is_sealed_whole_and_clocked_as_the_file_says(office: Office, sample: dict[str, Any]):
    seed_channels()
    received_at = datetime.fromisoformat(sample["received_at"])
    mode = sample["reporter"]["mode"]
    new = a_complaint(
        received_at=received_at,
        routing=Routing.ECHELON_II if sample["code"] == "S07" else Routing.INSPECTORATE if sample["code"] == "S08" else Routing.NONE,
        reporter_kind=ReporterKind.INDIVIDUAL,
        reporter_named=mode in {"named", "confidential"},
        reporter={"name": sample["reporter"]["name"], "contact": sample["reporter"]["contact"]},
        story={"subject": sample["subject"], "story": sample["body"]},
        accused=(AccusedInput(name=sample["accused"]),),
    )

    complaint = take_in(new, channel=SLUGS[sample["channel"]], by=None, at=received_at).complaint

    due = {row.kind: row.due_on.isoformat() for row in complaint.deadlines.all()}
    assert due == {
        "forward": sample["due"]["forward_3"],
        "follow_up": sample["due"]["followup_10"],
        "answer": sample["due"]["answer_30"],
    }
    assert complaint.mayor_assignment == sample["expected"]["mayor_assignment"]
    assert open_sealed(complaint, "story", keyring(office.inspector, at=received_at)) == {
        "subject": sample["subject"],
        "story": sample["body"],
    }


@pytest.mark.parametrize("code", sorted({sample["expected"]["type"] for sample in SAMPLES}))
def test_every_expected_type_is_one_of_the_seed(office: Office, code: str):
    assert ViolationType.objects.filter(code=SEED_CODES.get(code, code)).count() == 1

"""What rooms share about papers: a file taken out and put on record, who may sign, what is missing before anybody can."""

import hashlib
from datetime import date
from uuid import uuid4

import pytest

from foundation.accounts.enums import AppointmentForm, Role
from foundation.audit.actors import Actor
from foundation.audit.models import AuditEntry
from foundation.papers import queries, services
from foundation.papers.enums import Issuer, PaperKind
from foundation.papers.forms import ScanForm, SigningForm
from foundation.papers.models import Letterhead
from foundation.papers.rules import SignatureBlock
from foundation.vault.errors import NoAccess
from foundation.vault.files import open_stream, path_of, seal_stream
from foundation.vault.uploads import SealedUpload
from tests.factories.accounts import appoint, person
from tests.foundation.papers.conftest import AT, TODAY
from tests.foundation.papers.test_papers import signed
from tests.foundation.papers.test_scans import SCAN, attached


def test_a_paper_and_its_scan_go_out_whole_and_are_put_on_record(desk):
    paper = signed(desk)
    scan = attached(desk, paper)

    outs = [services.take_out(thing, keys=desk.keys, by=by, at=AT) for thing, by in ((paper, desk.inspector), (scan, Actor.REPORTER))]

    bodies = [b"".join(out.chunks) for out in outs]
    assert [hashlib.sha256(body).hexdigest() for body in bodies] == [queries.facts_of(thing, desk.keys).sha256 for thing in (paper, scan)]
    assert [(out.name, out.kind, out.size) for out in outs] == [
        ("700-001-ITDA-2026.pdf", "application/pdf", len(bodies[0])),
        ("700-001-ITDA-2026-pindai.pdf", "application/pdf", len(SCAN)),
    ]
    taken = AuditEntry.objects.filter(action="paper.opened", target_id=paper.pk).order_by("sequence")
    assert [(one.actor_kind, one.detail["scan"]) for one in taken] == [("staff", None), ("reporter", str(scan.pk))]


def test_who_cannot_open_a_paper_takes_nothing_out_and_leaves_no_entry(desk, keys_of):
    paper = signed(desk)

    with pytest.raises(NoAccess):
        services.take_out(paper, keys=keys_of(desk.stranger), by=desk.stranger, at=AT)
    with pytest.raises(ValueError, match="draft"):
        services.take_out(desk.draft(), keys=desk.keys, by=desk.inspector, at=AT)
    assert not AuditEntry.objects.filter(action="paper.opened").exists()


def test_a_lost_file_is_told_before_the_first_byte(desk):
    paper = signed(desk)
    path_of(paper.stored_name).unlink()

    with pytest.raises(services.PaperDamaged):
        services.take_out(paper, keys=desk.keys, by=desk.inspector, at=AT)


def test_ones_own_entry_comes_first_and_ones_own_account_last(desk):
    deputy = person(Role.DEPUTY_INSPECTOR, username="wakil", full_name="Yulia Contoh", nip="198001012005012001")
    mine = services.add_signatory(name="Yulia Contoh, S.E.", post="Wakil", user=deputy, valid_from=TODAY, by=None, at=AT)
    services.add_signatory(name="Lama Contoh", post="Inspektur", valid_from=date(2020, 1, 1), valid_to=date(2025, 1, 1), by=None, at=AT)

    choices = queries.signature_choices(deputy, Role.INSPECTOR, Role.DEPUTY_INSPECTOR, on=TODAY)
    alone = queries.signature_choices(deputy, Role.INSPECTOR, Role.DEPUTY_INSPECTOR, others=False, on=TODAY)

    block = SignatureBlock(("Wakil Inspektur (lini),",), "Yulia Contoh", ("NIP 198001012005012001",))
    assert [choice.signature for choice in choices] == [mine, desk.signatory, block]
    assert [choice.label for choice in choices] == [
        "Yulia Contoh, S.E., Wakil",
        "Hasan Contoh, S.H., M.H., Inspektur Kota Bengkulu",
        "Saya sendiri: Wakil Inspektur (lini), Yulia Contoh",
    ]
    assert [choice.signature for choice in alone] == [mine, block]


def test_an_acting_inspector_signs_as_one(db):
    acting = person(username="pelaksana", full_name="Rini Contoh")
    appoint(acting, Role.INSPECTOR, form=AppointmentForm.PLT)

    assert queries.own_block(acting, Role.INSPECTOR, on=TODAY) == SignatureBlock(("Plt. Inspektur,",), "Rini Contoh")
    assert queries.own_block(acting, Role.DELEGATE, on=TODAY) == SignatureBlock((), "Rini Contoh")


def test_what_is_missing_is_said_by_name(desk):
    day_before = date(2019, 12, 31)

    assert queries.missing_for(PaperKind.ANSWER, Issuer.INSPECTORATE, on=TODAY) == []
    assert queries.missing_for(PaperKind.ANSWER, Issuer.INSPECTORATE, on=day_before) == [
        "kop surat Inspektorat",
        "nomor surat untuk Surat jawaban kepada pelapor",
    ]
    assert queries.missing_for(PaperKind.RECEIPT, Issuer.INSPECTORATE, on=day_before, numbered=False) == ["kop surat Inspektorat"]
    assert Letterhead.objects.exists()


def test_the_papers_of_a_group_are_found_without_its_drafts(desk):
    paper, group = signed(desk), desk.opened.compartment.group
    desk.draft()

    assert list(queries.papers_of(group, PaperKind.ANSWER)) == [paper]
    assert not queries.papers_of(group, PaperKind.REFUSAL).exists()
    assert not queries.papers_of(uuid4(), PaperKind.ANSWER).exists()


def test_the_form_asks_what_is_needed_and_gives_the_signature(desk):
    choices = queries.signature_choices(desk.inspector, Role.INSPECTOR, on=TODAY)

    plain = SigningForm({"penanda_tangan": str(desk.signatory.pk)}, choices=choices)
    full = SigningForm({"penanda_tangan": "orang-lain", "bahasa": "jv"}, choices=choices, by_hand=True, languages=True)

    assert (plain.is_valid(), plain.signature, list(plain.fields)) == (True, desk.signatory, ["penanda_tangan"])
    assert (full.is_valid(), sorted(full.errors)) == (False, ["bahasa", "nomor", "penanda_tangan"])


@pytest.mark.parametrize(
    ("head", "broken", "words"),
    [
        (b"<html>", {}, "Pilih hasil pindai berupa PDF, PNG, atau JPEG"),
        (SCAN, {"too_large": True}, "Pilih hasil pindai yang lebih kecil"),
        (SCAN, {"failed": True}, "Unggah sekali lagi: berkas belum tersimpan"),
    ],
)
def test_what_is_no_scan_is_said_so(head, broken, words):
    facts = {"too_large": False, "failed": False, **broken}
    upload = SealedUpload(seal_stream([head]), head=head, name="pindai.pdf", size=len(head), **facts)

    form = ScanForm({}, {"pindai": upload})

    assert (form.is_valid(), form.errors["pindai"]) == (False, [words])
    upload.close()


def test_a_scan_that_was_kept_passes():
    upload = SealedUpload(seal_stream([SCAN]), head=SCAN, too_large=False, failed=False, name="pindai.pdf", size=len(SCAN))
    form = ScanForm({}, {"pindai": upload})

    assert (form.is_valid(), form.cleaned_data["pindai"]) == (True, upload)
    assert b"".join(open_stream(upload.stored.name, upload.stored.key)) == SCAN

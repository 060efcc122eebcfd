"""A paper from draft to signature: numbered, sealed, hashed, and never changed again."""

import hashlib
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from foundation.audit.queries import history_of
from foundation.papers import queries, services, signing
from foundation.papers.enums import Issuer, PaperKind, PaperState
from foundation.papers.letters import Letter, Paragraph
from foundation.papers.models import Letterhead, NumberSeries, NumberTemplate, Paper
from foundation.papers.rules import SignatureBlock
from foundation.papers.services.papers import letter_of
from foundation.vault import codes
from foundation.vault.compartments import rekey
from foundation.vault.errors import NoAccess
from foundation.vault.files import seal_stream, stored_file_names
from tests.foundation.papers.conftest import AT, TODAY, WORDS
from tests.foundation.papers.pdfs import lines

FIRST = "700/001/ITDA/2026"


def signed(desk, paper=None, **options):
    facts = {"signature": desk.signatory, "keys": desk.keys, "by": desk.inspector, "at": AT, **options}
    return services.sign(paper or desk.draft(), **facts)


def content(paper, keys) -> bytes:
    return b"".join(queries.content_of(paper, keys))


def test_a_draft_has_no_number_and_its_preview_is_kept_nowhere(desk):
    paper = desk.draft()
    before = set(stored_file_names())

    pdf = services.preview(paper, keys=desk.keys, at=AT)

    paper.refresh_from_db()
    assert (paper.state, paper.number, "KONSEP" in lines(pdf), WORDS in lines(pdf)) == (PaperState.DRAFT, "", True, True)
    assert (set(stored_file_names()), NumberSeries.objects.count()) == (before, 0)


def test_a_signed_paper_is_numbered_dated_sealed_and_hashed(desk):
    paper = signed(desk)

    pdf = content(paper, desk.keys)
    facts = queries.facts_of(paper, desk.keys)
    text = lines(pdf)
    assert (paper.number, paper.sequence, paper.dated, paper.signer, paper.signatory) == (FIRST, 1, TODAY, "hand", desk.signatory)
    assert (facts.sha256, facts.size, facts.kind) == (hashlib.sha256(pdf).hexdigest(), len(pdf), "application/pdf")
    assert [f"Nomor : {FIRST}" in text, WORDS in text, "Inspektur Kota Bengkulu," in text, "KONSEP" in text] == [True, True, True, False]
    assert [line for line in text if codes.grouped(facts.code, "-") in line] != []


def test_nothing_of_a_paper_lies_on_the_disk_or_in_the_row_in_clear(desk, settings):
    paper = signed(desk)

    row = Paper.objects.filter(pk=paper.pk).values().get()
    code = queries.facts_of(paper, desk.keys).code
    file = next(settings.MEDIA_ROOT.rglob(paper.stored_name)).read_bytes()
    everything = b"".join(bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for value in row.values())
    assert [needle in everything + file for needle in (WORDS.encode(), b"%PDF", code.encode())] == [False] * 3


def test_only_who_holds_the_key_reads_a_paper(desk, keys_of):
    paper, keys = signed(desk), keys_of(desk.stranger)

    for reading in (lambda: content(paper, keys), lambda: queries.facts_of(paper, keys), lambda: letter_of(paper, keys)):
        with pytest.raises(NoAccess):
            reading()
    with pytest.raises(NoAccess):
        signed(desk, keys=keys)
    with pytest.raises(NoAccess):
        services.preview(desk.draft(), keys=keys, at=AT)


def test_numbers_of_each_kind_and_year_count_for_themselves(desk):
    papers = [
        signed(desk),
        signed(desk, desk.draft(PaperKind.REFUSAL)),
        signed(desk, dated=date(2027, 1, 4), at=AT + timedelta(60)),
        signed(desk),
    ]

    assert [paper.number for paper in papers] == [FIRST, "700/001/ITDA.TLK/2026", "700/001/ITDA/2027", "700/002/ITDA/2026"]


def test_a_number_from_the_agenda_book_stands_as_it_was_written_and_is_passed_over_later(desk):
    by_hand = signed(desk, number="700/002/ITDA/2026")
    drawn = [signed(desk).number for _ in range(2)]

    assert (by_hand.number, by_hand.sequence, drawn) == ("700/002/ITDA/2026", None, [FIRST, "700/003/ITDA/2026"])
    with pytest.raises(services.NumberTaken):
        signed(desk, number=" 700/002/ITDA/2026 ")


def test_a_kind_numbered_from_the_agenda_book_draws_none(desk):
    services.add_numbering(PaperKind.ANSWER, pattern="{seq}/{year}", by_hand=True, valid_from=TODAY, by=None, at=AT)

    with pytest.raises(services.NoNumbering):
        signed(desk)
    assert (signed(desk, number="45/2026").number, NumberSeries.objects.count()) == ("45/2026", 0)


def test_a_signature_that_fails_gives_its_number_back_and_leaves_no_file(desk, monkeypatch):
    class Refusing:
        code = "other"

        def signed(self, pdf, order):
            raise signing.SigningRefused("Coba lagi nanti.")

    paper, before = desk.draft(), set(stored_file_names())
    monkeypatch.setattr("foundation.papers.services.signatures.signer", Refusing)
    with pytest.raises(signing.SigningRefused):
        signed(desk, paper)
    monkeypatch.undo()

    assert (set(stored_file_names()), signed(desk, paper).number) == (before, FIRST)


def test_another_way_of_signing_is_named_by_a_setting(desk, settings):
    settings.PAPER_SIGNER = "tests.foundation.papers.stamping.StampingSigner"

    paper = signed(desk)

    assert (paper.signer, content(paper, desk.keys).endswith(b"%stamped 197001011995031001 " + FIRST.encode())) == ("stamp", True)


def test_an_officer_signs_for_himself_with_a_block_of_his_own(desk):
    paper = signed(desk, desk.draft(PaperKind.RECEIPT), signature=SignatureBlock(("Petugas,",), "D. Rasyid"), number="700/0001/2026")

    assert (paper.signatory, paper.number, "D. Rasyid" in lines(content(paper, desk.keys))) == (None, "700/0001/2026", True)


def test_a_signed_paper_is_not_signed_or_rewritten_again(desk):
    paper = signed(desk)

    with pytest.raises(services.NotADraft):
        signed(desk, paper)
    with pytest.raises(services.NotADraft):
        services.rewrite(paper, Letter(subject="Lain", body=[]), keys=desk.keys, by=desk.inspector, at=AT)


def test_a_rewritten_draft_says_something_else(desk):
    paper = services.rewrite(desk.draft(), Letter(subject="Lain", body=[Paragraph("Kata baru.")]), keys=desk.keys, by=desk.inspector, at=AT)

    assert (letter_of(paper, desk.keys).subject, letter_of(paper, desk.keys).body) == ("Lain", [Paragraph("Kata baru.")])


def test_a_signatory_signs_within_his_term_alone(desk):
    services.end_signatory(desk.signatory, on=TODAY - timedelta(1), by=None, at=AT)
    desk.signatory.refresh_from_db()

    with pytest.raises(services.SignatoryNotInForce):
        signed(desk)
    assert signed(desk, dated=TODAY - timedelta(1)).dated == TODAY - timedelta(1)


def test_without_a_kop_or_a_pattern_in_force_nothing_is_signed(desk):
    Letterhead.objects.filter(issuer=Issuer.MAYOR).update(valid_to=TODAY - timedelta(1))
    NumberTemplate.objects.filter(kind=PaperKind.REFUSAL).update(valid_to=TODAY - timedelta(1))

    with pytest.raises(services.NoLetterhead):
        signed(desk, desk.draft(issuer=Issuer.MAYOR))
    with pytest.raises(services.NoNumbering):
        signed(desk, desk.draft(PaperKind.REFUSAL))


def test_each_act_is_on_record_with_codes_alone(desk):
    paper = signed(desk)

    acts = list(history_of(paper).order_by("sequence").values_list("action", "actor_id"))
    assert acts == [("paper.prepared", desk.inspector.pk), ("paper.signed", desk.inspector.pk)]
    detail = history_of(paper).get(action="paper.signed").detail
    assert detail == {
        "kind": "answer", "dated": "2026-11-16", "sequence": 1, "by_hand": False, "signatory": str(desk.signatory.pk),
    }  # fmt: skip


@pytest.mark.parametrize("change", [{"number": "1/2026"}, {"dated": date(2025, 1, 1)}, {"state": "draft"}, {"verification": b"x" * 32}])
def test_the_database_keeps_a_signed_paper_as_it_was(desk, change):
    paper = signed(desk)

    with pytest.raises(DatabaseError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).delete()
    Paper.objects.filter(pk=paper.pk).update(contents=paper.contents, file=paper.file)


def test_the_database_lets_no_series_run_backwards(desk):
    signed(desk)

    with pytest.raises(DatabaseError), transaction.atomic():
        NumberSeries.objects.update(last=0)
    assert NumberSeries.objects.get().last == 1


def test_a_paper_and_its_scan_are_read_on_after_the_compartment_got_new_keys(desk, keys_of):
    paper = signed(desk)
    scan = services.attach_signed_scan(paper, seal_stream([b"%PDF-"]), head=b"%PDF-", keys=desk.keys, by=desk.inspector, at=AT)
    before = content(paper, desk.keys)

    rekey(desk.opened.compartment, keys=desk.keys, at=AT)

    fresh, keys = Paper.objects.select_related("inside").get(pk=paper.pk), keys_of(desk.inspector)
    scan = type(scan).objects.select_related("inside").get(pk=scan.pk)
    assert (content(fresh, keys) == before, letter_of(fresh, keys).subject, content(scan, keys)) == (
        True,
        "Jawaban atas pengaduan",
        b"%PDF-",
    )


def test_a_letter_nobody_stored_is_marked_as_a_draft_and_leaves_nothing(desk):
    letter = Letter(subject="Laporan", body=[Paragraph("Isi laporan.")])

    text = lines(services.preview_letter(PaperKind.MONTHLY_REPORT, letter, at=AT))

    assert [word in text for word in ("KONSEP", "Nomor : …", "Isi laporan.", "Bengkulu, 16 November 2026")] == [True] * 4
    assert Paper.objects.count() == 0

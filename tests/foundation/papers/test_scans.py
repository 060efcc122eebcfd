"""Scans of hand-signed papers: sealed beside the original, readable with the same key alone."""

import hashlib

import pytest

from foundation.papers import queries, services
from foundation.papers.models import SignedScan
from foundation.vault.errors import NoAccess
from foundation.vault.files import seal_stream, stored_file_names
from foundation.vault.owners import named_files
from tests.foundation.papers.conftest import AT
from tests.foundation.papers.test_papers import signed

SCAN = b"%PDF-1.4 hasil pindai"


def attached(desk, paper, content=SCAN):
    return services.attach_signed_scan(paper, seal_stream([content]), head=content[:64], keys=desk.keys, by=desk.inspector, at=AT)


def test_a_scan_is_kept_beside_the_original(desk, keys_of):
    paper = signed(desk)

    first, second = attached(desk, paper), attached(desk, paper, b"\xff\xd8\xff foto")

    facts = [queries.facts_of(scan, desk.keys) for scan in (first, second)]
    assert [(one.kind, one.sha256) for one in facts] == [
        ("application/pdf", hashlib.sha256(SCAN).hexdigest()),
        ("image/jpeg", hashlib.sha256(b"\xff\xd8\xff foto").hexdigest()),
    ]
    assert b"".join(queries.content_of(first, desk.keys)) == SCAN
    assert b"".join(queries.content_of(paper, desk.keys)).startswith(b"%PDF-1.7")
    with pytest.raises(NoAccess):
        queries.content_of(first, keys_of(desk.stranger))


def test_every_file_is_named_for_the_nightly_check(desk):
    paper = signed(desk)
    scan = attached(desk, paper)

    assert named_files() == {paper.stored_name, scan.stored_name}


def test_a_draft_a_strange_file_and_a_stranger_are_refused_and_leave_no_file(desk, keys_of):
    before = set(stored_file_names())
    with pytest.raises(services.ScanRefused):
        attached(desk, desk.draft())
    with pytest.raises(services.ScanRefused):
        attached(desk, signed(desk), b"<html>")
    with pytest.raises(NoAccess):
        services.attach_signed_scan(signed(desk), seal_stream([SCAN]), head=SCAN, keys=keys_of(desk.stranger), by=desk.stranger, at=AT)
    assert (SignedScan.objects.count(), set(stored_file_names()) - before - named_files()) == (0, set())

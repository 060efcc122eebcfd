"""The running summary: sealed, signed, and never overwritten unseen."""

from datetime import timedelta

import pytest

from complaints.models import Complaint
from complaints.services.summary import SummaryChanged, summary_of, write_summary
from foundation.audit.models import AuditEntry
from foundation.vault.errors import NoAccess
from tests.factories.accounts import keyring
from tests.factories.complaints import RECEIVED_AT, Office, received

AT = RECEIVED_AT + timedelta(hours=1)


def fresh(complaint: Complaint) -> Complaint:
    return Complaint.objects.select_related("content").get(pk=complaint.pk)


def test_a_summary_names_its_writer_and_moment(office: Office):
    complaint, keys = received().complaint, keyring(office.inspector, at=AT)

    write_summary(complaint, "Menunggu daftar hadir.", keys=keys, by=office.inspector, at=AT)

    assert summary_of(fresh(complaint), keys) == {"text": "Menunggu daftar hadir.", "by": "Hasan Basri Contoh", "at": AT.isoformat()}
    assert AuditEntry.objects.get(action="complaint.summarised").detail == {}


def test_an_empty_text_clears_it(office: Office):
    complaint, keys = received().complaint, keyring(office.inspector, at=AT)
    write_summary(complaint, "Lama.", keys=keys, by=office.inspector, at=AT)

    write_summary(complaint, " \n", seen=AT.isoformat(), keys=keys, by=office.inspector, at=AT)

    assert (summary_of(fresh(complaint), keys), fresh(complaint).summary) == ({}, None)


def test_what_was_not_seen_is_not_overwritten(office: Office):
    complaint, keys = received().complaint, keyring(office.inspector, at=AT)
    write_summary(complaint, "Yang pertama.", keys=keys, by=office.inspector, at=AT)

    with pytest.raises(SummaryChanged):
        write_summary(complaint, "Yang kedua.", seen="", keys=keyring(office.deputy, at=AT), by=office.deputy, at=AT)

    assert summary_of(fresh(complaint), keys)["text"] == "Yang pertama."


def test_a_stranger_cannot_sum_up(office: Office):
    complaint = received().complaint

    with pytest.raises(NoAccess):
        write_summary(complaint, "Ingin tahu.", keys=keyring(office.auditor, at=AT), by=office.auditor, at=AT)

    assert fresh(complaint).summary is None

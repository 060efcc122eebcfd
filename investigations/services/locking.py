"""Locks a case for the length of a service, so that two people deciding at once do so one after the other."""

from complaints.models import Complaint


def locked(complaint: Complaint) -> Complaint:
    """The case as it is now, locked until the transaction ends; inside a transaction only."""
    return Complaint.objects.select_for_update(of=("self",)).select_related("content", "thread").get(pk=complaint.pk)

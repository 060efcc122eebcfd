"""The states of a monthly report, in the order in which it goes through them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportState(TextChoices):
    """Approval, delivery and publication are one act; only a report that nobody approved in time appears without the first."""

    DRAFT = "draft", _("Draf")
    PUBLISHED_UNAPPROVED = "published_unapproved", _("Diterbitkan, belum disetujui Inspektur")
    PUBLISHED = "published", _("Disampaikan dan diterbitkan")

"""The states of a job."""

from django.db.models import TextChoices


class JobState(TextChoices):
    """Queued and running jobs will still happen; the others are ends, and a failed one waits for a person."""

    QUEUED = "queued", "Menunggu"
    RUNNING = "running", "Sedang dikerjakan"
    DONE = "done", "Selesai"
    FAILED = "failed", "Gagal"
    CANCELLED = "cancelled", "Dibatalkan"

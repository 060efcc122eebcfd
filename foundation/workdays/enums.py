"""What kinds of day off there are and how sure a date is, with the labels people read."""

from django.db.models import TextChoices


class HolidayKind(TextChoices):
    """Whose decree makes the day off; all three stop the count of working days alike."""

    NATIONAL = "national", "Libur nasional"
    JOINT_LEAVE = "joint_leave", "Cuti bersama"
    LOCAL = "local", "Libur daerah"


class Certainty(TextChoices):
    """Whether the date stands in a decree that was read, or is expected and may still move."""

    SURE = "sure", "Pasti"
    ESTIMATED = "estimated", "Perkiraan"

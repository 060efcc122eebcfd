"""The words of this room."""

from django.db import models


class Certainty(models.TextChoices):
    """How sure it is that a reference is cited rightly; whoever prints a weak one in an official letter checks it first."""

    READ = "read", "Dibaca pada sumbernya"
    FIRM = "firm", "Pengetahuan umum yang kuat"
    WEAK = "weak", "Periksa sebelum dikutip"

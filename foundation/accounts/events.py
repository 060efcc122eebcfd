"""News for the rooms above, sent inside the transaction after the save; a failing listener fails the change."""

from django.dispatch import Signal

appointment_ended = Signal()
"""`user`, `at`: an appointment of this person ended before its time; what it opened must be shut now, not at night."""

holder_made = Signal()
"""`user`, `at`: this person has a key pair from now on; what bars him from a case must bar the key, too."""

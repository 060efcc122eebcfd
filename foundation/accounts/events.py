"""News for the rooms above, sent inside the transaction after the save; a failing listener fails the change."""

from django.dispatch import Signal

appointment_ended = Signal()
"""`user`, `at`: an appointment of this person ended before its time; what it opened must be shut now, not at night."""

appointment_counts = Signal()
"""`user`, `at`: the secrecy undertaking of an appointment is on record, so that it counts from its first day on."""

holder_ending = Signal()
"""`user`, `comes_back`, `at`: this person's key pair is about to end; his grants still stand, for the last time.

`comes_back`: he stays in office and makes a new pair. Sent before the change, because afterwards nobody knows what he held.
"""

holder_made = Signal()
"""`user`, `at`: this person has a key pair from now on; what bars him from a case must bar the key, too."""

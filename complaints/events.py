"""News for the rooms above, sent inside the transaction after the save; a failing listener fails the change."""

from django.dispatch import Signal

answer_issued = Signal()
"""`complaint`, `answer`, `at`: an answer or refusal now stands on the status page."""

message_posted = Signal()
"""`complaint`, `message`, `at`: the conversation has a new message."""

protection_asked = Signal()
"""`complaint`, `words`, `at`: the reporter asks for protection; the listener drops the words into `complaint.safety`."""

rerouted = Signal()
"""`complaint`, `keys`, `by`, `at`: the case belongs to another row now; a team without the Walikota's instrument must give it back."""

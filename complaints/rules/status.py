"""Which of the five plain words a reporter sees of a case, whatever happens inside."""

from complaints.enums import ComplaintState as S
from complaints.enums import PublicStatus


def public_status(state: S, *, answered: bool) -> PublicStatus:
    """The word shown for `state`; internal stages, names and ranks never show.

    `answered`: a final answer or refusal stands on the status page.
    """
    if state == S.CLOSED:
        return PublicStatus.FINISHED
    if answered:
        return PublicStatus.ANSWERED
    if state == S.RECEIVED:
        return PublicStatus.RECEIVED
    if state == S.FORWARDED:
        return PublicStatus.FORWARDED
    return PublicStatus.FOLLOWED_UP

"""Who may manage people."""

from django.http import HttpRequest

from foundation.accounts.enums import Role


def manages_people(request: HttpRequest, *_: object) -> bool:
    """An administrator whose appointment is in force (request.roles, set by UnlockMiddleware)."""
    return Role.ADMINISTRATOR in getattr(request, "roles", frozenset())

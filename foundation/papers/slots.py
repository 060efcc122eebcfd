"""What this room hangs on shared screens."""


def register() -> None:
    """Called once, when the application starts."""

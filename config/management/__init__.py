"""Management commands that belong to no single room."""

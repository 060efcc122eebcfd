"""Everything that changes a protection case."""

"""Work that must not be lost: a row per job, claimed with a lease, swept by beat.

Owns Job and PeriodicSlot. Others call enqueue; handlers are registered by kind.
"""

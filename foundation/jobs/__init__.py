"""Work that must not be lost: a row per job, claimed with a lease, swept by beat.

Owns Job and PeriodicSlot. Others call enqueue, cancel, retry and claim_slot; handlers are registered by kind in
each room's tasks.py and must be idempotent, because a job whose worker dies is run again.
"""

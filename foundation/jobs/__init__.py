"""Work that must not be lost: a row per job, claimed with a lease, swept by beat.

Owns Job. Others call enqueue, cancel and retry; handlers are registered by kind in
each room's tasks.py and must be idempotent, because a job whose worker dies is run again.
"""

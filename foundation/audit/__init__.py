"""Who did what, when: append-only and chained.

Owns AuditEntry, ChainHead and Checkpoint; targets and actors by kind and UUID, so nothing cascades.
Others call record, history_of and verify.
"""

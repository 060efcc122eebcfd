"""Decisions of Pasal 19: what the report holds, what of it is public, and when it is due."""

"""Backup and restore: database and media in one tar file with a manifest; never a key."""

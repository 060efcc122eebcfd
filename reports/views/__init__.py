"""Screens of this room, one file an audience."""

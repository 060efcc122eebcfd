"""Screens of the case file; the audience is in the file's name."""

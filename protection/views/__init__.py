"""Screens of protection; the audience is in the file's name."""

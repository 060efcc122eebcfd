"""Writes of this room: drafting, letter c, publication, corrections, and keeping to the dates."""

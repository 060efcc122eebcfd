"""Reads of this room: the figures of a month, the reports there are, what the public may have of them."""

"""Writes of the ways in: each one transaction, told by whom and when."""

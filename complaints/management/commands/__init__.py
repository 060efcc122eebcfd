"""Commands of the case file."""

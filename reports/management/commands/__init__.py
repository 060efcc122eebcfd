"""Commands of the monthly report."""

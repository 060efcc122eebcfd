"""Everything that changes a case; one file a verb or a tight family, one transaction a call."""

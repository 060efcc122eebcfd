"""Everything that changes a follow-up; one file a verb or a tight family, one transaction a call."""

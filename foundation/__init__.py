"""The floor the six rooms stand on: law, audit, ui, workdays, jobs, vault, accounts, papers."""

"""Official papers: numbered, sealed, hashed PDFs that can be proved genuine; and what an office sets about them.

Owns Paper, SignedScan, NumberSeries, NumberTemplate, Letterhead, Signatory, PageText, LegalReference and `/keaslian/<kode>/`.
Others call letters, services (its door says how a paper is made, step by step) and queries. Pasal 15: a paper is read with the
key of the compartment it was sealed in.
"""

"""Official papers: numbering, page texts, legal references.

Owns NumberSeries, PageText, LegalReference. Others call next_number and page_text.
"""

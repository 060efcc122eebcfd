"""The regulation as an object: Pasal(7, 3), its text, and where it is carried out.

A plain package without Django; owns no table.
"""

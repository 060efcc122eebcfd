"""Keys and sealing: Pasal 15 held by cryptography.

Owns Holder, Compartment, Grant, Exclusion, RekeyDue; knows no user and no complaint.
Others call seal, open_sealed, drop, grant, shut, rekey, exclude and the sealed files.
"""

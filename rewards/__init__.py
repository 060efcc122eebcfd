"""Thanks to those who spoke, once a violation is proven.

Owns nothing yet; eligibility, proposal and grant arrive with their own models.
Asks investigations whether a complaint is proven.
Carries out Pasal 20.
"""

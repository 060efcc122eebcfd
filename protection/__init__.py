"""Safety of those who speak: threats, retaliation, measures.

Owns ProtectionCase.
Hears protection_asked from complaints.
Carries out Pasal 5 b, c, 11, 13 and 17.
"""

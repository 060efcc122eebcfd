"""Which days are working days in Bengkulu, and how terms of working days are counted.

Owns `Holiday`. Others call `arithmetic` (pure), `queries`, and `services.import_holidays` with rows read by `reading`.
Carries out no article itself: the terms that count in working days (Pasal 6 ayat (5), 7 ayat (2), 16) are complaints'.
"""

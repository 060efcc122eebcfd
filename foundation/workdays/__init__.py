"""Working days of the Kota: the holiday table and pure arithmetic over it.

Owns Holiday. Others call add_workdays and holidays_between.
"""

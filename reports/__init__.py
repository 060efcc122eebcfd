"""What the Walikota reads each month and what the public may know.

Owns MonthlyReport and its frozen figures.
Reads the other rooms' queries and never calls their services.
Carries out Pasal 19.
"""

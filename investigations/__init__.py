"""What the Inspektorat does with a complaint: disposition, review, assignment, findings.

Owns Disposition, Review, Assignment.
Asks complaints.services to move the case; never moves it itself.
Carries out Pasal 7(1), 7(3), 8, 12, 14 and 3 b, c.
"""

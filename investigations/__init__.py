"""What the Inspektorat does with a complaint: disposition, review, assignment, findings.

Owns Disposition, Review, RivalSheet, Assignment, TeamMember, Suspension, Ruling.
Asks complaints.services to move the case; never moves it itself.
Carries out Pasal 3 b and c, 7(1), 7(3) and 14; 8 and 12 belong here too.
"""

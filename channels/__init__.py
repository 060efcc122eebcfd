"""Every way in and every way out.

Owns Channel, Intake and the registers of each way in.
Tells nobody; calls complaints.services to register what arrives.
Carries out Pasal 5 a, 6(1)-(4).
"""

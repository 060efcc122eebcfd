"""People of the office: users, units, posts, appointments, sign-in and unlocking.

Owns User, Unit, Post, Appointment, Notice. Others call users_with, notify, keyring_of.
"""

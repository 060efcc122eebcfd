"""Screens of the ways in: public pages, the form, its sending, and the officer's desk."""

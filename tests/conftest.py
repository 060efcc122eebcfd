"""Fixtures that two or more folders of tests use."""

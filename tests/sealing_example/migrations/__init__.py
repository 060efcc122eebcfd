"""Migrations by hand, so that PostgreSQL makes this room after the vault."""

"""Screens of this room, by audience and topic."""

"""The screens of this room: signing in and out, one's password, and managing people."""

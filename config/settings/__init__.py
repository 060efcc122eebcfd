"""Settings split by use: local (make run), test, production."""

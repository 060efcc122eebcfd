"""A tiny room that exists in tests only, so that the vault is tested on rows of its own."""

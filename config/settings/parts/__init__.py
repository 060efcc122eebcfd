"""One concern of the settings a file."""

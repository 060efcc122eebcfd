"""The shape and words of what staff and reporters type into a case; the audience is in the file's name."""

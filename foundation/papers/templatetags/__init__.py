"""Tags for templates of rooms above."""

"""The shape and words of what people type when they complain, and of what officers type for them."""

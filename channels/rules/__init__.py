"""Pure decisions about the ways in: what the law knows of each, who receives, what a form needs."""

"""How much a form takes: stated to people beforehand, said again in numbers when passed."""

MOST_WORDS = 3000
"""About six pages; what is longer comes as a file."""

MOST_CHARACTERS = 60_000
"""A guard for the machine, far beyond MOST_WORDS of any language; 20,000 characters in one word pass."""

MOST_ACCUSED = 10


def words_in(text: str) -> int:
    """How many words a text has, parted by any white space."""
    return len(text.split())

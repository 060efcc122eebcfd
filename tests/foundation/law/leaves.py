"""All places of the regulation, for tests that want none left out."""

from foundation.law.pasal import Pasal
from foundation.law.regulation import perwali


def every_leaf() -> tuple[Pasal, ...]:
    """The smallest numbered places of the whole regulation, in printed order."""
    return tuple(leaf for step in perwali().articles for leaf in Pasal.at((step,)).leaves())

"""The one searchable word that ties a rule to the article it carries out."""

from collections.abc import Callable
from typing import TypeVar

from foundation.law.pasal import Pasal

Rule = TypeVar("Rule", bound=Callable[..., object])


def carries_out(*places: Pasal) -> Callable[[Rule], Rule]:
    """Mark a rule function or class as the place that carries out these articles.

    Takes one Pasal or several; may be worn more than once. Returns the rule itself with the articles in `__carries_out__`.
    Raises TypeError without an article, or when worn without brackets: such a mark would hide from the map of the law.
    """
    if not places or not all(isinstance(place, Pasal) for place in places):
        raise TypeError("carries_out takes at least one Pasal, as in @carries_out(Pasal(7, 3))")

    def mark(rule: Rule) -> Rule:
        earlier: tuple[Pasal, ...] = vars(rule).get("__carries_out__", ())
        rule.__carries_out__ = (*places, *earlier)  # type: ignore[attr-defined]
        return rule

    return mark

"""Whether the figures of a report agree with one another."""

from collections.abc import Mapping
from typing import Any


def reconciles(figures: Mapping[str, Any]) -> bool:
    """Whether the balance adds up: opening + received + reopened − closed = closing, and the ages and types add up to it."""
    balance = figures["balance"]
    expected = balance["opening"] + balance["received"] + balance["reopened"] - balance["closed"]
    ages = sum(row["count"] for row in figures["open_by_age"])
    kinds = sum(row["count"] for row in figures["received"]["by_type"])
    channels = sum(row["count"] for row in figures["channels"])
    return balance["closing"] == expected == ages and figures["received"]["total"] == balance["received"] == kinds == channels

"""What the ways in and out keep: the ways themselves, how each complaint came, messages that arrive and that leave."""

from channels.models.messages import InboundMessage, OutgoingMessage
from channels.models.ways import Channel, Intake

__all__ = ["Channel", "InboundMessage", "Intake", "OutgoingMessage"]

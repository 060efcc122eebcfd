"""The tables of this room, by topic."""

from foundation.papers.models.letterheads import Letterhead, Signatory
from foundation.papers.models.numbering import NumberSeries, NumberTemplate
from foundation.papers.models.paper import Paper, SignedScan
from foundation.papers.models.texts import LegalReference, PageText

__all__ = ["LegalReference", "Letterhead", "NumberSeries", "NumberTemplate", "PageText", "Paper", "Signatory", "SignedScan"]

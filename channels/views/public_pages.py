"""The pages that only tell: landing, other ways, privacy, accessibility, the regulation."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from channels import queries
from complaints.enums import DeadlineKind
from complaints.rules.deadlines import TERMS
from foundation.law.pasal import Pasal
from foundation.law.regulation import perwali
from foundation.ui import slots
from foundation.ui.kept import KeptPageMixin
from foundation.ui.views import PublicView

ACCESSIBILITY_STATED_ON = date(2026, 11, 25)
"""The day on which the words of the accessibility statement were last compared with what the tests show."""
KEPT_BY_BROWSERS = 300
"""Seconds; nothing of the visitor stands on these pages."""


class TellingView(PublicView, TemplateView):
    """A page without a form."""

    cache_seconds = KEPT_BY_BROWSERS


class LandingView(KeptPageMixin, TellingView):  # type: ignore[misc]
    """`/`: what may be told, how it is protected, what is promised, every way in."""

    template_name = "channels/public/landing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The three terms, the ways in, and what other rooms show here."""
        offered = [(part.template, part.provider(self.request)) for part in slots.landing_part.visible(self.request)]
        parts = [(template, filled) for template, filled in offered if filled is not None]
        return super().get_context_data(**kwargs, terms=_terms(), channels=_advertised(), parts=parts)


class WaysView(TellingView):
    """`/cara-lain/`: the seven ways of Pasal 6(3) with real addresses."""

    template_name = "channels/public/ways.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The ways in."""
        return super().get_context_data(**kwargs, channels=_advertised())


class PrivacyView(TellingView):
    """`/privasi/`: what is kept, how it is sealed, who opens it, what is not claimed."""

    template_name = "channels/public/privacy.html"


class AccessibilityView(TellingView):
    """`/aksesibilitas/`: what works and how that was tested, what does not yet, whom to call."""

    template_name = "channels/public/accessibility.html"
    extra_context = {"stated_on": ACCESSIBILITY_STATED_ON}


class RegulationView(TellingView):
    """`/peraturan/`: the words of the Perwali."""

    template_name = "channels/public/regulation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Every article with its text."""
        articles = [Pasal.at((step,)) for step in perwali().articles]
        return super().get_context_data(**kwargs, articles=articles, regulation=perwali())


def _advertised() -> list[Any]:
    return list(queries.advertised(timezone.localdate()))


def _terms() -> list[tuple[int, str, Pasal]]:
    """Days, what is promised, article."""
    words = {
        DeadlineKind.FORWARD: _("pengaduan sampai kepada Inspektur"),
        DeadlineKind.FOLLOW_UP: _("pengaduan kami tindak lanjuti"),
        DeadlineKind.ANSWER: _("Anda memperoleh jawaban"),
    }
    return [(term.days, words[kind], term.carries_out) for kind, term in TERMS.items()]

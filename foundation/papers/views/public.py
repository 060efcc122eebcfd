"""`/keaslian/<kode>/`: is this paper genuine? Yes with number and date, or not known; nothing else."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView

from foundation.papers.queries import genuine
from foundation.ui.views import PublicView


class VerifyView(PublicView, TemplateView):
    """The answer for one code. An unknown code and what is no code get the same words, and neither is repeated."""

    template_name = "papers/public/verify.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """200 for a genuine paper, 404 for everything else."""
        del request, args
        paper = genuine(kwargs["code"])
        return self.render_to_response({"paper": paper}, status=404 if paper is None else 200)

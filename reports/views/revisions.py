"""What the screens of a month share."""

from typing import Any

from django.http import HttpRequest

from foundation.ui.views import StaffView
from reports.queries import reports as queries
from reports.rules.period import Period


class NewestRevision(StaffView):
    """A screen about the newest revision of a month; `report` is None while the month runs or waits for its draft."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads it."""
        super().setup(request, *args, **kwargs)
        self.period: Period = kwargs["period"]
        self.report = queries.newest(self.period)

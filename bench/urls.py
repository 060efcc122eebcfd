"""All addresses of the product and one bare view, so that both are measured in the same process."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from config.urls import handler400, handler500

__all__ = ["handler400", "handler500", "urlpatterns"]


@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    """The least a Django view can do; it passes the same middleware as every page."""
    del request
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


urlpatterns = [path("bench/bare/", bare), path("", include("config.urls"))]

"""All addresses, room by room."""

from django.urls import URLPattern, URLResolver, include, path

handler400 = "foundation.ui.views.bad_request"
handler403 = "foundation.ui.views.forbidden"
handler404 = "foundation.ui.views.not_found"
handler500 = "foundation.ui.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("foundation.accounts.urls")),
    path("", include("foundation.accounts.allauth_urls")),
    path("", include("foundation.ui.urls")),
    path("", include("foundation.papers.urls")),
    path("", include("complaints.urls")),
    path("", include("channels.urls")),
    path("", include("investigations.urls")),
    path("", include("protection.urls")),
    path("", include("reports.urls")),
]

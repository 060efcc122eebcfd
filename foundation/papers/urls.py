"""Addresses of this room."""

from django.urls import path

from foundation.papers.views import public

app_name = "papers"

urlpatterns = [
    path("keaslian/<str:code>/", public.VerifyView.as_view(), name="verify"),
]

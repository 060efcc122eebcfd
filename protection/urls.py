"""Addresses of protection."""

from django.urls import path

from protection.views import staff

app_name = "protection"
urlpatterns = [path("petugas/perlindungan/", staff.ProtectionListView.as_view(), name="list")]

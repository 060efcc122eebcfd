"""Addresses that belong to no room: settings frame, health, language, robots."""

from django.urls import path

from foundation.ui import views

app_name = "ui"
urlpatterns = [
    path("petugas/pengaturan/", views.SettingsView.as_view(), name="settings"),
    path("sehat/", views.HealthView.as_view(), name="health"),
    path("bahasa/", views.LanguageView.as_view(), name="language"),
    path("robots.txt", views.robots, name="robots"),
]

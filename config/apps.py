"""Lets `config` carry management commands that wire several rooms."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The wiring: commands only, no tables."""

    name = "config"

"""Django's door to the test-only room."""

from django.apps import AppConfig


class SealingExampleConfig(AppConfig):
    """Installed by config.settings.test alone."""

    name = "tests.sealing_example"
    label = "sealing_example"

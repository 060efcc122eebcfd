#!/usr/bin/env python
"""Django's command line; without any environment it meets the settings that `make run` uses."""

import os
import sys


def main() -> None:
    """Run one management command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings must be named first

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

"""Django's entry for the package."""

from django.apps import AppConfig


class ScannerConfig(AppConfig):
    """Floor 8: the reference index, the matchers, and the act of publishing."""

    name = "scanner"

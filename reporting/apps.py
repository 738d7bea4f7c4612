"""Django's entry for the package."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Floor 10: measures of the programme."""

    name = "reporting"

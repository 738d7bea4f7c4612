"""Django's entry for the package."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Floor 1: the verifiable log."""

    name = "audit"

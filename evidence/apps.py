"""Django's entry for the package."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Floor 5: immutable files with custody."""

    name = "evidence"

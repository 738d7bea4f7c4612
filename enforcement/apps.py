"""Django's entry for the package."""

from django.apps import AppConfig


class EnforcementConfig(AppConfig):
    """Floor 9: complaint, case, notice, answer, decision, remedy, appeal."""

    name = "enforcement"

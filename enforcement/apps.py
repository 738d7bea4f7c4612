"""Django's entry for the package."""

from importlib import import_module

from django.apps import AppConfig


class EnforcementConfig(AppConfig):
    """Floor 9: complaint, case, notice, answer, decision, remedy, appeal."""

    name = "enforcement"

    def ready(self) -> None:
        """Register what follows when clocks run out, and the sweeps that bring up what is new below."""
        import_module("enforcement.sweeps")

"""Django's entry for the package."""

from importlib import import_module

from django.apps import AppConfig


class EnforcementConfig(AppConfig):
    """Floor 9: complaint, case, notice, answer, decision, remedy, appeal."""

    name = "enforcement"

    def ready(self) -> None:
        """Register what follows when clocks run out, the sweeps that bring up what is new below, whose a cause is,
        what is complained about, sellers' looks at their catalogues, and what leaves an agent's sight."""
        import_module("enforcement.sweeps")
        import_module("enforcement.causes")
        import_module("enforcement.complained")
        import_module("enforcement.report_rounds")
        import_module("enforcement.trade_rounds")
        import_module("enforcement.suspension_rounds")
        import_module("enforcement.thresholds.rounds")
        import_module("enforcement.placing_rounds")
        import_module("enforcement.queueing.standing")
        import_module("enforcement.lanes_published")
        import_module("enforcement.defence.looking_through")
        import_module("enforcement.sight")

"""Django's entry for the package."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

REGISTERING = ("clocks", "effects", "jobs", "rounds")


class WorkflowConfig(AppConfig):
    """Floor 2: clocks, jobs, effects and the rounds that sweep them.

    Every app registers its consequences in its module `clocks`, its handlers in `effects`, its kinds of job in `jobs`
    and its sweeps in `rounds`; every process of the product reads them at start-up.
    """

    name = "workflow"

    def ready(self) -> None:
        """All models are loaded by now."""
        autodiscover_modules(*REGISTERING)

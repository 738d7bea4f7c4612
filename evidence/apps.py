"""Django's entry for the package."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class EvidenceConfig(AppConfig):
    """Floor 5: immutable files with custody.

    An app registers in its module `sight` what evidence somebody sees because of its own rows.
    """

    name = "evidence"

    def ready(self) -> None:
        """All models are loaded by now."""
        autodiscover_modules("sight")

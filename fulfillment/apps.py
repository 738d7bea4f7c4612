"""Django's entry for the package."""

from importlib import import_module

from django.apps import AppConfig


class FulfillmentConfig(AppConfig):
    """Floor 8: codes of goods, units and batches, the dock, holds, and where goods came from."""

    name = "fulfillment"

    def ready(self) -> None:
        """Register what an agent sees."""
        import_module("fulfillment.sight")

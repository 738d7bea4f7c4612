"""Django's entry for the package."""

from django.apps import AppConfig


class FulfillmentConfig(AppConfig):
    """Floor 8: codes of goods, units and batches, the dock, holds, and where goods came from."""

    name = "fulfillment"

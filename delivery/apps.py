"""Django's entry for the package."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Floor 5: telling the outside."""

    name = "delivery"

"""Django's entry for the package."""

from django.apps import AppConfig


class GatewayConfig(AppConfig):
    """Floor 3: how every page and API answers."""

    name = "gateway"

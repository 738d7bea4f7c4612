"""Django's entry for the package."""

from django.apps import AppConfig


class SellersConfig(AppConfig):
    """Floor 7: listings and their states, restraints, standing."""

    name = "sellers"

"""Django's entry for the wiring."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Floor 12: wiring alone."""

    name = "config"
    label = "wiring"

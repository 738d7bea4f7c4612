"""Django's entry for the package."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Floor 6: rights, specimens, authorised sellers, and the gate."""

    name = "registry"

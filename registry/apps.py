"""Django's entry for the package."""

from importlib import import_module

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Floor 6: rights, specimens, authorised sellers, and the gate."""

    name = "registry"

    def ready(self) -> None:
        """Register what an agent sees, and when that ends."""
        import_module("registry.sight")

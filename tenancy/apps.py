"""Django's entry for the package."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """Floor 0: the wall."""

    name = "tenancy"
    default_auto_field = "django.db.models.BigAutoField"

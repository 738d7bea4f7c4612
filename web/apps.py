"""Django's entry for the package."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Floor 11: what people see."""

    name = "web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

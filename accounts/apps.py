"""Django's entry for the package."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Floor 4: parties, people, keys, permissions."""

    name = "accounts"

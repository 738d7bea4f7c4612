"""How far the cases have followed the registry."""

from typing import ClassVar

from django.db import models

from tenancy.models import Tenanted


class RegistrySeen(Tenanted):
    """Up to which change of the registry open cases were looked at: one row a marketplace."""

    until = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant"], name="registryseen_once")]

    def __str__(self) -> str:
        return f"seen until {self.until:%Y-%m-%d %H:%M:%S}"

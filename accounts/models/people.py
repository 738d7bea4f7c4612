"""People outside the wall: the user who signs in, and which marketplaces they may enter."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now

from tenancy.ids import uuid7


class UserManager(BaseUserManager["User"]):
    """Users are known by their e-mail address, compared without case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person; without a password they sign in by passkey or set one by the invitation."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Case does not matter in an address."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person. Deactivated, never deleted: the log refers to them."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10, blank=True)
    time_zone = models.CharField(max_length=50, blank=True)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    def __str__(self) -> str:
        return self.name or self.email


class Access(models.Model):
    """That a person may enter a marketplace, and whether they need a second factor for it. No names.

    Written with the membership, in one transaction; read before anything walled is.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="accesses")
    marketplace = models.ForeignKey("tenancy.Marketplace", models.CASCADE, related_name="+")
    needs_two_factor = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "marketplace"], name="access_once")]

    def __str__(self) -> str:
        return f"{self.user_id} may enter {self.marketplace_id}"

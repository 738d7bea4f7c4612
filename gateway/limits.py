"""Rate limits that hold with Redis down, and that a refused request cannot roll back."""

import hashlib
import hmac

from django.conf import settings


def blind_key(key: str, key_prefix: str, version: int) -> str:
    """A cache key that says nothing about whom it counts: a keyed HMAC of the plain one."""
    plain = f"{key_prefix}:{version}:{key}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), plain, hashlib.sha256).hexdigest()

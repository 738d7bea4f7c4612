"""The door of the API: a key, or the session of a page that calls it.

What is checked before anything is looked up, in this order: how often this caller guessed keys, whether the key is
right, revoked, expired, whether its party stands, whether it only reads. (Nothing of `rest_framework.views` may be
imported here: that module reads this one.)
"""

import hmac
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, CSRFCheck
from rest_framework.exceptions import AuthenticationFailed, MethodNotAllowed, NotAuthenticated
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from accounts import actors
from accounts.entering import SecondFactorNeeded, member
from accounts.models import ApiKey, Party
from accounts.permissions import READ_ONLY, require
from accounts.services.keys import note_use, secret_hash
from gateway.limits import client_address, limit, refuse_if_spent
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Denied, NotFound

WRONG_KEY = "wrong key"
WRONG_PER_HOUR = 10
NOBODY = "0" * 64


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer mw_<prefix>_<secret>`, or without that header the session and its CSRF token.

    401 for no key, a wrong, an expired or a revoked one (ten wrong ones in an hour from an address, then 429); 404 for
    a key whose party is suspended and for a person who is a stranger here; 403 for a read-only key that would change
    something and for a session without the second factor.
    """

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        """(user, key or None); sets `request.actor`."""
        plain: HttpRequest = request._request
        header = plain.headers.get("Authorization", "")
        if header:
            key = self._key(plain, header)
            plain.actor = _actor_of_key(plain, key)  # type: ignore[attr-defined]
            return AnonymousUser(), key
        user = getattr(plain, "user", None)
        if user is None or not user.is_authenticated:
            return None
        plain.actor = _actor_of_session(plain)  # type: ignore[attr-defined]
        return user, None

    def authenticate_header(self, request: Request) -> str:
        """What 401 asks for."""
        return 'Bearer realm="markwarden"'

    def _key(self, request: HttpRequest, header: str) -> ApiKey:
        address = client_address(request)
        refuse_if_spent(WRONG_KEY, address, per_hour=WRONG_PER_HOUR)
        prefix, secret = _parts(header)
        key = ApiKey.objects.select_related("party").filter(prefix=prefix).first() if prefix else None
        # Compared in constant time, and also where there is no such key.
        right = hmac.compare_digest(secret_hash(secret), key.secret_hash if key else NOBODY)
        if key is None or not right:
            limit(WRONG_KEY, address, per_hour=WRONG_PER_HOUR)
            raise AuthenticationFailed(_("This key is not known here."))
        return key


class InsideMarketplace(BasePermission):
    """Members and keys alone, with the permission that the view names.

    A view says `permission = "right.read"`, or per method
    `permissions = {"GET": "right.read", "POST": "right.register"}`.
    A public view says `public = "why"`.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        """Raises Denied with the reason; False (401) for anonymous callers."""
        if getattr(view, "public", ""):
            return True
        actor: Actor | None = getattr(request._request, "actor", None)
        if actor is None:
            raise NotAuthenticated
        require(actor, permission_of(view, request.method or "GET"))
        return True


def permission_of(view: Any, method: str) -> str:
    """The permission that `method` needs at an API view. MethodNotAllowed for a method that names none."""
    permissions: dict[str, str] = getattr(view, "permissions", {})
    looked_up = "GET" if method in ("HEAD", "OPTIONS") else method
    found = permissions.get(looked_up) or getattr(view, "permission", "")
    if not found:
        raise MethodNotAllowed(method)
    return found


def _parts(header: str) -> tuple[str, str]:
    """Prefix and secret of `Bearer mw_<prefix>_<secret>`; empty where it is not of that form."""
    scheme, _space, token = header.partition(" ")
    house, _line, rest = token.strip().partition("_")
    prefix, _line, secret = rest.partition("_")
    is_ours = scheme.lower() == "bearer" and house == "mw" and token.isascii() and len(prefix) <= 12
    return (prefix, secret) if is_ours else ("", "")


def _actor_of_key(request: HttpRequest, key: ApiKey) -> Actor:
    state = key.state(database_now())
    if state == "revoked":
        raise AuthenticationFailed(_("This key is revoked."))
    if state == "expired":
        raise AuthenticationFailed(_("This key has expired."))
    if key.party.state != Party.State.ACTIVE:
        raise NotFound
    if key.read_only and request.method not in SAFE_METHODS:
        raise Denied(str(READ_ONLY.message), code=READ_ONLY.code)
    note_use(key)
    return actors.of_key(key)


def _actor_of_session(request: HttpRequest) -> Actor:
    check = CSRFCheck(lambda _request: None)  # type: ignore[arg-type,return-value]
    check.process_request(request)
    reason = check.process_view(request, None, (), {})  # type: ignore[func-returns-value,arg-type]
    if reason:
        raise Denied(_("The CSRF token is missing or old: %(reason)s") % {"reason": reason}, code="csrf")
    try:
        return member(request, request.marketplace)  # type: ignore[attr-defined]
    except SecondFactorNeeded as needed:
        raise Denied(_("Show your second factor on a page first."), code="second_factor_needed") from needed

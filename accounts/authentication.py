"""The door of the API: a key, or the session of a page that calls it.

What is checked before anything is looked up, in this order: how often this caller guessed keys, whether the key is
right, revoked, expired, whether its party stands, whether it only reads. (Nothing of `rest_framework.views` may be
imported here: that module reads this one.)
"""

import hmac
import re
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
WHOLE = re.compile(r"(?i:bearer) +mw_([0-9a-f]{10})_([0-9a-f]{48})")
"""A key as `accounts.services.keys` writes it."""


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer mw_<prefix>_<secret>`, or without that header the session and its CSRF token.

    404 for strangers: a whole key that this marketplace never made (another may have: keys are looked up inside the
    wall), one whose party is suspended, a person who is no member. 401 for no key, one that is mistyped, expired or
    revoked. After ten that are unknown or mistyped, in an hour from an address, 429. 403 for a read-only key that would
    change something and for a session without the second factor.
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
        whole = WHOLE.fullmatch(header.strip())
        key = ApiKey.objects.select_related("party").filter(prefix=whole[1]).first() if whole else None
        if whole and key and hmac.compare_digest(secret_hash(whole[2]), key.secret_hash):
            return key
        limit(WRONG_KEY, address, per_hour=WRONG_PER_HOUR)
        if whole and key is None:
            raise NotFound
        raise AuthenticationFailed(_("This key is not known here."))


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


def _actor_of_key(request: HttpRequest, key: ApiKey) -> Actor:
    state = key.state(database_now())
    if state == "revoked":
        raise AuthenticationFailed(_("This key is revoked."))
    if state == "expired":
        raise AuthenticationFailed(_("This key has expired."))
    if key.party.state != Party.State.ACTIVE:
        raise NotFound
    actor = actors.of_key(key)
    if key.read_only and request.method not in SAFE_METHODS:
        request.actor = actor  # type: ignore[attr-defined] # whom the log says was refused
        raise Denied(str(READ_ONLY.message), code=READ_ONLY.code)
    note_use(key)
    return actors.barred(actor)


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

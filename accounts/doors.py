"""The doors: every page of the product stands behind one, and says which.

    @page("right.read")                      members who may; POST needs the same
    @page("case.read", post="case.decide")   looking and acting apart
    @action("case.assign")                   POST alone
    @public_page("the application form")     anybody, with the reason why
    @person_page                             anybody who is signed in, outside any marketplace

A door calls the view as `view(request, …)` without the slug; `request.marketplace`, `request.actor` and, for members,
`request.membership` stand. The door is kept at the view as `view.door`, which the access matrix of the tests reads.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Literal
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from accounts.entering import SecondFactorNeeded, member
from accounts.permission_words import PERMISSIONS
from accounts.permissions import require
from tenancy.actor import Actor
from tenancy.errors import NotFound

AFTER_SECOND_FACTOR = "after_second_factor"
"""Where the session keeps the way back for the pages that set up a factor."""

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Door:
    """What stands before a view: the permission per method for members, or the reason why it is open to anybody."""

    kind: Literal["member", "public", "person"]
    permissions: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


def page(permission: str, *, post: str | None = None) -> Callable[[View], View]:
    """For members who have `permission` (`post` for POST, where that differs). No other method is answered."""
    return _member_door({"GET": permission, "HEAD": permission, "POST": post or permission})


def action(permission: str) -> Callable[[View], View]:
    """For members who have `permission`, by POST alone."""
    return _member_door({"POST": permission})


def _member_door(permissions: Mapping[str, str]) -> Callable[[View], View]:
    unknown = set(permissions.values()) - PERMISSIONS.keys()
    if unknown:
        raise ValueError(f"There is no permission {', '.join(sorted(unknown))}.")

    def decorate(view: View) -> View:
        @wraps(view)
        def entered(request: HttpRequest, *args: Any, slug: str = "", **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            try:
                request.actor = actor = member(request, request.marketplace)  # type: ignore[attr-defined]
            except SecondFactorNeeded as needed:
                return _to_second_factor(request, has_factor=needed.has_factor)
            permission = permissions.get(request.method or "")
            if permission is None:
                return HttpResponseNotAllowed(permissions)
            require(actor, permission)
            return view(request, *args, **kwargs)

        entered.door = Door("member", permissions)  # type: ignore[attr-defined]
        return entered

    return decorate


def public_page(reason: str) -> Callable[[View], View]:
    """For anybody. A member who is fully signed in is known to the view as such, everybody else is anonymous."""

    def decorate(view: View) -> View:
        @wraps(view)
        def entered(request: HttpRequest, *args: Any, slug: str = "", **kwargs: Any) -> HttpResponseBase:
            request.actor = _whoever(request)  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        entered.door = Door("public", reason=reason)  # type: ignore[attr-defined]
        return entered

    return decorate


def person_page(view: View) -> View:
    """For anybody who is signed in, outside any marketplace."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return view(request, *args, **kwargs)

    entered.door = Door("person")  # type: ignore[attr-defined]
    return entered


def _whoever(request: HttpRequest) -> Actor:
    marketplace = getattr(request, "marketplace", None)
    if marketplace is not None and request.user.is_authenticated:
        try:
            return member(request, marketplace)
        except (NotFound, SecondFactorNeeded):
            pass
    return Actor.anonymous(marketplace.id if marketplace is not None else None)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in and come back. A form that was posted cannot be come back to: the person lands on its marketplace."""
    return _away(request, reverse("account_login"))


def _to_second_factor(request: HttpRequest, *, has_factor: bool) -> HttpResponse:
    request.session[AFTER_SECOND_FACTOR] = _way_back(request)
    if has_factor:
        messages.info(request, _("This marketplace asks for your second factor."))
        return _away(request, reverse("mfa_reauthenticate"))
    messages.info(
        request, _("Your role in this marketplace needs a second factor. Set up an app or a passkey to go on.")
    )
    return _away(request, reverse("mfa_index"))


def _away(request: HttpRequest, url: str) -> HttpResponse:
    """To `url`, with the way back. A part of a page sends the whole page there."""
    target = f"{url}?{urlencode({REDIRECT_FIELD_NAME: _way_back(request)})}"
    return HttpResponseClientRedirect(target) if getattr(request, "htmx", None) else HttpResponseRedirect(target)


def _way_back(request: HttpRequest) -> str:
    htmx = getattr(request, "htmx", None)
    if htmx:
        return htmx.current_url_abs_path or "/"
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    marketplace = getattr(request, "marketplace", None)
    return f"/m/{marketplace.slug}/" if marketplace is not None else "/"

"""Who stands at the door of a marketplace: its member with a second factor where that is needed, or a stranger."""

import time
from datetime import timedelta
from typing import cast

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from accounts.actors import chosen_membership, of_membership
from accounts.models import Access, User
from tenancy.actor import Actor
from tenancy.errors import NotFound
from tenancy.models import Marketplace

STEP_UP = timedelta(minutes=15)
"""Who sends letters or money elsewhere, invites people or makes keys has shown who they are within so long: by password, passkey
or app. A mailbox or a browser that was left open is not enough."""


class SecondFactorNeeded(Exception):
    """The person may enter, but this session has not shown the factor that Access asks for."""

    def __init__(self, *, has_factor: bool) -> None:
        super().__init__()
        self.has_factor = has_factor


def has_shown_factor(request: HttpRequest) -> bool:
    """True if a second factor (app, passkey or recovery code) was used in this session."""
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    return any(record.get("method") == "mfa" for record in records)


def signed_in_within(request: HttpRequest, span: timedelta) -> bool:
    """True if the person has shown who they are so lately: by password, passkey or app."""
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    return time.time() - max((record.get("at", 0) for record in records), default=0) < span.total_seconds()


def is_to_confirm(request: HttpRequest) -> bool:
    """True if the person has to show once more who they are before a deed that a thief would begin with."""
    return not signed_in_within(request, STEP_UP)


def has_factor(user: User) -> bool:
    """True if the person has set up an app or a passkey."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user_id=user.pk, type__in=kinds).exists()


def member(request: HttpRequest, marketplace: Marketplace) -> Actor:
    """The actor of the signed-in person in this marketplace. Call inside it.

    Access, outside the wall, is asked first: without a line there nothing walled is read. Raises NotFound for a
    stranger (also one whose membership has ended or whose party is suspended) and SecondFactorNeeded.
    """
    user = cast(User, request.user)
    access = Access.objects.filter(user=user, marketplace=marketplace).first()
    if access is None:
        raise NotFound
    if access.needs_two_factor and not has_shown_factor(request):
        raise SecondFactorNeeded(has_factor=has_factor(user))
    membership = chosen_membership(request, marketplace.id)
    if membership is None:
        raise NotFound
    request.membership = membership  # type: ignore[attr-defined]
    return of_membership(membership)

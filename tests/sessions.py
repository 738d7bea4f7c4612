"""Signing a test client in as somebody, as if through the sign-in page."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

from accounts.actors import session_slot
from accounts.models import Membership, User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(client: Client, membership: Membership, *, two_factor: bool = True) -> Client:
    """`client` signed in as the membership's person and acting under it, with or without the second factor shown."""
    sign_in(client, membership.user, two_factor=two_factor)
    session = client.session
    session[session_slot(membership.tenant_id)] = str(membership.id)
    session.save()
    return client


def sign_in(client: Client, user: User, *, two_factor: bool = True) -> Client:
    """`client` with a session of `user`, as allauth would leave it."""
    client.force_login(user, backend=BACKEND)
    methods = [{"method": "password", "at": time.time(), "email": user.email}]
    if two_factor:
        methods.append({"method": "mfa", "at": time.time(), "type": "totp"})
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = methods
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client

"""How allauth behaves here: nobody signs up by themselves, addresses are read behind proxies, secrets lie encrypted."""

import base64
import hashlib
import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest

from gateway.limits import client_address


class AccountAdapter(DefaultAccountAdapter):
    """Accounts begin with an application that was accepted, or with an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that limits are counted by (of IPv6 the network), as a column for addresses can hold it."""
        address = client_address(request).removesuffix("/64")
        return "::" if address == "unknown" else address

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Not within five minutes of signing in: somebody who has just typed the password need not type it again."""
        request = context.request
        records = get_authentication_records(request, request.user) if request is not None else []
        latest = max((record.get("at", 0) for record in records), default=0)
        if time.time() - latest < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)


class MFAAdapter(DefaultMFAAdapter):
    """Seeds of apps and recovery codes are kept encrypted with a key derived from the secret key."""

    def build_totp_svg(self, url: str) -> str:
        """The code to scan, on white: a camera finds no black squares on a dark page."""
        head, end, rest = super().build_totp_svg(url).partition("<path")
        return f'{head}<rect width="100%" height="100%" fill="white"/>{end}{rest}'

    def encrypt(self, text: str) -> str:
        """For the database."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """From the database."""
        return _fernet().decrypt(encrypted_text.encode()).decode()


def _fernet() -> Fernet:
    digest = hashlib.sha256(b"accounts.mfa\n" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))

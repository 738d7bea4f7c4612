"""The two ways in which the outside is told: a mail that leaves at once, a change that is read once it is sealed."""

import json
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from tenancy.context import database_now, tenant
from workflow.effects import handler, held
from workflow.models import Effect

MAIL = "mail"
CHANGE = held("change")
TIMEOUT_SECONDS = 20

Taken = Callable[[UUID, datetime], None]
WHEN_TAKEN: dict[str, Taken] = {}


def when_taken(of: str) -> Callable[[Taken], Taken]:
    """Register the decorated function for mails that say they are about `of`: the mail server has taken one.

    It is called with the id that the mail carries and the time, in a transaction inside the marketplace, again where the
    mail had to be repeated: it must be idempotent. ValueError if somebody is registered already.
    """

    def register(function: Taken) -> Taken:
        if of in WHEN_TAKEN:
            raise ValueError(f"Mails about {of} are heard of already.")
        WHEN_TAKEN[of] = function
        return function

    return register


@handler(MAIL)
def send_mail(effect: Effect) -> None:
    """Send the mail whose payload is {"to", "subject", "body"} and perhaps "html", "language" and "about".

    The Message-ID is the same on every try, so that a mail program shows a repeated one once. Nothing in it tells us
    whether it was read.
    """
    letter = json.loads(effect.payload)
    about = letter.get("about")
    heard = WHEN_TAKEN[about["of"]] if about else None
    message = EmailMultiAlternatives(
        subject=single_line(letter["subject"]),
        body=letter["body"],
        to=[letter["to"]],
        headers={
            "Message-ID": f"<{effect.id}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>",
            "Auto-Submitted": "auto-generated",
            **({"Content-Language": letter["language"]} if letter.get("language") else {}),
        },
        connection=get_connection(timeout=TIMEOUT_SECONDS),
    )
    if letter.get("html"):
        message.attach_alternative(letter["html"], "text/html")
    message.send()
    if heard:
        with tenant(UUID(str(effect.tenant_id))):
            heard(UUID(about["id"]), database_now())


def single_line(text: str) -> str:
    """`text` as a subject: one line without control characters, at most 200 characters."""
    visible = "".join(character if character.isprintable() else " " for character in text)
    line = " ".join(visible.split())
    return line if len(line) <= 200 else line[:199] + "…"

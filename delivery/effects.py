"""The two ways in which the outside is told: a mail that leaves at once, a change that is read once it is sealed."""

import json
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from workflow.effects import handler, held
from workflow.models import Effect

MAIL = "mail"
CHANGE = held("change")
TIMEOUT_SECONDS = 20


@handler(MAIL)
def send_mail(effect: Effect) -> None:
    """Send the mail whose payload is {"to", "subject", "body"} and perhaps "html".

    The Message-ID is the same on every try, so that a mail program shows a repeated one once. Nothing in it tells us
    whether it was read.
    """
    letter = json.loads(effect.payload)
    message = EmailMultiAlternatives(
        subject=single_line(letter["subject"]),
        body=letter["body"],
        to=[letter["to"]],
        headers={
            "Message-ID": f"<{effect.id}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>",
            "Auto-Submitted": "auto-generated",
        },
        connection=get_connection(timeout=TIMEOUT_SECONDS),
    )
    if letter.get("html"):
        message.attach_alternative(letter["html"], "text/html")
    message.send()


def single_line(text: str) -> str:
    """`text` as a subject: one line without control characters, at most 200 characters."""
    visible = "".join(character if character.isprintable() else " " for character in text)
    line = " ".join(visible.split())
    return line if len(line) <= 200 else line[:199] + "…"

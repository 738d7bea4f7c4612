"""The post office of the test that kills: letters are lines in a file, and the first finds the door shut if it is told to.

Whoever comes while `shut` lies in the folder takes it away and stands before the door until it is killed.
"""

import os
import time
from collections.abc import Sequence
from pathlib import Path

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

FOLDER = Path(os.environ.get("JOURNEY_MAILBOX", "/nonexistent"))


class Post(BaseEmailBackend):
    """Notes each letter's Message-ID: in `begun` when it comes, in `accepted` when it is taken."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """All of them are taken, unless the process dies first."""
        for message in email_messages:
            _note("begun", message)
            _stand_if_shut()
            _note("accepted", message)
        return len(email_messages)


def _note(what: str, message: EmailMessage) -> None:
    with (FOLDER / what).open("a") as file:
        file.write(message.extra_headers["Message-ID"] + "\n")


def _stand_if_shut() -> None:
    try:
        (FOLDER / "shut").rename(FOLDER / "standing")
    except FileNotFoundError:
        return
    while True:
        time.sleep(1)

"""What was sent, as files in the demo's folder: nothing leaves this machine."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from web.demo.doors import demo_page

MOST = 200
BETWEEN = b"\n" + b"-" * 79 + b"\n"
NAME = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9]+\.log")


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail. `file` and `place` within it are its address."""

    file: str
    place: int
    subject: str
    to: str
    sender: str
    at: datetime | None
    body: str

    @property
    def links(self) -> list[str]:
        """The addresses of ours in it, as paths: where they lead on this machine."""
        found = re.findall(re.escape(settings.SITE_URL) + r"(/[^\s<>\"]*)", self.body)
        return list(dict.fromkeys(found))


def letters() -> list[Letter]:
    """The newest 200, the newest first."""
    files = sorted(_folder().glob("*.log"), key=lambda file: (file.stat().st_mtime, file.name), reverse=True)
    found: list[Letter] = []
    for file in files:
        found += reversed(list(_read(file)))
        if len(found) >= MOST:
            break
    return found[:MOST]


def letter_at(name: str, place: int) -> Letter | None:
    """The mail at that address."""
    file = _folder() / name
    if NAME.fullmatch(name) is None or not file.is_file():
        return None
    return next((letter for letter in _read(file) if letter.place == place), None)


def _folder() -> Path:
    return Path(getattr(settings, "EMAIL_FILE_PATH", None) or Path(settings.STATE_DIR) / "mailbox")


def _read(file: Path) -> Iterator[Letter]:
    for place, data in enumerate(file.read_bytes().split(BETWEEN)):
        if not data.strip():
            continue
        mail = cast(EmailMessage, message_from_bytes(data, policy=policy.default))
        plain = mail.get_body(("plain",))
        sent = mail["date"]
        yield Letter(
            file=file.name, place=place, subject=str(mail["subject"] or ""), to=str(mail["to"] or ""),
            sender=str(mail["from"] or ""), at=_moment(sent.datetime) if sent else None,
            body=plain.get_content() if plain else "",
        )  # fmt: skip


def _moment(written: datetime) -> datetime:
    """A mail that says "-0000" means UTC, whatever the zone of who wrote it."""
    return written if written.tzinfo else written.replace(tzinfo=UTC)


@demo_page
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The list."""
    return render(request, "web/demo/mailbox.html", {"letters": letters()})


@demo_page
@require_safe
def letter(request: HttpRequest, name: str, place: int) -> HttpResponse:
    """One mail, its text alone."""
    found = letter_at(name, place)
    if found is None:
        raise Http404
    return render(request, "web/demo/letter.html", {"letter": found})

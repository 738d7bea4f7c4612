"""The lines of the log about one thing, for its page."""

from uuid import UUID

from django.urls import reverse

from accounts.permissions import may
from audit.queries import timeline
from gateway.http import PageRequest

MOST_LINES = 50


def timeline_of(request: PageRequest, subject: UUID) -> list[tuple[object, str]]:
    """Each line with the address of its entry; nothing for who does not read the log."""
    if not may(request.actor, "log.read"):
        return []
    slug = request.marketplace.slug
    lines = timeline(subject, request.actor, limit=MOST_LINES)
    return [(line, reverse("web:log_entry", args=[slug, line.id]) if line.index is not None else "") for line in lines]

"""Mails of the registry: what became of a right that was handed in."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from audit.models import Entry
from registry.models import Right
from workflow.effects import emit


def send_verified(*, entry: Entry, right: Right) -> None:
    """It is enforced from now on."""
    subject = _("%(ref)s is verified") % {"ref": right.reference}
    body = _(
        "“%(title)s” is verified: listings are compared with it from now on, and you can file complaints under it."
    )
    _send(entry, right, subject, body % {"title": right.title})


def send_rejected(*, entry: Entry, right: Right, reason: str) -> None:
    """Why it is not, and that it can be mended."""
    subject = _("%(ref)s could not be verified") % {"ref": right.reference}
    body = _("“%(title)s” could not be verified. The reason given:\n\n%(reason)s\n\nMend it and it is checked again.")
    _send(entry, right, subject, body % {"title": right.title, "reason": reason})


def _send(entry: Entry, right: Right, subject: str, body: str) -> None:
    """To the owner's address; nothing where it has given none."""
    to = right.owner.contact_email
    if not to:
        return
    path = reverse("registry:right", kwargs={"slug": right.tenant.slug, "ref": right.reference})
    text = f"{body}\n\n{settings.SITE_URL}{path}\n"
    emit(
        kind="mail",
        recipient=f"party:{right.owner_id}",
        entry=entry,
        payload={"to": to, "subject": subject, "body": text},
    )

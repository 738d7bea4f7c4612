"""Mails to an applicant: that the application is here, and what is missing in it. Both hold its link."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from audit.models import Entry
from delivery.effects import MAIL, single_line
from registry.models import Application
from workflow.effects import emit


def send_received(*, entry: Entry, application: Application, token: str) -> None:
    """It has arrived; where it can be followed and mended."""
    body = _(
        "Your application as %(party)s has arrived at %(marketplace)s. A person reads it; you get a mail with an invitation,"
        " with a question, or with the reason why not.\n\n"
        "Follow it or add to it here; whoever has this link can, so keep it to yourself:\n%(link)s"
    )
    _send(entry, application, token, _("Your application as %(party)s has arrived"), body)


def send_asked(*, entry: Entry, application: Application, token: str) -> None:
    """What is missing, and where to add it."""
    body = _(
        "Before %(marketplace)s can decide about your application as %(party)s it needs more:\n\n%(asked)s\n\n"
        "Add it here; all that you handed in before is still there:\n%(link)s"
    )
    _send(entry, application, token, _("Your application as %(party)s: something is missing"), body)


def _send(entry: Entry, application: Application, token: str, subject: str, body: str) -> None:
    party = application.party
    path = reverse("registry:follow_application", args=[party.tenant.slug, token])
    words = {
        "party": party.name,
        "marketplace": party.tenant.name,
        "asked": application.asked,
        "link": f"{settings.SITE_URL}{path}",
    }
    payload = {"to": party.contact_email, "subject": single_line(subject % words), "body": f"{body % words}\n"}
    emit(kind=MAIL, recipient=f"party:{party.id}", entry=entry, payload=payload)

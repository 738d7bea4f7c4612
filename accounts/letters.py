"""Mails that accounts sends: the invitation, and the answer to an application."""

from django.utils.translation import gettext as _

from accounts.models import Invitation, Party
from audit.models import Entry
from workflow.effects import emit


def send_invitation(*, entry: Entry, invitation: Invitation, link: str) -> None:
    """The link that makes its reader a member. It works once, for seven days."""
    party = invitation.party.name
    subject = _("You are invited to join %(party)s") % {"party": party}
    body = _(
        "%(party)s asks you to join it on %(marketplace)s.\n\n"
        "Open this link to accept; it works once, until %(day)s:\n%(link)s\n\n"
        "If you do not know why you got this, do nothing."
    ) % {
        "party": party,
        "marketplace": invitation.tenant.name,
        "day": invitation.expires_at.date().isoformat(),
        "link": link,
    }
    _send(entry, recipient=f"invitation:{invitation.id}", to=invitation.email, subject=subject, body=body)


def send_refusal(*, entry: Entry, party: Party, reason: str) -> None:
    """Why an application was refused."""
    subject = _("Your application as %(party)s") % {"party": party.name}
    body = _("%(marketplace)s has not accepted this application. The reason given:\n\n%(reason)s") % {
        "marketplace": party.tenant.name,
        "reason": reason,
    }
    _send(entry, recipient=f"party:{party.id}", to=party.contact_email, subject=subject, body=body)


def send_moved(*, entry: Entry, party: Party, old: str) -> None:
    """To the address of before: letters to the party go elsewhere from now on. Whoever has stolen an account changes this first."""
    subject = _("The address for letters to %(party)s was changed") % {"party": party.name}
    body = _(
        "Somebody who is signed in for %(party)s on %(marketplace)s has changed the address to which its letters go. They go"
        " elsewhere from now on.\n\nIf that was not you, write to %(marketplace)s at once and name %(reference)s."
    ) % {"party": party.name, "marketplace": party.tenant.name, "reference": party.reference}
    _send(entry, recipient=f"former address of party:{party.id}", to=old, subject=subject, body=body)


def _send(entry: Entry, *, recipient: str, to: str, subject: str, body: str) -> None:
    emit(kind="mail", recipient=recipient, entry=entry, payload={"to": to, "subject": subject, "body": body})

"""Mails that accounts sends: the invitation, and the answer to an application."""

from django.utils.translation import gettext as _

from accounts.models import AddressMove, Invitation, Party
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


def send_head_joined(*, entry: Entry, party: Party) -> None:
    """To the party: one more person can now do everything in its name. Accounts that are bought or lent begin so."""
    words = {"party": party.name, "marketplace": party.tenant.name, "reference": party.reference}
    subject = _("Somebody joined %(party)s as main account") % words
    body = _(
        "One more person can now do everything in the name of %(party)s on %(marketplace)s: see its members.\n\nAn account is not"
        " sold, lent or handed on: whoever takes over a business applies in its own name. If nobody of you invited this person,"
        " revoke the membership, change your passwords, and write to %(marketplace)s and name %(reference)s."
    )
    _send(entry, recipient=f"party:{party.id}", to=party.contact_email, subject=subject, body=body % words)


def send_move_asked(*, entry: Entry, move: AddressMove, link: str) -> None:
    """To the address of before, with the link that stops it; and to the new one, without."""
    party = move.party
    words = {
        "party": party.name, "marketplace": party.tenant.name, "reference": party.reference,
        "day": f"{move.due_at:%Y-%m-%d %H:%M} UTC", "link": link,
    }  # fmt: skip
    subject = _("The address for letters to %(party)s is to change") % words
    body = _(
        "Somebody who is signed in for %(party)s on %(marketplace)s wants its letters to go to another address. They will from"
        " %(day)s on.\n\nIf you did not want that, stop it here; it takes one click and no password:\n%(link)s\n\n"
        "Then change the password of your account, and write to %(marketplace)s and name %(reference)s."
    )
    _send(
        entry,
        recipient=f"former address of party:{party.id}",
        to=party.contact_email,
        subject=subject,
        body=body % words,
    )
    told = _(
        "Letters to %(party)s on %(marketplace)s are to go to this address from %(day)s on. Until then its former address can"
        " stop that.\n\nIf you do not know why you got this, do nothing and write to %(marketplace)s."
    )
    _send(entry, recipient=f"new address of party:{party.id}", to=move.address, subject=subject, body=told % words)


def send_move_stopped(*, entry: Entry, party: Party) -> None:
    """To the address that stays."""
    words = {"party": party.name, "marketplace": party.tenant.name, "reference": party.reference}
    subject = _("The address for letters to %(party)s stays") % words
    body = _(
        "The change was stopped: letters to %(party)s on %(marketplace)s go on coming to this address.\n\nIf somebody else"
        " asked for the change, they can sign in to your account. Change its password, add a second factor, look at who its"
        " members are, and write to %(marketplace)s and name %(reference)s."
    )
    _send(entry, recipient=f"party:{party.id}", to=party.contact_email, subject=subject, body=body % words)


def _send(entry: Entry, *, recipient: str, to: str, subject: str, body: str) -> None:
    emit(kind="mail", recipient=recipient, entry=entry, payload={"to": to, "subject": subject, "body": body})

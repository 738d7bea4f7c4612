"""Mails to somebody who asks to sell here. Each holds the link by which the application is gone on with."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from audit.models import Entry
from delivery.effects import MAIL, single_line
from sellers.models import SellerApplication
from workflow.effects import emit


def send_link(*, entry: Entry, application: SellerApplication, token: str) -> None:
    """Where to go on, on any device."""
    body = _(
        "You have begun an application to sell on %(marketplace)s. Each step is kept as you go.\n\n"
        "Go on with it here, on any device; whoever has this link can, so keep it to yourself:\n%(link)s\n\n"
        "If you do not know why you got this, do nothing: what nobody goes on with is forgotten after 90 days."
    )
    _send(entry, application, token, _("Your application to sell on %(marketplace)s"), body)


def send_moved(*, entry: Entry, application: SellerApplication, old: str) -> None:
    """To the address of before: the application now goes to another one. Without the link."""
    body = _(
        "The address of mail of an application to sell on %(marketplace)s was changed by somebody who had its link. Letters"
        " now go to the new address, and the old link opens nothing.\n\nIf that was not you, write to %(marketplace)s and name"
        " %(reference)s."
    )
    _send(entry, application, "", _("The address of your application was changed"), body, to=old)


def send_received(*, entry: Entry, application: SellerApplication, token: str) -> None:
    """It has arrived; a person reads it."""
    body = _(
        "Your application %(reference)s has arrived at %(marketplace)s. A person reads it; you get a mail with an invitation,"
        " with a question, or with the reason why not.\n\nFollow it or add to it here:\n%(link)s"
    )
    _send(entry, application, token, _("Your application to sell has arrived"), body)


def send_asked(*, entry: Entry, application: SellerApplication, token: str) -> None:
    """What is missing, and where to add it."""
    body = _(
        "Before %(marketplace)s can decide about your application %(reference)s it needs more:\n\n%(asked)s\n\n"
        "Add it here; all that you handed in before is still there:\n%(link)s"
    )
    _send(entry, application, token, _("Your application to sell: something is missing"), body)


def send_refused(*, entry: Entry, application: SellerApplication, token: str, upheld: bool) -> None:
    """Why not; and, the first time, how to appeal."""
    if upheld:
        body = _("Another person has read your appeal about %(reference)s. The refusal stands:\n\n%(reason)s")
    else:
        body = _(
            "%(marketplace)s has not let you in as a seller (%(reference)s). The reason given:\n\n%(reason)s\n\n"
            "If you do not agree, say why within six months; another person decides. It costs nothing:\n%(link)s"
        )
    _send(entry, application, token, _("Your application to sell was not accepted"), body)


def send_limits(*, entry: Entry, application: SellerApplication, token: str, limits: list[str]) -> None:
    """Under which limits a seller begins, and why. The invitation is a mail of its own."""
    body = _("You may sell on %(marketplace)s. To begin with these limits hold:\n\n%(limits)s\n\nWhy: %(reason)s")
    _send(entry, application, token, _("The limits under which you begin"), body, limits=limits)


def _send(
    entry: Entry,
    application: SellerApplication,
    token: str,
    subject: str,
    body: str,
    *,
    to: str = "",
    limits: list[str] | None = None,
) -> None:
    slug = application.tenant.slug
    words = {
        "marketplace": application.tenant.name,
        "reference": application.reference,
        "asked": application.asked,
        "reason": application.reason,
        "limits": "\n".join(f"– {one}" for one in limits or []),
        "link": f"{settings.SITE_URL}{reverse('sellers:sell_on', args=[slug, token])}" if token else "",
    }
    payload = {"to": to or application.email, "subject": single_line(subject % words), "body": f"{body % words}\n"}
    whom = "former address of application" if to else "application"
    emit(kind=MAIL, recipient=f"{whom}:{application.id}", entry=entry, payload=payload)

"""Mails about the account to which a seller is paid. Each goes to the address of its letters, never to one that is new."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from audit.models import Entry
from delivery.effects import MAIL, single_line
from sellers.models import PaymentMove
from workflow.effects import emit


def send_payment_asked(*, entry: Entry, asked: PaymentMove, last: str, link: str) -> None:
    """That another account was named, from when it counts, and the link that stops it."""
    body = _(
        "Somebody who is signed in for %(party)s on %(marketplace)s wants it to be paid to another account, which ends with"
        " %(last)s. It counts from %(day)s on.\n\nIf you did not want that, stop it here; it takes one click and no password:"
        "\n%(link)s\n\nThen change the password of your account, and write to %(marketplace)s and name %(reference)s."
    )
    _send(entry, asked, _("The payment account of %(party)s is to change"), body, last=last, link=link)


def send_payment_stopped(*, entry: Entry, asked: PaymentMove) -> None:
    """That nothing changes."""
    body = _(
        "The change was stopped: %(party)s goes on being paid to the account of before.\n\nIf somebody else asked for it, they"
        " can sign in to your account. Change its password, add a second factor, look at who its members are:\n%(page)s\n\n"
        "and write to %(marketplace)s and name %(reference)s."
    )
    _send(entry, asked, _("The payment account of %(party)s stays"), body)


def send_payment_changed(*, entry: Entry, asked: PaymentMove, last: str) -> None:
    """That it counts from now on."""
    body = _(
        "From now on %(party)s is paid to the account that ends with %(last)s.\n\nIf that is wrong, write to %(marketplace)s at"
        " once and name %(reference)s."
    )
    _send(entry, asked, _("The payment account of %(party)s has changed"), body, last=last)


def _send(entry: Entry, asked: PaymentMove, subject: str, body: str, *, last: str = "", link: str = "") -> None:
    party, marketplace = asked.seller, asked.tenant
    path = reverse("accounts:party", args=[marketplace.slug, party.reference])
    words = {
        "party": party.name, "marketplace": marketplace.name, "reference": party.reference, "last": last, "link": link,
        "day": f"{asked.due_at:%Y-%m-%d %H:%M} UTC", "page": f"{settings.SITE_URL}{path}",
    }  # fmt: skip
    if party.contact_email:
        payload = {"to": party.contact_email, "subject": single_line(subject % words), "body": f"{body % words}\n"}
        emit(kind=MAIL, recipient=f"party:{party.id}", entry=entry, payload=payload)

"""Mails to sellers about data that the law has them give."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Party
from audit.models import Entry
from delivery.effects import MAIL, single_line
from delivery.services import mail
from sellers.models import DataRequest
from workflow.effects import emit


def send_asked_for_data(*, entry: Entry, asked: DataRequest) -> None:
    """What is asked, until when, and what follows if nobody answers."""
    body = _(
        "%(marketplace)s has to know who sells on it. Why you are asked: %(basis)s.\n\n%(words)s\n\n"
        "Give your payment account and confirm your details until %(day)s:\n%(link)s\n\n"
        "If we do not hear from you by then, your listings leave the shop until you answer."
    )
    _send(entry, asked, _("Please confirm your details until %(day)s"), body)


def send_taken_out(*, entry: Entry, asked: DataRequest) -> None:
    """That the listings are out of the shop, why, and how they come back."""
    body = _(
        "You were asked to give your payment account and confirm your details until %(day)s (%(basis)s). We did not hear"
        " from you, so your listings are out of the shop.\n\nThey come back as soon as you answer:\n%(link)s"
    )
    _send(entry, asked, _("Your listings are out of the shop until you answer"), body)


def send_unchecked(*, entry: Entry, asked: DataRequest) -> None:
    """The operator, at its address for letters: nobody has checked in time what a seller gave."""
    path = reverse("sellers:data_of_seller", args=[asked.tenant.slug, asked.seller.reference])
    context = {"seller": asked.seller, "basis": asked.get_basis_display(), "url": f"{settings.SITE_URL}{path}"}
    house = Party.objects.select_related("tenant").get(kind=Party.Kind.OPERATOR)
    mail(to_party=house, template="data_unchecked", context=context, entry=entry)


def _send(entry: Entry, asked: DataRequest, subject: str, body: str) -> None:
    path = reverse("sellers:data_request", args=[asked.tenant.slug, asked.reference])
    words = {
        "marketplace": asked.tenant.name,
        "basis": asked.get_basis_display(),
        "words": asked.words,
        "day": asked.due_at.date().isoformat(),
        "link": f"{settings.SITE_URL}{path}",
    }
    to = asked.seller.contact_email
    if to:
        payload = {"to": to, "subject": single_line(subject % words), "body": f"{body % words}\n"}
        emit(kind=MAIL, recipient=f"party:{asked.seller_id}", entry=entry, payload=payload)

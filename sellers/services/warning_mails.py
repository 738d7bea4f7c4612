"""Warnings of fraud are mailed to the sellers who were here when they were published: in parts, each seller once.

How far it came stands in the warning's own row and is moved in the transaction that writes the mails, so that a worker that
dies leaves neither a mail twice nor one out. A warning that is withdrawn meanwhile is mailed to nobody else.
"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from accounts.models import Party
from audit.log import record
from delivery.services import mail
from sellers.models import FraudWarning
from sellers.warnings import verbs
from tenancy.actor import Actor

JOB = "warning_mails"
A_PART = 100
"""To so many sellers one turn writes."""


def mail_warnings(*, actor: Actor, now: datetime) -> datetime | None:
    """Write the next part of the mails of one warning, the oldest first. When to come again."""
    rows = FraudWarning.objects.filter(to_mail=True).select_related("tenant").order_by("id")
    warning: FraudWarning | None = rows.select_for_update(of=("self",), skip_locked=True).first()
    if warning is None:
        return None
    sellers = _next_sellers(warning) if warning.state == FraudWarning.State.PUBLISHED else []
    if sellers:
        _tell(actor, warning, sellers)
        warning.mailed_until = sellers[-1].id
    warning.to_mail = len(sellers) == A_PART
    warning.save(update_fields=["mailed_until", "to_mail"])
    return now if warning.to_mail or rows.exists() else None


def _next_sellers(warning: FraudWarning) -> list[Party]:
    here = Party.objects.filter(kind=Party.Kind.SELLER, state=Party.State.ACTIVE, made_at__lte=warning.published_at)
    if warning.mailed_until is not None:
        here = here.filter(id__gt=warning.mailed_until)
    return list(here.select_related("tenant").order_by("id")[:A_PART])


def _tell(actor: Actor, warning: FraudWarning, sellers: list[Party]) -> None:
    said = warning.versions.order_by("-number")[0]
    entry = record(verbs.WARNING_MAILED, actor=actor, subject=warning, facts={"sellers": len(sellers)})
    path = reverse("sellers:fraud_warning", args=[warning.tenant.slug, warning.reference])
    context = {"title": said.title, "watch": said.watch, "do": said.do, "url": f"{settings.SITE_URL}{path}"}
    for seller in sellers:
        mail(to_party=seller, template="fraud_warning", context=context, entry=entry)

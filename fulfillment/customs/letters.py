"""Mails about applications and detentions: to the rights holder and its agents, and to the customs of a country."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Party
from audit.models import Entry
from delivery.services import mail
from fulfillment.customs.deadlines import regime_of
from fulfillment.models import CustomsApplication, Detention
from policy.calendar import last_day
from registry.letters import agents_of
from workflow.models import Clock


def agencies_of(countries: Iterable[str]) -> list[Party]:
    """The customs of these countries that are active here. One query."""
    rows = Party.objects.filter(kind=Party.Kind.AGENCY, state=Party.State.ACTIVE, country__in=list(countries))
    return list(rows.select_related("tenant").order_by("id"))


def send_detained(*, entry: Entry, detention: Detention, until: Clock | None) -> None:
    """To the rights holder and its agents: goods are held, and until when it is to answer."""
    words = {"goods": detention.goods, "reference": detention.customs_reference, "day": _until(detention, until)}
    subject = _("Customs detained goods: answer until %(day)s") if words["day"] else _("Customs detained goods")
    body = _(
        "Customs hold %(goods)s (their reference: %(reference)s). Say whether they infringe your right, and whether you agree "
        "to their destruction."
    )
    if detention.small:
        subject = _("Customs detained a small consignment")
        body = _(
            "Customs hold %(goods)s (their reference: %(reference)s). You agreed in advance; there is nothing to do."
        )
    _to_holder(entry, detention, subject % words, body % words)


def send_to_holder(*, entry: Entry, detention: Detention, subject: str, body: str) -> None:
    """To the rights holder and its agents: what happened to a detention."""
    _to_holder(entry, detention, subject, body)


def send_to_customs(*, entry: Entry, detention: Detention, subject: str, body: str) -> None:
    """To the customs of the country: what the rights holder said."""
    for agency in agencies_of([detention.country]):
        _mail(entry, agency, subject, body, _link(detention))


def send_of_application(*, entry: Entry, application: CustomsApplication, subject: str, body: str) -> None:
    """To the rights holder and its agents: what became of an application."""
    link = settings.SITE_URL + reverse(
        "fulfillment:customs_application", args=[application.tenant.slug, application.reference]
    )
    for party in (application.holder, *agents_of(application.holder_id)):
        _mail(entry, party, subject, body, link)


def day_of(detention: Detention, clock: Clock) -> str:
    """The last day of a clock as people read it, in the time zone of the customs."""
    due: datetime | None = clock.due_at
    return date_format(last_day(due, ZoneInfo(regime_of(detention).time_zone)), "j F Y") if due else ""


def _until(detention: Detention, clock: Clock | None) -> str:
    return day_of(detention, clock) if clock else ""


def _to_holder(entry: Entry, detention: Detention, subject: str, body: str) -> None:
    for party in (detention.holder, *agents_of(detention.holder_id)):
        _mail(entry, party, subject, body, _link(detention))


def _link(detention: Detention) -> str:
    return settings.SITE_URL + reverse("fulfillment:detention", args=[detention.tenant.slug, detention.reference])


def _mail(entry: Entry, to: Party, subject: str, body: str, link: str) -> None:
    mail(to_party=to, template="letter", context={"subject": subject, "body": f"{body}\n\n{link}"}, entry=entry)

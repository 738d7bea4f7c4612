"""Mails of the registry: what became of a right that was handed in."""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Appointment, Membership, MembershipBrand, Party
from accounts.principals import was_dismissed
from audit.models import Entry
from registry.models import PowerOfAttorney, Right
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


def send_asked(*, entry: Entry, right: Right, wanted: str) -> None:
    """What the marketplace needs before it can say yes."""
    subject = _("%(ref)s: something is missing") % {"ref": right.reference}
    body = _(
        "Before “%(title)s” can be verified the marketplace needs more:\n\n%(wanted)s\n\nIt stays in hand until then."
    )
    _send(entry, right, subject, body % {"title": right.title, "wanted": wanted})


def send_revoked(*, entry: Entry, right: Right, reason: str) -> None:
    """That nothing is enforced under it any more, and why."""
    subject = _("%(ref)s was revoked") % {"ref": right.reference}
    body = _(
        "“%(title)s” was revoked: listings are no longer compared with it, and no complaint can be filed under it. The"
        " reason given:\n\n%(reason)s\n\nMend it and it is checked again."
    )
    _send(entry, right, subject, body % {"title": right.title, "reason": reason})


def send_ending(*, entry: Entry, right: Right, days: int) -> None:
    """To the owner and the agents who act for it: that the right ends, and what to do."""
    subject = _("%(ref)s expires in %(days)s days") % {"ref": right.reference, "days": days}
    body = _(
        "“%(title)s” expires on %(day)s. Renew it at the office and give the new day here: from the day after nothing is"
        " compared with it, and no complaint can be filed under it."
    )
    words = body % {"title": right.title, "day": right.expires_on.isoformat() if right.expires_on else ""}
    _send(entry, right, subject, words)
    for agent in agents_of(right.owner_id):
        _send(entry, right, subject, words, to_party=agent)


def send_power_ending(*, entry: Entry, power: PowerOfAttorney) -> None:
    """To both sides of a power of attorney: that it ends, and what ends with it."""
    day = power.ends_on.isoformat() if power.ends_on else ""
    subject = _("A power of attorney ends on %(day)s") % {"day": day}
    body = _(
        "The power of attorney by which %(brand)s lets %(agent)s act ends on %(day)s. Put a new one on file in time: without"
        " it nothing more can be filed, and the agent sees nothing of the rights holder here any more."
    ) % {"brand": power.brand.name, "agent": power.agent.name, "day": day}
    path = reverse("registry:powers", kwargs={"slug": power.tenant.slug})
    for party in (power.brand, power.agent):
        if party.contact_email:
            text = f"{body}\n\n{settings.SITE_URL}{path}\n"
            payload = {"to": party.contact_email, "subject": subject, "body": text}
            emit(kind="mail", recipient=f"party:{party.id}", entry=entry, payload=payload)


def agents_of(brand_id: UUID) -> list[Party]:
    """The agents of whom somebody acts for this rights holder; none whose last power has ended. Two queries, few rows."""
    members = MembershipBrand.objects.filter(brand_id=brand_id, membership__state=Membership.State.ACTIVE)
    agents = members.values("membership__party_id")
    found = Party.objects.filter(id__in=agents, kind=Party.Kind.AGENT, state=Party.State.ACTIVE).order_by("id")
    return [agent for agent in found if not was_dismissed(brand_id, agent.id)]


def _send(entry: Entry, right: Right, subject: str, body: str, *, to_party: Party | None = None) -> None:
    """To the owner's address or another party's; nothing where it has given none."""
    party = to_party or right.owner
    to = party.contact_email
    if not to:
        return
    path = reverse("registry:right", kwargs={"slug": right.tenant.slug, "ref": right.reference})
    text = f"{body}\n\n{settings.SITE_URL}{path}\n"
    emit(
        kind="mail",
        recipient=f"party:{party.id}",
        entry=entry,
        payload={"to": to, "subject": subject, "body": text},
    )


def send_offered(*, entry: Entry, right: Right, to: Party | None) -> None:
    """To the new owner: that a right is said to have passed to it, and where to answer."""
    if to is None or not to.contact_email:
        return
    path = reverse("registry:transfers", kwargs={"slug": right.tenant.slug})
    subject = _("%(ref)s is to pass to you") % {"ref": right.reference}
    body = _("“%(title)s” is said to belong to you now. Say whether that is so; then the marketplace confirms it.")
    text = f"{body % {'title': right.title}}\n\n{settings.SITE_URL}{path}\n"
    emit(
        kind="mail", recipient=f"party:{to.id}", entry=entry,
        payload={"to": to.contact_email, "subject": subject, "body": text},
    )  # fmt: skip


def send_appointed(*, entry: Entry, appointment: Appointment, brands: Sequence[str]) -> None:
    """To the agent: for whom it acts from when, for which brands, until when."""
    subject = _("%(holder)s appointed you its agent") % {"holder": appointment.principal.name}
    body = _("%(holder)s lets you act for %(brands)s from %(start)s until %(end)s. What you may do stands here:") % {
        "holder": appointment.principal.name,
        "brands": ", ".join(brands) or _("all that it has"),
        "start": appointment.starts_on.isoformat(),
        "end": appointment.ends_on.isoformat() if appointment.ends_on else _("it is ended"),
    }
    _send_appointment(entry, appointment, appointment.agent, subject, body)


def send_appointment_ended(*, entry: Entry, appointment: Appointment, by_agent: bool) -> None:
    """To the other side: nothing is done or seen under it from now on."""
    subject = _("Appointment %(ref)s was ended") % {"ref": appointment.reference}
    body = _(
        "From now on nothing is seen or filed under it. What was filed stands, and is the rights holder's to follow:"
    )
    _send_appointment(entry, appointment, appointment.principal if by_agent else appointment.agent, subject, body)


def _send_appointment(entry: Entry, appointment: Appointment, to: Party, subject: str, body: str) -> None:
    if not to.contact_email:
        return
    place = {"slug": appointment.tenant.slug, "ref": appointment.reference}
    text = f"{body}\n\n{settings.SITE_URL}{reverse('registry:appointment', kwargs=place)}\n"
    emit(
        kind="mail", recipient=f"party:{to.id}", entry=entry,
        payload={"to": to.contact_email, "subject": subject, "body": text},
    )  # fmt: skip

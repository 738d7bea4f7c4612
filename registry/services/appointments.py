"""Appointing an agent: for all that a rights holder has or for some of its brands, for what, from when until when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Appointment, Party
from accounts.permissions import require
from accounts.principals import was_dismissed
from audit.log import record
from evidence.services import show, store
from gateway.uploads import CheckedDocument
from registry import verbs
from registry.checking.reminders import POWER, plan_power
from registry.letters import send_appointed, send_appointment_ended
from registry.models import Brand, PowerOfAttorney, Right
from registry.services.powers import places_of
from registry.services.sight import note_end, note_return, plan_end, stop_end
from registry.services.standing import spoken
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tenancy.ids import reference
from workflow import clocks

Deed = Appointment.Deed


@dataclass(frozen=True, slots=True)
class Terms:
    """For what an agent is appointed. No brands, kinds or territories mean all; no deeds, that it only reads."""

    brands: Sequence[Brand] = ()
    kinds: Sequence[str] = ()
    territories: Sequence[str] = ()
    deeds: Collection[str] = ()
    starts_on: date | None = None
    ends_on: date | None = None


def appoint(
    *,
    actor: Actor,
    agent: Party,
    terms: Terms,
    document: CheckedDocument | bytes | None = None,
    label: str = "",
) -> Appointment:
    """Let an agent act for the actor's own party, a rights holder. It sees and does what the terms say, from that day on.

    Who may complain has a power of attorney by it: the `document` where there is one, else this deed and its entry.
    Raises Invalid, Denied for whoever is no rights holder.
    """
    require(actor, "agent.appoint")
    principal = _principal(actor)
    day = database_now().date()
    begins, places = _checked(principal, agent, terms, day)
    with transaction.atomic():
        saw_nothing = was_dismissed(principal.id, agent.id)
        appointment: Appointment = Appointment.objects.create(
            reference=reference("AP"), principal=principal, agent=agent, brand_ids=[str(one.id) for one in terms.brands],
            kinds=list(terms.kinds), territories=places, deeds=sorted(set(terms.deeds)), starts_on=begins,
            ends_on=terms.ends_on,
        )  # fmt: skip
        power = _power(actor, appointment, document, label)
        plan_end(appointment)
        facts = {
            "brands": len(terms.brands), "deeds": spoken(appointment.deeds), "kinds": spoken(terms.kinds),
            "territories": spoken(places), "starts_on": begins.isoformat(),
            "ends_on": terms.ends_on.isoformat() if terms.ends_on else None,
        }  # fmt: skip
        refs = [principal, agent, *terms.brands, *([power] if power else [])]
        parties = [principal.id, agent.id]
        entry = record(verbs.AGENT_APPOINTED, actor=actor, subject=appointment, refs=refs, facts=facts, parties=parties)
        note_return(actor=actor, ground=appointment, before=saw_nothing)
        send_appointed(entry=entry, appointment=appointment, brands=[one.name for one in terms.brands])
    return appointment


def end_appointment(*, actor: Actor, appointment: Appointment) -> None:
    """From now on the agent sees and does nothing under it. By either side; ending twice is a Conflict."""
    if actor.party_id not in (appointment.principal_id, appointment.agent_id):
        raise NotFound
    require(actor, "agent.appoint")
    with transaction.atomic():
        now = database_now()
        held = appointment.holds(now.date())
        if not Appointment.objects.filter(id=appointment.id, ended_at=None).update(ended_at=now):
            raise Conflict(_("This appointment was ended already."))
        powers = PowerOfAttorney.objects.filter(appointment=appointment, revoked_at=None)
        for power_id in list(powers.values_list("id", flat=True)):
            clocks.stop(subject_id=power_id, kind=POWER, by="appointment.ended")
        powers.update(revoked_at=now)
        stop_end(appointment.id, by="appointment.ended")
        parties = [appointment.principal_id, appointment.agent_id]
        refs = [*parties, *appointment.brands]
        entry = record(verbs.APPOINTMENT_ENDED, actor=actor, subject=appointment, refs=refs, parties=parties)
        if held:
            note_end(actor=actor, ground=appointment)
        send_appointment_ended(entry=entry, appointment=appointment, by_agent=actor.party_id == appointment.agent_id)


def _principal(actor: Actor) -> Party:
    principal: Party | None = Party.objects.filter(id=actor.party_id, kind=Party.Kind.BRAND).first()
    if principal is None:
        raise Denied(_("Only a rights holder appoints agents."))
    return principal


def _power(
    actor: Actor, appointment: Appointment, document: CheckedDocument | bytes | None, label: str
) -> PowerOfAttorney | None:
    """What an agent that complains shows. It reaches as far as the appointment; which brands, the appointment says."""
    if document is None and Deed.COMPLAIN not in appointment.deeds:
        return None
    evidence = store(data=document, kind="power", actor=actor, label=label) if document else None
    if evidence is not None:
        show(evidence=[evidence], party=appointment.agent, actor=actor)
    power: PowerOfAttorney = PowerOfAttorney.objects.create(
        brand=appointment.principal, agent=appointment.agent, evidence=evidence, appointment=appointment,
        kinds=appointment.kinds, territories=appointment.territories, starts_on=appointment.starts_on,
        ends_on=appointment.ends_on,
    )  # fmt: skip
    plan_power(power)
    return power


def _checked(principal: Party, agent: Party, terms: Terms, day: date) -> tuple[date, list[str]]:
    begins, wrong = terms.starts_on or day, dict[str, list[str]]()
    if agent.kind != Party.Kind.AGENT or agent.state != Party.State.ACTIVE:
        wrong["agent"] = [_("This party is no active agent.")]
    if any(brand.owner_id != principal.id or brand.retired_at for brand in terms.brands):
        wrong["brands"] = [_("Choose among your brands.")]
    if unknown := [kind for kind in terms.kinds if kind not in Right.Kind.values]:
        wrong["kinds"] = [_("Not a kind of right: %(kinds)s") % {"kinds": ", ".join(unknown)}]
    if unknown := [deed for deed in terms.deeds if deed not in Deed.values]:
        wrong["deeds"] = [_("One of: %(allowed)s.") % {"allowed": ", ".join(Deed.values)}]
    places, outside = places_of(terms.territories)
    if outside:
        wrong["territories"] = [_("Not a country or EU: %(words)s.") % {"words": ", ".join(outside)}]
    if terms.ends_on is not None and terms.ends_on < max(begins, day):
        wrong["ends_on"] = [_("This ends before it begins, or has ended already.")]
    if wrong:
        raise Invalid(fields=wrong)
    return begins, places

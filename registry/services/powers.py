"""Powers of attorney: put on file by the agent or the rights holder, and taken back."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Appointment, MembershipBrand, Party
from accounts.permissions import require
from accounts.principals import was_dismissed
from audit.log import record
from evidence.services import show, store
from gateway.uploads import CheckedDocument
from registry import verbs
from registry.checking.reminders import POWER, plan_power
from registry.models import PowerOfAttorney, Right
from registry.registers.offices import place_code
from registry.services.sight import note_end, note_return, plan_end, stop_end
from registry.services.standing import acts_for, spoken
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from workflow import clocks


def file_power(
    *,
    actor: Actor,
    brand: Party,
    agent: Party,
    document: CheckedDocument | bytes,
    kinds: Sequence[str] = (),
    territories: Sequence[str] = (),
    starts_on: date | None = None,
    ends_on: date | None = None,
    label: str = "",
) -> PowerOfAttorney:
    """Put a power of attorney on file, for all kinds of right and all places where none are named, from today.

    By the agent for a brand that its people act for, or by the brand for such an agent. Raises Invalid.
    """
    require(actor, "right.register")
    _require_side(actor, brand, agent)
    day = database_now().date()
    begins, wrong = starts_on or day, dict[str, list[str]]()
    if not _is_appointed(brand, agent, day):
        wrong["agent"] = [_("This agent does not act for the rights holder yet. The rights holder appoints it first.")]
    places = _scope(kinds, territories, wrong)
    if ends_on is not None and ends_on < max(begins, day):
        wrong["ends_on"] = [_("This ends before it begins, or has ended already.")]
    if wrong:
        raise Invalid(fields=wrong)
    with transaction.atomic():
        saw_nothing = was_dismissed(brand.id, agent.id)
        evidence = store(data=document, kind="power", actor=actor, label=label)
        for party in (brand, agent):
            show(evidence=[evidence], party=party, actor=actor)
        power: PowerOfAttorney = PowerOfAttorney.objects.create(
            brand=brand, agent=agent, evidence=evidence, kinds=list(kinds), territories=places, starts_on=begins,
            ends_on=ends_on,
        )  # fmt: skip
        plan_power(power)
        plan_end(power)
        facts = {
            "kinds": ", ".join(kinds), "territories": spoken(places), "starts_on": begins.isoformat(),
            "ends_on": ends_on.isoformat() if ends_on else None,
        }  # fmt: skip
        record(
            verbs.POWER_FILED, actor=actor, subject=power, refs=[brand, agent, evidence], facts=facts,
            parties=[brand.id, agent.id],
        )  # fmt: skip
        note_return(actor=actor, ground=power, before=saw_nothing)
    return power


def _scope(kinds: Sequence[str], territories: Sequence[str], wrong: dict[str, list[str]]) -> list[str]:
    """The codes of the places; what is no kind of right or no place goes to `wrong`."""
    if unknown := [kind for kind in kinds if kind not in Right.Kind.values]:
        wrong["kinds"] = [_("Not a kind of right: %(kinds)s") % {"kinds": ", ".join(unknown)}]
    places, outside = places_of(territories)
    if outside:
        wrong["territories"] = [_("Not a country or EU: %(words)s.") % {"words": ", ".join(outside)}]
    return places


def _is_appointed(brand: Party, agent: Party, day: date) -> bool:
    """Whether the rights holder appointed the agent, or the marketplace named its people."""
    appointments = Appointment.objects.filter(principal=brand, agent=agent)
    if appointments.exists():
        return bool(appointments.standing(day).exists())
    return bool(MembershipBrand.objects.filter(brand=brand, membership__party=agent).exists())


def places_of(territories: Sequence[str]) -> tuple[list[str], list[str]]:
    """The codes of the places named, in order; and the words that name none."""
    codes = {word.strip(): place_code(word) for word in territories if word.strip()}
    return sorted({code for code in codes.values() if code}), [word for word, code in codes.items() if not code]


def revoke_power(*, actor: Actor, power: PowerOfAttorney) -> None:
    """It holds no longer: nothing more is filed under it, and what was filed stands. Taking it back twice is a Conflict.

    If it was the last, the agent's people see nothing more of what the rights holder has, until there is a new one.
    """
    require(actor, "right.register")
    _require_side(actor, power.brand, power.agent)
    with transaction.atomic():
        if power.appointment_id is not None:
            raise Conflict(_("It came with an appointment. End that, and it ends too."))
        now = database_now()
        held = power.holds(now)
        if not PowerOfAttorney.objects.filter(id=power.id, revoked_at=None).update(revoked_at=now):
            raise Conflict(_("This power of attorney was taken back already."))
        clocks.stop(subject_id=power.id, kind=POWER, by="power.revoked")
        stop_end(power.id, by="power.revoked")
        parties = [power.brand_id, power.agent_id]
        record(verbs.POWER_REVOKED, actor=actor, subject=power, refs=parties, parties=parties)
        if held:
            note_end(actor=actor, ground=power)


def _require_side(actor: Actor, brand: Party, agent: Party) -> None:
    """To others than the two it is not there."""
    if actor.is_operator or actor.is_system or actor.party_id == brand.id:
        return
    if actor.party_id != agent.id or brand.id not in acts_for(actor):
        raise NotFound

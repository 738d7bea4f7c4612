"""Warnings and suspensions: proposed by one person, confirmed by a second, lifted, appealed, and over when their time is.

A due warning precedes whatever takes more (Digital Services Act, art. 23(1) and (2)). A suspension of notices keeps them as
filed until it ends, and then they are taken up; what the law has acted on whoever sends it is never suspended.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import Membership, Party
from accounts.permissions import require
from audit import log
from audit.models import Entry
from audit.rows import committed
from delivery.services import mail
from enforcement.conduct import conduct_of, warned_on
from enforcement.machine import SANCTION, SANCTIONAPPEAL
from enforcement.misuse import verbs
from enforcement.models import (
    FOR_A_TIME,
    FOR_SELLERS,
    Gravity,
    Sanction,
    SanctionAppeal,
    SanctionRuling,
    SanctionSecond,
)
from enforcement.sanction_told import ENDED, READ, SANCTIONS, STANDS, UNTIL
from policy.letters.languages import catalogue
from sellers import queries as standings
from sellers import services as sellers
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.due import ring
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tenancy.ids import reference as new_reference
from tenancy.models import Marketplace
from workflow.moves import move

LONGEST, MOST_DAYS = 4000, 365
LAYS: Mapping[str, str] = MappingProxyType({"check_first": "check_first", "suspend": "suspend", "terminate": "suspend"})
"""What a sanction lays on a seller's offers."""
JOB = "suspensions"


@transaction.atomic
def sanction(
    *, actor: Actor, party: str, about: str, kind: str, reasons: str, days: int = 0, gravity: str = "",
    now: datetime | None = None,
) -> Sanction:  # fmt: skip
    """Warn a party, or propose to suspend it (`days`) or to end its selling. A warning stands at once.

    Raises Conflict (`due_warning`) where no warning stands before what takes more; for a seller's offers one of `gravity`
    grave needs none.
    """
    require(actor, "misuse.judge")
    at = now or database_now()
    against = Party.objects.filter(reference=party, kind__in=["brand", "agent", "seller"]).first()
    if against is None:
        raise NotFound
    _refuse_unfit(against, about, kind, reasons, days, gravity)
    spared = about == Sanction.About.SELLING and gravity == Gravity.GRAVE
    warned = warned_on(against.id, about, at)
    if kind != Sanction.Kind.WARN and not spared and warned is None:
        raise Conflict(_("Warn first: a suspension needs a warning that was given before."), code="due_warning")
    if Sanction.objects.filter(party=against, about=about, state="proposed").exists():
        raise Conflict(_("Something is proposed about this already, and waits for a second person."), code="stage")
    made = committed(
        Sanction, party=against, state=SANCTION.initial, about=about, kind=kind, gravity=gravity, days=days,
        figures=_figures(against, about, kind, at), cause=new_reference("SA", 10), reasons=reasons.strip(),
        by_membership_id=actor.membership_id, proposed_at=at,
    )  # fmt: skip
    told = [against.id] if kind == Sanction.Kind.WARN else []
    log.record(
        verbs.SANCTION_PROPOSED, actor=actor, subject=made, refs=[against], rows=[made], parties=told,
        facts={"kind": kind, "about": about, "days": days},
    )  # fmt: skip
    if kind == Sanction.Kind.WARN:
        _stand(made, actor=actor, now=at)
    return made


def _refuse_unfit(against: Party, about: str, kind: str, reasons: str, days: int, gravity: str) -> None:
    wrong: dict[str, list[str]] = {}
    sells = against.kind == Party.Kind.SELLER
    if about not in Sanction.About.values or (about == "selling" and not sells) or (about == "notices" and sells):
        wrong["about"] = [_("Choose what was misused.")]
    if kind not in Sanction.Kind.values or (kind in FOR_SELLERS and about != "selling"):
        wrong["kind"] = [_("Choose what is to be done.")]
    if kind in FOR_A_TIME and not 1 <= days <= MOST_DAYS:
        wrong["days"] = [_("Say for how many days; at most %(n)d.") % {"n": MOST_DAYS}]
    if kind not in FOR_A_TIME and days:
        wrong["days"] = [_("Only what holds for a time has a length.")]
    if gravity and gravity not in Gravity.values:
        wrong["gravity"] = [_("Say how grave it is.")]
    if not reasons.strip() or len(reasons) > LONGEST:
        wrong["reasons"] = [_("Give your reasons; the party reads them.")]
    if wrong:
        raise Invalid(fields=wrong)


def _figures(against: Party, about: str, kind: str, now: datetime) -> dict[str, int]:
    """The facts as they are at this moment, kept with the sanction."""
    if about == "selling":
        standing = standings.standing(against.id, now.date())
        figures = {"points": standing.points, "strikes": len(standing.strikes)}
        rung = standings.rung_of(kind)
        return figures | ({"rung": rung} if rung is not None and standing.points >= rung else {})
    if about != "notices":
        return {}
    found = conduct_of(against.id, now)
    kinds = [mark.kind for mark in found.marks]
    return {"decided": found.decided, "unfounded": kinds.count("unfounded"), "intention": kinds.count("intention")}


@transaction.atomic
def confirm_sanction(
    *, actor: Actor, sanction_id: UUID, agrees: bool, words: str = "", now: datetime | None = None
) -> Sanction:
    """A second person agrees, and it stands from now on; or refuses, with words. Nobody confirms their own."""
    require(actor, "misuse.judge")
    at = now or database_now()
    found = _hold(sanction_id, "proposed")
    if _is_one_of(actor, [found.by_membership_id]):
        raise Denied(_("Nobody confirms a decision of their own: somebody else must look at it."), code="own_decision")
    if not agrees and not words.strip():
        raise Invalid(fields={"words": [_("Say why you refuse.")]})
    second = committed(
        SanctionSecond, sanction=found, agrees=agrees, words=words.strip(), by_membership_id=actor.membership_id,
        proposed_by_id=found.by_membership_id, at=at,
    )  # fmt: skip
    verb = verbs.SANCTION_CONFIRMED if agrees else verbs.SANCTION_REFUSED
    log.record(verb, actor=actor, subject=found, refs=[found.party_id], rows=[second])
    if agrees:
        _stand(found, actor=actor, now=at)
    else:
        move(found, "refused", machine=SANCTION, now=at)
    return found


def _stand(found: Sanction, *, actor: Actor, now: datetime) -> None:
    """From now on it holds: told to the party, laid on a seller's offers, and ended by a round when its time is over."""
    move(found, "standing", machine=SANCTION, now=now)
    if found.kind in FOR_A_TIME:
        found.until = now + timedelta(days=found.days)
        found.save(update_fields=["until"])
        ring(JOB, at=found.until)
    if found.about == Sanction.About.SELLING and found.kind != Sanction.Kind.WARN:
        sellers.restrain_seller(
            actor=actor, seller_id=found.party_id, kind=LAYS[found.kind], territories=[], cause=found.cause, now=now,
            ends_at=found.until,
        )  # fmt: skip
    entry = log.record(
        verbs.SANCTION_STANDS, actor=actor, subject=found, refs=[found.party_id], parties=[found.party_id],
        facts={"kind": found.kind, "about": found.about, "until": found.until.isoformat() if found.until else None},
    )  # fmt: skip
    _mail(found, entry, SANCTIONS[found.about, found.kind], found.reasons)


@transaction.atomic
def lift_sanction(*, actor: Actor, sanction_id: UUID, reasons: str, now: datetime | None = None) -> Sanction:
    """End what stands before its time, in favour of the party, with reasons. A warning that is lifted warns no more."""
    require(actor, "misuse.judge")
    at = now or database_now()
    found = _hold(sanction_id, "standing")
    if not reasons.strip():
        raise Invalid(fields={"reasons": [_("Give your reasons; the party reads them.")]})
    _end(found, "lifted", actor=actor, reasons=reasons.strip(), now=at)
    return found


def _end(found: Sanction, state: str, *, actor: Actor, reasons: str, now: datetime) -> None:
    """It holds no longer: what it laid is released, what waited because of it is taken up, the party is told."""
    move(found, state, machine=SANCTION, now=now)
    sellers.release(actor=actor, causes=[found.cause], by=found.cause, now=now)
    if found.kind == Sanction.Kind.SUSPEND and found.about == Sanction.About.NOTICES:
        ring(JOB, at=now)
    entry = log.record(
        verbs.SANCTION_ENDED, actor=actor, subject=found, refs=[found.party_id], parties=[found.party_id],
        facts={"kind": found.kind, "how": state}, personal={"reasons": reasons} if reasons else {},
    )  # fmt: skip
    with translation.override(catalogue(found.party.language)):
        title = str(ENDED) % {"what": SANCTIONS[found.about, found.kind]}
    _mail(found, entry, title, reasons)


@transaction.atomic
def appeal_sanction(*, actor: Actor, sanction_id: UUID, grounds: str, now: datetime | None = None) -> SanctionAppeal:
    """The party asks somebody else to look again. Once; as long as it stands."""
    require(actor, "appeal.file")
    at = now or database_now()
    found = Sanction.objects.select_for_update(of=("self",)).filter(id=sanction_id, party_id=actor.party_id).first()
    if found is None or found.state in ("proposed", "refused"):
        raise NotFound
    if not grounds.strip() or len(grounds) > LONGEST:
        raise Invalid(fields={"grounds": [_("Say why it is wrong.")]})
    if found.state != "standing" or found.appeals.exists():
        raise Conflict(_("This cannot be appealed any more, or was appealed already."), code="stage")
    appeal = committed(
        SanctionAppeal, sanction=found, state=SANCTIONAPPEAL.initial, grounds=grounds.strip(),
        by_membership_id=actor.membership_id, at=at,
    )  # fmt: skip
    log.record(
        verbs.SANCTION_APPEALED, actor=actor, subject=found, refs=[found.party_id], rows=[appeal],
        parties=[found.party_id],
    )  # fmt: skip
    return appeal


@transaction.atomic
def decide_sanction_appeal(
    *, actor: Actor, appeal_id: UUID, outcome: str, reasons: str, now: datetime | None = None
) -> SanctionRuling:
    """Decide the appeal: upheld, the sanction is reversed and all of it rolled back. Not by whoever proposed or confirmed."""
    require(actor, "appeal.decide")
    at = now or database_now()
    appeal = SanctionAppeal.objects.select_for_update(of=("self",)).filter(id=appeal_id).first()
    if appeal is None:
        raise NotFound
    found = Sanction.objects.select_for_update(of=("self",)).select_related("party").get(id=appeal.sanction_id)
    seconds = list(found.seconds.values_list("by_membership_id", flat=True))
    if _is_one_of(actor, [found.by_membership_id, *seconds]):
        raise Denied(_("You decided this: somebody else decides the appeal."), code="own_decision")
    if outcome not in SANCTIONAPPEAL.final:
        raise Invalid(fields={"outcome": [_("Choose what you find.")]})
    if not reasons.strip() or len(reasons) > LONGEST:
        raise Invalid(fields={"reasons": [_("Give your reasons; the party reads them.")]})
    if appeal.state != "filed":
        raise Conflict(_("This appeal is decided already."), code="stage")
    move(appeal, outcome, machine=SANCTIONAPPEAL, now=at)
    ruling = committed(
        SanctionRuling, appeal=appeal, outcome=outcome, reasons=reasons.strip(), by_membership_id=actor.membership_id,
        at=at,
    )  # fmt: skip
    entry = log.record(
        verbs.SANCTION_APPEAL_DECIDED, actor=actor, subject=found, refs=[found.party_id], rows=[ruling],
        parties=[found.party_id], facts={"outcome": outcome},
    )  # fmt: skip
    if outcome == "upheld" and found.state == "standing":
        _end(found, "reversed", actor=actor, reasons=ruling.reasons, now=at)
    else:
        with translation.override(catalogue(found.party.language)):
            title = str(STANDS) % {"what": SANCTIONS[found.about, found.kind]}
        _mail(found, entry, title, ruling.reasons)
    return ruling


def end_what_is_over(*, actor: Actor, now: datetime) -> datetime | None:
    """End the suspensions whose time is over; when the next one is."""
    running = Sanction.objects.filter(kind__in=FOR_A_TIME, state="standing").select_related("party").order_by("until")
    for found in running.filter(until__lte=now).select_for_update(of=("self",), skip_locked=True):
        _end(found, "ended", actor=actor, reasons="", now=now)
    return running.filter(until__gt=now).values_list("until", flat=True).first()


def _hold(sanction_id: UUID, state: str) -> Sanction:
    rows = Sanction.objects.select_for_update(of=("self",)).select_related("party")
    found: Sanction | None = rows.filter(id=sanction_id).first()
    if found is None:
        raise NotFound
    if found.state != state:
        raise Conflict(_("This is no longer at this stage. Look at it again."), code="stage")
    return found


def _is_one_of(actor: Actor, members: list[UUID]) -> bool:
    """Whether one of these memberships is the actor's, under whatever invitation."""
    return Membership.objects.filter(id__in=members, user_id=actor.user_id).exists()


def _mail(found: Sanction, entry: Entry, title: str | Promise, reasons: str) -> None:
    """Tell the party what holds or no longer holds, why, and where it can be appealed."""
    party = found.party
    marketplace = Marketplace.objects.get(id=current_tenant())
    link = settings.SITE_URL + reverse("enforcement:own_conduct", args=[marketplace.slug])
    with translation.override(catalogue(party.language)):
        until = str(UNTIL) % {"day": date_format(found.until, "DATE_FORMAT")} if found.until else ""
        ask = str(READ) % {"link": link}
        body = "\n\n".join(part for part in (str(title), until, reasons, ask) if part)
        subject = str(title)
    mail(
        to_party=party, template="letter", context={"subject": subject, "body": body}, entry=entry,
        language=party.language,
    )  # fmt: skip

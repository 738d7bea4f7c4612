"""The facts of somebody's conduct, and what the published thresholds propose: of complainants and of sellers."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from accounts.models import Party
from enforcement import accuracy
from enforcement.misuse.weighing import PUBLISHED, Conduct, Mark, Proposal, Reason, weigh
from enforcement.models import FOR_A_TIME, MisuseRuling, Sanction, UnfoundedMark
from sellers import queries as sellers

YEAR = accuracy.YEAR
STANDS = ("standing", "ended", "lifted")
"""States in which a sanction was given rightly; a reversed one never was."""


def about_of(party: Party) -> str:
    """What is weighed of a party: the offers of a seller, the notices of all others."""
    return "selling" if party.kind == Party.Kind.SELLER else "notices"


def conduct_of(party_id: UUID, now: datetime) -> Conduct:
    """What weighs of a complainant in the last year. Six queries."""
    since = now - YEAR
    unfounded = accuracy.unfounded_marks(party_id, since).values_list("gravity", "at")
    found = MisuseRuling.objects.filter(report__case__complainant_id=party_id, outcome="upheld", at__gte=since)
    marks = [Mark("unfounded", gravity, at.date()) for gravity, at in unfounded]
    marks += [Mark("intention", gravity, at.date()) for gravity, at in found.values_list("gravity", "at")]
    suspended = suspensions(party_id, "notices")
    decided = accuracy.figures_of(party_id, since).decided
    marks.sort(key=lambda mark: mark.on)
    return Conduct(decided, tuple(marks), warned_on(party_id, "notices", now), suspended)


def warned_on(party_id: UUID, about: str, now: datetime, *, holds: timedelta = YEAR) -> date | None:
    """When the party was last warned about this; None if it was not within `holds`, or the warning was reversed."""
    warnings = Sanction.objects.filter(party_id=party_id, about=about, kind="warn", state="standing")
    last = warnings.filter(proposed_at__gte=now - holds).order_by("-proposed_at").first()
    return last.proposed_at.date() if last else None


def proposal_for(party: Party, now: datetime) -> Proposal:
    """What is proposed for a party now: for a seller what its strikes reach, for a complainant what its conduct weighs."""
    if party.kind == Party.Kind.SELLER:
        return _of_strikes(party.id, now)
    return weigh(conduct_of(party.id, now), now.date())


def _of_strikes(seller_id: UUID, now: datetime) -> Proposal:
    """The remedy on the highest rung that the strikes in force reach; a suspension becomes a warning where none was given."""
    standing = sellers.standing(seller_id, now.date())
    reached = standing.reached
    reasons = [Reason("strikes", {"points": standing.points, "n": len(standing.strikes)})]
    if reached is None:
        return Proposal("", (*reasons, Reason("below")))
    reasons.append(Reason("rung", {"points": reached.points, "remedy": reached.remedy}))
    warned = warned_on(seller_id, "selling", now)
    if warned is None:
        return Proposal("warn", (*reasons, Reason("not_warned")))
    if reached.remedy not in ("check_first", "suspend", "terminate"):
        return Proposal("", (*reasons, Reason("is_warned", {"on": warned.isoformat()})))
    before = suspensions(seller_id, "selling")
    days = PUBLISHED.terms[min(before, len(PUBLISHED.terms) - 1)] if reached.remedy in FOR_A_TIME else 0
    return Proposal(reached.remedy, (*reasons, Reason("is_warned", {"on": warned.isoformat()})), days)


def suspensions(party_id: UUID, about: str) -> int:
    """How often a party was suspended about this, rightly."""
    return Sanction.objects.filter(party_id=party_id, about=about, kind="suspend", state__in=STANDS).count()


def sanctions_of(party_id: UUID) -> list[Sanction]:
    """What was disposed against a party, the newest first, with seconds, appeals and rulings."""
    rows = Sanction.objects.filter(party_id=party_id).prefetch_related("seconds", "appeals__rulings")
    return list(rows.order_by("-id"))


def complainants_to_weigh(now: datetime) -> list[Party]:
    """Parties with a mark or an upheld report of misuse in the last year."""
    since = now - YEAR
    marked = UnfoundedMark.objects.filter(at__gte=since).values("decision__item__case__complainant_id")
    reported = MisuseRuling.objects.filter(outcome="upheld", at__gte=since).values("report__case__complainant_id")
    return list(Party.objects.filter(Q(id__in=marked) | Q(id__in=reported)).order_by("name"))


def sellers_to_weigh(now: datetime) -> list[Party]:
    """Sellers with a strike in force; whether a rung is reached is told by their proposal."""
    return list(Party.objects.filter(id__in=sellers.with_strikes(now)).order_by("name"))

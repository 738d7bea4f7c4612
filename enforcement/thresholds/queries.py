"""What the strikes of sellers reach, and what of that nobody has proposed yet."""

from datetime import datetime
from uuid import UUID

from accounts.models import Party
from enforcement.conduct import proposal_for
from enforcement.machine import PROPOSED
from enforcement.misuse.weighing import Proposal
from enforcement.models import Sanction, StrikeProposal
from policy.vocabulary import STEPS
from sellers import points as strikes
from sellers import queries as sellers

MOST = 200


def to_propose(now: datetime) -> list[tuple[Party, Proposal]]:
    """Sellers whose strikes reach a rung at which nothing is proposed or stands yet, at most 200, with what is proposed.

    Five queries and, for each seller above the lowest rung, a few more.
    """
    points = strikes.points_of_all(now.date())
    lowest = min(rung.points for rung in sellers.house_strikes().ladder)
    reached = {seller for seller, found in points.items() if found >= lowest}
    open_ones = StrikeProposal.objects.filter(seller_id__in=reached, state__in=PROPOSED)
    reached -= set(open_ones.values_list("seller_id", flat=True))
    found = []
    for party in Party.objects.filter(id__in=reached).order_by("id")[:MOST]:
        proposal = proposal_for(party, now)
        if proposal.deed and not is_settled(party.id, proposal.deed, now):
            found.append((party, proposal))
    return found


def is_settled(seller_id: UUID, deed: str, now: datetime) -> bool:
    """Whether as much is laid on the seller already, or people disposed of it after its last strike. Three queries."""
    as_much = STEPS[STEPS.index(deed) :]
    waiting = Sanction.objects.filter(party_id=seller_id, about="selling", state="proposed").exists()
    stands = Sanction.objects.filter(party_id=seller_id, about="selling", kind__in=as_much, state="standing")
    if waiting or (deed != "warn" and stands.exists()):
        return True
    last = strikes.last_strike_at(seller_id)
    done = StrikeProposal.objects.filter(seller_id=seller_id, kind__in=as_much, state__in=["taken", "refused"])
    return last is not None and done.filter(at__gte=last).exists()


def proposals_of(seller_id: UUID) -> list[StrikeProposal]:
    """What strikes proposed against a seller, the newest first, with answers and rulings. Three queries."""
    rows = StrikeProposal.objects.filter(seller_id=seller_id).prefetch_related("answers", "rulings")
    return list(rows.order_by("-id")[:MOST])


def open_proposal(seller_id: UUID) -> StrikeProposal | None:
    """What is proposed against a seller and nobody has disposed of. One query."""
    found: StrikeProposal | None = StrikeProposal.objects.filter(seller_id=seller_id, state__in=PROPOSED).first()
    return found

"""What is offered after a complaint was taken back: to put the seller who is authorised now on file, to name the right listing."""

from dataclasses import dataclass

from accounts.models import Party
from accounts.permissions import Allowed, DeniedBecause, may
from enforcement.models import Case, Complaint, Withdrawal
from gateway.http import PageRequest
from registry import gate
from registry.gate import queries as gate_queries
from registry.models import Right
from tenancy.context import database_now

AUTHORISED, WRONG = "authorised", "wrong_listing"


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody may want to do next. `sellers` are those who are authorised by word and not in the registry yet, so that
    the scanner finds them again; `is_wrong`: another listing was meant.
    """

    right: Right
    region: str
    here: str
    sellers: list[Party]
    is_wrong: bool
    may_authorise: Allowed | DeniedBecause


def offer_after(request: PageRequest, of: Complaint | Case) -> Offer | None:
    """The offer that fits the reason for which something of it was just taken back; None where none does."""
    taken = request.GET.get("taken", "")
    if taken not in (AUTHORISED, WRONG) or of.right is None:
        return None
    sellers = _not_on_file(of) if taken == AUTHORISED else []
    if taken == AUTHORISED and not sellers:
        return None
    allowed = may(request.actor, "seller.authorise")
    here = request.get_full_path()
    return Offer(of.right, of.region, here, sellers, taken == WRONG, allowed)


def _not_on_file(of: Complaint | Case) -> list[Party]:
    """The sellers for whom it was taken back as authorised, and whom the gate does not know so. Three queries."""
    assert of.right is not None
    within = {"item__case": of} if isinstance(of, Case) else {"item__case__complaint": of}
    rows = Withdrawal.objects.filter(reason=AUTHORISED, **within).select_related("item__case__seller")
    sellers = {row.item.case.seller_id: row.item.case.seller for row in rows}
    facts, day = gate_queries.gate_facts([of.right.id], *sellers), database_now().date()
    asked = {id: gate.Question(id, of.right.id, gate.NOTHING_KNOWN, facts.here, of.region, day) for id in sellers}
    return [sellers[id] for id, question in asked.items() if gate.ask(question, facts).verdict != "yes"]

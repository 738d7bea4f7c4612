"""A security instead of removal: the seller keeps selling what is contested, if a reviewer accepts what stands for it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.log import Fact
from audit.rows import committed
from enforcement import verbs
from enforcement.letter_words import SECURED
from enforcement.machine import SECURITY
from enforcement.models import Case, Item, SecuredItem, Security
from enforcement.packs import of_case
from enforcement.services import taking
from enforcement.services.common import hold_case, hold_items, refuse_states, say, settle
from enforcement.services.conflicts import refuse_conflict
from enforcement.services.notices import send
from evidence.models import Evidence
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from workflow.moves import move


@transaction.atomic
def offer_security(
    *,
    actor: Actor,
    reference: str,
    items: Iterable[UUID],
    form: str,
    amount: int,
    currency: str,
    words: str = "",
    evidence: Evidence | None = None,
    now: datetime | None = None,
) -> Security:
    """Offer a security for contested Items. `amount` is in minor units of `currency`, an ISO 4217 code.

    Raises Conflict where the marketplace takes none in this region, or one stands already.
    """
    require(actor, "case.answer")
    at = now or database_now()
    case = hold_case(actor, reference)
    if actor.party_id != case.seller_id:
        raise Denied(_("Only the seller offers a security."))
    found = hold_items(case, items)
    pack = of_case(case, at)
    if pack.security is None or "security" not in pack.options:
        raise Conflict(_("This marketplace takes no securities in this region."), code="stage")
    wrong = {}
    if form not in pack.security.forms:
        wrong["form"] = [_("Choose one of the forms that are taken here.")]
    if amount < 1:
        wrong["amount"] = [_("Say how much it is.")]
    if len(currency) != 3 or not currency.isupper():
        wrong["currency"] = [_("Write the currency in three letters, as EUR.")]
    if wrong:
        raise Invalid(fields=wrong)
    if case.securities.filter(state__in=["offered", "accepted"]).exists():
        raise Conflict(_("A security stands in this case already."), code="stage")
    refuse_states(found, ("contested",))
    security = committed(
        Security, case=case, state=SECURITY.initial, form=form, amount=amount, currency=currency, words=words,
        evidence=evidence, by_membership_id=actor.membership_id, offered_at=at,
    )  # fmt: skip
    SecuredItem.objects.bulk_create(SecuredItem(security=security, item=item) for item in found)
    facts: dict[str, Fact] = {"form": form, "items": len(found)}
    say(verbs.SECURITY_OFFERED, case, about=security, actor=actor, items=found, rows=[security], facts=facts)
    return security


@transaction.atomic
def judge_security(
    *, actor: Actor, reference: str, security: UUID, outcome: str, now: datetime | None = None
) -> Security:
    """Accept or refuse what was offered; once nothing is contested any more, release it or call on it.

    Accepted, what was removed on a notice is put back until somebody decides.
    """
    require(actor, "case.decide")
    at = now or database_now()
    case = hold_case(actor, reference)
    refuse_conflict(actor, case)
    found = case.securities.select_for_update(of=("self",)).filter(id=security).first()
    if found is None:
        raise NotFound
    if outcome not in SECURITY.states:
        raise Invalid(fields={"outcome": [_("Choose what becomes of the security.")]})
    items = list(Item.objects.filter(secured__security=found).select_related("listing").order_by("id"))
    if outcome in ("released", "called") and any(item.state == "contested" for item in items):
        raise Conflict(_("Something is still contested: decide that first."), code="stage")
    if outcome == "accepted":
        refuse_states(items, ("contested",))
    move(found, outcome, machine=SECURITY, now=at)
    say(verbs.SECURITY_JUDGED, case, about=found, actor=actor, items=items, facts={"outcome": outcome})
    if outcome == "accepted":
        _put_back(case, items, actor=actor, now=at)
    settle(case, actor=actor, now=at)
    return found


def _put_back(case: Case, items: list[Item], *, actor: Actor, now: datetime) -> None:
    removed = [item for item in items if item.id in taking.removed(items)]
    if not removed:
        return
    taking.reverse(removed, by=case.reference, actor=actor, now=now)
    say(verbs.PUT_BACK, case, actor=actor, items=removed, facts={"items": len(removed), "why": "security"})
    for party in (case.seller_id, case.complainant_id):
        send(
            "restored", case, to=party, actor=actor, pack=of_case(case, now), now=now, items=removed,
            places={"reasons": SECURED},
        )  # fmt: skip

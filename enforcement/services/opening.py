"""Opening cases: from an accepted complaint, one per seller, or from a match that somebody confirmed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.db import transaction

from accounts.permissions import require
from enforcement import verbs
from enforcement.lanes import take_lane
from enforcement.letter_words import day_of, titles_and_words
from enforcement.machine import CASE, ITEM, UNDECIDED_ITEMS
from enforcement.models import Case, Complaint, ComplaintListing, Item
from enforcement.packs import choose, of_case
from enforcement.placing import NO_BOUND, buyers, harm
from enforcement.routing import Rule, rules_in_force
from enforcement.services import taking
from enforcement.services.common import refresh_due, say, settle, start_clocks, stop_clocks, tell_sides
from enforcement.services.forwarding import forward_notice
from enforcement.services.lanes import weigh_good_faith
from enforcement.services.notices import send
from enforcement.services.routing import route
from evidence import services as evidence
from evidence.models import Evidence
from policy.model import Pack
from registry.models import Right, Specimen
from registry.territories import asserted
from scanner import services as scanner
from scanner.models import Match
from sellers import services as sellers
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Conflict
from tenancy.references import unused
from workflow.moves import move


def open_complaint_cases(complaint: Complaint, pack: Pack, *, actor: Actor, now: datetime) -> list[Case]:
    """One case per seller, over the listings that no problem keeps out."""
    assert complaint.right is not None
    found = complaint.listings.filter(problem="").select_related("listing__seller")
    rows = list(found.order_by("listing__seller_id", "id"))
    weigh_good_faith(actor=Actor.system(current_tenant()), now=now, parties=[complaint.complainant_id])
    take_lane(complaint, now.date())
    shared = _Shared(
        matches=_matches([row.listing for row in rows], complaint.right.id), specimens=_specimens(complaint.right.id),
        buyers=buyers([row.listing_id for row in rows]), rules=rules_in_force(),
    )  # fmt: skip
    return [
        _open_for_seller(complaint, list(group), pack, shared, actor=actor, now=now)
        for _seller, group in groupby(rows, key=attrgetter("listing.seller_id"))
    ]


@dataclass(frozen=True, slots=True)
class _Shared:
    """What is read once for all cases over one right: the scanner's matches and the buyers who spoke, both by listing, and
    the pictures of the right."""

    matches: dict[UUID, Match]
    specimens: list[Evidence]
    buyers: Counter[UUID]
    rules: list[Rule]


def _open_for_seller(
    complaint: Complaint, rows: list[ComplaintListing], pack: Pack, shared: _Shared, *, actor: Actor, now: datetime
) -> Case:
    assert complaint.right is not None
    case = _new_case(
        source=Case.Source.COMPLAINT, complaint=complaint, complainant=complaint.complainant,
        seller=rows[0].listing.seller, right=complaint.right, region=complaint.region, pack=pack, count=len(rows),
        lane=complaint.lane,
    )  # fmt: skip
    items = _new_items(case, [(row.listing, None) for row in rows], shared)
    _opened(case, items, shared.specimens, actor=actor, now=now, rules=shared.rules)
    for item in items:
        # What the scanner had found by itself waits for nobody any more.
        if item.match is not None and item.match.state == "open":
            scanner.mark_cased(actor=actor, match=item.match, case_ref=case.reference)
    _start_notice_clocks(case, complaint, pack, now=now)
    reason = [found.title for found in pack.reasons if found.code == complaint.reason]
    asserted = titles_and_words(reason, [complaint.wording.statement])
    if pack.removal is not None:
        taking.remove_on_notice(case, items, pack, actor=actor, now=now)
        settle(case, actor=actor, now=now)
    elif pack.forward is not None:
        forward_notice(case, items, pack, actor=actor, now=now, reasons=asserted)
        settle(case, actor=actor, now=now)
    else:
        _ask_seller(case, items, pack, actor=actor, now=now, reasons=asserted)
    return case


def _start_notice_clocks(case: Case, complaint: Complaint, pack: Pack, *, now: datetime) -> None:
    """What a notice starts in each of its cases: from when it was filed, and from when it was complete.

    The clock of the receipt runs for the complaint itself.
    """
    ours = [rule.kind for rule in pack.clocks_from("complaint_filed") if "receipt_sent" in rule.stops_on]
    start_clocks(case, "complaint_filed", pack, now=complaint.filed_at or now, but=ours)
    start_clocks(case, "notice_complete", pack, now=now)


@transaction.atomic
def open_match_case(*, actor: Actor, match: Match, now: datetime | None = None) -> list[Case]:
    """Cases of the platform's own over one match, one for each territory of the right where the listing is offered.

    None where the listing stands in a case over this right already, which then takes over the clock of the hold, or
    where the right does not reach the listing, which is then published.
    """
    require(actor, "match.review")
    at = now or database_now()
    match = Match.objects.select_for_update(of=("self",)).select_related("listing", "right").get(id=match.id)
    if match.state != "confirmed":
        raise Conflict("This match is no longer waiting for a case.", code="stage")
    standing = Item.objects.filter(
        listing_id=match.listing_id, case__right_id=match.right_id, state__in=UNDECIDED_ITEMS
    ).select_related("case__right")
    cases = [item.case for item in standing]
    regions = [] if cases else asserted(match.right.territories, match.listing.markets)
    opened = [_open_for_region(match, region, actor=actor, now=at) for region in regions]
    reference = opened[0].reference if opened else (cases[0].reference if cases else "")
    scanner.mark_cased(actor=actor, match=match, case_ref=reference)
    if match.listing.state == "held":
        for case in cases or opened:
            start_clocks(case, "listing_held", of_case(case, at), now=at)
            refresh_due(case)
        if not (cases or opened):
            scanner.clear_hold(actor=actor, listing=match.listing, right_id=match.right_id, now=at)
    return opened


def _open_for_region(match: Match, region: str, *, actor: Actor, now: datetime) -> Case:
    pack = choose(region, match.right.kind, now)
    case = _new_case(
        source=Case.Source.MATCH, complaint=None, complainant=None, seller=match.listing.seller, right=match.right,
        region=region, pack=pack, count=1, score=match.score,
    )  # fmt: skip
    items = _new_items(case, [(match.listing, match)])
    _opened(case, items, actor=actor, now=now)
    _ask_seller(case, items, pack, actor=actor, now=now, reasons="")
    settle(case, actor=actor, now=now)
    return case


def _new_case(
    *, source: str, complaint: Complaint | None, complainant: object, seller: object, right: Right, region: str,
    pack: Pack, count: int, score: int = 0, lane: str = "",
) -> Case:  # fmt: skip
    return Case.objects.create(
        tenant=right.tenant,
        reference=unused(Case),
        state=CASE.initial,
        source=source,
        complaint=complaint,
        complainant=complainant,
        seller=seller,
        right=right,
        region=region,
        pack_code=pack.code,
        pack_version=pack.version,
        lane=lane,
        score=score,
        items_count=count,
        due_at=NO_BOUND,
    )


def _matches(listings: Sequence[Listing], right_id: UUID) -> dict[UUID, Match]:
    """What the scanner has found of this right in these listings, the newest of each."""
    known = Match.objects.filter(listing_id__in=[listing.id for listing in listings], right_id=right_id)
    return {match.listing_id: match for match in known.order_by("revision")}


def _specimens(right_id: UUID) -> list[Evidence]:
    """The pictures of a right."""
    rows = Specimen.objects.filter(right_id=right_id, retired_at=None).select_related("evidence")
    return [row.evidence for row in rows]


def _new_items(case: Case, found: Sequence[tuple[Listing, Match | None]], shared: _Shared | None = None) -> list[Item]:
    """The Items of a new case, and what its place in the queue follows from; `shared` is read for it alone if not given."""
    listings = [listing for listing, _ in found]
    matches = shared.matches if shared else _matches(listings, case.right_id)
    spoke = shared.buyers if shared else buyers([listing.id for listing in listings])
    items = []
    for listing, match in found:
        match = match or matches.get(listing.id)
        items.append(
            Item(case=case, listing=listing, revision=listing.revision, state=ITEM.initial, match=match,
                 score=match.score if match else 0)
        )  # fmt: skip
    Item.objects.bulk_create(items)
    case.score = max(case.score, *(item.score for item in items))
    case.harm, case.buyers = harm(listings), sum(spoke[listing.id] for listing in listings)
    Case.objects.filter(id=case.id).update(score=case.score, harm=case.harm, buyers=case.buyers)
    return items


def _opened(
    case: Case, items: list[Item], specimens: list[Evidence] | None = None, *, actor: Actor, now: datetime,
    rules: Sequence[Rule] | None = None,
) -> None:  # fmt: skip
    entry = say(
        verbs.CASE_OPENED, case, actor=actor, items=items,
        facts={
            "source": case.source, "items": len(items), "region": case.region, "pack": case.pack_code,
            "pack_version": case.pack_version,
        },
    )  # fmt: skip
    # The seller sees the pictures of the right from now on: whoever is to answer must know what is asserted.
    shown = _specimens(case.right_id) if specimens is None else specimens
    if shown:
        evidence.show(evidence=shown, party=case.seller, actor=actor)
    sellers.note_prior(
        actor=actor, seller_id=case.seller_id, case=case.reference, outcome="", now=now, seller=case.seller,
        complainant=case.complainant_id,
    )  # fmt: skip
    tell_sides(case, entry, "case.opened")
    route(case, rules_in_force() if rules is None else rules, actor=actor)


def _ask_seller(case: Case, items: list[Item], pack: Pack, *, actor: Actor, now: datetime, reasons: str) -> None:
    """Send the notice and start the clock for the answer."""
    move(case, "noticed", machine=CASE, now=now)
    clocks = start_clocks(case, "seller_noticed", pack, now=now)
    if any("seller_noticed" in rule.stops_on for rule in pack.clocks):
        stop_clocks(case, "seller_noticed")
    deadline = min((clock.due_at for clock in clocks if clock.due_at), default=None)
    places = {"deadline": day_of(deadline, pack), "reasons": reasons}
    send("notice", case, to=case.seller_id, actor=actor, pack=pack, now=now, items=items, places=places)
    refresh_due(case)


def listings_in_cases(right: Right, listings: Sequence[Listing]) -> set[object]:
    """The listings that stand in an undecided Item over this right already."""
    undecided = Item.objects.filter(
        listing_id__in=[listing.id for listing in listings], state__in=UNDECIDED_ITEMS, case__right_id=right.id
    )
    return set(undecided.values_list("listing_id", flat=True))


def put_back_before(right: Right, region: str, listings: Sequence[Listing]) -> set[object]:
    """The listings that were removed over this right in this region and put back: the law hears no second notice."""
    back = Item.objects.filter(
        listing_id__in=[listing.id for listing in listings], state="reversed", case__right_id=right.id,
        case__region=region,
    )  # fmt: skip
    return set(back.values_list("listing_id", flat=True))

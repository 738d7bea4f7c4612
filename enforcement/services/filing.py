"""Complaints: filed, completed, and turned into cases."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit import log
from enforcement import verbs
from enforcement.letter_words import day_of, missing_elements
from enforcement.machine import COMPLAINT
from enforcement.models import Complaint, ComplaintListing
from enforcement.packs import choose, of_case, time_zone
from enforcement.services.drafting import (
    EDITABLE,
    forget_writing,
    hold_draft,
    refuse_others_right,
    sides,
    write_version,
)
from enforcement.services.notices import send_receipt
from enforcement.services.opening import listings_in_cases, open_complaint_cases, put_back_before
from enforcement.suspended import waits_until
from enforcement.words import PROBLEMS
from policy import notices
from policy.model import Element, Pack
from registry import gate
from registry import queries as registry
from registry.acting import Deed, refuse_beyond
from registry.gate import queries as gate_queries
from registry.models import PowerOfAttorney, Right
from registry.territories import countries_of, offered_in
from sellers import queries as sellers
from sellers.models import Listing
from sellers.publicity import open_markets
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Invalid
from workflow import clocks
from workflow.moves import move

TOGETHER = 100
SHOWN = 5


@transaction.atomic
def file_complaint(*, actor: Actor, reference: str, now: datetime | None = None) -> Complaint:
    """File a draft. Complete, it is accepted and its cases open at once; otherwise the sender is told what is missing.

    Raises Invalid, naming the field, for what no completion could mend: no right, a lapsed right, no listing left.
    """
    require(actor, "complaint.file")
    at = now or database_now()
    complaint = hold_draft(actor, reference)
    right = _enforceable(actor, complaint, at)
    complaint.power = _power(complaint, right, at)
    pack = choose(complaint.region, right.kind, at, reason=complaint.reason)
    _check_reason(complaint, pack, right)
    _find_problems(complaint, right, pack, at)
    if not complaint.listings.filter(problem="").exists():
        raise Invalid(fields={"listings": [_("None of these listings can be complained of."), *_why_not(complaint)]})
    missing = [element.code for element in notices.missing(pack.notice, given(complaint, pack))]
    incomplete_before = complaint.state == "incomplete"
    complaint.missing, complaint.filed_at = missing, at
    complaint.pack_code, complaint.pack_version = pack.code, pack.version
    complaint.save(update_fields=["missing", "filed_at", "pack_code", "pack_version", "power"])
    move(complaint, "filed", machine=COMPLAINT, now=at)
    count = complaint.listings.count()
    entry = log.record(
        verbs.COMPLAINT_FILED, actor=actor, subject=complaint, rows=[complaint.wording],
        refs=[right, complaint.power] if complaint.power else [right],
        facts={"listings": count, "region": complaint.region, "reason": complaint.reason}, parties=sides(complaint),
    )  # fmt: skip
    complaint.receipt_entry = entry.id
    complaint.save(update_fields=["receipt_entry"])
    for rule in pack.clocks_from("complaint_filed"):
        if "receipt_sent" in rule.stops_on and not incomplete_before:
            clocks.start_by_rule(rule, subject=complaint, starts_at=at, tz=time_zone(pack))
    if missing:
        _ask_for_the_rest(complaint, pack, actor=actor, now=at)
    else:
        forget_writing(complaint)
        send_receipt("receipt", complaint, actor=actor, pack=pack, now=at)
        if incomplete_before:
            clocks.stop(subject_id=complaint.id, event="notice_corrected", by="notice_corrected")
        until = waits_until(complaint.complainant_id, "notices", pack.code, at)
        if until is not None:
            _keep(complaint, until, actor=actor)
        else:
            _accept(complaint, pack, actor=actor, now=at)
    clocks.stop(subject_id=complaint.id, event="receipt_sent", by="receipt_sent")
    return complaint


def correct_complaint(
    *, actor: Actor, reference: str, elements: Mapping[str, str], now: datetime | None = None
) -> Complaint:
    """Add what was missing and file again, in one go."""
    with transaction.atomic():
        complaint = hold_draft(actor, reference)
        write_version(complaint, actor=actor, elements={**complaint.wording.elements, **elements})
        return file_complaint(actor=actor, reference=reference, now=now)


def given(complaint: Complaint, pack: Pack) -> dict[str, str]:
    """What is given for each element of the notice: as written, or from what is on file and need not be asked."""
    return {element.code: _given(complaint, element) for element in pack.notice}


def _given(complaint: Complaint, element: Element) -> str:
    written = str(complaint.wording.elements.get(element.code, ""))
    on_file = {"right": complaint.right_id, "listings": "listings", "party": complaint.complainant.contact_email}
    return written or str(on_file.get(element.filled_from) or "")


def _enforceable(actor: Actor, complaint: Complaint, now: datetime) -> Right:
    right = complaint.right
    if right is None:
        raise Invalid(fields={"right": [_("Choose the right that is infringed.")]})
    refuse_others_right(actor, right)
    refuse_beyond(actor, right, Deed.COMPLAIN, region=complaint.region)
    if not Right.objects.filter(id=right.id).live(now.date()).exists():
        raise Invalid(fields={"right": [enforces_nothing()]})
    if complaint.region not in right.territories:
        raise Invalid(fields={"region": [_("Choose a territory in which this right holds.")]})
    return right


def enforces_nothing() -> str:
    """Why a right that is not live cannot be asserted."""
    return _("This right is not verified, or no longer in force: it enforces nothing.")


def _check_reason(complaint: Complaint, pack: Pack, right: Right) -> None:
    if complaint.reason not in {reason.code for reason in pack.reasons_for(right.kind)}:
        raise Invalid(fields={"reason": [_("Choose what is wrong with the listings.")]})


def acts_for_another(complaint: Complaint) -> bool:
    """Whether the complainant is an agent, who needs a power of attorney of the right's owner."""
    right = complaint.right
    return right is not None and right.owner_id != complaint.complainant_id


def _power(complaint: Complaint, right: Right, now: datetime) -> PowerOfAttorney | None:
    """The power of attorney that covers it; None for an owner. Raises Invalid where an agent has none."""
    if not acts_for_another(complaint):
        return None
    power = registry.power_for(right, complaint.complainant_id, complaint.region, now)
    if power is None:
        raise Invalid(fields={"power": [needs_power(right, complaint.region)]})
    return power


def needs_power(right: Right, region: str) -> str:
    """What an agent without a power of attorney has to do."""
    words = _(
        "No power of attorney of %(owner)s that covers this right in %(region)s is on file, or it has ended. Put the signed "
        "document on file, or ask %(owner)s to; then file. What you wrote is kept."
    )
    return words % {"owner": right.owner.name, "region": region}


def _why_not(complaint: Complaint) -> list[str]:
    """What keeps each of the first few out: whoever files for a sender has no page on which the listings say it."""
    rows = complaint.listings.exclude(problem="").select_related("listing").order_by("id")[:SHOWN]
    return [f"{row.listing.number} – {PROBLEMS[row.problem]}" for row in rows]


def _find_problems(complaint: Complaint, right: Right, pack: Pack, now: datetime) -> None:
    """Write down which listings cannot be complained of."""
    rows = list(complaint.listings.select_related("listing"))
    found = problems(right, complaint.region, [row.listing for row in rows], now, pack=pack)
    changed = [row for row in rows if row.problem != found[row.listing_id]]
    for row in changed:
        row.problem = found[row.listing_id]
    ComplaintListing.objects.bulk_update(changed, ["problem"])


def problems(
    right: Right, region: str, listings: Sequence[Listing], now: datetime, *, pack: Pack | None = None
) -> dict[UUID, str]:
    """Why each of these listings cannot be complained of now, as a code of `words.PROBLEMS`; "" where it can be.

    `pack` is what the complaint would stand under, where that is known. Writes nothing. Four queries, five where the
    law lets a place be notified once, however many listings.
    """
    once = pack is not None and pack.removal is not None and pack.removal.once_per_place is not None
    restored = put_back_before(right, region, listings) if once else set()
    taken, lying = listings_in_cases(right, listings), sellers.lying_on(listings, now, own=True)
    authorised = _authorised(right, listings, region, now)
    found = {}
    for listing in listings:
        removed = _is_removed(listing, region, [territories for _at, territories in lying[listing.id]])
        problem = _problem(listing, region, taken, authorised, removed=removed)
        found[listing.id] = problem or ("notified_before" if listing.id in restored else "")
    return found


def _is_removed(listing: Listing, region: str, covered: Sequence[Sequence[str]]) -> bool:
    """Whether what lies on a listing itself keeps it out of all of the region.

    What lies on its seller does not count: a suspension ends, and then the listing is back.
    """
    shown = open_markets(Listing.State.PUBLIC, listing.markets, covered)
    return bool(covered) and countries_of([region]).isdisjoint(shown)


def _problem(listing: Listing, region: str, taken: set[Any], authorised: set[UUID], *, removed: bool) -> str:
    if listing.state in ("ended", "draft"):
        return "ended"
    if not offered_in(listing.markets, region):
        return "not_offered_there"
    if listing.seller_id in authorised:
        return "authorised"
    if listing.id in taken:
        return "in_a_case"
    return "removed" if removed else ""


def _authorised(right: Right, listings: Sequence[Listing], region: str, now: datetime) -> set[UUID]:
    """The sellers of these listings whom the gate answers “yes” for this right and region today. Two queries."""
    offering = {listing.seller_id for listing in listings}
    facts, found = gate_queries.gate_facts([right.id], *offering), set()
    for seller in offering:
        question = gate.Question(seller, right.id, gate.NOTHING_KNOWN, facts.here, region, now.date())
        if gate.is_permitted(gate.ask(question, facts)):
            found.add(seller)
    return found


def _accept(complaint: Complaint, pack: Pack, *, actor: Actor, now: datetime) -> None:
    move(complaint, "accepted", machine=COMPLAINT, now=now)
    cases = open_complaint_cases(complaint, pack, actor=actor, now=now)
    stands = sum(case.items_count for case in cases)
    log.record(
        verbs.COMPLAINT_ACCEPTED, actor=actor, subject=complaint, refs=[case.id for case in cases[:60]],
        parties=sides(complaint),
        facts={
            "cases": len(cases), "listings": stands, "left_out": complaint.listings.exclude(problem="").count(),
            "pack": pack.code, "pack_version": pack.version,
        },
    )  # fmt: skip


def _keep(complaint: Complaint, until: datetime, *, actor: Actor) -> None:
    """The processing of this party's notices is suspended: it stays filed until a round takes it up."""
    facts: dict[str, log.Fact] = {"until": until.isoformat()}
    log.record(verbs.COMPLAINT_KEPT, actor=actor, subject=complaint, facts=facts, parties=sides(complaint))


def kept_until(complaint: Complaint, now: datetime) -> datetime | None:
    """Until when a complaint that was filed is kept before anybody looks at it; None where nothing keeps it."""
    if complaint.state != "filed":
        return None
    return waits_until(complaint.complainant_id, "notices", complaint.pack_code, now)


def take_up_kept(*, actor: Actor, now: datetime) -> int:
    """Look at the complaints that were kept while a suspension ran which is over; how many. Their listings are looked at
    anew, and what can no longer be complained of is left out."""
    kept = Complaint.objects.filter(state="filed").select_for_update(of=("self",), skip_locked=True).order_by("id")
    taken = 0
    for complaint in kept.select_related("right", "complainant")[:TOGETHER]:
        pack = of_case(complaint, now)
        if waits_until(complaint.complainant_id, "notices", pack.code, now) is not None or complaint.right is None:
            continue
        _find_problems(complaint, complaint.right, pack, now)
        log.record(verbs.COMPLAINT_TAKEN_UP, actor=actor, subject=complaint, parties=sides(complaint))
        _accept(complaint, pack, actor=actor, now=now)
        taken += 1
    return taken


def _ask_for_the_rest(complaint: Complaint, pack: Pack, *, actor: Actor, now: datetime) -> None:
    move(complaint, "incomplete", machine=COMPLAINT, now=now)
    deadline = None
    for rule in pack.clocks_from("notice_incomplete"):
        clocks.stop(subject_id=complaint.id, kind=rule.kind, by="filed_again")
        deadline = clocks.start_by_rule(rule, subject=complaint, starts_at=now, tz=time_zone(pack)).due_at
    must = notices.must_be_contacted(pack.notice, given(complaint, pack))
    log.record(
        verbs.COMPLAINT_INCOMPLETE, actor=actor, subject=complaint, parties=sides(complaint),
        facts={"missing": len(complaint.missing), "must_be_contacted": must},
    )  # fmt: skip
    lacking = [element for element in pack.notice if element.code in complaint.missing]
    places = {"missing": missing_elements(lacking), "deadline": day_of(deadline, pack)}
    send_receipt("incomplete", complaint, actor=actor, pack=pack, now=now, places=places)


def lapse(complaint: Complaint, *, actor: Actor, now: datetime) -> None:
    """Treat a complaint that was not completed in time as never made. Does nothing if it was completed meanwhile."""
    complaint = Complaint.objects.select_for_update().get(id=complaint.id)
    if complaint.state != "incomplete":
        return
    move(complaint, "withdrawn", machine=COMPLAINT, now=now)
    forget_writing(complaint)
    log.record(verbs.COMPLAINT_LAPSED, actor=actor, subject=complaint, parties=sides(complaint))


def pack_of(complaint: Complaint, now: datetime, *, reason: str | None = None) -> Pack | None:
    """The pack that a complaint stands or would stand under; None while its right is not chosen.

    As long as it can be changed the one of today, for its `reason` or another: filed again it is chosen anew.
    """
    if complaint.pack_code and complaint.state not in EDITABLE:
        return of_case(complaint, now)
    if complaint.right is None or not complaint.region:
        return None
    return choose(complaint.region, complaint.right.kind, now, reason=complaint.reason if reason is None else reason)

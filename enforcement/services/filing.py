"""Complaints: kept as a draft while they are written, filed, completed, and turned into cases."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit import log
from enforcement import verbs
from enforcement.machine import COMPLAINT
from enforcement.models import Complaint, ComplaintListing
from enforcement.packs import choose, of_case, time_zone
from enforcement.regions import offered_in
from enforcement.services.notices import day_of, send_receipt
from enforcement.services.opening import listings_in_cases, open_complaint_cases
from policy import notices
from policy.model import Element, Pack
from registry import gate
from registry import queries as registry
from registry.models import Right
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.ids import reference
from workflow import clocks
from workflow.moves import move

MOST_LISTINGS = 1000
EDITABLE = ("draft", "incomplete")


@transaction.atomic
def save_draft(
    *,
    actor: Actor,
    complaint: Complaint | None = None,
    right: Right | None = None,
    region: str = "",
    reason: str = "",
    statement: str = "",
    elements: Mapping[str, str] | None = None,
    listings: Mapping[UUID, str] | Iterable[UUID] | None = None,
) -> Complaint:
    """Keep what was written so far; nothing is checked but that it can be kept.

    `listings` maps a listing's id to what is said about this one; None leaves them as they are.
    """
    require(actor, "complaint.file")
    if complaint is None:
        owner = Party.objects.get(id=actor.party_id)
        complaint = Complaint(
            reference=reference(), complainant=owner, filed_by_id=actor.membership_id, state=COMPLAINT.initial
        )
    elif complaint.state not in EDITABLE:
        raise Conflict(_("This complaint is filed; it can no longer be changed."), code="stage")
    complaint.right, complaint.region, complaint.reason = right, region, reason
    complaint.statement, complaint.elements = statement, dict(elements or {})
    if right is not None:
        _refuse_others_right(actor, right)
    is_new = complaint._state.adding
    complaint.save()
    if listings is not None:
        _keep_listings(complaint, listings)
    if is_new:
        log.record(verbs.COMPLAINT_DRAFTED, actor=actor, subject=complaint, parties=[complaint.complainant_id])
    return complaint


def _refuse_others_right(actor: Actor, right: Right) -> None:
    """A right is asserted by its owner, or by an agent for the brands it acts for; to others it is not there."""
    if not Right.objects.visible_to(actor).filter(id=right.id).exists() or actor.is_operator:
        raise NotFound


def _keep_listings(complaint: Complaint, listings: Mapping[UUID, str] | Iterable[UUID]) -> None:
    notes = dict(listings) if isinstance(listings, Mapping) else dict.fromkeys(listings, "")
    if len(notes) > MOST_LISTINGS:
        raise Invalid(
            fields={"listings": [_("A complaint names at most %(most)d listings.") % {"most": MOST_LISTINGS}]}
        )
    complaint.listings.exclude(listing_id__in=list(notes)).delete()
    rows = [ComplaintListing(complaint=complaint, listing_id=found, note=note) for found, note in notes.items()]
    ComplaintListing.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["tenant", "complaint", "listing"], update_fields=["note"]
    )


@transaction.atomic
def file_complaint(*, actor: Actor, reference: str, now: datetime | None = None) -> Complaint:
    """File a draft. Complete, it is accepted and its cases open at once; otherwise the sender is told what is missing.

    Raises Invalid, naming the field, for what no completion could mend: no right, a lapsed right, no listing left.
    """
    require(actor, "complaint.file")
    at = now or database_now()
    complaint = _hold(actor, reference)
    right = _enforceable(actor, complaint, at)
    pack = choose(complaint.region, right.kind, at)
    _check_reason(complaint, pack, right)
    _find_problems(complaint, right, at)
    if not complaint.listings.filter(problem="").exists():
        raise Invalid(fields={"listings": [_("None of these listings can be complained of; each says why.")]})
    missing = [element.code for element in notices.missing(pack.notice, given(complaint, pack))]
    incomplete_before = complaint.state == "incomplete"
    complaint.missing, complaint.filed_at = missing, at
    complaint.pack_code, complaint.pack_version = pack.code, pack.version
    complaint.save(update_fields=["missing", "filed_at", "pack_code", "pack_version"])
    move(complaint, "filed", machine=COMPLAINT, now=at)
    count = complaint.listings.count()
    entry = log.record(
        verbs.COMPLAINT_FILED, actor=actor, subject=complaint, refs=[right], parties=_sides(complaint),
        facts={"listings": count, "region": complaint.region, "reason": complaint.reason},
        personal={"statement": complaint.statement} if complaint.statement else None,
    )  # fmt: skip
    complaint.receipt_entry = entry.id
    complaint.save(update_fields=["receipt_entry"])
    if missing:
        _ask_for_the_rest(complaint, pack, actor=actor, now=at)
    else:
        send_receipt("receipt", complaint, actor=actor, pack=pack, now=at)
        if incomplete_before:
            clocks.stop(subject_id=complaint.id, event="notice_corrected", by="notice_corrected")
        _accept(complaint, pack, actor=actor, now=at)
    return complaint


def correct_complaint(
    *, actor: Actor, reference: str, elements: Mapping[str, str], now: datetime | None = None
) -> Complaint:
    """Add what was missing and file again, in one go."""
    with transaction.atomic():
        complaint = _hold(actor, reference)
        complaint.elements = {**complaint.elements, **elements}
        complaint.save(update_fields=["elements"])
        return file_complaint(actor=actor, reference=reference, now=now)


def given(complaint: Complaint, pack: Pack) -> dict[str, str]:
    """What is given for each element of the notice: as written, or from what is on file and need not be asked."""
    return {element.code: _given(complaint, element) for element in pack.notice}


def _given(complaint: Complaint, element: Element) -> str:
    written = str(complaint.elements.get(element.code, ""))
    on_file = {"right": complaint.right_id, "listings": "listings", "party": complaint.complainant.contact_email}
    return written or str(on_file.get(element.filled_from) or "")


def _hold(actor: Actor, reference: str) -> Complaint:
    found = Complaint.objects.visible_to(actor).select_for_update(of=("self",)).filter(reference=reference)
    complaint = found.select_related("right", "complainant").first()
    if complaint is None:
        raise NotFound
    if complaint.state not in EDITABLE:
        raise Conflict(_("This complaint is filed already."), code="stage")
    return complaint


def _enforceable(actor: Actor, complaint: Complaint, now: datetime) -> Right:
    right = complaint.right
    if right is None:
        raise Invalid(fields={"right": [_("Choose the right that is infringed.")]})
    _refuse_others_right(actor, right)
    if not Right.objects.filter(id=right.id).live(now.date()).exists():
        raise Invalid(fields={"right": [_("This right is not verified, or no longer in force: it enforces nothing.")]})
    if complaint.region not in right.territories:
        raise Invalid(fields={"region": [_("Choose a territory in which this right holds.")]})
    return right


def _check_reason(complaint: Complaint, pack: Pack, right: Right) -> None:
    if complaint.reason not in {reason.code for reason in pack.reasons_for(right.kind)}:
        raise Invalid(fields={"reason": [_("Choose what is wrong with the listings.")]})


def _find_problems(complaint: Complaint, right: Right, now: datetime) -> None:
    """Say at once which listings cannot be complained of: ended, not offered there, authorised, in a case already."""
    rows = list(complaint.listings.select_related("listing"))
    listings = [row.listing for row in rows]
    taken = listings_in_cases(right, listings)
    authorised = _authorised(right, listings, complaint.region, now)
    for row in rows:
        row.problem = _problem(row.listing, complaint.region, taken, authorised)
    ComplaintListing.objects.bulk_update(rows, ["problem"])


def _problem(listing: Listing, region: str, taken: set[Any], authorised: set[UUID]) -> str:
    if listing.state in ("ended", "draft"):
        return "ended"
    if not offered_in(listing.markets, region):
        return "not_offered_there"
    if listing.seller_id in authorised:
        return "authorised"
    return "in_a_case" if listing.id in taken else ""


def _authorised(right: Right, listings: list[Listing], region: str, now: datetime) -> set[UUID]:
    """The sellers of these listings whom the gate answers “yes” for this right and region today."""
    found = set()
    for seller in {listing.seller_id for listing in listings}:
        facts = registry.gate_facts([right.id], seller)
        question = gate.Question(seller, right.id, gate.ItemFacts(), "marketplace", region, now.date())
        if gate.ask(question, facts).verdict == "yes":
            found.add(seller)
    return found


def _accept(complaint: Complaint, pack: Pack, *, actor: Actor, now: datetime) -> None:
    move(complaint, "accepted", machine=COMPLAINT, now=now)
    cases = open_complaint_cases(complaint, pack, actor=actor, now=now)
    stands = sum(case.items_count for case in cases)
    log.record(
        verbs.COMPLAINT_ACCEPTED, actor=actor, subject=complaint, refs=[case.id for case in cases[:60]],
        parties=_sides(complaint),
        facts={
            "cases": len(cases), "listings": stands, "left_out": complaint.listings.exclude(problem="").count(),
            "pack": pack.code, "pack_version": pack.version,
        },
    )  # fmt: skip


def _ask_for_the_rest(complaint: Complaint, pack: Pack, *, actor: Actor, now: datetime) -> None:
    move(complaint, "incomplete", machine=COMPLAINT, now=now)
    deadline = None
    for rule in pack.clocks_from("notice_incomplete"):
        clocks.stop(subject_id=complaint.id, kind=rule.kind, by="filed_again")
        deadline = clocks.start_by_rule(rule, subject=complaint, starts_at=now, tz=time_zone(pack)).due_at
    must = notices.must_be_contacted(pack.notice, given(complaint, pack))
    log.record(
        verbs.COMPLAINT_INCOMPLETE, actor=actor, subject=complaint, parties=_sides(complaint),
        facts={"missing": len(complaint.missing), "must_be_contacted": must},
    )  # fmt: skip
    lacking = [_(element.title) for element in pack.notice if element.code in complaint.missing]
    places = {"missing": "\n".join(f"- {title}" for title in lacking), "deadline": day_of(deadline, pack)}
    send_receipt("incomplete", complaint, actor=actor, pack=pack, now=now, places=places)


def lapse(complaint: Complaint, *, actor: Actor, now: datetime) -> None:
    """Treat a complaint that was not completed in time as never made. Does nothing if it was completed meanwhile."""
    complaint = Complaint.objects.select_for_update().get(id=complaint.id)
    if complaint.state != "incomplete":
        return
    move(complaint, "withdrawn", machine=COMPLAINT, now=now)
    log.record(verbs.COMPLAINT_LAPSED, actor=actor, subject=complaint, parties=_sides(complaint))


def _sides(complaint: Complaint) -> list[UUID]:
    owner = complaint.right.owner_id if complaint.right else None
    return [found for found in (complaint.complainant_id, owner) if found]


def pack_of(complaint: Complaint, now: datetime) -> Pack | None:
    """The pack that a complaint stands or would stand under; None while its right is not chosen."""
    if complaint.pack_code:
        return of_case(complaint, now)
    if complaint.right is None or not complaint.region:
        return None
    return choose(complaint.region, complaint.right.kind, now)

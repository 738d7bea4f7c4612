"""Complaints while they are written: every change is kept as a version, and each version is an entry of the log."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit import log
from audit.rows import committed
from enforcement import verbs
from enforcement.machine import COMPLAINT
from enforcement.models import Complaint, ComplaintListing, ComplaintVersion, ComplaintWriting
from enforcement.named import MOST_LISTINGS, Amiss
from registry.acting import Deed, refuse_beyond
from registry.models import Right
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.ids import reference as new_reference
from workflow import clocks
from workflow.moves import move

EDITABLE = ("draft", "incomplete")
NOT_ACCEPTED = (*EDITABLE, "filed")


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
    amiss: Sequence[Amiss] = (),
    once: UUID | None = None,
) -> Complaint:
    """Keep what was written so far as a version; nothing is checked but that it can be kept.

    `listings` maps a listing's id to what is said about this one; None leaves them as they are. `amiss` are lines that
    named no listing, to be mended. A new complaint under the same `once` is begun one time.
    """
    require(actor, "complaint.file")
    if right is not None:
        refuse_others_right(actor, right)
    if complaint is None:
        complaint, is_new = _begun(actor, once)
        if not is_new:
            return complaint
    else:
        complaint = hold_draft(actor, complaint.reference)
    complaint.right, complaint.region, complaint.reason = right, region, reason
    complaint.save()
    notes = None if listings is None else _notes(listings)
    if notes is not None:
        _keep_listings(complaint, list(notes))
    write_version(complaint, actor=actor, statement=statement, elements=dict(elements or {}), notes=notes)
    forget_writing(complaint)
    if amiss:
        ComplaintWriting.objects.create(
            complaint=complaint, by_membership_id=actor.membership_id, number=complaint.wording.number,
            amiss=rows_of(amiss), kept_at=database_now(),
        )  # fmt: skip
    return complaint


def _begun(actor: Actor, once: UUID | None) -> tuple[Complaint, bool]:
    """A new complaint, and whether it is new: a form that is sent twice finds the one that it began."""
    fresh = {"state": COMPLAINT.initial, "reference": new_reference(), "filed_by_id": actor.membership_id}
    if once is None:
        return Complaint.objects.create(complainant_id=actor.party_id, **fresh), True
    found = Complaint.objects.get_or_create(id=once, complainant_id=actor.party_id, defaults=fresh)
    return found[0], found[1]


def forget_writing(complaint: Complaint) -> None:
    """What was being written is said now, or given up."""
    complaint.writings.all().delete()


def rows_of(amiss: Sequence[Amiss]) -> list[dict[str, Any]]:
    """Lines as they are kept."""
    return [asdict(one) for one in amiss]


def write_version(
    complaint: Complaint,
    *,
    actor: Actor,
    elements: Mapping[str, str],
    statement: str | None = None,
    notes: Mapping[UUID, str] | None = None,
) -> None:
    """Append what the complaint says now, with its entry; nothing where nothing was changed. None leaves as it was."""
    before = complaint.versions.order_by("-number").first()
    named = complaint.listings.order_by("listing_id").values_list("listing_id", flat=True)
    said = {
        "right_id": complaint.right_id,
        "region": complaint.region,
        "reason": complaint.reason,
        "listings": [str(found) for found in named],
        "statement": before.statement if statement is None and before else statement or "",
        "elements": dict(elements),
        "notes": before.notes if notes is None and before else {str(k): v for k, v in (notes or {}).items() if v},
    }
    if before is not None and all(getattr(before, name) == value for name, value in said.items()):
        return
    complaint.wording = committed(
        ComplaintVersion, complaint=complaint, number=before.number + 1 if before else 1,
        by_membership_id=actor.membership_id, made_at=database_now(), **said,
    )  # fmt: skip
    log.record(
        verbs.COMPLAINT_CHANGED if before else verbs.COMPLAINT_DRAFTED, actor=actor, subject=complaint,
        rows=[complaint.wording], parties=[complaint.complainant_id],
    )  # fmt: skip


@transaction.atomic
def discard_draft(*, actor: Actor, reference: str) -> Complaint:
    """Give up a complaint that was not accepted: a draft that nobody else has seen, an incomplete one, or one that is kept
    because its sender is suspended. Raises Conflict once it is accepted."""
    require(actor, "complaint.file")
    complaint = hold_draft(actor, reference, states=NOT_ACCEPTED)
    move(complaint, "withdrawn", machine=COMPLAINT)
    forget_writing(complaint)
    clocks.stop(subject_id=complaint.id, event="withdrawn", by="withdrawn")
    log.record(verbs.COMPLAINT_DISCARDED, actor=actor, subject=complaint, parties=sides(complaint))
    return complaint


def hold_draft(actor: Actor, reference: str, *, states: Collection[str] = EDITABLE) -> Complaint:
    """A complaint that can still be changed, locked. Raises NotFound for strangers, Conflict once it is accepted, or in
    another state than those of `states`."""
    found = Complaint.objects.visible_to(actor).select_for_update(of=("self",)).filter(reference=reference)
    complaint: Complaint | None = found.select_related("right", "complainant").first()
    if complaint is None:
        raise NotFound
    if complaint.right is not None:
        refuse_beyond(actor, complaint.right, Deed.COMPLAIN)
    if complaint.state not in states:
        raise Conflict(_("This complaint is filed; it can no longer be changed."), code="stage")
    return complaint


def refuse_others_right(actor: Actor, right: Right) -> None:
    """A right is asserted by its owner, or by an agent for the brands it acts for; to others it is not there."""
    if not Right.objects.visible_to(actor).filter(id=right.id).exists() or actor.is_operator:
        raise NotFound
    refuse_beyond(actor, right, Deed.COMPLAIN)


def sides(complaint: Complaint) -> list[UUID]:
    """Who may see what is said about a complaint: who filed it, and the owner of the right."""
    owner = complaint.right.owner_id if complaint.right else None
    return [found for found in (complaint.complainant_id, owner) if found]


def _notes(listings: Mapping[UUID, str] | Iterable[UUID]) -> dict[UUID, str]:
    notes = dict(listings) if isinstance(listings, Mapping) else dict.fromkeys(listings, "")
    if len(notes) > MOST_LISTINGS:
        raise Invalid(
            fields={"listings": [_("A complaint names at most %(most)d listings.") % {"most": MOST_LISTINGS}]}
        )
    return notes


def _keep_listings(complaint: Complaint, listing_ids: Sequence[UUID]) -> None:
    complaint.listings.exclude(listing_id__in=listing_ids).delete()
    rows = [ComplaintListing(complaint=complaint, listing_id=found) for found in listing_ids]
    ComplaintListing.objects.bulk_create(rows, ignore_conflicts=True)

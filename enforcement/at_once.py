"""What is said about a complaint while it is written: a right that has lapsed, goods of another class, and listings that
stand in another complaint already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from enforcement.machine import UNDECIDED_ITEMS
from enforcement.models import Case, Complaint, ComplaintListing, Item
from enforcement.services.filing import acts_for_another
from registry import queries as registry
from registry.models import Right
from registry.registers import nice
from scanner.kept_goods import classes_told
from tenancy.actor import Actor

NOT_OPENED = ("draft", "filed", "incomplete")
"""Complaints that have no case yet."""


@dataclass(frozen=True, slots=True)
class AtOnce:
    """What stands in the way of a complaint, or may. `is_lapsed` and `lacks_power` (an agent has no power of attorney that
    covers it) bar it; all else is for its writer to weigh.

    `drafts` and `cases` say by listing in which other complaint or case it stands; `classes` which goods it seems to be
    that the mark is not registered for.
    """

    is_lapsed: bool = False
    lacks_power: bool = False
    drafts: Mapping[UUID, Complaint] = field(default_factory=dict)
    cases: Mapping[UUID, Case] = field(default_factory=dict)
    classes: Mapping[UUID, str] = field(default_factory=dict)

    @property
    def elsewhere(self) -> set[UUID]:
        """The listings that stand in another complaint of the same party, or in a case."""
        return {*self.drafts, *self.cases}


def said_at_once(row: Complaint, actor: Actor, now: datetime) -> AtOnce:
    """What is to be said of this complaint at that moment. Seven queries, however many listings."""
    if row.right is None:
        return AtOnce()
    return AtOnce(
        is_lapsed=not Right.objects.filter(id=row.right_id).live(now.date()).exists(),
        lacks_power=acts_for_another(row)
        and registry.power_for(row.right, row.complainant_id, row.region, now) is None,
        drafts=_drafts(row),
        cases=_cases(row, actor),
        classes=_classes(row, row.right),
    )


def _drafts(row: Complaint) -> dict[UUID, Complaint]:
    others = Complaint.objects.filter(
        complainant_id=row.complainant_id, right_id=row.right_id, region=row.region, state__in=NOT_OPENED
    ).exclude(id=row.id)
    here = row.listings.values("listing_id")
    found = ComplaintListing.objects.filter(complaint__in=others, listing_id__in=here).select_related("complaint")
    return {line.listing_id: line.complaint for line in found.order_by("complaint_id")}


def _cases(row: Complaint, actor: Actor) -> dict[UUID, Case]:
    """Undecided ones over the same right that the actor may open."""
    seen = Case.objects.visible_to(actor).filter(right_id=row.right_id).exclude(complaint=row)
    items = Item.objects.filter(
        case__in=seen, state__in=UNDECIDED_ITEMS, listing_id__in=row.listings.values("listing_id")
    )
    return {item.listing_id: item.case for item in items.select_related("case").order_by("case_id")}


def _classes(row: Complaint, right: Right) -> dict[UUID, str]:
    """Goods that a mark does not cover, in words. A famous mark reaches beyond its classes."""
    wanted = set(right.classes)
    if right.kind != Right.Kind.TRADEMARK or right.famous or not wanted:
        return {}
    told = classes_told([line.listing for line in row.listings.all()])
    return {
        listing_id: ", ".join(f"{number} {words}" for number, words in nice.named(sorted(classes)))
        for listing_id, classes in told.items()
        if classes and classes.isdisjoint(wanted)
    }

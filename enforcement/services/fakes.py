"""Complaints of buyers that say "fake" become reports, with the history of the goods as their reporter's words.

The two procedures stay apart: what the buyer gets is decided in the complaint, what becomes of the listing in the case.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _

from enforcement.models import Report, ReportPicture
from enforcement.services.reporting import LONGEST, report_for_buyer
from fulfillment.models import Shipment, ShipmentUnit, TradeComplaint
from fulfillment.past import Code, past_of
from fulfillment.services.trade_complaints import note_bridged
from sellers.models import Listing
from tenancy.actor import Actor

TOGETHER = 100
MOST_UNITS, MOST_SIBLINGS, MOST_EVENTS = 20, 10, 40


def take_in_fakes(*, actor: Actor, now: datetime) -> int:
    """Make a report of each complaint that has none, with its pictures; how many there were.

    A row is locked until its report is written down to it, so that the same is never reported twice. What the buyer took back
    before anybody looked is left out.
    """
    rows = TradeComplaint.objects.select_for_update(skip_locked=True, of=("self",)).filter(kind="fake", ip_report="")
    rows = rows.exclude(state="withdrawn").select_related("listing__seller", "order", "line", "seller")
    found = list(rows.order_by("id")[:TOGETHER])
    for complaint in found:
        report = report_for_buyer(
            actor=actor, listing=complaint.listing, words=history_of(complaint)[:LONGEST],
            buyer=complaint.order.buyer or str(complaint.order_id), now=now,
        )  # fmt: skip
        _show(complaint, report)
        note_bridged(actor=actor, complaint=complaint, report=report.reference)
    return len(found)


def history_of(complaint: TradeComplaint) -> str:
    """What is known of the goods, for whoever looks at the report: what the buyer says, the order, the way of the parcels with
    their serial numbers, what is on file of these (`fulfillment.past`), and other parcels, listings and complaints with the
    same numbers. Sixteen queries at most, however many units and parcels."""
    statement = complaint.statements.order_by("id").first()
    said = statement.words if statement else ""
    words = _("Complaint of a buyer %(complaint)s about order %(order)s, placed on %(day)s.")
    day = f"{complaint.order.placed_at:%Y-%m-%d}"
    parts = [said, words % {"complaint": complaint.reference, "order": complaint.order.reference, "day": day}]
    parcels = list(complaint.order.shipments.order_by("id").prefetch_related("events", "units"))
    parts += [_way_of(parcel) for parcel in parcels]
    codes = [(unit.gtin, unit.serial) for parcel in parcels for unit in parcel.units.all()][:MOST_UNITS]
    for (gtin, serial), lines in past_of(codes).items():
        head = _("What is on file of %(gtin)s, %(serial)s:") % {"gtin": gtin, "serial": serial}
        parts.append(
            "\n".join([head, *(lines or [_("nothing: no dock has scanned it, and nobody has issued it here")])])
        )
    parts += _siblings(complaint, codes)
    return "\n\n".join(part for part in parts if part)


def _way_of(parcel: Shipment) -> str:
    head = _("Parcel %(reference)s, %(origin)s to %(destination)s, %(carrier)s:") % {
        "reference": parcel.reference, "origin": parcel.origin, "destination": parcel.destination,
        "carrier": parcel.carrier_name,
    }  # fmt: skip
    events = sorted(parcel.events.all(), key=lambda one: (one.at, one.id))[:MOST_EVENTS]
    lines = [f"{one.at:%Y-%m-%d %H:%M} {one.get_kind_display()} {one.country}".rstrip() for one in events]
    lines += [f"GTIN {unit.gtin}, {unit.serial}" for unit in list(parcel.units.all())[:MOST_UNITS]]
    return "\n".join([head, *lines])


def _siblings(complaint: TradeComplaint, mine: Sequence[Code]) -> list[str]:
    """Where the same numbers, and the same goods, were met elsewhere."""
    codes = set(complaint.order.lines.exclude(gtin="").values_list("gtin", flat=True))
    short = {code.lstrip("0") for code in codes} | codes | {code[1:] for code in codes}
    listings = Listing.objects.filter(gtin__in=short).exclude(id=complaint.listing_id).order_by("id")
    same = TradeComplaint.objects.filter(listing=complaint.listing_id, kind="fake").exclude(id=complaint.id)
    told = [
        (_("The same serial number in other parcels:"), _twice(complaint, mine)),
        (_("Other listings of the same goods:"), [one.number for one in listings[:MOST_SIBLINGS]]),
        (
            _("Other complaints of fakes about this listing:"),
            list(same.values_list("reference", flat=True)[:MOST_SIBLINGS]),
        ),
    ]
    return ["\n".join([head, *lines]) for head, lines in told if lines]


def _twice(complaint: TradeComplaint, mine: Sequence[Code]) -> list[str]:
    """Parcels of other orders with one of the codes; so many of all together as one code may have siblings, code by code."""
    if not mine:
        return []
    wanted = reduce(or_, (Q(gtin=gtin, serial=serial) for gtin, serial in mine))
    others = (
        ShipmentUnit.objects.filter(wanted).exclude(shipment__order=complaint.order_id).order_by("gtin", "serial", "id")
    )
    rows = others.values_list("gtin", "serial", "shipment__reference")[: MOST_SIBLINGS * len(mine)]
    return [f"{gtin} {serial}: {parcel}" for gtin, serial, parcel in rows]


def _show(complaint: TradeComplaint, report: Report) -> None:
    """The buyer's pictures are those of the report, too."""
    pieces = complaint.papers.filter(side="buyer").values_list("evidence_id", flat=True)
    ReportPicture.objects.bulk_create(ReportPicture(report=report, evidence_id=piece) for piece in pieces)

"""Many listings at once, out of a file: one entry for at most 300 of one seller, which commits to each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import services as accounts
from accounts.models import Party
from accounts.permissions import require
from accounts.services.parties import name_key
from audit.log import record
from audit.rows import committed_many
from sellers import verbs
from sellers.content import content_of, derived, words_of
from sellers.models import Listing, ListingVersion, ListingWord
from sellers.onboarding.limits import limits_of, offered, over
from sellers.reading import ImportRow, RowFault
from sellers.restricting import forbidden, restrictions
from sellers.services.listings import PUBLISH_JOB, revise_listing
from sellers.services.pictures_asked import ask_for_pictures
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.due import ring
from tenancy.errors import Refusal
from tenancy.together import insert_together

MOST_TOGETHER = 300
"""An entry has at most 65,535 bytes and says of each row its id, its listing and its commitment: about 170 bytes."""


@dataclass
class ImportReport:
    """What became of rows: listings made, changed, left as they were, and what is wrong with the others.

    `lines` remembers, for one file, on which line each number stood; `became` what the rows by line became: "made",
    "changed" or "unchanged".
    """

    made: int = 0
    changed: int = 0
    unchanged: int = 0
    faults: list[RowFault] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    became: dict[int, str] = field(default_factory=dict)


def import_rows(
    *, actor: Actor, rows: Sequence[ImportRow], seller_of: Callable[[ImportRow], Party], report: ImportReport
) -> None:
    """Take in at most 300 rows, in one transaction, counting in `report`; they end in `checking`.

    A number that is there already with the same content changes nothing; with other content it is a revision of its
    listing. A number of another seller, or one that stands twice in the file, is a fault of its row.
    """
    if len(rows) > MOST_TOGETHER:
        raise ValueError(f"At most {MOST_TOGETHER} rows are taken in at once.")
    require(actor, "listing.submit")
    with transaction.atomic():
        there = {one.number: one for one in Listing.objects.filter(number__in=[row.number for row in rows])}
        fresh = []
        for row in rows:
            if row.number in report.lines:
                words = {"line": report.lines[row.number]}
                sentence = _("This number stands in line %(line)d already.") % words
                report.faults.append(RowFault(row.line, "number", sentence))
                continue
            report.lines[row.number] = row.line
            if row.number in there:
                _meet(row, there[row.number], seller_of(row), actor=actor, report=report)
            else:
                fresh.append(row)
        fresh = _permitted(fresh, seller_of, report)
        if fresh:
            _take_in(fresh, seller_of, actor=actor)
            report.made += len(fresh)
            report.became |= dict.fromkeys((row.line for row in fresh), "made")


def seller_named(*, actor: Actor, name: str, country: str) -> Party:
    """The seller's party of that name; made, and active at once, where there is none."""
    found = Party.objects.filter(kind=Party.Kind.SELLER, name_key=name_key(name)).order_by("id").first()
    return found or accounts.register_party(actor=actor, kind=Party.Kind.SELLER, name=name, country=country)


def _permitted(
    rows: Sequence[ImportRow], seller_of: Callable[[ImportRow], Party], report: ImportReport
) -> list[ImportRow]:
    """Without those that their sellers may not hand in; each of these is a fault of its row."""
    sellers = {row.line: seller_of(row).id for row in rows}
    lying, kept = restrictions(sellers.values(), database_now()), []
    limits = limits_of(sellers.values(), held=True)
    there = {seller_id: offered(seller_id) for seller_id in limits}
    for row in rows:
        mine = [one for one in lying if one.seller_id == sellers[row.line]]
        limit = limits.get(sellers[row.line])
        wrong = forbidden(row.content, mine) | over(limit, row.content, there=there.get(sellers[row.line]))
        if limit and not wrong:
            there[limit.seller_id] += 1
        report.faults += [RowFault(row.line, name, text) for name, texts in wrong.items() for text in texts]
        kept += [] if wrong else [row]
    return kept


def _take_in(rows: Sequence[ImportRow], seller_of: Callable[[ImportRow], Party], *, actor: Actor) -> None:
    now = database_now()
    listings = [
        Listing(
            number=row.number,
            seller=seller_of(row),
            state=Listing.State.CHECKING,
            state_at=now,
            made_at=now,
            **row.content.columns(),
            **derived(row.content),
        )
        for row in rows
    ]
    insert_together(listings)
    versions = committed_many(
        ListingVersion,
        [
            {"listing": listing, "revision": 1, "content": {**row.content.columns(), "pictures": []}, "made_at": now}
            for listing, row in zip(listings, rows, strict=True)
        ],
        whole=True,
    )
    insert_together(
        ListingWord(listing_id=listing.id, word=word)
        for listing, row in zip(listings, rows, strict=True)
        for word in words_of(row.number, row.content)
    )
    by_seller: dict[UUID, list[int]] = {}
    for place, listing in enumerate(listings):
        by_seller.setdefault(listing.seller_id, []).append(place)
    for seller_id, places in by_seller.items():
        record(
            verbs.IMPORTED,
            actor=actor,
            subject=listings[places[0]].seller,
            refs=[listings[place] for place in places],
            rows=[versions[place] for place in places],
            facts={"listings": len(places), "first_line": rows[places[0]].line, "last_line": rows[places[-1]].line},
            parties=[seller_id],
        )
    pairs = zip(listings, rows, strict=True)
    ask_for_pictures((listing, urls) for listing, row in pairs if (urls := row.content.picture_urls))
    ring(PUBLISH_JOB)


def _meet(row: ImportRow, listing: Listing, seller: Party, *, actor: Actor, report: ImportReport) -> None:
    """A row whose number is there already."""
    if listing.seller_id != seller.id:
        report.faults.append(RowFault(row.line, "number", _("This number belongs to a listing of another seller.")))
    elif content_of(listing) == row.content:
        report.unchanged += 1
        report.became[row.line] = "unchanged"
    else:
        try:
            revise_listing(actor=actor, listing=listing, **row.content.columns())
            report.changed += 1
            report.became[row.line] = "changed"
        except Refusal as refusal:
            report.faults.append(RowFault(row.line, "", refusal.message))

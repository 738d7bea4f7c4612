"""Kept from publication by rules of the pre-check that must not be passed over; what a seller says against it; let go.

Every way in ends here: a page, a list, a program's or the marketplace's own feed. Marks and pictures have their own way: they hold
a listing by the scan, and a case or a reviewer decides.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit import log
from gateway.text import text_fault
from registry.territories import EU, EU_MEMBERS
from scanner import verbs
from scanner.models import RuleStop
from scanner.precheck.completeness import check_completeness
from scanner.precheck.matching import check_words
from scanner.precheck.values import STOP, Finding
from scanner.services.precheck_rules import RuleSet, in_force
from scanner.services.prechecking import draft_of
from scanner.services.writing import REFS_AN_ENTRY, chunks
from sellers import queries as sellers
from sellers.models import Listing
from sellers.services.listings import PUBLISH_JOB
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.due import ring
from tenancy.errors import Conflict, Invalid, NotFound

MOST_WORDS = 2_000


def stopping(listing: Listing, by: RuleSet, pictures: int = 0) -> list[Finding]:
    """What the rules say must be mended before this listing is published, in reading order."""
    draft = draft_of(listing, pictures)
    found = [*check_words(draft, by.table), *check_completeness(draft, by.needs)]
    return [finding for finding in found if finding.severity == STOP]


def keep_for_rules(*, actor: Actor, listings: Sequence[Listing], now: datetime) -> dict[UUID, tuple[str, ...]]:
    """Which of these listings (held, `checking`) rules stop, by id, with the ids of the rules; each new one is written down.

    For the act of publishing, in its transaction. Three queries where nothing is stopped.
    """
    by = in_force()
    pictures = {listing.id: 0 for listing in listings}
    for image in sellers.images_of(listings) if by.needs else ():
        pictures[image.listing_id] += 1
    found = {one.id: _rules(stopping(one, by, pictures[one.id])) for one in listings}
    known = {row.listing_id: row for row in RuleStop.objects.filter(listing_id__in=found).select_for_update()}
    by_id = {listing.id: listing for listing in listings}
    passed = {id for id, row in known.items() if row.passed_at and row.revision == by_id[id].revision}
    kept = {id: rules for id, rules in found.items() if rules and id not in passed}
    gone = [row.id for id, row in known.items() if not found[id]]
    if gone:
        RuleStop.objects.filter(id__in=gone).delete()
    again = [row.id for id, row in known.items() if id in kept and row.version != by.version]
    if again:
        RuleStop.objects.filter(id__in=again).update(version=by.version)  # what its seller said of it stays
    fresh = [by_id[id] for id, rules in kept.items() if _is_new(known.get(id), by_id[id], rules)]
    for listing in fresh:
        RuleStop.objects.update_or_create(listing=listing, defaults=_said(listing, kept[listing.id], by.version))
    _record(fresh, kept, actor)
    return kept


def _rules(findings: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(sorted({finding.rule for finding in findings}))


def _is_new(row: RuleStop | None, listing: Listing, rules: tuple[str, ...]) -> bool:
    return row is None or (row.revision, tuple(row.rules)) != (listing.revision, rules)


def _said(listing: Listing, rules: tuple[str, ...], version: str) -> dict[str, object]:
    markets = sorted(set(listing.markets))
    return {
        "seller_id": listing.seller_id, "revision": listing.revision, "rules": list(rules), "version": version,
        "regions": [*markets, *([EU] if EU_MEMBERS & set(markets) else [])],
        "objection": "", "objected_at": None, "passed_at": None,
    }  # fmt: skip


def _record(fresh: Sequence[Listing], kept: dict[UUID, tuple[str, ...]], actor: Actor) -> None:
    """One entry for all listings of a seller that the same rules stop."""

    def alike(listing: Listing) -> tuple[str, str]:
        return str(listing.seller_id), ", ".join(kept[listing.id])

    for (_seller, rules), group in groupby(sorted(fresh, key=alike), alike):
        for chunk in chunks(list(group), REFS_AN_ENTRY):
            log.record(
                verbs.RULES_STOP, actor=actor, subject=chunk[0], refs=chunk[1:], facts={"rules": rules},
                parties=[chunk[0].seller_id],
            )  # fmt: skip


@transaction.atomic
def object_to_rules(*, actor: Actor, number: str, words: str, now: datetime | None = None) -> RuleStop:
    """Its seller says why the rules do not speak of this listing; a person looks. Raises NotFound, Invalid, Conflict."""
    require(actor, "listing.submit")
    row = _open(actor, number)
    if row.seller_id != actor.party_id:
        raise NotFound
    if not words.strip() or len(words) > MOST_WORDS or text_fault(words):
        raise Invalid(
            fields={"words": [text_fault(words) or _("Say why it may be said, in at most 2,000 characters.")]}
        )
    if row.objected_at:
        raise Conflict(_("You have said it already; a person looks at it."))
    row.objection, row.objected_at = words.strip(), now or database_now()
    row.save(update_fields=["objection", "objected_at"])
    log.record(
        verbs.RULES_OBJECTED, actor=actor, subject=row, refs=[row.listing_id], parties=[row.seller_id],
        facts={"rules": ", ".join(row.rules)}, personal={"words": row.objection},
    )  # fmt: skip
    return row


@transaction.atomic
def pass_stopped(*, actor: Actor, number: str, why: str, now: datetime | None = None) -> RuleStop:
    """A person passes this revision all the same: it goes through its check like any other.

    Raises NotFound, Invalid, Conflict.
    """
    require(actor, "match.review")
    row = _open(actor, number)
    if not why.strip() or len(why) > MOST_WORDS or text_fault(why):
        raise Invalid(fields={"why": [text_fault(why) or _("Say why it is passed; the seller reads it.")]})
    row.passed_at = now or database_now()
    row.save(update_fields=["passed_at"])
    log.record(
        verbs.RULES_PASSED, actor=actor, subject=row, refs=[row.listing_id], parties=[row.seller_id],
        facts={"rules": ", ".join(row.rules)}, personal={"why": why.strip()},
    )  # fmt: skip
    ring(PUBLISH_JOB)
    return row


def _open(actor: Actor, number: str) -> RuleStop:
    """What stops the listing of this number, locked. Raises NotFound for strangers, Conflict where it was changed meanwhile."""
    rows = RuleStop.objects.visible_to(actor).filter(listing__number=number, passed_at=None).select_related("listing")
    row: RuleStop | None = rows.select_for_update(of=("self",)).first()
    if row is None:
        raise NotFound
    if row.listing.revision != row.revision or row.listing.state != Listing.State.CHECKING:
        raise Conflict(_("This listing has been changed since. Look at it again."))
    return row

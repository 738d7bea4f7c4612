"""What reviewers make of reports: all that wait about one listing are taken up and decided together."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import require
from audit import log
from audit.models import Entry
from audit.rows import committed
from delivery.services import SHOP, change, party_recipient
from enforcement import verbs
from enforcement.lanes import FLAGGER
from enforcement.machine import REPORTEDLISTING
from enforcement.models import Case, Report, ReportCase, ReportedListing, ReportVerdict
from enforcement.packs import choose
from enforcement.queries import open_cases_of
from enforcement.report_told import DISMISSALS, REDRESS, SECOND_LOOK
from enforcement.services import opening
from enforcement.services.common import settle
from enforcement.services.filing import problems
from enforcement.services.report_letters import send_outcome
from enforcement.services.reporting import LONGEST, token_of
from gateway.text import clean
from registry.models import Right
from registry.territories import asserted
from scanner import services as scanner
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from workflow.moves import move

MOST_REFS = 60


@transaction.atomic
def take_up_reports(*, actor: Actor, listing_id: UUID, now: datetime | None = None) -> list[ReportedListing]:
    """Begin to look at what is reported about a listing: its reporters see that somebody does."""
    require(actor, "report.triage")
    lines = _waiting(actor, listing_id)
    _taken_up(lines, actor=actor, now=now)
    return lines


@transaction.atomic
def dismiss_report(
    *, actor: Actor, listing_id: UUID, reason: str, words: str = "", now: datetime | None = None
) -> ReportVerdict:
    """Do nothing about the listing. Each reporter is told why, in a sentence and in `words`, and what can be done.

    Raises Invalid without a reason, and Denied to whoever dismissed it the first time where a second look is asked for.
    """
    require(actor, "report.triage")
    if reason not in DISMISSALS:
        raise Invalid(fields={"reason": [_("Choose why.")]})
    at = now or database_now()
    lines = _waiting(actor, listing_id)
    _refuse_the_same_person(actor, lines)
    _taken_up(lines, actor=actor, now=now)
    verdict = _verdict(lines, "dismissed", actor=actor, at=at, reason=reason, words=words)
    for line in lines:
        move(line, "dismissed", machine=REPORTEDLISTING, now=now)
    entry = log.record(
        verbs.REPORTS_DISMISSED, actor=actor, subject=lines[0].listing, refs=_refs(lines), rows=[verdict],
        facts={"reports": len(lines), "reason": reason}, parties={line.report.party_id for line in lines},
    )  # fmt: skip
    for line in lines:
        last = SECOND_LOOK if line.contested_at is None and line.report.token_hash else REDRESS
        said = [gettext_lazy("The marketplace does nothing about this listing."), DISMISSALS[reason], words, last]
        tell(line, "dismissed", entry=entry, words=said)
    return verdict


@transaction.atomic
def open_report_case(*, actor: Actor, listing_id: UUID, right: str, now: datetime | None = None) -> list[Case]:
    """A case of the marketplace's own over the right of that reference, one for each of its territories where the
    listing is offered and in which the actor works. The seller is asked.

    Raises Invalid, naming "right", where the right does not reach the listing.
    """
    require(actor, "report.triage")
    at = now or database_now()
    lines = _waiting(actor, listing_id)
    found = Right.objects.visible_to(actor).live(at.date()).filter(reference=right).first()
    if found is None:
        raise Invalid(fields={"right": [_("Choose a right that is in force.")]})
    listing = lines[0].listing
    regions = _regions(actor, found, listing, at)
    _taken_up(lines, actor=actor, now=now)
    referred = all(line.report.channel == Report.Channel.PARTNER for line in lines)
    source = Case.Source.REFERRAL if referred else Case.Source.REPORT
    lane = FLAGGER if any(line.report.lane == FLAGGER for line in lines) else ""
    cases = [_platform_case(listing, found, region, source, lane, actor=actor, now=at) for region in regions]
    verdict = _verdict(lines, "case_opened", actor=actor, at=at)
    _put_in(lines, cases)
    for line in lines:
        move(line, "case_opened", machine=REPORTEDLISTING, now=now)
    log.record(
        verbs.REPORTS_CASED, actor=actor, subject=listing, refs=[*cases, *_refs(lines)], rows=[verdict],
        facts={"reports": len(lines), "cases": len(cases)},
    )  # fmt: skip
    return cases


@transaction.atomic
def merge_reports(*, actor: Actor, listing_id: UUID, case: str, now: datetime | None = None) -> Case:
    """Look at what is reported in the open case of that reference, in which the listing stands. Raises Invalid."""
    require(actor, "report.triage")
    at = now or database_now()
    lines = _waiting(actor, listing_id)
    found = open_cases_of(listing_id, actor).filter(reference=case).first()
    if found is None:
        raise Invalid(fields={"case": [_("Choose a case that is open over this listing.")]})
    _taken_up(lines, actor=actor, now=now)
    verdict = _verdict(lines, "merged", actor=actor, at=at)
    _put_in(lines, [found])
    for line in lines:
        move(line, "merged", machine=REPORTEDLISTING, now=now)
    if any(line.report.lane == FLAGGER for line in lines) and not found.lane:
        found.lane = FLAGGER
        Case.objects.filter(id=found.id).update(lane=FLAGGER)
    log.record(
        verbs.REPORTS_MERGED, actor=actor, subject=found, refs=_refs(lines), rows=[verdict],
        facts={"reports": len(lines)},
    )  # fmt: skip
    return found


def tell(line: ReportedListing, outcome: str, *, entry: Entry, words: Sequence[object]) -> None:
    """Say to who reported a listing what became of it: by mail where there is an address, by the feed to a partner."""
    report = line.report
    if report.party_id is not None:
        facts = {"report": report.reference, "listing": line.listing.number, "outcome": outcome}
        is_house = report.party is not None and report.party.kind == report.party.Kind.OPERATOR
        recipient = SHOP if is_house else party_recipient(report.party_id)
        change(recipient=recipient, what="report.decided", facts=facts, entry=entry, ordinal=line.id.int % 2**31)
    if report.token_hash:
        send_outcome(report, token=token_of(report), listing=line.listing, entry=entry, words=words)


def _waiting(actor: Actor, listing_id: UUID) -> list[ReportedListing]:
    """All that waits about a listing, locked. Raises NotFound where nothing was ever reported, Conflict where all is
    decided."""
    rows = ReportedListing.objects.visible_to(actor).filter(listing_id=listing_id)
    held = rows.waiting().select_for_update(of=("self",)).select_related("report__party", "listing__seller", "verdict")
    lines = list(held.order_by("id"))
    if not lines and rows.exists():
        raise Conflict(_("What was reported about this listing is decided already."), code="stage")
    if not lines:
        raise NotFound
    return lines


def _taken_up(lines: Sequence[ReportedListing], *, actor: Actor, now: datetime | None) -> None:
    fresh = [line for line in lines if line.state == "received"]
    for line in fresh:
        move(line, "in_review", machine=REPORTEDLISTING, now=now)
    if fresh:
        log.record(
            verbs.REPORTS_TAKEN_UP, actor=actor, subject=fresh[0].listing, refs=_refs(fresh),
            facts={"reports": len(fresh)},
        )  # fmt: skip


def _refuse_the_same_person(actor: Actor, lines: Sequence[ReportedListing]) -> None:
    first = {line.verdict.by_membership_id for line in lines if line.contested_at is not None and line.verdict}
    if actor.membership_id is not None and actor.membership_id in first:
        raise Denied(_("You dismissed this the first time; somebody else must take the second look."))


def _verdict(
    lines: Sequence[ReportedListing], outcome: str, *, actor: Actor, at: datetime, reason: str = "", words: str = ""
) -> ReportVerdict:
    verdict = committed(
        ReportVerdict, listing=lines[0].listing, outcome=outcome, reason=reason, by_membership_id=actor.membership_id,
        at=at, words=clean(words, name="words")[:LONGEST],
    )  # fmt: skip
    ReportedListing.objects.filter(id__in=[line.id for line in lines]).update(verdict=verdict)
    return verdict


def _put_in(lines: Sequence[ReportedListing], cases: Sequence[Case]) -> None:
    ReportCase.objects.bulk_create(ReportCase(reported=line, case=case) for line in lines for case in cases)


def _refs(lines: Sequence[ReportedListing]) -> list[UUID]:
    return [line.report_id for line in lines[:MOST_REFS]]


def _regions(actor: Actor, right: Right, listing: Listing, now: datetime) -> list[str]:
    """Where a case can be opened; nothing that keeps a complaint out keeps a case in."""
    regions = [
        region
        for region in asserted(right.territories, listing.markets)
        if (not actor.regions or region in actor.regions) and not problems(right, region, [listing], now)[listing.id]
    ]
    if not regions:
        sentence = _("Under this right nothing can be asked of the seller where the listing is offered and you work.")
        raise Invalid(fields={"right": [sentence]})
    return regions


def _platform_case(
    listing: Listing, right: Right, region: str, source: str, lane: str, *, actor: Actor, now: datetime
) -> Case:
    """A case without a complainant over one listing, opened as those from matches are."""
    pack = choose(region, right.kind, now)
    case = opening._new_case(
        source=source, complaint=None, complainant=None, seller=listing.seller, right=right, region=region, pack=pack,
        count=1,
    )  # fmt: skip
    if lane:
        case.lane = lane
        case.save(update_fields=["lane"])
    items = opening._new_items(case, [(listing, None)])
    opening._opened(case, items, actor=actor, now=now)
    for item in items:
        if item.match is not None and item.match.state == "open":
            scanner.mark_cased(actor=actor, match=item.match, case_ref=case.reference)
    opening._ask_seller(case, items, pack, actor=actor, now=now, reasons="")
    settle(case, actor=actor, now=now)
    return case

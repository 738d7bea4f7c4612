"""The act of publishing: scan, ask the gate, then down to `sellers`: make public or hold.

Nothing is public that has not passed here. A process without an index in memory answers “checking”, and the sweep
finishes what stayed there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.permissions import require
from audit import log
from registry import gate
from registry import queries as registry
from scanner import reference, verbs
from scanner.machine import MATCH
from scanner.matchers import MATCHERS
from scanner.matchers.facts import Finding, ListingFacts, PictureFacts
from scanner.models import Match, Scan, Signal
from scanner.pictures import facts_of
from scanner.scoring import Score, assess
from scanner.thresholds import Limits, limits, table
from sellers import services as sellers
from sellers.models import Listing
from tenancy import due
from tenancy.actor import Actor
from tenancy.context import database_now
from workflow.moves import move

PUBLIC, HELD, CHECKING = "public", "held", "checking"
INTAKE = "intake"  # the line that says: confirmed matches wait to become cases


@dataclass(frozen=True, slots=True)
class Found:
    """One right found in a listing: the score 0–100, what the threshold asks for, what the gate said, the findings."""

    right_id: UUID
    score: int
    lead: str
    gate: str
    findings: tuple[Finding, ...]
    reasons: tuple[dict[str, object], ...] = ()


@dataclass(slots=True)
class Result:
    """What came of a listing: `public`, `held`, or `checking` where no index was in memory."""

    outcome: str
    found: list[Found] = field(default_factory=list)


@transaction.atomic
def publish(*, actor: Actor, listing: Listing, now: datetime | None = None, wait: bool = False) -> Result:
    """Scan a listing that is `checking` and publish or hold it. With `wait` an index is loaded if there is none."""
    require(actor, "listing.submit")
    loaded = reference.current() if wait else reference.if_in_memory()
    if loaded is None:
        return Result(CHECKING)
    return publish_many(actor=actor, listings=[listing], loaded=loaded, now=now or database_now())[0]


def publish_many(*, actor: Actor, listings: Sequence[Listing], loaded: reference.Loaded, now: datetime) -> list[Result]:
    """Scan and settle many listings in the caller's transaction; one entry for each, or one for all of a batch."""
    results = scan(listings, loaded, now)
    matches, signals = [], []
    for listing, result in zip(listings, results, strict=True):
        for found in result.found:
            match = Match(
                listing=listing, right_id=found.right_id, revision=listing.revision, index=loaded.version,
                score=found.score, lead=found.lead, gate=found.gate, state=MATCH.initial, reasons=list(found.reasons),
            )  # fmt: skip
            matches.append(match)
            signals += [_signal(match, finding) for finding in found.findings]
    _supersede(listings, actor=actor)
    Match.objects.bulk_create(matches, ignore_conflicts=True)
    Signal.objects.bulk_create(signals)
    Scan.objects.bulk_create(
        Scan(listing=listing, revision=listing.revision, index=loaded.version, outcome=result.outcome, at=now)
        for listing, result in zip(listings, results, strict=True)
    )
    held = [listing for listing, result in zip(listings, results, strict=True) if result.outcome == HELD]
    public = [listing for listing, result in zip(listings, results, strict=True) if result.outcome == PUBLIC]
    sellers.settle_publication(actor=actor, public=public, held=held, now=now)
    _record(actor, listings, results, loaded)
    _confirm_held(matches, now=now)
    return results


def scan(listings: Sequence[Listing], loaded: reference.Loaded, now: datetime) -> list[Result]:
    """What the matchers find in each listing, with the gate's answers. Reads, writes no match."""
    pictures = _pictures(listings)
    scored = []
    for listing in listings:
        facts = _facts(listing, pictures.get(listing.id, ()))
        findings = [finding for matcher in MATCHERS for finding in matcher.match(facts, loaded.index)]
        scored.append((listing, findings, assess(facts, findings)))
    answers = _ask_gate(scored, now)
    known = table()
    return [_result(listing, findings, scores, answers, limits(listing, known)) for listing, findings, scores in scored]


def _pictures(listings: Sequence[Listing]) -> dict[UUID, tuple[PictureFacts, ...]]:
    rows = sellers.images_of(listings)
    known = facts_of(image.evidence.sha256 for image in rows)
    found: dict[UUID, list[PictureFacts]] = {}
    for image in rows:
        if image.evidence.sha256 in known:
            found.setdefault(image.listing_id, []).append(known[image.evidence.sha256])
    return {listing_id: tuple(pictures) for listing_id, pictures in found.items()}


def _facts(listing: Listing, pictures: tuple[PictureFacts, ...]) -> ListingFacts:
    return ListingFacts(
        title=listing.title,
        description=listing.description,
        brand=listing.brand,
        category_path=tuple(listing.category),
        price_cents=listing.price_cents,
        currency=listing.currency,
        pictures=pictures,
    )


Scored = tuple[Listing, list[Finding], dict[UUID, Score]]


def _ask_gate(scored: Sequence[Scored], now: datetime) -> dict[tuple[UUID, UUID], str]:
    """The gate's verdict by (listing, right): asked before anything is held. One query per seller of the batch."""
    rights: dict[UUID, set[UUID]] = {}
    for listing, _, scores in scored:
        if scores:
            rights.setdefault(listing.seller_id, set()).update(scores)
    facts = {seller: registry.gate_facts(list(ids), seller) for seller, ids in rights.items()}
    return {
        (listing.id, right_id): _gate_over_markets(listing, right_id, facts[listing.seller_id], now)
        for listing, _, scores in scored
        for right_id in scores
    }


def _gate_over_markets(listing: Listing, right_id: UUID, facts: gate.Facts, now: datetime) -> str:
    """“yes” only if the seller may sell in every market of the listing; else the answer that needs a person."""
    verdicts = {
        gate.ask(
            gate.Question(listing.seller_id, right_id, gate.ItemFacts(), "marketplace", market, now.date()), facts
        ).verdict
        for market in listing.markets or [""]
    }
    return "yes" if verdicts == {"yes"} else ("no" if "no" in verdicts else "ask")


def _result(
    listing: Listing, findings: list[Finding], scores: dict[UUID, Score], answers: dict[tuple[UUID, UUID], str],
    bounds: Limits,
) -> Result:  # fmt: skip
    found = []
    for right_id, score in scores.items():
        points = round(score.value * 100)
        verdict = answers[listing.id, right_id]
        lead = bounds.lead(points)
        if verdict == "yes" or not lead:
            continue
        mine = tuple(finding for finding in findings if finding.right_id == right_id)
        reasons = tuple(
            {"code": r.code, "factor": round(r.factor * 100), "facts": dict(r.facts)} for r in score.reasons
        )
        found.append(Found(right_id, points, lead, verdict, mine, reasons))
    held = any(one.lead == "hold" for one in found)
    return Result(HELD if held else PUBLIC, found)


def _signal(match: Match, finding: Finding) -> Signal:
    return Signal(
        match=match,
        matcher=finding.matcher,
        kind=finding.kind,
        strength=round(finding.strength * 100),
        field=finding.where.field,
        begin=finding.where.start,
        end=finding.where.end,
        facts={**finding.facts, **({"picture": finding.where.ref} if finding.where.ref else {})},
    )


def _supersede(listings: Sequence[Listing], *, actor: Actor) -> None:
    """Open matches of earlier revisions no longer say anything."""
    for match in Match.objects.filter(listing__in=listings, state="open").select_related("listing"):
        if match.revision < match.listing.revision:
            move(match, "superseded", machine=MATCH)


def _record(actor: Actor, listings: Sequence[Listing], results: list[Result], loaded: reference.Loaded) -> None:
    index = loaded.version.number
    if len(listings) == 1:
        listing, result = listings[0], results[0]
        log.record(
            verbs.SCANNED, actor=actor, subject=listing, parties=[listing.seller_id],
            facts={
                "index": index, "outcome": result.outcome, "matches": len(result.found), "revision": listing.revision
            },
        )  # fmt: skip
        return
    outcomes = [result.outcome for result in results]
    log.record(
        verbs.SCANNED_MANY, actor=actor, subject=loaded.version, refs=[listing.id for listing in listings],
        facts={
            "index": index, "count": len(listings), "public": outcomes.count(PUBLIC), "held": outcomes.count(HELD),
            "matches": sum(len(result.found) for result in results),
        },
    )  # fmt: skip


def _confirm_held(matches: list[Match], *, now: datetime) -> None:
    """Machines are not judges: what a threshold holds becomes a case at once, against a clock."""
    holding = [match for match in matches if match.lead == "hold"]
    for match in holding:
        move(match, "confirmed", machine=MATCH, now=now)
    if holding:
        due.ring(INTAKE)

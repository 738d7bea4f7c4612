"""Writing down what scans found: a row for each scan, match and signal; what holds a listing becomes a case at once."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from audit import log
from scanner import reference, verbs
from scanner.machine import MATCH
from scanner.matchers.facts import Finding
from scanner.models import Match, Scan, Signal
from scanner.scanning import Found, Scanned
from scanner.thresholds import HOLD
from sellers.models import Listing
from tenancy import due
from tenancy.actor import Actor
from workflow.moves import move_all

INTAKE = "intake"  # the line that says: confirmed matches wait to become cases
REFS_AN_ENTRY = 1_000
"""An entry has at most 65,535 bytes; a reference in it takes 39."""

Pairs = Sequence[tuple[Listing, Scanned]]
Row = TypeVar("Row")


def write(pairs: Pairs, loaded: reference.Loaded, now: datetime) -> list[Match]:
    """The rows of these scans: one for each listing, one for each right found in it, one for each signal of that."""
    matches, signals = [], []
    for listing, scanned in pairs:
        for found in scanned.found:
            match = _match(listing, found, loaded)
            matches.append(match)
            signals += [_signal(match, finding) for finding in found.findings]
    Match.objects.bulk_create(matches)
    Signal.objects.bulk_create(signals)
    Scan.objects.bulk_create(
        Scan(
            listing=listing, revision=listing.revision, index=loaded.version, outcome=scanned.outcome,
            goods=scanned.goods, at=now,
        )
        for listing, scanned in pairs
    )  # fmt: skip
    return matches


def _match(listing: Listing, found: Found, loaded: reference.Loaded) -> Match:
    return Match(
        listing=listing,
        right_id=found.right_id,
        revision=listing.revision,
        index=loaded.version,
        state=MATCH.initial,
        score=found.score,
        raw=found.raw,
        calibration=found.calibration,
        goods=found.goods,
        lead=found.lead,
        holds=found.lead == HOLD,
        gate=found.gate,
        gate_reasons=list(found.gate_reasons),
        reasons=list(found.reasons),
        regions=list(found.regions),
    )


def _signal(match: Match, finding: Finding) -> Signal:
    return Signal(
        match=match,
        matcher=finding.matcher,
        kind=finding.kind,
        strength=round(finding.strength * 100),
        field=finding.where.field,
        begin=finding.where.start,
        end=finding.where.end,
        facts=_facts(finding),
    )


def _facts(finding: Finding) -> dict[str, Any]:
    """The finding's facts with its place: which picture, and which part of it."""
    where = finding.where
    facts = dict(finding.facts)
    if where.ref:
        facts["picture"] = where.ref
    if where.box is not None:
        facts["box"] = list(where.box)
    return facts


def confirm_holding(matches: Sequence[Match], *, actor: Actor, now: datetime) -> None:
    """Machines are not judges: what a threshold holds becomes a case at once, against a clock."""
    move_all(matches, "confirmed", machine=MATCH, now=now)
    for match in matches:
        log.record(verbs.HOLDS, actor=actor, subject=match, refs=[match.listing_id], facts={"score": match.score})
        due.ring(INTAKE)


def chunks(rows: list[Row], size: int) -> Iterator[list[Row]]:
    """The rows in lists of at most `size`."""
    return (rows[at : at + size] for at in range(0, len(rows), size))

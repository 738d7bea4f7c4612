"""What the scan of a draft found, as findings with a place: marks in the words, registered pictures, prices. Pure.

A mark that the title only names to say what the goods fit ("case for …", "passend für …") is a hint at most, however strong its
other signs are: the same words that `scanner.matchers.references` knows.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from scanner.matchers import facts as seen
from scanner.matchers import folding, price
from scanner.matchers.ordinary import TRADE
from scanner.matchers.reasons import Around
from scanner.matchers.references import reference
from scanner.precheck.values import HINT, SEVERITIES, STOP, WARN, Finding, Place
from scanner.scoring import DISGUISES

ORDER = ("title", "brand", "description")
PRICES = {"price-far-below": WARN, "price-below": HINT, "price-above": HINT, "price-below-peers": HINT}
MOST_FITS = 3
"""So many names of what a thing fits are worth a hint."""
_LETTERS, _LETTERS_BEFORE = re.compile(r"[^\W\d_]*"), re.compile(r"[^\W\d_]*\Z")


@dataclass(frozen=True, slots=True)
class Judged:
    """A right that was found in a draft: what was seen of it, whether it would be held, and what the gate says of the seller."""

    right_id: UUID
    findings: tuple[seen.Finding, ...]
    holds: bool
    gate: str
    owner: str = ""
    title: str = ""


def check_marks(
    listing: seen.ListingFacts, judged: Iterable[Judged], assessed: Sequence[tuple[UUID, tuple[seen.Finding, ...]]]
) -> list[Finding]:
    """Marks and registered pictures. `judged` are the rights that lead somewhere and that the seller has no leave for, `assessed`
    all that were found."""
    names = {
        word
        for _right, findings in assessed
        for finding in findings
        for word in str(finding.facts.get("written", "")).casefold().split()
    }
    numbers = {picture.ref: number for number, picture in enumerate(listing.pictures, 1)}
    found: list[Finding] = []
    told: set[UUID] = set()
    for one in judged:
        told.add(one.right_id)
        worded = [finding for finding in one.findings if finding.mark]
        plain = [finding for finding in worded if not _fits(listing, finding, names)]
        if plain:
            found.append(_named(listing, min(plain, key=_weight), one))
        elif worded:
            found.append(_fitting(listing, min(worded, key=_weight), names))
        found += _pictured(one, numbers)
    fits = [
        _fitting(listing, finding, names)
        for right, findings in assessed
        if right not in told
        for finding in findings[:1]
        if finding.mark and finding.where.field == "title" and _fits(listing, finding, names)
    ]
    return _once(found) + fits[:MOST_FITS]


def _once(found: Iterable[Finding]) -> list[Finding]:
    """Several rights of one owner in the same word or picture read alike: it is told once, as its gravest says."""
    told: dict[tuple[object, ...], Finding] = {}
    for one in sorted(found, key=lambda one: SEVERITIES.index(one.severity)):
        told.setdefault((one.place, one.facts.get("mark"), one.facts.get("owner"), one.remedy), one)
    return list(told.values())


def check_price(
    listing: seen.ListingFacts, assessed: Sequence[tuple[UUID, tuple[seen.Finding, ...]]], around: Around
) -> list[Finding]:
    """The price against the bands of the rights that were found; where there is none, against like listings."""
    reasons = [reason for right, findings in assessed for reason in price.reasons(listing, right, findings, around)]
    if not assessed:
        reasons = price.reasons(listing, UUID(int=0), (), around)
    found = {
        reason.code: Finding(reason.code, Place("price"), PRICES[reason.code], "price", "price", reason.facts)
        for reason in reasons
        if reason.code in PRICES
    }
    return sorted(found.values(), key=lambda one: SEVERITIES.index(one.severity))[:1]


def check_pictures(listing: seen.ListingFacts) -> Iterator[Finding]:
    """Pictures that nobody can open, and those that other sellers showed first."""
    sightings = {seeing.ref: seeing for seeing in listing.sightings}
    for number, picture in enumerate(listing.pictures, 1):
        place = Place("pictures", picture=number)
        if picture.refused:
            facts: Mapping[str, object] = {"number": number, "refused": picture.refused}
            yield Finding("picture-unreadable", place, WARN, "pictures", "better-picture", facts)
        seeing = sightings.get(picture.ref)
        if seeing and seeing.first_elsewhere:
            facts = {"number": number, "count": seeing.sellers}
            yield Finding("picture-elsewhere", place, WARN, "pictures", "own-picture", facts)


def _named(listing: seen.ListingFacts, finding: seen.Finding, one: Judged) -> Finding:
    disguised = finding.kind in DISGUISES
    code = "mark-disguised" if disguised else "mark-refused" if one.gate == "no" else "mark"
    where = finding.where
    facts = {
        "mark": finding.facts.get("mark", one.title), "written": finding.facts.get("written", ""), "owner": one.owner,
        "field": where.field, "right": str(one.right_id),
    }  # fmt: skip
    place = Place(where.field, where.start, where.end)
    remedy = "undisguise" if disguised else "licence"
    severity = STOP if one.holds else HINT if _by_chance(listing, finding) else WARN
    return Finding(code, place, severity, "marks", remedy, facts)


def _by_chance(listing: seen.ListingFacts, finding: seen.Finding) -> bool:
    """Whether the letters of a mark may stand in a longer word of their own ("tandin" in "freestanding"): what is left of the
    word is no word of trade, as it is in "nikeshoes"."""
    where = finding.where
    if finding.kind != "glued" or where.field not in ORDER:
        return False
    text = getattr(listing, where.field)
    before, after = _LETTERS_BEFORE.search(text[: where.start]), _LETTERS.match(text, where.end)
    left = [piece.group() for piece in (before, after) if piece and piece.group()]
    return any(folding.plain(piece).strip() not in TRADE for piece in left)


def _fitting(listing: seen.ListingFacts, finding: seen.Finding, names: Container[str]) -> Finding:
    where = finding.where
    word = _word(listing, finding, names)
    facts = {"mark": finding.facts.get("mark", ""), "word": word, "written": finding.facts.get("written", "")}
    return Finding("mark-fits", Place(where.field, where.start, where.end), HINT, "marks", "nothing", facts)


def _pictured(one: Judged, numbers: Mapping[str, int]) -> Iterator[Finding]:
    shown = [finding for finding in one.findings if finding.mark is None and finding.where.ref in numbers]
    for number in sorted({numbers[finding.where.ref] for finding in shown}):
        facts = {"number": number, "owner": one.owner, "mark": one.title, "right": str(one.right_id)}
        severity = STOP if one.holds else WARN
        yield Finding("picture", Place("pictures", picture=number), severity, "marks", "own-picture", facts)


def _weight(finding: seen.Finding) -> tuple[int, float]:
    """The most telling first: where it stands, then how sure it is."""
    return ORDER.index(finding.where.field) if finding.where.field in ORDER else len(ORDER), -finding.strength


def _fits(listing: seen.ListingFacts, finding: seen.Finding, names: Container[str]) -> bool:
    """Whether a place says what the goods are made for. Who hides the name does not."""
    return finding.kind not in DISGUISES and bool(_word(listing, finding, names))


def _word(listing: seen.ListingFacts, finding: seen.Finding, names: Container[str]) -> str:
    where = finding.where
    if where.field not in ("title", "description"):
        return ""
    return reference(getattr(listing, where.field), where.start, where.end, names)

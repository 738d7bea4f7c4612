"""What a scan finds in listings, and what that leads to. Reads; writes nothing but the hashes of new pictures.

Whether a listing is published follows from the rights found in it:

| score | territories | gate | leads to |
|---|---|---|---|
| below the threshold | | | nothing |
| at the threshold | the right holds nowhere the listing is offered | | nothing |
| at the threshold | | yes, wherever both meet | nothing |
| a reviewer's | | ask, or no | a match that waits for a reviewer; the listing is public |
| high enough to hold | | ask, or no | a match that holds the listing until a case or its clock decides |

The gate is asked before anything is held. One right that was found by several signals is one finding.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from registry import gate
from registry import queries as registry
from registry.gate import queries as gate_queries
from registry.territories import asserted, countries_of
from scanner import suspects
from scanner.calibrating import calibrated
from scanner.goods.classes import UNTOLD, Goods
from scanner.index import ReferenceIndex
from scanner.listing_facts import gather
from scanner.matchers import MATCHERS, bans, logos
from scanner.matchers.facts import Finding, ListingFacts, PictureFacts, classes_of
from scanner.pictures import facts_of
from scanner.scoring import Score, assess, goods_of
from scanner.setup import Setup, in_force
from scanner.thresholds import HOLD, limits
from sellers import services as sellers
from sellers.content import text_of
from sellers.models import Listing, ListingImage

PUBLIC, HELD, CHECKING = "public", "held", "checking"


@dataclass(frozen=True, slots=True)
class Found:
    """One right found in a listing: the score 0–100 with its reasons, what the threshold asks for, what the gate said.

    `gate_reasons` are why it said so, as codes with their facts. `regions` are the right's territories in which the listing is
    offered; `raw` is the score before the `calibration` of that number, `goods` the number of the classifier of goods.
    """

    right_id: UUID
    score: int
    reasons: tuple[dict[str, object], ...]
    findings: tuple[Finding, ...]
    lead: str
    gate: str
    gate_reasons: tuple[dict[str, object], ...] = ()
    regions: tuple[str, ...] = ()
    raw: int = 0
    calibration: int = 0
    goods: int = 0


@dataclass(frozen=True, slots=True)
class Scanned:
    """What came of a listing: `public`, `held`, or `checking` where no index was in memory. The strongest first.

    `look` says why its pictures deserve a second look; empty for most. `banned` are the bans it seems to fall under.
    `refused` says of its pictures that nobody could open why, as codes of `decode.SENTENCES`; the others were compared.
    `goods` is the number of the classifier of goods, 0 for none. `by_person`: it is `checking` until a person passes it.
    `lacks`: it is `checking` until the seller's contract has these clauses. `stopped`: rules of the pre-check, by id, that must
    not be passed over. `pictures`: it is `checking` until those that it names by address were fetched.
    """

    outcome: str
    found: tuple[Found, ...] = ()
    look: tuple[str, ...] = ()
    banned: tuple[Finding, ...] = ()
    refused: tuple[str, ...] = ()
    goods: int = 0
    by_person: bool = False
    lacks: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    pictures: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A right in a listing whose score leads somewhere."""

    listing: Listing
    right_id: UUID
    points: int
    raw: int
    score: Score
    findings: tuple[Finding, ...]
    lead: str
    goods: frozenset[int] = frozenset()


Pictures = Mapping[UUID, tuple[PictureFacts, ...]]
Assessed = tuple[UUID, Score, tuple[Finding, ...]]
"""A right that was found, its score, and what was seen of it."""


def scan(
    listings: Sequence[Listing],
    index: ReferenceIndex,
    *,
    now: datetime,
    pictures: Pictures | None = None,
    only: Collection[UUID] | None = None,
    setup: Setup | None = None,
) -> list[Scanned]:
    """What is found in each listing, and its outcome. The same number of queries for one listing and many.

    `pictures` are those of the listings where they were read already, as a second look does; `only` asks for some rights;
    `setup` says how it is judged, as what is in force does.
    """
    told = facts_of_all(listings, now=now, pictures=pictures)
    return judge(listings, told, index, now=now, only=only, how=setup or in_force())


def judge(
    listings: Sequence[Listing],
    told: Sequence[ListingFacts],
    index: ReferenceIndex,
    *,
    now: datetime,
    how: Setup,
    only: Collection[UUID] | None = None,
) -> list[Scanned]:
    """The same of what is known of each listing already. The listings need not be stored: nothing is asked of their rows."""
    candidates, seen = [], {}
    sights = [findings_of(facts, index, how.matchers) for facts in told]
    for facts, sight, listing in zip(_with_goods(told, sights, how.goods), sights, listings, strict=True):
        assessed = _assessed(facts, sight, index)
        findings = [finding for _right, _score, found in assessed for finding in found]
        look = suspects.reasons(facts, findings, index.pictured, index.pictured_classes)
        seen[listing.id] = (look, tuple(bans.match(facts, index)), refused_of(facts.pictures))
        limit = limits(listing, how.bounds)
        for right_id, score, found in assessed:
            raw, points = round(score.value * 100), round(calibrated(score.value, how.points) * 100)
            if (only is None or right_id in only) and (lead := limit.lead(points)):
                classes = frozenset(classes_of(goods_of(facts)))
                candidates.append(_Candidate(listing, right_id, points, raw, score, found, lead, classes))
    rights: dict[UUID, list[Found]] = {listing.id: [] for listing in listings}
    for candidate, answer, regions in _asked(candidates, now):
        rights[candidate.listing.id].append(_found(candidate, answer, regions, how))
    return [_scanned(rights[listing.id], *seen[listing.id], how.goods.number) for listing in listings]


def assess_facts(
    facts: ListingFacts, index: ReferenceIndex, matchers: Collection[str] | None = None, goods: Goods = UNTOLD
) -> list[Assessed]:
    """The cascade over one listing: each right that was found, its score, and what was seen of it by the named matchers."""
    findings = findings_of(facts, index, matchers)
    [facts] = _with_goods([facts], [findings], goods)
    return _assessed(facts, findings, index)


def findings_of(facts: ListingFacts, index: ReferenceIndex, matchers: Collection[str] | None = None) -> list[Finding]:
    """What the named matchers see in a listing.

    What the cheap matchers name, a second look at the pictures looks for more closely.
    """
    findings: list[Finding] = []
    for matcher in MATCHERS:
        if matchers is None or matcher.name in matchers:
            if matcher is logos and findings:
                named = {finding.right_id for finding in findings}
                facts = replace(facts, suspects=facts.suspects | (named & index.pictured))
            findings += matcher.match(facts, index)
    return findings


def _with_goods(
    listings: Sequence[ListingFacts], sights: Sequence[Sequence[Finding]], goods: Goods
) -> list[ListingFacts]:
    """The listings; those in which something was found are told, all at once, what goods they are about."""
    wanted = [place for place, findings in enumerate(sights) if findings]
    told = list(listings)
    for place, mask in zip(wanted, goods.of([listings[place] for place in wanted]), strict=True):
        told[place] = replace(told[place], goods=mask)
    return told


def _assessed(facts: ListingFacts, findings: Sequence[Finding], index: ReferenceIndex) -> list[Assessed]:
    if not findings:
        return []
    return [
        (right_id, score, tuple(finding for finding in findings if finding.right_id == right_id))
        for right_id, score in assess(facts, findings, index).items()
    ]


def facts_of_all(listings: Sequence[Listing], *, now: datetime, pictures: Pictures | None = None) -> list[ListingFacts]:
    """What matchers and context are told of each listing. A constant number of queries."""
    images = sellers.images_of(listings)
    shown = pictures_of(images) if pictures is None else pictures
    extra = gather(listings, images, now=now)
    return [
        ListingFacts(
            title=listing.title,
            description=text_of(listing),
            brand=listing.brand,
            category_path=tuple(listing.category),
            price_cents=listing.price_cents,
            currency=listing.currency,
            pictures=shown.get(listing.id, ()),
            day=now.date(),
            **extra[listing.id],
        )
        for listing in listings
    ]


def pictures_of(images: Sequence[ListingImage]) -> dict[UUID, tuple[PictureFacts, ...]]:
    """What is known of pictures by listing, hashed now where nobody has seen them. Two queries."""
    known = facts_of({image.evidence.sha256: image.evidence_id for image in images})
    found: dict[UUID, tuple[PictureFacts, ...]] = {}
    for image in images:
        if image.evidence.sha256 in known:
            found[image.listing_id] = (*found.get(image.listing_id, ()), known[image.evidence.sha256])
    return found


def _asked(candidates: Sequence[_Candidate], now: datetime) -> list[tuple[_Candidate, gate.Answer, list[str]]]:
    """The candidates that stand, with what the gate says of them and where: those that it allows are left out.

    Three queries.
    """
    if not candidates:
        return []
    rights = {candidate.right_id for candidate in candidates}
    territories = registry.territories_of(rights)
    # What the index holds was enforced when it was made: a scan of the past is of the rights of then.
    facts = gate_queries.gate_facts(rights, *{candidate.listing.seller_id for candidate in candidates}, in_force=True)
    asked = []
    for candidate in candidates:
        holds = territories.get(candidate.right_id, ())
        held_in = countries_of(holds)
        markets = [market for market in candidate.listing.markets if market in held_in]
        if markets and (answer := _ask(candidate, markets, facts, now)).verdict != "yes":
            asked.append((candidate, answer, asserted(holds, markets)))
    return asked


def _ask(candidate: _Candidate, markets: Sequence[str], facts: gate.Facts, now: datetime) -> gate.Answer:
    """“yes” only if the seller may sell in each of these markets; “no” if it may not in one of them; else “ask”."""
    item = gate.ItemFacts(candidate.goods)
    questions = [
        gate.Question(candidate.listing.seller_id, candidate.right_id, item, facts.here, market, now.date())
        for market in markets
    ]
    return gate.ask_all(questions, facts)


def _found(candidate: _Candidate, answer: gate.Answer, regions: list[str], how: Setup) -> Found:
    reasons = tuple(
        {"code": reason.code, "factor": round(reason.factor * 100), "facts": dict(reason.facts)}
        for reason in candidate.score.reasons
    )
    return Found(
        right_id=candidate.right_id,
        score=candidate.points,
        reasons=reasons,
        findings=candidate.findings,
        lead=candidate.lead,
        gate=answer.verdict,
        gate_reasons=tuple({"code": said.code, "facts": dict(said.facts)} for said in answer.reasons),
        regions=tuple(regions),
        raw=candidate.raw,
        calibration=how.calibration,
        goods=how.goods.number,
    )


def refused_of(pictures: Sequence[PictureFacts]) -> tuple[str, ...]:
    """Why those of these pictures were refused that were."""
    return tuple(picture.refused for picture in pictures if picture.refused)


def _scanned(
    found: list[Found], look: tuple[str, ...], banned: tuple[Finding, ...], refused: tuple[str, ...], goods: int
) -> Scanned:
    outcome = HELD if any(one.lead == HOLD for one in found) else PUBLIC
    return Scanned(outcome, tuple(sorted(found, key=lambda one: -one.score)), look, banned, refused, goods)

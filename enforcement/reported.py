"""Reading reports: the queue by listing, what is said of one listing, the rights that may be meant, what became of each."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Case as Either
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from audit.rows import load_words
from enforcement.lanes import FLAGGER
from enforcement.machine import REPORTEDLISTING, UNDECIDED_ITEMS
from enforcement.models import (
    Case,
    Decision,
    Item,
    Report,
    ReportCase,
    ReportedListing,
    ReportPicture,
    ReportStatement,
)
from enforcement.report_told import DISMISSALS, OUTCOMES
from enforcement.report_words import OUTCOME_TONES, STATE_SENTENCES
from enforcement.services.telling import PAST, outcome_of, reasons_of
from policy import registry as packs
from registry import gate
from registry import queries as registry
from registry.gate import queries as gate_queries
from registry.models import Right, SearchWord, Specimen
from registry.registers.offices import place_name
from registry.territories import asserted
from registry.words import words
from scanner.models import Match
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.errors import NotFound

ORDER = ("turn", "id")
"""Trusted flaggers' first, then the oldest."""
MOST_CANDIDATES, MOST_NAMED, MOST_SEARCHED = 12, 60, 20
LINE = re.compile(r"[\s,;]+")


def numbers_in(typed: str) -> list[str]:
    """Numbers of listings out of what was typed: numbers, or links that end with one."""
    parts = [part.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2] for part in LINE.split(typed)]
    return list(dict.fromkeys(part for part in parts if part))


def queue(actor: Actor, *, channel: str = "", search: str = "") -> QuerySet[ReportedListing]:
    """The oldest waiting report of every listing about which one waits, to be paged by ORDER.

    `search` is a report's reference or a listing's number.
    """
    waiting = ReportedListing.objects.visible_to(actor).waiting()
    here = waiting.filter(listing_id=OuterRef("listing_id"))
    heads = waiting.filter(~Exists(here.filter(id__lt=OuterRef("id"))))
    if channel:
        heads = heads.filter(Exists(here.filter(report__channel=channel)))
    if search:
        word = search.strip()
        heads = heads.filter(Q(listing__number=word) | Exists(here.filter(report__reference=word.upper())))
    first = When(Exists(here.filter(report__lane=FLAGGER)), then=Value(0))
    found: QuerySet[ReportedListing] = heads.annotate(turn=Either(first, default=Value(1)))
    return found.select_related("listing__seller")


@dataclass(slots=True)
class Group:
    """What waits about one listing, in short."""

    head: ReportedListing
    reporters: int
    channels: list[str]
    kinds: list[str]
    lane: str
    contested: bool


def groups_of(heads: Sequence[ReportedListing], actor: Actor) -> list[Group]:
    """The groups of these heads, in their order. One query."""
    rows = ReportedListing.objects.visible_to(actor).waiting().filter(listing__in=[head.listing_id for head in heads])
    by_listing: dict[UUID, list[ReportedListing]] = {}
    for line in rows.select_related("report").order_by("id"):
        by_listing.setdefault(line.listing_id, []).append(line)
    found = []
    for head in heads:
        lines = by_listing.get(head.listing_id, [])
        reports = [line.report for line in lines]
        found.append(
            Group(
                head=head,
                reporters=len({report.reporter for report in reports}),
                channels=list(dict.fromkeys(report.channel for report in reports)),
                kinds=list(dict.fromkeys(report.kind for report in reports)),
                lane=max((report.lane for report in reports), default=""),
                contested=any(line.contested_at for line in lines),
            )
        )
    return found


def reported(actor: Actor, listing_id: UUID) -> tuple[Listing, list[ReportedListing]]:
    """A listing with all reports about it, the newest first, with their words and files. Raises NotFound for none."""
    statements = ReportStatement.objects.order_by("number")
    pictures = ReportPicture.objects.select_related("evidence").order_by("id")
    rows = (
        ReportedListing.objects.visible_to(actor)
        .filter(listing_id=listing_id)
        .select_related("report__party", "same_as", "verdict__by_membership__user")
    )
    loaded = rows.prefetch_related(
        Prefetch("report__statements", queryset=statements), Prefetch("report__pictures", queryset=pictures)
    )
    lines = list(loaded.order_by("-id"))
    if not lines:
        raise NotFound
    said = [statement for line in lines for statement in line.report.statements.all()]
    load_words([*said, *(line.verdict for line in lines if line.verdict)])
    listing = Listing.objects.select_related("seller").get(id=listing_id)
    return listing, lines


def following(actor: Actor, listing_id: UUID) -> ReportedListing | None:
    """The head of the queue that is not about this listing."""
    row: ReportedListing | None = queue(actor).exclude(listing_id=listing_id).order_by(*ORDER).first()
    return row


@dataclass(frozen=True, slots=True)
class Candidate:
    """A right that a report may mean. `match` is what the scanner found of it, `problem` why no case can be opened.

    `problem` is "authorised", "in_a_case", "elsewhere" (not offered where it holds and the actor works) or "".
    """

    right: Right
    match: Match | None
    regions: list[str]
    problem: str


def candidates(actor: Actor, listing: Listing, now: datetime, *, search: str = "") -> list[Candidate]:
    """Rights in force that the listing may infringe: those the scanner found in it, the strongest first; those whose
    words stand in its title or brand; and those that the search finds. At most ten queries."""
    rows = Match.objects.visible_to(actor).filter(listing=listing).exclude(state="superseded")
    matches = {row.right_id: row for row in rows.order_by("revision", "score")}
    wanted = sorted(matches, key=lambda right_id: -matches[right_id].score)
    wanted += _named(listing)
    if search:
        wanted += (
            registry.rights(actor, search=search).order_by("folded", "id").values_list("id", flat=True)[:MOST_SEARCHED]
        )
    order = list(dict.fromkeys(wanted))
    live = registry.with_pictures(Right.objects.visible_to(actor).live(now.date()).select_related("owner"))
    rights = {right.id: right for right in live.filter(id__in=order)}
    shown = [rights[right_id] for right_id in order if right_id in rights][:MOST_CANDIDATES]
    in_case = set(
        Item.objects.filter(listing=listing, state__in=UNDECIDED_ITEMS).values_list("case__right_id", flat=True)
    )
    facts = gate_queries.gate_facts([right.id for right in shown], listing.seller_id)
    return [
        Candidate(right, matches.get(right.id), *_standing(right, listing, actor, in_case, facts, now.date()))
        for right in shown
    ]


def _named(listing: Listing) -> list[UUID]:
    """Rights all words of whose title, or of another name, stand in the listing's title or brand. Two queries."""
    said = set(words(f"{listing.title} {listing.brand}"))
    hits = SearchWord.objects.filter(word__in=said).values_list("right_id").annotate(n=Count("id"))
    ids = [right_id for right_id, _n in hits.order_by("-n", "right_id")[:MOST_NAMED]]
    found = []
    for right in Right.objects.filter(id__in=ids).order_by("folded", "id"):
        if any(wording and set(wording) <= said for wording in map(words, [right.title, *right.aliases])):
            found.append(right.id)
    return found


def _standing(
    right: Right, listing: Listing, actor: Actor, in_case: Collection[UUID], facts: gate.Facts, day: date
) -> tuple[list[str], str]:
    """Where a case can be opened over a right, and why none can."""
    offered = [one for one in asserted(right.territories, listing.markets) if not actor.regions or one in actor.regions]
    questions = {
        one: gate.Question(listing.seller_id, right.id, gate.NOTHING_KNOWN, facts.here, one, day) for one in offered
    }
    open_in = [one for one in offered if gate.ask(questions[one], facts).verdict != "yes"]
    if right.id in in_case:
        return [], "in_a_case"
    if not offered:
        return [], "elsewhere"
    return open_in, "" if open_in else "authorised"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a case over a reported listing ended in one territory."""

    region: str
    outcome: str
    sentence: str | Promise
    tone: str
    reasons: list[object]

    @property
    def place(self) -> str:
        """The territory as people read it."""
        return place_name(self.region)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one listing of a report has come, as its reporter may know it."""

    listing: Listing
    line: ReportedListing
    state: str
    sentence: str | Promise
    reason: str | Promise
    words: str
    ended: list[Ended]
    pending: bool

    @property
    def is_decided(self) -> bool:
        """Whether it is decided wherever a case was opened."""
        return bool(self.ended) and not self.pending

    @property
    def label(self) -> str | Promise:
        """The state in two words."""
        return _("decided") if self.is_decided else ReportedListing.State(self.state).label

    @property
    def tone(self) -> str:
        """Its colour."""
        return "" if self.is_decided else REPORTEDLISTING.colour(self.state)


def progress_of(report: Report) -> list[Progress]:
    """What became of each listing of a report. The queries do not grow with the listings."""
    lines = list(report.listings.select_related("listing", "verdict", "same_as__verdict").order_by("id"))
    roots = [line.root for line in lines]
    load_words([root.verdict for root in roots if root.verdict])
    links = ReportCase.objects.filter(reported__in=roots).select_related("case", "reported").order_by("id")
    by_root: dict[UUID, list[ReportCase]] = {}
    for link in links:
        by_root.setdefault(link.reported_id, []).append(link)
    decided = Prefetch("decisions", queryset=Decision.objects.order_by("id"))
    rows = Item.objects.filter(case__in=[link.case_id for link in links], state__in=PAST).prefetch_related(decided)
    items = {(item.case_id, item.listing_id): item for item in rows}
    return [_progress(line, by_root.get(line.root.id, []), items) for line in lines]


def _progress(line: ReportedListing, links: Sequence[ReportCase], items: Mapping[tuple[UUID, UUID], Item]) -> Progress:
    root = line.root
    state = "withdrawn" if line.state == "withdrawn" else root.state
    found = [(link.case, items.get((link.case_id, line.listing_id))) for link in links]
    return Progress(
        listing=line.listing,
        line=line,
        state=state,
        sentence=STATE_SENTENCES[state],
        reason=DISMISSALS.get(root.verdict.reason, "") if state == "dismissed" and root.verdict else "",
        words=root.verdict.words if state == "dismissed" and root.verdict else "",
        ended=[_ended(case, item) for case, item in found if item is not None],
        pending=any(item is None for _case, item in found),
    )


def _ended(case: Case, item: Item) -> Ended:
    outcome, decision = outcome_of(item)
    pack = packs.pack(case.pack_code, case.pack_version, region=case.region)
    return Ended(case.region, outcome, OUTCOMES[outcome], OUTCOME_TONES.get(outcome, ""), reasons_of(decision, pack))


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of the notices of a trusted flagger, counted by listing."""

    notices: int
    upheld: int
    rejected: int


def figures_of(party_id: UUID, since: date) -> Figures:
    """Of the reports and complaints that a party filed as a trusted flagger since that day. Five queries."""
    begin = datetime.combine(since, time(), UTC)
    lines = ReportedListing.objects.filter(
        report__party_id=party_id, report__channel=Report.Channel.FLAGGER, report__filed_at__gte=begin, same_as=None
    )
    own = Q(case__complainant_id=party_id, case__lane=FLAGGER, case__opened_at__gte=begin)
    linked = ReportCase.objects.filter(case=OuterRef("case"), reported__in=lines, reported__listing=OuterRef("listing"))
    taken = Decision.objects.filter(taken_at__isnull=False)
    later = taken.filter(item=OuterRef("item"), id__gt=OuterRef("id"))
    items = Item.objects.filter(own | Exists(linked))
    standing: QuerySet[Any] = taken.filter(~Exists(later), item__in=items)
    outcomes = dict(standing.values_list("outcome").annotate(n=Count("id")).order_by())
    dismissed = lines.filter(state="dismissed").count()
    return Figures(
        notices=lines.count() + Item.objects.filter(own).count(),
        upheld=outcomes.get("upheld", 0),
        rejected=outcomes.get("rejected", 0) + dismissed,
    )


def specimens_of(right: Right) -> list[Specimen]:
    """The standing pictures of a right that `candidates` has loaded."""
    return list(getattr(right, "standing_specimens", []))

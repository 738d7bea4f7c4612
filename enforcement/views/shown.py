"""Cases and Items prepared for a template: plain values, loaded in a handful of queries however many rows."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import Membership
from enforcement import queries
from enforcement.disclosure import Face, shown_decision, shown_state
from enforcement.machine import CASE, ITEM
from enforcement.models import Case, Decision, Item, Remedy, Withdrawal
from enforcement.placing import weighed
from enforcement.priority_words import line_of
from enforcement.queueing.standing import FLAGS, Flag
from enforcement.queueing.words import clear_words
from enforcement.words import CASE_STATES, ITEM_STATES, OUTCOMES, REMEDY_STATES, WITHDRAWALS, bound_words
from evidence.models import Evidence
from gateway.http import PageRequest
from policy.model import Answer, Pack
from registry.models import Right
from scanner.models import Signal
from sellers.models import Listing, ListingImage
from sellers.wording import price_of
from workflow import clocks
from workflow.models import Clock

THUMBS = 3
# How many Items of a page of cases are looked through for pictures.
MOST_LOOKED_AT = 2000
# Clocks that press on nobody who works on a case: the parties' time to appeal, and the grace.
QUIET_CLOCKS = ("appeal", "take_effect")
RIGHT_KINDS = dict(Right.Kind.choices)
ANY_REFERENCE = "ANY-REFERENCE"


@dataclass(frozen=True, slots=True)
class Thumb:
    """A small picture."""

    src: str
    alt: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line of a list of cases."""

    case: Case
    url: str
    state: str | Promise
    tone: str
    clock: Clock | None
    bound: str
    record: str
    pictures: list[Thumb]
    with_whom: str
    why: str = ""
    clear: Sequence[str] = ()

    @property
    def flag(self) -> Flag | None:
        """That its right is not in force any more, where that is so."""
        return FLAGS.get(self.case.fallen)

    @property
    def right_note(self) -> str:
        """Office and number of the right, or its kind where it has none."""
        right = self.case.right
        return right.numbered or str(self.kind)

    @property
    def kind(self) -> str | Promise:
        """The kind of right, in words. `get_kind_display` would translate all kinds on every line."""
        return RIGHT_KINDS[self.case.right.kind]


def picture_url(slug: str, evidence: Evidence, side: int) -> str:
    """The address of a picture's working copy."""
    return reverse("evidence:picture", args=[slug, evidence.reference]) + f"?side={side}"


def listing_url(slug: str, listing: Listing) -> str:
    """The page of a listing; "" for a number that no address can hold."""
    try:
        return reverse("sellers:listing", args=[slug, listing.number])
    except NoReverseMatch:
        return ""


def lines_of(
    cases: Sequence[Case], request: PageRequest, *, kind: str = "", now: datetime | None = None
) -> list[CaseLine]:
    """The lines of a list, each with its pressing clock or that of `kind`: clocks, pictures, records and names in one
    query each. With `now` each says why it stands where it does in the queue."""
    slug = request.marketplace.slug
    standing = clocks.standing([case.id for case in cases])
    pictures = _first_pictures([case.id for case in cases], slug)
    records = queries.record_of([case.seller_id for case in cases])
    names = member_names([case.assigned_to_id for case in cases])
    address = addresses("enforcement:case", slug)
    found = []
    for case in cases:
        clock = pressing(standing.get(case.id, []), kind)
        found.append(
            CaseLine(
                case=case,
                url=address(case.reference),
                state=CASE_STATES[case.state],
                tone=CASE.colours[case.state],
                clock=clock,
                bound=bound_words(clock) if clock else "",
                record=record_words(records[case.seller_id]),
                pictures=pictures.get(case.id, []),
                with_whom=names.get(case.assigned_to_id, ""),
                why=line_of(weighed(case, now).reasons) if now else "",
                clear=clear_words(case.fast),
            )
        )
    return found


def pressing(found: Iterable[Clock], kind: str = "") -> Clock | None:
    """The clock that presses most: the nearest bound, but not that of an appeal or a grace. Or the one of `kind`."""
    return next((one for one in found if (one.kind == kind if kind else one.kind not in QUIET_CLOCKS)), None)


def record_words(record: Mapping[str, int]) -> str:
    """A seller's record in a few words."""
    total = record["upheld"] + record["rejected"]
    if not total:
        return _("nothing decided before")
    return _("%(total)d decided before, %(upheld)d upheld") % {"total": total, "upheld": record["upheld"]}


def member_names(ids: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """Names of members, by membership. One query."""
    rows = Membership.objects.filter(id__in={found for found in ids if found}).select_related("user")
    return {row.id: str(row.user) for row in rows}


def _first_pictures(case_ids: Sequence[UUID], slug: str) -> dict[UUID, list[Thumb]]:
    """A few first pictures of the listings of each case. Two queries."""
    items = Item.objects.filter(case_id__in=case_ids).order_by("case_id", "id")
    cases_of_listing: dict[UUID, list[UUID]] = defaultdict(list)
    for case_id, listing_id in items.values_list("case_id", "listing_id")[:MOST_LOOKED_AT]:
        cases_of_listing[listing_id].append(case_id)
    images = ListingImage.objects.filter(listing_id__in=list(cases_of_listing), position=0)
    found: dict[UUID, list[Thumb]] = defaultdict(list)
    address = addresses("evidence:picture", slug)
    for listing_id, reference in images.values_list("listing_id", "evidence__reference"):
        for case_id in cases_of_listing[listing_id]:
            if len(found[case_id]) < THUMBS:
                found[case_id].append(Thumb(f"{address(reference)}?side=160", ""))
    return dict(found)


def addresses(name: str, slug: str) -> Callable[[str], str]:
    """The addresses of many pages that differ by a reference alone: the route is looked up once."""
    before, after = reverse(name, args=[slug, ANY_REFERENCE]).split(ANY_REFERENCE)
    return lambda reference: f"{before}{reference}{after}"


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One Item of a case with what a template needs of it; the decision is one that this face may know."""

    item: Item
    url: str
    title: SafeString
    price: str
    changed: bool
    state: str | Promise
    tone: str
    pictures: list[Thumb]
    decision: Decision | None
    ground: str
    remedy: str | Promise
    answer: str
    withdrawn: str | Promise
    evidence_url: str
    answers: Sequence[Answer] = ()
    typed: str = ""
    ticked: bool = False

    @property
    def correct_url(self) -> str:
        """Where the seller changes the listing and comes back with that answer prepared; "" where it is no answer."""
        code = next((answer.code for answer in self.answers if answer.needs == "correction"), "")
        if not code or self.item.listing.state == Listing.State.ENDED or not self.url:
            return ""
        here = self.evidence_url.partition("?")[0]
        back = f"{here}?{urlencode({f'answer_{self.item.id}': code})}#answering"
        return f"{self.url}/change?{urlencode({'next': back})}"

    @property
    def answer_words(self) -> list[tuple[str, str]]:
        """The answers that are open for it, by code."""
        return [(answer.code, _(answer.title)) for answer in self.answers]


def item_lines(
    case: Case,
    mine: Face,
    pack: Pack,
    slug: str,
    *,
    answers: Mapping[UUID, Sequence[Answer]],
    typed: Mapping[UUID, str],
    ticked: frozenset[UUID],
) -> list[ItemLine]:
    """The Items of a loaded case (see `queries.case`): no query.

    `answers` are those that the seller may give, `typed` what was chosen before a refusal, `ticked` the chosen Items.
    """
    here = reverse("enforcement:case", args=[slug, case.reference])
    return [
        replace(
            _item_line(item, mine, pack, slug, here),
            answers=answers.get(item.id, ()), typed=typed.get(item.id, ""), ticked=item.id in ticked,
        )
        for item in case.items.all()
    ]  # fmt: skip


def _item_line(item: Item, mine: Face, pack: Pack, slug: str, here: str) -> ItemLine:
    decision = shown_decision(item, mine)
    words, tone = standing_words(shown_state(item, mine), decision)
    remedy = max(item.remedies.all(), key=lambda one: one.id, default=None)
    said = max(item.answers.all(), key=lambda one: one.id, default=None)
    back = next(iter(item.withdrawals.all()), None)
    own = mine.side != "complainant" or item.listing.state == Listing.State.PUBLIC
    return ItemLine(
        item=item,
        url=listing_url(slug, item.listing) if own else "",
        title=marked(item),
        price=price_of(item.listing),
        changed=item.listing.revision != item.revision,
        state=words,
        tone=tone,
        pictures=[Thumb(picture_url(slug, image.evidence, 160), "") for image in item.listing.images.all()],
        decision=decision,
        ground=ground_title(pack, decision.ground) if decision and not was_agreed(decision, pack) else "",
        remedy=remedy_words(remedy) if remedy else "",
        answer=answer_title(pack, said.code) if said else "",
        withdrawn=_withdrawn(back),
        evidence_url=f"{here}?{urlencode({'item': item.listing.number})}",
    )


def remedy_words(remedy: Remedy) -> str | Promise:
    """How far a remedy is; what asks nothing of the shop is in force without its word."""
    if remedy.state == "applied" and not remedy.shop_state:
        return _("in force")
    return REMEDY_STATES[remedy.state]


def _withdrawn(back: Withdrawal | None) -> str | Promise:
    return WITHDRAWALS[back.reason] if back else ""


def standing_words(state: str, decision: Decision | None) -> tuple[str | Promise, str]:
    """How an Item stands, in words and tone: by its outcome once that is in effect."""
    if state == "in_effect" and decision is not None:
        return OUTCOMES[decision.outcome], "stop" if decision.outcome == Decision.Outcome.UPHELD else ""
    return ITEM_STATES[state], ITEM.colours.get(state, "wait")


def was_agreed(decision: Decision, pack: Pack) -> bool:
    """Whether a decision only follows the seller's own word: then nobody judged anything."""
    return decision.automated and (pack.removal is None or decision.ground != pack.removal.ground)


def ground_title(pack: Pack, code: str) -> str:
    """The words of a ground; its code where the pack of today does not know it any more."""
    return next((_(leaf.title) for leaf in pack.leaves() if leaf.code == code), code)


def answer_title(pack: Pack, code: str) -> str:
    """The words of a seller's answer."""
    return next((_(answer.title) for answer in pack.answers if answer.code == code), code)


def marked(item: Item) -> SafeString:
    """The listing's title with the matched part marked; escaped, isolated. A title that was changed since is not."""
    title, match = item.listing.title, item.match
    found: list[Signal] = list(match.signals.all()) if match and match.revision == item.listing.revision else []
    spans = sorted(
        (signal.begin, signal.end) for signal in found if signal.field == "title" and signal.end > signal.begin
    )
    if not spans:
        return format_html('<bdi class="long">{}</bdi>', title)
    begin, end = spans[0]
    return format_html('<bdi class="long">{}<mark>{}</mark>{}</bdi>', title[:begin], title[begin:end], title[end:])

"""The stories of the demo: what happened to whom, over the months before today.

Each is told from the listing to its end; begun late enough, it has not come to its end yet. Days are counted so that
no clock of three working days runs out unless the story wants it to.
"""

from collections.abc import Generator, Iterable, Sequence
from datetime import UTC, datetime, timedelta

from enforcement import services as enforcement
from enforcement.models import Case, Item
from enforcement.services import Choice
from scanner import services as scanner
from scanner.models import Match, SellerLink
from sellers import services as sellers
from sellers.models import Listing
from tenancy.context import database_now
from web.demo.cast import BRANDS, NEWCOMERS, SHOPS, Brand, Shop
from web.demo.past import Story
from web.demo.stage import Stage, signed
from web.demo.stock import ALTERED, CAMPING, HIDDEN, Offer, branded, copying, fitting, pictured

OFFICES = {"EU": "EM", "US": "US", "JP": "JP"}
AT_ONCE = 0.02
EACH_SHOWS = 8
NEVER, OPEN_AT = 101, 45
POSTERS = "Posters"
TRAITS = (
    ("bluecrate", "payment", "tok_5Kd81xQz"), ("wharf", "payment", "tok_5Kd81xQz"), ("bluecrate", "phone", "+852 2345 6789"),
    ("wharf", "phone", "00852-23456789"), ("pixel", "address", "12 Harbor St., Suite 4, Portland OR"),
    ("maple", "address", "12 Harbor Street, Ste 4, Portland OR"), ("wharf", "supplier", "Lucky Star Packing Ltd"),
    ("feira", "supplier", "Lucky Star Packing"), ("feira", "phone", "+351 21 345 6789"), ("ribera", "phone", "+351213456789"),
)  # fmt: skip
"""By what sellers of the demo are recognised."""
GENUINE = "We bought these from a wholesaler in Rotterdam; the invoice is attached."
FAKE = "Test purchase: seams, label and serial number differ from the genuine product."
ON_GOODS = "Our mark stands on the goods. We neither made them nor licensed anybody to."
MINE = "The listing shows our picture. We licensed it to nobody."


def brand(code: str) -> Brand:
    """The brand of that code."""
    return next(found for found in BRANDS if found.code == code)


def shop(code: str) -> Shop:
    """The shop of that code."""
    return next(found for found in (*SHOPS, *NEWCOMERS) if found.code == code)


def goods(stage: Stage, who: str, seller: str, number: int) -> list[Listing]:
    """Listings of a shop that bear a brand openly."""
    mark = brand(who)
    return stage.offer(
        branded(stage.number(), shop(seller), mark, mark.goods[place % len(mark.goods)]) for place in range(number)
    )


def prints(stage: Stage, work: str, seller: str, number: int) -> list[Listing]:
    """Prints of somebody else's picture. What copies are found in this category the house leaves to the owners."""
    scanner.set_threshold(actor=stage.actor("lead"), region="", category=POSTERS, queue_at=OPEN_AT, hold_at=NEVER)
    return stage.offer(copying(stage.number(), shop(seller), work) for _ in range(number))


def stocked(stage: Stage, offers: Iterable[Offer]) -> Story:
    """A part of the ordinary stock comes in."""
    stage.offer(offers)
    yield 0


def complained(
    stage: Stage, who: str, seller: str, number: int, *, by: str = "", region: str = "EU", words: str = FAKE
) -> Generator[float, None, Case]:
    """A brand, or an agent for it, finds its mark on goods of a shop and complains; a day passes."""
    listings = goods(stage, who, seller, number)
    yield 3
    filed = stage.complain(
        by or who, f"{who} {OFFICES[region]}", listings, region=region,
        reason="counterfeit" if words == FAKE else "mark_on_goods", words=words,
    )  # fmt: skip
    yield 1
    return stage.case_of(filed)


def agreed(stage: Stage, who: str, seller: str, number: int, *, by: str = "") -> Story:
    """The seller agrees, and deletes the last one itself; nobody has to decide."""
    case = yield from complained(stage, who, seller, number, by=by)
    stage.answer(case, ["accept"] * (number - 1) + ["delete"], "You are right, we take them down.")
    yield AT_ONCE
    stage.shop_applies(case)


def unanswered(stage: Stage, who: str, seller: str, number: int, *, by: str = "", region: str = "EU") -> Story:
    """The seller says nothing; after three working days a reviewer decides."""
    case = yield from complained(stage, who, seller, number, by=by, region=region)
    yield 7
    words = "No answer came, and the pictures show the mark on goods that its owner did not make."
    stage.decide(case, decider(region), "counterfeit.goods", words)
    yield AT_ONCE
    stage.shop_applies(case)


def contested(
    stage: Stage, who: str, seller: str, number: int, ground: str, words: str, *, other: str = "", region: str = "EU"
) -> Generator[float, None, Case]:
    """The seller contests with an invoice; a reviewer decides on `ground`, about the last listing on another."""
    case = yield from complained(stage, who, seller, number, region=region, words=ON_GOODS)
    stage.answer(case, ["genuine"] * number, GENUINE)
    if number > 2:
        enforcement.assign(
            actor=stage.actor(decider(region)), reference=case.reference,
            membership_id=stage.actor(decider(region)).membership_id,
        )  # fmt: skip
    yield 2
    stage.decide(case, decider(region), ground, words, other=other)
    yield AT_ONCE
    stage.shop_applies(case)
    return case


def appealed(stage: Stage, who: str, seller: str, number: int, *, reverses: bool) -> Story:
    """The seller loses and appeals with a better paper; somebody else decides."""
    case = yield from contested(
        stage, who, seller, number, "counterfeit.goods", "The invoice names other goods than those in the listing."
    )
    yield 4
    appeal = stage.appeal(case, stage.seller_of(case), "upheld", "Here is the invoice with the right article numbers.")
    yield 3
    chosen = {item.id: Choice("dismissed.exhausted") for item in case.items.all()} if reverses else {}
    words = "The second invoice names these goods." if reverses else "The new invoice is dated after the sale."
    enforcement.decide_appeal(actor=stage.actor("appeals"), reference=appeal, choices=chosen, reasons=words)
    yield AT_ONCE
    stage.shop_applies(case)


def appealed_by_owner(stage: Stage, who: str, seller: str) -> Story:
    """The complaint is rejected, and its owner appeals."""
    case = yield from contested(
        stage, who, seller, 2, "fair.referential", "The title only says what the goods fit; the mark is not on them."
    )
    yield 2
    stage.appeal(case, stage.actor(who), "rejected", "The second picture shows our mark on the goods themselves.")
    yield 3


def suspended(stage: Stage, who: str, seller: str, number: int) -> Story:
    """The third time: a reviewer proposes to suspend the seller, which needs a second person."""
    case = yield from complained(stage, who, seller, number)
    stage.answer(case, ["genuine"] * number, "All our goods are genuine.")
    yield 2
    words = "The third case of the same kind in four months; the invoices name a company that does not exist."
    decisions = stage.decide(case, "reviewer", "counterfeit.goods", words, remedy="suspend")
    yield 3
    enforcement.confirm(
        actor=stage.actor("lead"), reference=case.reference, decisions=[one.id for one in decisions],
        words="I have seen the same invoices in two other cases.",
    )  # fmt: skip


def recognised(stage: Stage) -> Story:
    """The shop's system tells what sellers can be recognised by; two turn out to be paid on one account."""
    house = stage.world.house
    for code, kind, value in TRAITS:
        sellers.note_trait(actor=house, seller=stage.world.parties[code], kind=kind, value=value)
    while scanner.look_for_links(actor=house, now=datetime.now(UTC) + timedelta(minutes=1)):
        pass
    strongest = SellerLink.objects.filter(state="proposed").order_by("-strength", "id").first()
    if strongest is not None:
        why = "One account, one telephone, and the invoices name the same company that does not exist."
        scanner.confirm_link(actor=stage.actor("reviewer"), link_id=strongest.id, reason=why)
    yield 0


def withdrawn(stage: Stage, who: str, seller: str, number: int, back: int, *, by: str = "") -> Story:
    """The owner finds out that it was wrong about some listings, takes the complaint back for them, and is right about
    the others."""
    case = yield from complained(stage, who, seller, number, by=by, words=ON_GOODS)
    stage.withdraw(case, by or who, back, "mistake", "These come from our own outlet; our list was out of date.")
    yield 7
    if back < number:
        stage.decide(case, "reviewer", "mark.identical", "The same sign for the same goods, and no answer.")
        yield AT_ONCE
        stage.shop_applies(case)


def removed(
    stage: Stage, work: str, seller: str, number: int, *, by: str, contests: bool = False, sues: bool = False
) -> Story:
    """United States, copyright: removed on a complete notice; put back after a counter-notice unless the owner sues."""
    listings = prints(stage, work, seller, number)
    yield 3
    filed = stage.complain(by, work, listings, region="US", reason="picture_copied", words=MINE)
    case = stage.case_of(filed)
    yield AT_ONCE
    stage.shop_applies(case)
    if contests:
        yield 2
        stage.answer(case, ["counter_notice"] * number, "I took this photograph myself, from the same pier.")
    if sues:
        yield 4
        enforcement.show_paper(
            actor=stage.actor(by), reference=case.reference, code="court_action",
            court="United States District Court, District of Maine", number="2:26-cv-00417", filed_on=database_now().date(),
        )  # fmt: skip


def copied(stage: Stage, work: str, seller: str, number: int, *, by: str) -> Story:
    """Copyright in Europe, under the policy of the house: the seller says that it drew the picture itself."""
    listings = prints(stage, work, seller, number)
    yield 2
    filed = stage.complain(by, work, listings, region="EU", reason="picture_copied", words=MINE)
    case = stage.case_of(filed)
    yield 1
    stage.answer(case, ["counter_notice"] * number, "Our own designer drew this pattern; the sketches are older.")
    yield 4
    stage.decide(case, "reviewer", "copying.picture", "The patterns agree line by line, the faults of printing too.")


def hidden(stage: Stage, who: str, sellers: Sequence[str], *, answer: str = "") -> Story:
    """Names written so that a search misses them: held before publication, a case of the marketplace's own."""
    mark, ways = brand(who), HIDDEN[who]
    offers = [
        branded(stage.number(), shop(seller), mark, mark.goods[0], words=ways[place % len(ways)])
        for place, seller in enumerate(sellers)
    ]
    listings = stage.offer(offers)
    yield 0.7
    for case in Case.objects.select_related("seller").filter(items__listing__in=listings) if answer else []:
        stage.answer(case, [answer], "This was a mistake in our upload.")
    yield AT_ONCE


def fitted(stage: Stage, whose: Sequence[str]) -> Story:
    """Straps that name a brand because they fit its goods: honest, and found by the scanner all the same."""
    stage.offer(fitting(stage.number(), shop("veloce"), brand(code)) for code in whose)
    yield 0


def reviewed(stage: Stage) -> Story:
    """A reviewer goes through some matches: this one is authorised, that one only describes, another becomes a case."""
    in_cases = Item.objects.values("listing_id")
    waiting = list(Match.objects.filter(state="open").exclude(listing_id__in=in_cases).order_by("-score", "id")[:9])
    reviewer = stage.actor("lead")
    for place, match in enumerate(waiting):
        if place < 3:
            scanner.confirm_match(actor=reviewer, match_id=match.id, now=database_now())
        elif place % 2:
            why = "descriptive" if place == 5 else "not_the_mark"
            scanner.dismiss_match(actor=reviewer, match_id=match.id, why=why, now=database_now())
    yield 0


def incomplete(stage: Stage, who: str, seller: str, number: int, *, mends: bool) -> Story:
    """A complaint without a signature: its sender has ten days to complete it."""
    listings = goods(stage, who, seller, number)
    yield 1
    filed = stage.complain(who, f"{who} EM", listings, region="EU", reason="counterfeit", words=FAKE, sign=False)
    yield 2
    if mends:
        elements = {"signature": signed(stage.actor(who)), "good_faith": "yes", "accuracy_authority": "yes"}
        enforcement.correct_complaint(actor=stage.actor(who), reference=filed.reference, elements=elements)
        yield 1


def drafted(stage: Stage, who: str, seller: str, number: int) -> Story:
    """A complaint that is still being written."""
    listings = goods(stage, who, seller, number)
    yield 1
    stage.draft(who, f"{who} EM", listings, region="EU", reason="mark_on_goods", words=ON_GOODS, sign=False)


def decider(region: str) -> str:
    """Who decides in a region."""
    return {"EU": "reviewer", "US": "reviewer_us"}.get(region, "lead")


def photographed(
    stage: Stage, owner: str, work: str, title: str, sellers: Sequence[str], authorised: Sequence[str]
) -> Story:
    """Sellers show their goods by a brand's photograph, most of them altered; then the brand registers it, and some may."""
    ways = list(ALTERED)
    kinds = brand(owner).goods
    scanner.set_threshold(actor=stage.actor("lead"), region="", category=CAMPING, queue_at=NEVER, hold_at=NEVER)
    stage.offer(
        pictured(stage.number(), shop(code), kinds[n % len(kinds)], work, ways[(n + place) % len(ways)])
        for place, code in enumerate((*sellers, *authorised))
        for n in range(EACH_SHOWS)
    )
    yield 2
    stage.copyright(owner, work, title, "EU", "US")
    for code in authorised:
        stage.authorise(work, code, "EU")
    yield 0

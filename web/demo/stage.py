"""What the stories of the demo do, each by the service that pages and API call too."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count

from accounts.models import Membership, Party
from enforcement import services as enforcement
from enforcement.models import Case, Complaint, Decision
from enforcement.services import Choice
from registry import services as registry
from registry.details import Details
from registry.models import Right
from scanner import reference
from scanner.services import publish_many
from sellers import services as sellers
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import database_now
from web.demo.cast import BRANDS, Brand, World
from web.demo.drawing import encoded, invoice, logo
from web.demo.extracts import extract
from web.demo.stock import Offer, picture, work

TOGETHER = 200
SWORN = {"good_faith": "yes", "accuracy": "yes", "accuracy_authority": "yes"}
COUNTER = {"accuracy": "yes", "mistake": "yes", "jurisdiction": "district_of_provider", "service": "yes"}


def contact(actor: Actor) -> str:
    """How to reach the party of an actor."""
    party = Party.objects.get(id=actor.party_id)
    return f"{party.address}, {party.phone}"


def signed(actor: Actor) -> str:
    """The full name of an actor; nobody signs for another."""
    return str(Membership.objects.select_related("user").get(id=actor.membership_id).user)


class Stage:
    """One marketplace of the demo, and the deeds of its people at the moment that is being told."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rights: dict[str, Right] = {}
        self._stored: dict[tuple[str, tuple[str, ...]], object] = {}
        self._numbers = count(20_001)

    def actor(self, code: str) -> Actor:
        """Who acts under that code."""
        return self.world.actors[code]

    def number(self) -> str:
        """The next free number of a listing."""
        return f"HM-{next(self._numbers)}"

    def trademark(
        self, brand: Brand, office: str, number: str, *, expires_on: date | None = None, verify: bool = True
    ) -> None:
        """A brand's mark at one office, with its logo; `rights` has it as "halden EM"."""
        actor = self.actor(brand.code)
        details = Details(
            kind="trademark", title=brand.word, office=office, number=number, classes=brand.classes,
            filed_on=date(2017, 3, 9), registered_on=date(2018, 1, 22), expires_on=expires_on,
        )  # fmt: skip
        right = registry.register_right(actor=actor, details=extract(brand, office, details))
        drawn = encoded(logo(brand.word.upper(), brand.emblem, brand.colour), "PNG")
        registry.add_specimen(actor=actor, right=right, picture=drawn, label=f"{brand.word}.png")
        if verify:
            right = registry.verify_right(actor=self.actor("lead"), right=right)
        self.rights[f"{brand.code} {office}"] = right

    def copyright(self, owner: str, name: str, title: str, *territories: str) -> None:
        """A picture and where its owner asserts it; `rights` has it by its name."""
        actor = self.actor(owner)
        details = Details(kind="copyright", title=title, territories=territories)
        right = registry.register_right(actor=actor, details=details)
        registry.add_specimen(actor=actor, right=right, picture=encoded(work(name), quality=92), label=f"{name}.jpg")
        self.rights[name] = registry.verify_right(actor=self.actor("lead"), right=right)

    def authorise(self, right: str, shop: str, *territories: str) -> None:
        """The owner lets a seller sell."""
        found = self.rights[right]
        owner = next(brand.code for brand in BRANDS if self.world.parties[brand.code].id == found.owner_id)
        registry.authorise_seller(
            actor=self.actor(owner), right=found, seller=self.world.parties[shop], territories=territories
        )

    def offer(self, offers: Iterable[Offer]) -> list[Listing]:
        """Hand in listings and publish them: each becomes public and is shown by the shop, or is held."""
        listings = [self._submit(offer) for offer in offers]
        loaded = reference.current()
        for first in range(0, len(listings), TOGETHER):
            part = listings[first : first + TOGETHER]
            publish_many(actor=self.world.house, listings=part, loaded=loaded, now=database_now())
        for listing in listings:
            if listing.shop_state:
                self.shop_shows(listing)
        return listings

    def _submit(self, offer: Offer) -> Listing:
        actor = self.actor(offer.shop.code)
        known = self._stored.get((offer.shop.code, offer.look))
        listing = sellers.submit_listing(
            actor=actor, number=offer.number, title=offer.title, brand=offer.brand, category=[offer.category],
            price_cents=offer.price_cents, currency=offer.shop.currency, markets=list(offer.shop.markets),
            pictures=[known or picture(offer.look)],  # type: ignore[list-item]
        )  # fmt: skip
        if known is None:
            self._stored[offer.shop.code, offer.look] = listing.images.select_related("evidence").get().evidence
        return listing

    def complain(
        self,
        who: str,
        right: str,
        listings: Sequence[Listing],
        *,
        region: str,
        reason: str,
        words: str,
        sign: bool = True,
    ) -> Complaint:
        """File a complaint; without a signature it is incomplete."""
        draft = self.draft(who, right, listings, region=region, reason=reason, words=words, sign=sign)
        return enforcement.file_complaint(actor=self.actor(who), reference=draft.reference)

    def draft(
        self,
        who: str,
        right: str,
        listings: Sequence[Listing],
        *,
        region: str,
        reason: str,
        words: str,
        sign: bool = True,
    ) -> Complaint:
        """Keep a complaint that is not filed yet."""
        actor = self.actor(who)
        signature = {**SWORN, "signature": signed(actor)} if sign else {}
        return enforcement.save_draft(
            actor=actor, right=self.rights[right], region=region, reason=reason, statement=words,
            elements={"explanation": words, "contact": contact(actor), **signature},
            listings=[listing.id for listing in listings],
        )  # fmt: skip

    def answer(self, case: Case, codes: Sequence[str], words: str = "", *, first_sold_in: str = "") -> None:
        """The seller answers about its listings, in order, one code each; genuine goods come with an invoice.

        Who says where they were first sold has put the invoice into the case itself.
        """
        actor = self.seller_of(case)
        items = list(case.items.order_by("id"))
        enforcement.see_notice(actor=actor, reference=case.reference)
        if "genuine" in codes and not first_sold_in:
            paper = invoice("2026-0417", case.seller.name, [item.listing.title[:48] for item in items[:4]])
            enforcement.add_exhibit(
                actor=actor, reference=case.reference, data=paper, name="invoice.png", title="Invoice of the supplier"
            )
        chosen = dict(zip((item.id for item in items), codes, strict=False))
        enforcement.answer(
            actor=actor, reference=case.reference, answers=chosen, statement=words, first_sold_in=first_sold_in,
            elements={"explanation": words, "contact": contact(actor), "signature": signed(actor), **COUNTER},
        )  # fmt: skip

    def decide(
        self, case: Case, who: str, ground: str, words: str, *, other: str = "", remedy: str | None = None
    ) -> list[Decision]:
        """Decide what is open; the last listing on another ground where one is given."""
        items = [item for item in case.items.order_by("id") if item.state in ("open", "contested", "unanswered")]
        choices = {item.id: Choice(ground, words, remedy) for item in items}
        if other:
            choices[items[-1].id] = Choice(other, words)
        return enforcement.decide(actor=self.actor(who), reference=case.reference, choices=choices)

    def appeal(self, case: Case, who: Actor, outcome: str, grounds: str) -> str:
        """Appeal what has that outcome; the appeal's reference."""
        items = [d.item_id for d in Decision.objects.filter(item__case=case, outcome=outcome, undone_at=None)]
        return enforcement.file_appeal(actor=who, reference=case.reference, items=items, grounds=grounds).reference

    def withdraw(self, case: Case, who: str, listings: int, reason: str, words: str) -> None:
        """Take the complaint back for the first listings of a case."""
        items = [item.id for item in case.items.order_by("id")[:listings]]
        enforcement.withdraw(actor=self.actor(who), reference=case.reference, items=items, reason=reason, words=words)

    def shop_applies(self, case: Case) -> None:
        """The shop confirms what it was told about the listings of a case."""
        for item in case.items.select_related("listing").order_by("id"):
            self.shop_shows(item.listing)

    def shop_shows(self, listing: Listing) -> None:
        """The shop confirms the newest state of a listing."""
        sellers.confirm_state(
            actor=self.world.house, listing_number=listing.number, n=listing.shop_state, now=database_now()
        )

    def seller_of(self, case: Case) -> Actor:
        """The main account of the seller of a case."""
        return next(a for a in self.world.actors.values() if a.party_id == case.seller_id and a.role == "seller.main")

    @staticmethod
    def case_of(complaint: Complaint) -> Case:
        """The one case that a complaint made."""
        return complaint.cases.select_related("seller").get()

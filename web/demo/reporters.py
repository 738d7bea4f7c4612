"""More stories of the demo: buyers without an account, a carrier and a trusted flagger report what they have seen."""

from datetime import date

from accounts import actors
from accounts import services as accounts
from enforcement import services as enforcement
from enforcement.services import Award, Reported
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import database_now
from web.demo import cast
from web.demo.cast import address
from web.demo.past import Story
from web.demo.stage import Stage
from web.demo.stories import AT_ONCE, decider, goods

CARRIER, WATCH = "carrier", "watch"
LIDS = "The lid of mine is painted, not anodised, and it leaks. The genuine one has the mark engraved."
SEAMS = "Came without the paper tag, and the seams are glued. The shop of the brand says it is not theirs."
RETURNED = "Returned by the buyer as a fake. Opened at our dock: no hologram, the care label is misspelt."
SWEEP = (
    "Found in our weekly sweep of camping goods; the owner of the mark confirmed in writing that it is no licensee's."
)


def bought(stage: Stage, who: str, seller: str) -> Story:
    """Three buyers report one listing over some days; nobody has looked yet. One of them wants to hear back."""
    [listing] = goods(stage, who, seller, 1)
    yield 0.6
    _report(stage, listing, "bought", LIDS, name="Hanna Vogel", email=address("hanna"), order="HM-774120")
    yield 0.5
    _report(stage, listing, "bought", SEAMS, whence="192.0.2.10")
    yield 0.4
    _report(stage, listing, "counterfeit", LIDS, whence="192.0.2.44")
    yield 0


def followed(stage: Stage, who: str, seller: str) -> Story:
    """A case of the marketplace's own comes from a report; its reporter hears how it ended."""
    [listing] = goods(stage, who, seller, 1)
    yield 1
    _report(stage, listing, "counterfeit", SEAMS, name="Joris Maas", email=address("joris"))
    yield 0.7
    [case] = enforcement.open_report_case(
        actor=stage.actor("reviewer"), listing_id=listing.id, right=stage.rights[f"{who} EM"].reference
    )
    yield 7
    stage.decide(case, decider("EU"), "counterfeit.goods", "No answer came, and the buyer's pictures show glued seams.")
    yield AT_ONCE
    stage.shop_applies(case)
    enforcement.tell_reporters(actor=stage.world.house, now=database_now())
    yield 0


def dismissed(stage: Stage, who: str, seller: str) -> Story:
    """A report that says too little comes to nothing, and its reporter is told so."""
    [listing] = goods(stage, who, seller, 1)
    yield 1
    _report(stage, listing, "other", "Looks cheap.", email=address("guest"))
    yield 0.4
    words = "Tell us what you have seen, and how the genuine thing looks; then we look again."
    enforcement.dismiss_report(actor=stage.actor("reviewer"), listing_id=listing.id, reason="unclear", words=words)
    yield 0


def referred(stage: Stage, who: str, seller: str) -> Story:
    """A carrier's system hands in what came back as a fake."""
    [listing] = goods(stage, who, seller, 1)
    carrier = _outsider(stage, CARRIER, "logistics", "Kade Parcel", "NL")
    yield 0.5
    _report(stage, listing, "bought", RETURNED, actor=carrier, order="R-2026-5521")
    yield 0


def flagged(stage: Stage, who: str, seller: str) -> Story:
    """An agency with the status of a trusted flagger reports two listings, which then stand first."""
    listings = goods(stage, who, seller, 2)
    watch = _outsider(stage, WATCH, "agency", "Fair Goods Watch", "DE")
    award = Award(
        party=stage.world.parties[WATCH].reference, coordinator="DE", kinds=["trademark"], starts_on=date(2026, 3, 1)
    )
    enforcement.add_flagger(actor=stage.actor("lead"), award=award)
    yield 0.5
    for listing in listings:
        _report(stage, listing, "counterfeit", SWEEP, actor=watch)
    yield 0


def _report(stage: Stage, listing: Listing, kind: str, words: str, *, actor: Actor | None = None, **more: str) -> None:
    anybody = Actor.anonymous(stage.world.marketplace.id)
    whence = more.pop("whence", "")
    said = Reported(numbers=[listing.number], kind=kind, explanation=words, in_good_faith=True, **more)  # type: ignore[arg-type]
    enforcement.file_report(actor=actor or anybody, said=said, whence=whence)


def _outsider(stage: Stage, code: str, kind: str, name: str, country: str) -> Actor:
    """A party outside whose system reports by key."""
    cast.register(stage.world, code, kind, name, country)
    made = accounts.make_key(
        actor=stage.world.house, party=stage.world.parties[code], name=f"{name}, returns", scopes=["reports"]
    )
    return actors.of_key(made.key)

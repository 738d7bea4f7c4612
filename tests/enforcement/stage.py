"""Setting the stage of a case through the services: a verified right, published listings, a filed complaint."""

from datetime import datetime, timedelta

from enforcement import services
from enforcement.models import Case, Complaint
from enforcement.sweeps import on_silence, on_take_effect
from registry import services as registry
from registry.details import Details
from registry.models import PowerOfAttorney, Right
from scanner.services import publish
from sellers import services as sellers
from sellers.models import Listing
from tenancy.context import database_now
from tests.cast import Market
from workflow.models import Clock

PAPER = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"
STATEMENTS = {"good_faith": "yes", "accuracy": "yes", "accuracy_authority": "yes", "signature": "Ada Aurora"}


def trademark(market: Market, title: str = "Zanderholt", **more) -> Right:
    """A verified mark of the brand, in the EU."""
    details = Details(
        kind="trademark", title=title, office="EM", number=more.pop("number", "018442190"), classes=(18, 25), **more
    )
    right = registry.register_right(actor=market.actor("brand"), details=details)
    return registry.verify_right(actor=market.actor("lead"), right=right)


def copyright_(market: Market, title: str = "Northern lights, photographed") -> Right:
    """A verified work of the brand, asserted in the United States."""
    details = Details(kind="copyright", title=title, territories=("US",))
    right = registry.register_right(actor=market.actor("brand"), details=details)
    return registry.verify_right(actor=market.actor("lead"), right=right)


def listing(market: Market, number: str, *, seller: str = "seller", title: str = "Travel bag", **more) -> Listing:
    """A published listing of a seller, offered in Germany and the United States where `markets` says nothing else."""
    more.setdefault("markets", ["DE", "US"])
    made = sellers.submit_listing(actor=market.actor(seller), number=number, title=title, category=["Bags"], **more)
    publish(actor=market.actor(seller), listing=made, wait=True)
    made.refresh_from_db()
    return made


def complaint(
    market: Market, right: Right, listings: list[Listing], *, who: str = "brand", region: str = ""
) -> Complaint:
    """A complete complaint, filed."""
    if who == "agent":
        empowered(market)
    reason = "counterfeit" if right.kind == "trademark" else "picture_copied"
    draft = services.save_draft(
        actor=market.actor(who), right=right, region=region or right.territories[0], reason=reason,
        statement="They are not ours.", elements={"explanation": "They are not ours.", **STATEMENTS},
        listings=[one.id for one in listings],
    )  # fmt: skip
    return services.file_complaint(actor=market.actor(who), reference=draft.reference)


def empowered(market: Market) -> PowerOfAttorney:
    """The agent's power of attorney of the brand; put on file where there is none."""
    known = PowerOfAttorney.objects.first()
    sides = {"brand": market.parties["brand"], "agent": market.parties["agent"]}
    return known or registry.file_power(actor=market.actor("agent"), document=PAPER, label="power.pdf", **sides)


def only_case(filed: Complaint) -> Case:
    """The one case that a complaint made."""
    return filed.cases.get()


def heard(case: Case) -> None:
    """The seller's time to answer passes without an answer."""
    clock = Clock.objects.get(subject_id=case.id, kind="answer", state="running")
    on_silence(clock, clock.due_at)
    Clock.objects.filter(id=clock.id).update(state="fired")
    case.refresh_from_db()


def let_it_take_effect(case: Case, *, at: datetime | None = None) -> datetime:
    """The grace passes."""
    moment = at or database_now() + timedelta(minutes=2)
    clock = Clock.objects.get(subject_id=case.id, kind="take_effect", state="running")
    on_take_effect(clock, moment)
    Clock.objects.filter(id=clock.id).update(state="fired")
    case.refresh_from_db()
    return moment

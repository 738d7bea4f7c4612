"""Orders of the demo's seller: one on its way, one complained of as a fake, one whose complaint is settled."""

from datetime import timedelta

from fulfillment.models import Order
from fulfillment.services.orders import Bought, Told, decide_order, tell_order
from fulfillment.services.shipments import Happened, Manifest, note_event, ship
from fulfillment.services.trade_complaints import Answer, Wrong, answer_complaint, complain, confirm_done, reply
from gateway.uploads import checked_document
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import database_now
from web.demo.past import Story
from web.demo.stage import Stage

RECEIPT = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
BUYERS = (("Mira Solberg", "mira.solberg"), ("Jonas Hellwig", "jonas.hellwig"), ("Ida Marchetti", "ida.marchetti"))


def told(stage: Stage) -> Story:
    """Three orders, each with its parcel; a price difference that was paid, and a fake that waits for the seller."""
    sold = list(Listing.objects.filter(seller=stage.world.parties["quayside"], state="public").order_by("number")[:3])
    if not sold:
        return
    buyer, seller = Actor.anonymous(stage.world.marketplace.id), stage.actor("quayside")
    orders = [_order(stage, sold[place % len(sold)], place) for place in range(3)]
    parcels = [
        ship(
            actor=seller,
            order=order,
            manifest=Manifest(carrier="Nordpost", tracking=f"NP 40 118 22{place}", origin="DE"),
        )
        for place, order in enumerate(orders)
    ]
    for parcel in parcels:
        note_event(actor=seller, shipment=parcel, happened=Happened(kind="handed_over", country="DE"))
    yield 3
    for parcel in parcels[1:]:
        note_event(actor=seller, shipment=parcel, happened=Happened(kind="delivered", country="DE"))
    scratched = Wrong(kind="quality", wants="price_difference", words="It works, but the lid is scratched.")
    settled = complain(actor=buyer, order=orders[2], wrong=scratched)
    offer = Answer(remedy="price_difference", cents=300, words="We are sorry. Would you keep it for three euros less?")
    settled = answer_complaint(actor=seller, complaint=settled, answer=offer)
    yield 1
    settled = reply(actor=buyer, complaint=settled, accepts=True)
    receipt = ("receipt.pdf", checked_document(RECEIPT))
    confirm_done(actor=seller, complaint=settled, words="Paid back to your card.", files=[receipt])
    yield 4.5
    fake = Wrong(
        kind="fake", wants="refund", words="The logo is printed off centre, and the code on the label leads nowhere."
    )
    complain(actor=buyer, order=orders[1], wrong=fake)
    yield 0


def _order(stage: Stage, listing: Listing, place: int) -> Order:
    name, mail = BUYERS[place]
    bought = Bought(listing.number, 1, listing.price_cents or 2400)
    order = tell_order(
        actor=Actor.system(stage.world.marketplace.id),
        told=Told(
            number=f"2026-10{place}", destination="DE", currency=listing.currency or "EUR", lines=[bought], name=name,
            email=f"{mail}@buyers.example", address="Hafenstraße 7, 20457 Hamburg",
            ship_by=(database_now() + timedelta(days=5)).date(),
        ),
    )  # fmt: skip
    if order.state == Order.State.PLACED:
        return decide_order(actor=stage.actor("lead"), order=order, accept=True)
    return order

"""What the world of the access matrix has of orders, parcels and complaints of buyers: one that waits for each side."""

from datetime import timedelta

from fulfillment.models import Order
from fulfillment.services.orders import Bought, Told, tell_order
from fulfillment.services.shipments import Happened, Manifest, claim_loss, note_event, ship
from fulfillment.services.trade_complaints import Answer, Wrong, answer_complaint, complain, reply
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import database_now
from tests.architecture.things import Things
from tests.cast import Market


def bought(market: Market, listing: Listing, number: str) -> Order:
    """An accepted order of two pieces."""
    told = Told(
        number=number, destination="DE", currency="EUR", lines=[Bought(listing.number, 2, 1500)], name=number,
        email=f"{number.lower()}@buyer.test",
    )  # fmt: skip
    return tell_order(actor=market.system, told=told)


def traded(market: Market, listing: Listing, seller: str, name: str) -> Things:
    """An order at each step, a parcel on its way and a lost one, and complaints that wait for each side."""
    shop, buyer = market.actor(seller), Actor.anonymous(market.id)
    orders = [bought(market, listing, f"B-{market.slug}-{name}-{n}") for n in range(8)]
    waits = orders[1]
    Order.objects.filter(id=waits.id).update(state="placed")
    parcels = [
        ship(
            actor=shop, order=one, manifest=Manifest(carrier="Posten", tracking=f"T-{one.number}", origin="NO")
        )
        for one in orders[2:5]
    ]  # fmt: skip
    for parcel in parcels[1:]:
        note_event(actor=shop, shipment=parcel, happened=Happened(kind="lost"))
    claim_loss(
        actor=shop, shipment=parcels[2], amount_cents=3000, plan="refund",
        plan_by=database_now().date() + timedelta(days=9),
    )  # fmt: skip
    complaints = [
        complain(
            actor=buyer, order=one, wrong=Wrong(kind="quality", wants="refund", words=f"{name} is torn.")
        )
        for one in orders[2:7]
    ]  # fmt: skip
    offer = Answer(remedy="refund", words=f"{name} is sorry.")
    for complaint in complaints[1:4]:
        answer_complaint(actor=shop, complaint=complaint, answer=offer)
    reply(actor=buyer, complaint=complaints[2], accepts=False, words="No.")
    reply(actor=buyer, complaint=complaints[3], accepts=True)
    return {
        "order": orders[0].reference,
        "order_waiting": waits.reference,
        "order_sent": orders[2].reference,
        "shipment": parcels[0].reference,
        "shipment_lost": parcels[1].reference,
        "shipment_claimed": parcels[2].reference,
        "trade_open": complaints[0].reference,
        "trade_offered": complaints[1].reference,
        "trade_mediated": complaints[2].reference,
        "trade_owed": complaints[3].reference,
        "trade_for_shop": complaints[4].reference,
    }

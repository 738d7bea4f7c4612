"""What we found of held goods, said in the words of EPCIS, so that the systems of others understand it.

Source: GS1 CBV 2.0, sections 7.1 and 7.2 (business steps and dispositions).
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from fulfillment.codes import CodeError
from fulfillment.codes.scanned import Identity
from fulfillment.epcis.values import Quantity, Transaction
from fulfillment.epcis.writing import Verdict, verdict_event
from fulfillment.models import Hold, Site
from fulfillment.services.codes import serial_of
from fulfillment.services.epcis import say

OF_REASON: Mapping[str, Verdict] = {
    "unknown": "wrong_unit", "twice": "wrong_unit", "places": "wrong_unit", "early": "wrong_unit", "after_sale": "wrong_unit",
    "many": "wrong_unit", "void": "wrong_unit", "product_unknown": "wrong_goods", "over": "wrong_quantity",
    "not_certified": "no_provenance", "lot_unknown": "no_provenance",
}  # fmt: skip
"""What a reason at a dock is in their words; any other is `not_conformant`."""
OF_DEED: Mapping[str, Verdict] = {"inspected": "inspected", "release": "genuine", "destroyed": "destroyed"}


def say_of_hold(hold: Hold, deed: str, now: datetime) -> None:
    """Put a step of a hold among the events, if it is a verdict on goods that have a name there. Called down by `holds`."""
    verdict = _of_reasons(hold) if deed == "held" else OF_DEED.get(deed)
    name, is_instance = _name(hold)
    if verdict is None or not name:
        return
    event = verdict_event(
        verdict=verdict, epcs=[name] if is_instance else [],
        quantities=[] if is_instance else [Quantity(name, Decimal(hold.quantity))], time=now, offset="+00:00",
        read_point=place_of(hold.site), transactions=[Transaction("", f"urn:markwarden:hold:{hold.reference}")],
    )  # fmt: skip
    say([event], party_id=hold.party_id)


def place_of(site: Site) -> str:
    """How a place is named in an event: by its GLN, or by its reference here."""
    return f"https://id.gs1.org/414/{site.gln}" if site.gln else f"urn:markwarden:place:{site.reference}"


def _of_reasons(hold: Hold) -> Verdict:
    return next((OF_REASON[one["code"]] for one in hold.reasons if one["code"] in OF_REASON), "not_conformant")


def _name(hold: Hold) -> tuple[str, bool]:
    """The goods as an EPC or as a class, and whether it is one piece. Empty where they have no name."""
    if not hold.gtin:
        return "", False
    serial = serial_of(hold.mark, bytes(hold.sealed)) if hold.mark else ""
    identity = Identity(gtin=hold.gtin, serial=serial, lot="" if serial else hold.lot)
    try:
        return identity.epc, identity.is_instance
    except CodeError:
        return "", False

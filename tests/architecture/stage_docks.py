"""What the world of the access matrix has of goods and docks: one of everything, of a brand, seen at a dock of one partner."""

from datetime import timedelta

from fulfillment import services
from fulfillment.codes import check_digit
from fulfillment.models import EpcisEvent, GoodsRisk, UnitSignal
from fulfillment.services import Inspected, Made, Numbering, Paper, Place, Said, Scanned, Standard, Suspicion
from fulfillment.services import epcis as events
from fulfillment.services.corrective import Wanted, ask_correction
from fulfillment.services.risks import note_outcome
from gateway.uploads import checked_document, checked_picture
from registry.models import Brand
from registry.services import add_brand
from tenancy.context import database_now
from tests.architecture.things import PDF, Things, picture
from tests.cast import Market

DOCKS = {"brand": "logistics", "rival": "other_logistics"}


def gtin_of(name: str) -> str:
    """A GTIN that no other name has."""
    body = f"0590{sum(name.encode()):09}"
    return body + check_digit(body)


def goods(market: Market, brand: str, name: str) -> Things:
    """A product with codes, a batch with a certificate, and what a dock made of its boxes."""
    holder, dock, today = market.actor(brand), market.actor(DOCKS[brand]), database_now().date()
    found = Brand.objects.filter(owner=market.parties[brand]).order_by("id").first() or add_brand(
        actor=holder, name=name
    )
    numbering = Numbering(source="issued", enrolled_on=today)
    product = services.add_product(
        actor=holder, brand=found, code=gtin_of(name), name=f"{name} flask", numbering=numbering
    )
    made = Made(lot=f"L-{name}"[:20], made_on=today, quantity=50, country="CN", supplier=market.parties["supplier"])
    batch = services.add_batch(actor=holder, product=product, said=made)
    paper = Paper(
        kind="origin", number="C-1", signer=f"{name} Li", signed_on=today, valid_from=today, quantity=50, site=name,
        country="CN", document=("certificate.pdf", checked_document(PDF + name.encode())),
    )  # fmt: skip
    certificate = services.certify(actor=holder, batch=batch, said=paper)
    standard = Standard(kind="seal", title=f"{name} hologram", words="It shimmers.")
    point = services.add_label_point(actor=holder, brand=found, said=standard)
    run = services.issue_codes(actor=holder, product=product, count=3, length=9, batch=batch)
    site = services.add_site(actor=dock, said=Place(kind="warehouse", name=f"{name} dock", country="PL"))
    scans = [Scanned(code=f"(01){product.gtin}(21)X{number}", step="received") for number in range(4)]
    checks = [one.check for one in services.check(actor=dock, site=site, scans=scans)]
    held, destroying = services.hold_box(actor=dock, scan=checks[0]), services.hold_box(actor=dock, scan=checks[1])
    services.order_destruction(actor=market.actor("lead"), hold=destroying, said=Said(words="Copies."))
    of_chain = events.capture(actor=dock, body=_document(market, product.gtin))
    query = events.keep_query(actor=dock, name=f"{market.slug}-{product.gtin}", said={"EQ_action": "OBSERVE"})
    said = Suspicion(kind="looks", words=f"{name} looks odd.", pictures=[checked_picture(picture("red"))])
    flag = services.flag_box(actor=dock, scan=checks[2], said=said, hold=False)
    lot = services.inspect_batch(
        actor=holder,
        batch=batch,
        said=Inspected(result="accept", inspected_on=today, seen=3, found_fault=0, words=name),
    ).batch
    wanted = Wanted(wrong=f"{name} leaks.", asked="Change the mould.", due_on=today + timedelta(days=9), batch=lot)
    maker = market.parties["supplier"]
    asked = ask_correction(actor=holder, supplier=maker, brand=found, said=wanted, now=database_now())
    note_outcome(actor=market.system, outcome="released", cause=name[:20], now=database_now(), site=site)
    return {
        "maker": maker.reference,
        "correction": asked.reference,
        "goods_risk": str(GoodsRisk.objects.get(site=site).id),
        "soon": (today + timedelta(days=9)).isoformat(),
        "product": product.reference,
        "batch": batch.reference,
        "batch_paper": str(certificate.id),
        "label_point": str(point.id),
        "code_run": run.reference,
        "serial": services.print_codes(actor=holder, run=run)[0],
        "site": site.reference,
        "check": str(checks[3].id),
        "hold": held.reference,
        "destroying": destroying.reference,
        "flag": flag.reference,
        "mark": str(checks[0].mark),
        "capture": of_chain.reference,
        "event": EpcisEvent.objects.get(handed_in__capture=of_chain).uri,
        "epcis_query": query.name,
        "sign": UnitSignal.objects.filter(mark=checks[3].mark).get().reference,
    }


def _document(market: Market, gtin: str) -> dict[str, object]:
    """An event of a piece of this product."""
    return {
        "@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"], "type": "ObjectEvent", "action": "OBSERVE",
        "eventTime": "2026-03-01T08:00:00Z", "eventTimeZoneOffset": "+00:00", "bizStep": "receiving",
        "epcList": [f"https://id.gs1.org/01/{gtin}/21/E-{market.slug}"],
    }  # fmt: skip

"""Halden's flasks on their way: a mill that certifies them, two docks that scan them, copies that were found there."""

from datetime import timedelta

from fulfillment import services
from fulfillment.models import Batch, Hold, Site
from fulfillment.services import Inspected, Made, Numbering, Paper, Place, Said, Scanned, Suspicion
from fulfillment.services.corrective import Answer, Wanted, answer_correction, ask_correction
from fulfillment.services.risks import note_outcome
from fulfillment.services.sampling import set_share
from gateway.uploads import checked_document, checked_picture
from registry import services as registry
from registry.models import Brand, GuidePoint
from registry.services import Point
from tenancy.context import database_now
from web.demo import drawing
from web.demo.cast import BRANDS
from web.demo.past import Story
from web.demo.stage import Stage

GTIN, CUP = "07090001112225", "07090001112232"
LOT, OLD_LOT, WRONG_LOT = "B7731", "B6410", "B7802"
POZNAN, ROTTERDAM, NINGBO = (52.41, 16.93), (51.95, 4.05), (29.87, 121.55)
TELLS = (
    (
        "The mark", "On the body, at the height of the thumb", "The mountain is pressed into the steel: one feels it.",
        "It is printed and wears off, and the L is a 1.", "certain", ("HALDEN", "HA1DEN"),
    ),
    (
        "The lid", "Inside the lid, on the seal", "A green seal with the year of making.", "A white seal without a year.",
        "likely", None,
    ),
)  # fmt: skip


def told(stage: Stage) -> Story:
    """From the enrolment of the flask to what the docks see today."""
    brand = Brand.objects.get(name="Halden")
    _guide(stage, brand)
    batch, docks = _enrolled(stage, brand)
    yield 10
    _certified(stage, batch)
    yield 20
    numbers = [f"HF{number:06}" for number in range(4_101, 4_121)]
    _scan(stage, docks[1], "received", *numbers)
    yield 2
    _scan(stage, docks[1], "shipped", *numbers[:12])
    yield 4
    _scan(stage, docks[0], "received", *numbers[:10])
    yield 3
    _found(stage, docks, numbers)
    _scan(stage, docks[1], "checked", numbers[14])
    yield 0.002
    _scan(stage, docks[0], "received", numbers[14])
    _cups(stage, brand)
    _followed(stage, brand, batch, docks)
    yield 0


def _guide(stage: Stage, brand: Brand) -> None:
    """How to tell genuine flasks."""
    look = BRANDS[0]
    for title, spot, genuine, fake, certainty, words in TELLS:
        pictures = [
            checked_picture(drawing.encoded(drawing.logo(word, look.emblem, look.colour), "PNG"))
            for word in words or ()
        ]
        point = Point(
            title=title, spot=spot, genuine=genuine, fake=fake, certainty=GuidePoint.Certainty(certainty),
            genuine_picture=pictures[0] if pictures else None, fake_picture=pictures[1] if pictures else None,
        )  # fmt: skip
        registry.add_point(actor=stage.actor("halden"), brand=brand, said=point)


def _enrolled(stage: Stage, brand: Brand) -> tuple[Batch, list[Site]]:
    """The product with its range of numbers, three batches, and where they go."""
    halden, today = stage.actor("halden"), database_now().date()
    registry.add_prefix(actor=halden, brand=brand, number="7090001")
    ranges = registry.add_serials(
        actor=halden, brand=brand, pattern="HF######", first="001000", last="009999", starts_on=today
    )
    numbering = Numbering(source="range", scheme=ranges, enrolled_on=today, needs_certificate=True)
    flask = services.add_product(actor=halden, brand=brand, code=GTIN, name="Halden flask 750 ml", numbering=numbering)
    mill = stage.world.parties["mill"]
    old = Made(lot=OLD_LOT, made_on=today - timedelta(days=160), quantity=3_000, country="CN", supplier=mill)
    services.add_batch(actor=halden, product=flask, said=old)
    wrong = Made(lot=WRONG_LOT, made_on=today + timedelta(days=1), quantity=1_200, country="CN", supplier=mill)
    made = Made(lot=LOT, made_on=today + timedelta(days=2), quantity=5_000, country="CN", supplier=mill)
    batch = services.add_batch(actor=halden, product=flask, said=made)
    refused = services.add_batch(actor=halden, product=flask, said=wrong)
    seen = Inspected(
        result="reject",
        inspected_on=today,
        seen=80,
        found_fault=9,
        words="The seal of the lid is white and bears no year.",
    )
    services.inspect_batch(actor=halden, batch=refused, said=seen)
    docks = [
        _place(stage, "dock", "Dock 4, Poznań", "PL", POZNAN),
        _place(stage, "dock", "Maasvlakte, gate 2", "NL", ROTTERDAM),
    ]
    _place(stage, "mill", "Mill 3, Ningbo", "CN", NINGBO, "factory")
    return batch, docks


def _place(
    stage: Stage, who: str, name: str, country: str, where: tuple[float, float], kind: str = "warehouse"
) -> Site:
    said = Place(kind=kind, name=name, country=country, latitude=where[0], longitude=where[1])
    return services.add_site(actor=stage.actor(who), said=said)


def _certified(stage: Stage, batch: Batch) -> None:
    """What the mill says of the batch."""
    today = database_now().date()
    drawn = drawing.certificate(
        "Certificate of provenance", "NSW-2026-0418", ["5 000 flasks, 750 ml", "for Halden AS, Oslo"]
    )
    paper = Paper(
        kind="provenance", number="NSW-2026-0418", signer="Li Wei, quality", signed_on=today, valid_from=today,
        quantity=5_000, site="Mill 3, Ningbo", country="CN", document=("certificate.png", checked_document(drawn)),
    )  # fmt: skip
    services.certify(actor=stage.actor("mill"), batch=batch, said=paper)


def _scan(stage: Stage, dock: Site, step: str, *numbers: str, lot: str = LOT) -> list[services.Checked]:
    scans = [Scanned(code=f"(01){GTIN}(10){lot}(21){number}", step=step, device="gun-7") for number in numbers]
    return services.check(actor=stage.actor("dock"), site=dock, scans=scans)


def _found(stage: Stage, docks: list[Site], numbers: list[str]) -> None:
    """Three boxes that do not go on: a number nobody issued, one that was refused, one that somebody flagged."""
    [unknown] = _scan(stage, docks[0], "received", "HF991204")
    services.hold_box(actor=stage.actor("dock"), scan=unknown.check, shelf="H2")
    [refused] = _scan(stage, docks[0], "received", "HF004503", lot=WRONG_LOT)
    services.hold_box(actor=stage.actor("dock"), scan=refused.check, shelf="H3")
    [seen] = _scan(stage, docks[0], "received", numbers[10])
    look = BRANDS[0]
    picture = checked_picture(drawing.encoded(drawing.logo("HA1DEN", look.emblem, look.colour), "PNG"))
    said = Suspicion(kind="looks", words="The mark comes off under the thumb.", pictures=[picture])
    flag = services.flag_box(actor=stage.actor("dock"), scan=seen.check, said=said)
    held = Hold.objects.get(flag=flag)
    answer = Said(words="Printed, not pressed: this is none of ours.")
    services.answer_hold(actor=stage.actor("halden"), hold=held, answer="fake", said=answer)


def _cups(stage: Stage, brand: Brand) -> None:
    """A product whose codes are issued here."""
    halden = stage.actor("halden")
    said = Numbering(source="issued", enrolled_on=database_now().date())
    cup = services.add_product(actor=halden, brand=brand, code=CUP, name="Halden cup 300 ml", numbering=said)
    services.issue_codes(actor=halden, product=cup, count=40, length=12)


def _followed(stage: Stage, brand: Brand, batch: Batch, docks: list[Site]) -> None:
    """What follows: the mill is asked about the batch that was refused, and earlier holds count for it, the lane and the dock."""
    now, mill, halden = database_now(), stage.world.parties["mill"], stage.actor("halden")
    refused = Batch.objects.get(product=batch.product, lot=WRONG_LOT)
    wanted = Wanted(
        wrong="The seal of the lid is white and bears no year: nine of eighty flasks.",
        asked="Find out where these seals come from, and send back none with them.",
        due_on=now.date() + timedelta(days=12), batch=refused, inspection=refused.inspections.order_by("id").first(),
    )  # fmt: skip
    ask_correction(actor=halden, supplier=mill, brand=brand, said=wanted, now=now)
    earlier = Wanted(
        wrong="The certificate names 5 200 flasks, the batch has 5 000.", asked="Send a certificate with the right number.",
        due_on=now.date() + timedelta(days=5), batch=batch,
    )  # fmt: skip
    asked = ask_correction(actor=halden, supplier=mill, brand=brand, said=earlier, now=now)
    said = Answer(
        root_cause="The packing list of another order was copied.", done="Two people read each certificate now."
    )
    answer_correction(actor=stage.actor("mill"), action=asked, said=said, now=now)
    for number, outcome in enumerate(("released", "destroyed", "released", "returned", "released")):
        note_outcome(
            actor=halden, outcome=outcome, cause=f"before {number + 1}", now=now, supplier=mill, site=docks[number % 2],
            lane=("CN", docks[number % 2].country),
        )  # fmt: skip
    set_share(actor=halden, party=stage.world.parties["dock"], now=now)

"""What happens at the demo's border: an application that was granted, goods that were destroyed, and some that are held now."""

from datetime import date, timedelta

from fulfillment.customs.deadlines import today_in
from fulfillment.customs.taking_in import Letter
from fulfillment.customs.wanted import Wanted
from fulfillment.services.customs import enter_detention
from fulfillment.services.customs_answers import answer_detention
from fulfillment.services.customs_applications import decide_application, draw_up_application, file_application
from fulfillment.services.customs_outcomes import Outcome, record_outcome
from gateway.uploads import CheckedPicture, checked_document, checked_picture
from policy.calendar import is_working_day
from registry import services as registry
from registry.models import Brand
from registry.services import Point
from tenancy.context import database_now
from web.demo.drawing import certificate, encoded, peak
from web.demo.goods import Print, product
from web.demo.past import Story
from web.demo.stage import Stage, signed

COUNTRY, OFFICE = "NL", "Rotterdam, Maasvlakte"
LEFT = 6
"""Working days that the rights holder has left, on whichever day somebody looks."""
CHANNELS = (
    "Made in Norway and Portugal alone; shipped from Bergen and Leixões by sea.\n"
    "Whatever comes from elsewhere under our mark is not ours."
)


def granted(stage: Stage) -> Story:
    """Halden applies; customs grant it three weeks later; a first container is found, and destroyed."""
    holder, officer = stage.actor("halden"), stage.actor("officer")
    right = stage.rights["halden EM"]
    right.refresh_from_db()
    _guide(stage, right.brand)
    first = database_now().date()
    contacts = [{"role": "legal", "name": signed(holder), "email": "customs@demo.localhost", "phone": "+47 555 0103"}]
    wanted = Wanted(
        [right.reference], COUNTRY, [COUNTRY, "DE", "BE"], first + timedelta(days=10), first + timedelta(days=340),
        small_consignments=True, channels=CHANNELS, contacts=contacts,
    )  # fmt: skip
    shown = file_application(actor=holder, application=draw_up_application(actor=holder, wanted=wanted))
    yield 9
    decide_application(
        actor=officer, application=shown, granted=True, number="NL 2026 00418", decided_on=database_now().date()
    )
    yield 31
    yield from _destroyed(stage, "NL-26-00731", 1_240, "CN", "Plain carton, no maker's name", "Hai Yun Trading, Ningbo")
    enter_detention(
        actor=officer,
        letter=_letter(
            stage, "NL-26-00802", database_now().date(), 3, "TR", "Padded envelope", "", goods="Mugs", small=True
        ),
    )
    yield 30
    released = enter_detention(
        actor=officer,
        letter=_letter(
            stage,
            "NL-26-00955",
            database_now().date(),
            60,
            "PT",
            "Halden carton",
            "Norte Fábrica, Porto",
            goods="Backpacks 24 l",
        ),
    )
    answer_detention(
        actor=holder,
        detention=released,
        answer="genuine",
        words="Ours: the carton has the lot number of our own factory.",
    )
    record_outcome(actor=officer, detention=released, outcome=Outcome("released", database_now().date()))
    yield 0


def held(stage: Stage) -> Story:
    """A parcel of flasks that customs hold now: the rights holder has six working days left to answer."""
    letter = _letter(
        stage,
        "NL-26-01188",
        today_in(COUNTRY),
        480,
        "CN",
        "Plain carton, no maker's name",
        "Hai Yun Trading, Ningbo",
    )
    enter_detention(actor=stage.actor("officer"), letter=letter, pictures=[_picture("#3d3f45")])
    yield 0


def days_ago() -> int:
    """How many days ago the letter was written that leaves so many working days today."""
    today = day = today_in(COUNTRY)
    gone = 0
    while gone < 10 - LEFT:
        gone += is_working_day(day, COUNTRY)
        day -= timedelta(days=1)
    return (today - day).days


def _destroyed(stage: Stage, number: str, quantity: int, origin: str, packaging: str, consignor: str) -> Story:
    """Found, confirmed two days later, nobody objects, destroyed."""
    holder, officer = stage.actor("halden"), stage.actor("officer")
    letter = _letter(stage, number, database_now().date(), quantity, origin, packaging, consignor)
    made = enter_detention(actor=officer, letter=letter, pictures=[_picture("#b5483b")])
    yield 2
    answer_detention(
        actor=holder, detention=made, answer="fake",
        words="The bottom is not welded but glued, and the peak over the name has two summits; ours has three.",
    )  # fmt: skip
    yield 20
    made.refresh_from_db()
    lines = [
        f"Reference {number}",
        f"{quantity} vacuum flasks, crushed and melted",
        "Present: one officer, one witness",
    ]
    paper = checked_document(certificate("Record of destruction", number, lines))
    outcome = Outcome("destroyed", database_now().date(), quantity, "Crushed at Moerdijk.", paper)
    record_outcome(actor=officer, detention=made, outcome=outcome)
    yield 4


def _letter(
    stage: Stage, number: str, day: date, quantity: int, origin: str, packaging: str, consignor: str, *,
    goods: str = "Vacuum flasks 750 ml", small: bool = False,
) -> Letter:  # fmt: skip
    return Letter(
        customs_reference=number, country=COUNTRY, noticed_on=day, right=stage.rights["halden EM"].reference, office=OFFICE,
        goods=goods, quantity=quantity, value_cents=quantity * 310, currency="EUR",
        origin=origin, destination="DE", transport="post" if small else "sea", packaging=packaging, consignor=consignor,
        declarant="" if small else "Delta Forwarding, Rotterdam", small=small,
    )  # fmt: skip


def _picture(colour: str) -> CheckedPicture:
    return checked_picture(encoded(product("flask", colour, "#e3e8dc", Print("HALDEN", peak))))


def _guide(stage: Stage, brand: Brand | None) -> None:
    """What tells a flask of Halden from a copy, where the brand has no point about it yet."""
    if brand is None:
        return
    said = Point(
        title="The bottom", spot="Underneath", genuine="Welded, with a lot number punched in.",
        fake="Glued, with a printed number or none.", certainty="certain",
        genuine_picture=_picture("#1f5c4d"), fake_picture=_picture("#7a4a73"),
    )  # fmt: skip
    registry.add_point(actor=stage.actor("halden"), brand=brand, said=said)

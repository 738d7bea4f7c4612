"""What the world of the access matrix has of customs: an application at each step, and detentions that wait for each side."""

from datetime import timedelta

from fulfillment.customs.taking_in import Letter
from fulfillment.customs.wanted import Wanted
from fulfillment.models import CustomsApplication, Detention
from fulfillment.services import customs_answers
from fulfillment.services.customs import enter_detention
from fulfillment.services.customs_applications import (
    decide_application,
    draw_up_application,
    file_application,
)
from gateway.uploads import checked_picture
from registry import services as registry
from registry.details import Details
from registry.models import Right
from tenancy.context import database_now
from tests.architecture.things import Things, picture
from tests.cast import Market

CONTACT = {"role": "legal", "name": "Ada Lund", "email": "ada@aurora.test", "phone": "+47 555"}


def mark_of_the_union(market: Market, brand: str, name: str) -> Right:
    """A verified mark of the European Union; one more of the same name has another number."""
    number = f"{18_000_000 + sum(name.encode()) * 100 + Right.objects.count():09}"
    details = Details(kind="trademark", title=name, office="EM", number=number, classes=(18,))
    right = registry.register_right(actor=market.actor(brand), details=details)
    return registry.verify_right(actor=market.actor("lead"), right=right)


def drawn(market: Market, right: Right, who: str, **more: object) -> CustomsApplication:
    """An application to the customs of Germany that is being written."""
    first = database_now().date() - timedelta(days=20)
    said = {
        "rights": [right.reference], "lodged_in": "DE", "countries": ["DE"], "valid_from": first,
        "valid_until": first + timedelta(days=300), "contacts": [CONTACT], "small_consignments": True, **more,
    }  # fmt: skip
    return draw_up_application(actor=market.actor(who), wanted=Wanted(**said))


def filed(market: Market, right: Right, who: str, **more: object) -> CustomsApplication:
    """One that customs have."""
    return file_application(actor=market.actor(who), application=drawn(market, right, who, **more))


def granted(market: Market, right: Right, who: str, by: str = "officer", **more: object) -> CustomsApplication:
    """One on which customs act."""
    shown = filed(market, right, who, **more)
    return decide_application(
        actor=market.actor(by), application=shown, granted=True, number=f"DE-{shown.reference}",
        decided_on=database_now().date(),
    )  # fmt: skip


def detained(market: Market, right: Right, number: str, who: str = "officer", **said: object) -> Detention:
    """Goods that customs hold, under a right."""
    letter = Letter(**{
        "customs_reference": number, "country": "DE", "noticed_on": database_now().date(), "right": right.reference,
        "goods": f"{right.title} bags", "quantity": 40, **said,
    })  # fmt: skip
    return enter_detention(actor=market.actor(who), letter=letter)


def at_customs(market: Market, brand: str, name: str) -> Things:
    """One application at each step, and a detention for each deed."""
    right = mark_of_the_union(market, brand, name)
    holder = market.actor(brand)
    stands = granted(market, right, brand)
    waiting, confirmed, longer = (detained(market, right, f"{name}-{n}-{stands.reference}") for n in range(3))
    shown = checked_picture(picture())
    customs_answers.answer_detention(
        actor=holder, detention=confirmed, answer="fake", words=f"{name} printed.", pictures=[shown]
    )
    customs_answers.answer_detention(
        actor=holder, detention=longer, answer="more_time", words="The sample is on its way."
    )
    return {
        "detention_day": database_now().date().isoformat(),
        "union_right": right.reference,
        "customs_draft": drawn(market, right, brand).reference,
        "customs_filed": filed(market, right, brand).reference,
        "customs_granted": stands.reference,
        "detention_waiting": waiting.reference,
        "detention_confirmed": confirmed.reference,
        "detention_longer": longer.reference,
    }

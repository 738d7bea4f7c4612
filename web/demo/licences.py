"""Who may sell what in the demo: brands with an agent for one of them, licences at every stage, orders that were asked about."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from enforcement import services as enforcement
from enforcement.models import Case
from registry import services as registry
from registry.details import Details
from registry.gate.answer import ItemFacts
from registry.gate.exhausting import FirstSale
from registry.licensing.terms import Terms, digest
from registry.models import GateCheck, Licence, Right
from registry.services.gate import Asked, cancel_order, check_order
from registry.services.licences import rights_of
from tenancy.context import database_now
from web.demo import cast, papers, stories
from web.demo.drawing import invoice
from web.demo.past import Story
from web.demo.stage import Stage, signed

GOODS = {"25": "Clothing for hiking; jackets; shirts; headgear"}
BOUGHT_IN = "US"
"""Where the seller of a case bought goods that it offers in Europe."""
CASE_BEGAN, ENDED_BEFORE = 8.0, 7
"""How many days ago the goods of that case were offered, and how many days before the complaint its licence was over."""
LASTED = 300
COMPLAINT = "The licence is over, and these are headphones for another market: other plug, no European warranty."
ANSWER = "We had a licence from Kestrel until a week ago. What we sell now we bought from its own shop in Boston."
ORDERS = (
    ("HM-ORDER-4417-1", "nordkap", "DE", 21, 2), ("HM-ORDER-4417-2", "dubois", "FR", 18, 1),
    ("HM-ORDER-4420-1", "dubois", "AT", 18, 1), ("HM-ORDER-4431-1", "wharf", "DE", 21, 6),
)  # fmt: skip
"""Lines of orders for goods of Halden: seller, destination, Nice class, pieces."""
LATE = ("HM-ORDER-4188-1", "nordkap", "DE", 9, 1)
"""A line that was ordered on the last but one day of a licence."""


def branded(stage: Stage) -> Story:
    """Halden sells under two names; for one of them an agent may act, until a day."""
    actor, party = stage.actor("halden"), stage.world.parties["halden"]
    wear = Details(
        kind="trademark", title="Halden", office="EM", number="018204416", classes=(25,), goods=GOODS,
        filed_on=date(2020, 3, 9), registered_on=date(2020, 9, 2), expires_on=date(2030, 3, 9), holder="Halden AS",
        mark_feature="word", status="registered", nice_edition="11-2020", representative="Harcourt & Lindqvist",
    )  # fmt: skip
    word = registry.register_right(actor=actor, details=wear)
    stage.rights["halden wear"] = registry.verify_right(actor=stage.actor("lead"), right=word)
    kitchen = registry.add_brand(
        actor=actor, owner=party, name="Halden", about="Flasks, mugs and backpacks since 1974."
    )
    clothes = registry.add_brand(
        actor=actor, owner=party, name="Halden Wear", about="Clothing for the hills, from 2020 on."
    )
    stood = [stage.rights[f"halden {office}"] for office in ("EM", "US", "JP")]
    registry.put_in_brand(actor=actor, owner=party, brand=kitchen, rights=stood)
    registry.put_in_brand(actor=actor, owner=party, brand=clothes, rights=[stage.rights["halden wear"]])
    yield 30
    terms = registry.Terms(
        brands=[clothes], deeds={"complain", "register"}, ends_on=database_now().date() + timedelta(days=365)
    )
    paper = papers.power("Halden AS", cast.AGENT)
    registry.appoint(
        actor=actor, agent=stage.world.parties["agent"], terms=terms, document=paper, label="Power of attorney.pdf"
    )
    yield 20
    pattern = Details(
        kind="trademark", title="Halden Ridge", office="EM", number="018990512", classes=(25,), goods=GOODS,
        filed_on=date(2019, 12, 2), registered_on=date(2020, 5, 4), holder="Halden AS", mark_feature="word",
    )  # fmt: skip
    cast.look_again(stage.world, "agent")
    registry.register_right(actor=stage.actor("agent"), details=pattern, owner=party)
    yield 0


def licensed(stage: Stage) -> Story:
    """One that runs and was passed on, one that ends soon, one that waits for the other side to sign, and a draft."""
    today, mark = database_now().date(), stage.rights["halden EM"]
    head = _given(
        stage, "halden", "nordkap", [mark], territories=("NL", "DE", "FR"), sublicensing_depth=1, classes=(18, 21),
        starts_on=today, ends_on=today + timedelta(days=500), number="HAL-2026-04",
    )  # fmt: skip
    _given(
        stage, "halden", "ribera", [mark], territories=("ES", "PT"), classes=(21,), quota=400, starts_on=today,
        ends_on=today + timedelta(days=212), number="HAL-2026-05",
    )  # fmt: skip
    yield 20
    begins = database_now().date()
    below = Terms(
        licensee=stage.world.parties["dubois"], territories=("FR",), classes=(18,), starts_on=begins,
        ends_on=begins + timedelta(days=360), number="NK-7",
    )  # fmt: skip
    passed_on = registry.sublicense(actor=stage.actor("nordkap"), parent=head, terms=below)
    passed_on = _offered(stage, "nordkap", passed_on)
    registry.judge_consent(actor=stage.actor("halden"), licence=passed_on, given=True)
    _accepted(stage, "dubois", passed_on)
    yield 176
    begins = database_now().date()
    waits = Terms(
        licensee=stage.world.parties["feira"], territories=("PT",), classes=(21,), starts_on=begins,
        ends_on=begins + timedelta(days=365), number="HAL-2026-11",
    )  # fmt: skip
    _offered(stage, "halden", registry.draft_licence(actor=stage.actor("halden"), rights=[mark], terms=waits))
    yield 0


def over(stage: Stage) -> Story:
    """The licence of the case that `outside` tells: its last day was a week before the complaint. What was ordered the day
    before is asked about again when it ships."""
    begins = database_now().date()
    _given(
        stage, "kestrel", "nordkap", [stage.rights["kestrel EM"]], territories=("NL", "DE", "BE"), classes=(9,),
        starts_on=begins, ends_on=begins + timedelta(days=LASTED), number="KA-118",
    )  # fmt: skip
    yield LASTED - 1
    _checked(stage, "kestrel EM", LATE)
    yield 2
    registry.end_over(actor=stage.world.house, now=database_now())
    _checked(stage, "kestrel EM", LATE, moment="dock")


def outside(stage: Stage) -> Story:
    """The goods come from outside the European Economic Area, and the licence is over: a reviewer decides per listing."""
    case: Case = yield from stories.complained(stage, "kestrel", "nordkap", 4, words=COMPLAINT)
    seller = stage.seller_of(case)
    lines = [item.listing.title[:48] for item in case.items.order_by("id")[:3]]
    bought = invoice("BOS-20417", "Kestrel Audio Store, Boston MA", lines)
    enforcement.see_notice(actor=seller, reference=case.reference)
    enforcement.add_exhibit(
        actor=seller, reference=case.reference, data=bought, name="invoice-boston.png", title="Invoice of the shop in Boston",
        shows="invoice",
    )  # fmt: skip
    stage.answer(case, ["genuine", "genuine", "genuine", "licensed"], ANSWER, first_sold_in=BOUGHT_IN)
    yield 0


def ordered(stage: Stage) -> Story:
    """The shop's checkout asks about lines of orders before they are paid: allowed, to be asked about, bought elsewhere.

    One is asked about again at the dock, one was cancelled before.
    """
    checks = []
    for line in ORDERS:
        checks.append(_checked(stage, "halden EM", line))
        yield 0.01
    cancel_order(actor=stage.world.house, check=checks[2])
    yield 0.2
    _checked(stage, "halden EM", ORDERS[0], moment="dock")


def _checked(stage: Stage, mark: str, line: tuple[str, str, str, int, int], *, moment: str = "order") -> GateCheck:
    name, seller, destination, number, pieces = line
    sale = FirstSale(sold_in=BOUGHT_IN) if seller == "wharf" else FirstSale()
    item, day = ItemFacts(classes=frozenset({number}), first_sale=sale), database_now().date()
    party = stage.world.parties[seller]
    asked = Asked(party, (stage.rights[mark],), destination, day, item=item, quantity=pieces)
    return check_order(actor=stage.world.house, line=name, asked=asked, moment=moment)


def _given(stage: Stage, owner: str, licensee: str, rights: Iterable[Right], **terms: Any) -> Licence:
    """A licence that both sides have signed."""
    said = Terms(licensee=stage.world.parties[licensee], **terms)
    drafted = registry.draft_licence(actor=stage.actor(owner), rights=list(rights), terms=said)
    return _accepted(stage, licensee, _offered(stage, owner, drafted))


def _offered(stage: Stage, who: str, licence: Licence) -> Licence:
    return registry.offer_licence(licence=licence, **_signing(stage, who, licence))


def _accepted(stage: Stage, who: str, licence: Licence) -> Licence:
    return registry.accept_licence(licence=licence, **_signing(stage, who, licence))


def _signing(stage: Stage, who: str, licence: Licence) -> dict[str, Any]:
    """Who signs, having read these terms."""
    actor = stage.actor(who)
    return {"actor": actor, "name": signed(actor), "seen": digest(licence, rights_of(licence)), "agreed": True}

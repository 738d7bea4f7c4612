"""What the registers say of the demo's rights: goods, priorities, how they came to their owners; and a name of a place."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from registry import services as registry
from registry.details import Details
from tenancy.context import database_now
from web.demo import papers
from web.demo.cast import Brand
from web.demo.past import Story

if TYPE_CHECKING:
    from web.demo.stage import Stage

GOODS = {
    3: "Cosmetics; soaps; perfumery",
    8: "Hand tools and implements; cutlery; kitchen knives",
    9: "Headphones; loudspeakers; apparatus for the reproduction of sound",
    16: "Notebooks; stationery; printed matter; photographs",
    18: "Backpacks; handbags; travelling bags; umbrellas",
    21: "Household or kitchen utensils and containers; vacuum flasks; mugs; drinking vessels",
    24: "Textiles; bed linen; table covers",
    25: "Clothing; scarves; shirts; headgear",
    28: "Games, toys and playthings",
}
"""Of each Nice class as a register would word it."""
RAW = {"US": "700", "EM": "Registered", "JP": "登録"}
EMBLEMS = {"halden": ("6.1.2", "26.4.2"), "mirelo": ("26.15.9",), "sitara": ("1.1.2",)}
HOME = date(2016, 10, 14)
"""The day on which each brand filed at home first."""


def extract(brand: Brand, office: str, details: Details) -> Details:
    """The same right with what its register says further; filed at home first, where this office is another."""
    priority = {"office": brand.country, "number": f"{HOME:%Y}-{sum(brand.word.encode()):05}", "filed_on": str(HOME)}
    found: dict[str, Any] = {
        "mark_feature": "combined", "status": "registered", "status_raw": RAW.get(office, ""),
        "status_on": date(2018, 1, 22), "nice_edition": "11-2018", "holder": brand.company,
        "goods": {str(number): GOODS[number] for number in brand.classes}, "vienna": EMBLEMS.get(brand.code, ()),
        "representative": "Harcourt & Lindqvist", "application_number": f"{details.number}-A" if office == "US" else "",
    }  # fmt: skip
    return replace(details, **found, priorities=(priority,) if office != brand.country else ())


def told(stage: "Stage") -> None:
    """A mark that came to its owner by two documents, and a name of a place."""
    lead, mirelo = stage.actor("lead"), stage.world.parties["mirelo"]
    chain = (
        registry.Conveyance(
            "change_of_name", "Mirelo Giocattoli S.n.c.", "Mirelo Giocattoli S.p.A.", date(2019, 5, 6), recorded_on=date(2019, 7, 1)
        ),
        registry.Conveyance(
            "assignment", "Mirelo Giocattoli S.p.A.", mirelo.name, date(2021, 2, 15), recorded_on=date(2021, 4, 9),
            to_party=mirelo, office_reference="T 015822307",
        ),
    )  # fmt: skip
    for said in chain:
        paper = papers.assignment(said.giver, said.taker, "Mirelo, EM 017438018", said.executed_on)
        row = registry.record_assignment(
            actor=stage.actor("mirelo"), right=stage.rights["mirelo EM"], said=said, document=paper
        )
        registry.confirm_assignment(actor=lead, assignment=row)
    silk = registry.register_right(
        actor=stage.actor("sitara"),
        details=Details(
            kind="geographical_indication", title="Kethar Silk", office="IN", number="GI-812",
            registered_on=date(2014, 3, 31), holder="Kethar Weavers’ Cooperative", status="registered",
            representative="Sitara Textiles",
        ),
    )  # fmt: skip
    registry.verify_right(actor=lead, right=silk)


def offered(stage: "Stage") -> Story:
    """A mark that waits for its next owner to say yes."""
    halden = stage.world.parties["halden"]
    signed_on = database_now().date() - timedelta(days=2)
    offered = registry.Conveyance(
        "assignment", stage.world.parties["brackwater"].name, halden.name, signed_on, to_party=halden,
        note="With the business in knives for the trail.",
    )  # fmt: skip
    paper = papers.assignment(offered.giver, offered.taker, "Brackwater, EM 017438017", signed_on)
    registry.record_assignment(
        actor=stage.actor("brackwater"), right=stage.rights["brackwater EM"], said=offered, document=paper
    )
    yield 0

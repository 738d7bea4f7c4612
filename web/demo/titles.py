"""How rights of the demo came to their owners, and a name of a place."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from registry import services as registry
from registry.details import Details
from tenancy.context import database_now
from web.demo import papers
from web.demo.past import Story

if TYPE_CHECKING:
    from web.demo.stage import Stage


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

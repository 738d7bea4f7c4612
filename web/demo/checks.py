"""What reviewers of rights find in the demo: two to check, one that ends soon, and a case on one that has lapsed."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from enforcement.queueing.standing import follow_rights
from registry import services as registry
from registry.details import Details
from registry.services.expiry import lapse_expired
from tenancy.context import database_now
from web.demo.cast import BRANDS
from web.demo.drawing import certificate
from web.demo.past import Story

if TYPE_CHECKING:
    from web.demo.stage import Stage

EXTRACT = (
    "Certificate of registration", "Mark: ORIN POCKET", "No 018990417   Class 16", "Holder: Studio Orin",
    "Filed 9 March 2017, registered 22 January 2018",
)  # fmt: skip
SOON, PAST = 25, 2
"""Days from today to the end of the one, and since the end of the other."""


def told(stage: "Stage") -> Story:
    """One that is in order but for a name, and one in which nearly nothing is."""
    orin, sitara = stage.actor("orin"), stage.actor("sitara")
    pocket = Details(
        kind="trademark", title="Orin Pocket", office="EM", number="018990418", classes=(16,), holder="Studio Orin Inc.",
        filed_on=date(2019, 3, 9), registered_on=date(2019, 9, 2), expires_on=date(2029, 3, 9),
        goods={"16": "Notebooks; writing paper; pocket diaries."}, status="registered",
    )  # fmt: skip
    good = registry.register_right(actor=orin, details=pocket)
    paper = certificate(EXTRACT[0], "EM 018990418", [line.replace("018990417", "018990418") for line in EXTRACT[1:]])
    registry.add_certificate(actor=orin, right=good, document=paper, label="certificate.png")
    yield 0.4
    doubtful = Details(
        kind="trademark", title="Halden", office="US", number="97438012", classes=(18, 25), holder="Halden Apparel LLC",
        filed_on=date(2022, 6, 1), registered_on=date(2023, 5, 2), expires_on=date(2035, 5, 2),
    )  # fmt: skip
    registry.register_right(actor=sitara, details=doubtful)
    yield 0


def ending(stage: "Stage", today: date) -> None:
    """Two marks of whose ends their owners are reminded: one is to come, the other came while a case was open."""
    brands = {brand.code: brand for brand in BRANDS}
    stage.trademark(brands["orin"], "GB", "00003990417", expires_on=today + timedelta(days=SOON))
    stage.trademark(brands["tolvane"], "US", "5437007", expires_on=today - timedelta(days=PAST))


def lapsed(stage: "Stage") -> Story:
    """The day after the last: the right lapses, and the case on it is flagged."""
    lapse_expired(actor=stage.world.house, now=database_now())
    follow_rights(database_now())
    yield 0

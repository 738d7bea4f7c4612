"""More stories of the demo: an order that bans goods, a shop outside, a catalogue that is audited."""

import io
import json
from uuid import UUID

from gateway.uploads import CheckedPicture, checked_picture
from registry import services as registry
from registry.banning import BanDetails
from registry.services import lists
from scanner import services as scanner
from scanner.models import AuditSchedule, BanHit, OutsideMatch, OutsidePage
from scanner.services import outside
from scanner.services.outside_pages import scan_kept
from scanner.services.outside_uploads import upload
from tenancy.context import database_now
from web.demo.drawing import encoded
from web.demo.past import Story
from web.demo.stage import Stage
from web.demo.stock import INKS, Offer, picture, work
from web.demo.stories import shop
from workflow.jobs import run_ripe

PART = (170, 90, 790, 520)
"""What the outlet has cut out of the brand's photograph, in its pixels."""
OUTLET = "https://halden-outlet.example/"
ORDER = BanDetails(
    kind="exclusion_order", title="Certain self-heating mugs and components thereof", authority="USITC",
    order="337-TA-1432", territories=("US",), products=("self-heating mug",), allowed=("EM-200",), action="hold",
    source="https://www.usitc.gov/",
)  # fmt: skip

PORTFOLIO = """Trade mark;Reg. no.;Office;Nice classes;Filed;Expiry;Our ref
HALDEN FROST;018530411;EUIPO;21;2021-08-16;2031-08-16;HA-101
HALDEN FJELL;018530412;EUIPO;21, 25;2021-08-16;2031-08-16;HA-102
HALDEN VIDDE;UK00003685113;UKIPO;18, 21;2021-08-16;2031-08-16;HA-103
HALDEN FROST;6512207;JP;21;2021-09-02;02/09/2031;HA-104
HALDEN SKOG;318204;NO;21;2021-05-04;2031-05-04;HA-105
HALDEN BRE;318205;NO;flasks;2021-05-04;2031-05-04;HA-106
"""
"""As brands keep it: two rows are wrong, the date that may mean two days and the class in words."""


def banned(stage: Stage) -> Story:
    """An order keeps goods out of the United States: one listing was confirmed under it, another waits for a person."""
    registry.add_ban(actor=stage.actor("lead"), details=ORDER)
    yield 14
    stage.offer([_mug(stage, "maple", "Self-heating mug 350 ml, graphite")])
    yield 0.3
    hit = BanHit.objects.get(state="open")
    scanner.confirm_hit(actor=stage.actor("reviewer_us"), hit_id=hit.id)
    yield 0.02
    stage.shop_shows(hit.listing)
    yield 5.3
    stage.offer([_mug(stage, "bluecrate", "Self heating coffee mug with charging base, USB-C")])


def listed(stage: Stage) -> Story:
    """A brand has brought in its portfolio as a spreadsheet; two rows of it wait to be mended."""
    owner = stage.actor("halden")
    found = lists.receive_list(actor=owner, file=io.BytesIO(PORTFOLIO.encode()), name="Halden portfolio 2026.csv")
    lists.bring_in(actor=owner, listed=found)
    yield 0.01
    run_ripe(stage.world.marketplace.id)


def _mug(stage: Stage, seller: str, title: str) -> Offer:
    look = ("mug", INKS[5], "#e9e4da", "")
    return Offer(stage.number(), shop(seller), title, "Kitchen", 4990, "", "mug", look)


def watched(stage: Stage) -> Story:
    """A brand has a shop outside watched, hands in two of its pages, and judges what was found on the first."""
    owner = stage.actor("halden")
    found = outside.add_shop(
        actor=owner, url=OUTLET, name="Halden Outlet Sale", markets=["DE", "FR"], interval_hours=168,
        why="It uses our name in its address, and sells at half our price.",
    )  # fmt: skip
    flask = picture(("flask", INKS[0], "#e9e4da", "halden"))
    _hand_in(stage, found.id, "flask-750", "Halden vacuum flask 750 ml", "12.90", flask)
    yield 0.5
    match = OutsideMatch.objects.filter(page__shop=found, state="open").order_by("-score", "id").first()
    if match is not None:
        outside.judge(actor=owner, match_id=match.id, verdict=outside.CONFIRMED)
    yield 4
    part = checked_picture(encoded(work("summit").crop(PART)))
    _hand_in(stage, found.id, "backpack-24", "Halden hiking backpack 24 l, summit edition", "29.90", part)
    yield 0


def _hand_in(stage: Stage, shop_id: UUID, name: str, title: str, price: str, shown: CheckedPicture) -> OutsidePage:
    """A page that somebody has saved, with its picture; scanned at once."""
    said = {
        "@context": "https://schema.org", "@type": "Product", "name": title, "description": f"{title}. Only today.",
        "offers": {"@type": "Offer", "price": price, "priceCurrency": "EUR"},
    }  # fmt: skip
    data = f'<html lang="en"><script type="application/ld+json">{json.dumps(said)}</script><h1>{title}</h1></html>'
    now = database_now()
    [page] = upload(
        actor=stage.actor("halden"), shop_id=shop_id, data=data.encode(), url=f"{OUTLET}p/{name}",
        pictures=[shown], now=now,
    ).pages  # fmt: skip
    scan_kept(actor=stage.world.house, now=now)
    return page


def audited(stage: Stage, seller: str) -> Story:
    """The marketplace looks through a whole catalogue and asks for a few things; the seller does not agree with one."""
    lead = stage.actor("lead")
    if not AuditSchedule.objects.exists():
        scanner.schedule_audits(
            actor=lead, seller=None, sample=3, cadence="monthly", reason="A look round, as the policy promises."
        )
    audit = scanner.start_audit(actor=lead, seller=stage.world.parties[seller])
    run_ripe(stage.world.marketplace.id)
    yield 0.2
    scanner.publish_audit(actor=lead, audit_id=audit.id)
    yield 1.5
    for item in audit.items.filter(state="open", what="authorisation").order_by("id")[:2]:
        words = "We buy these from the brand's own distributor; the contract is from 2024."
        scanner.answer_item(actor=stage.actor(seller), item_id=item.id, answer="objection", words=words)
    yield 0.4
    answered = audit.items.exclude(answered_at=None).order_by("id").first()
    if answered is not None:
        words = "Please send us the contract, or ask the brand to register you: then it is settled."
        scanner.reply_to_item(actor=lead, item_id=answered.id, words=words)
    yield 0

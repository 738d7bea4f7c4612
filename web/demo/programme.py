"""The programme of the demo: which story began how many days ago."""

from web.demo import (
    border,
    contracts,
    goods_at_docks,
    learning,
    lessons,
    letters,
    licences,
    reporters,
    sellers_data,
    shoes,
    standing,
    stories,
    watching,
)
from web.demo.past import Story
from web.demo.stage import Stage
from web.demo.stock import ordinary

Programme = list[tuple[float, Story]]
ALTERED = "The picture shows a changed lid; the mark misleads about who answers for it."
FITS = "The invoice is of the owner's own distributor in Rotterdam: genuine goods, sold with consent."

SUMMIT = "Summit at dusk, catalogue photograph"
COPIERS = ("feira", "veloce", "ribera", "dubois", "pixel")


def of(stage: Stage) -> Programme:
    """All stories of the large marketplace."""
    return [
        *_stock(stage), *_permitted(stage), *_closed(stage), *_lately(stage), *_today(stage), *_conduct(stage),
    ]  # fmt: skip


def _stock(stage: Stage) -> Programme:
    """What the shops sell comes in three parts."""
    stock = list(ordinary())
    third = len(stock) // 3
    return [
        (400, stories.stocked(stage, stock[:third])),
        (210, stories.stocked(stage, stock[third : 2 * third])),
        (70, stories.stocked(stage, stock[2 * third :])),
    ]


def _permitted(stage: Stage) -> Programme:
    """Who may sell, and for whom somebody acts."""
    return [
        (230, licences.branded(stage)),
        (200, licences.licensed(stage)),
        (licences.CASE_BEGAN - 3 + licences.ENDED_BEFORE + licences.LASTED, licences.over(stage)),
        (licences.CASE_BEGAN, licences.outside(stage)),
        (1.9, licences.ordered(stage)),
        (39.5, goods_at_docks.told(stage)),
    ]


def _closed(stage: Stage) -> Programme:
    """Closed long ago."""
    return [
        (390, stories.agreed(stage, "halden", "bluecrate", 3)),
        (330, stories.unanswered(stage, "kestrel", "wharf", 2)),
        (300, stories.appealed(stage, "aster", "ribera", 2, reverses=True)),
        (262, stories.contested(stage, "brackwater", "veloce", 2, "dismissed.exhausted", FITS)),
        (240, stories.unanswered(stage, "aster", "wharf", 3, by="agent", region="US")),
        (231, stories.removed(stage, "harbour", "maple", 2, by="agent")),
        (205, stories.agreed(stage, "mirelo", "feira", 2)),
        (160, stories.removed(stage, "fjord", "pixel", 1, by="orin", contests=True)),
    ]


def _lately(stage: Stage) -> Programme:
    """Decided, and still open to an appeal."""
    return [
        (
            181,  # the six months to appeal end some days from now
            stories.contested(stage, "halden", "quayside", 2, "counterfeit.goods", ALTERED, other="fair.descriptive"),
        ),
        (120, stories.agreed(stage, "halden", "quayside", 2)),
        (101, stories.unanswered(stage, "tolvane", "wharf", 2, by="agent")),
        (95, stories.withdrawn(stage, "aster", "ribera", 5, 2, by="agent")),
        (84, stories.removed(stage, "fjord", "maple", 2, by="agent", contests=True, sues=True)),
        (62, stories.appealed(stage, "halden", "bluecrate", 2, reverses=True)),
        (60, stories.removed(stage, "harbour", "lumen", 1, by="agent")),
        (55, stories.appealed(stage, "mirelo", "bluecrate", 1, reverses=False)),
        (44, stories.contested(stage, "halden", "quayside", 3, "mark.altered", ALTERED, other="fair.referential")),
        (40, stories.hidden(stage, "halden", ["bluecrate", "wharf"], answer="delete")),
        (33, stories.suspended(stage, "kestrel", "wharf", 2)),
        (30, stories.incomplete(stage, "halden", "wharf", 1, mends=False)),
        (110, border.granted(stage)),
        (border.days_ago(), border.held(stage)),
    ]


def _today(stage: Stage) -> Programme:
    """What people have before them today."""
    return [
        (35, contracts.agreed(stage)),
        (9.3, contracts.asked(stage)),
        (20, stories.withdrawn(stage, "halden", "feira", 2, 2)),
        (6.4, stories.photographed(stage, "halden", "summit", SUMMIT, COPIERS, ("nordkap", "quayside"))),
        (24, stories.unanswered(stage, "halden", "bluecrate", 4)),
        (13.2, stories.appealed(stage, "halden", "quayside", 2, reverses=True)),
        (8.7, stories.appealed_by_owner(stage, "brackwater", "feira")),
        (15, stories.removed(stage, "marigold", "lumen", 2, by="sitara", contests=True)),
        (13, stories.removed(stage, "harbour", "pixel", 2, by="agent", contests=True)),
        (5, stories.removed(stage, "fjord", "lumen", 1, by="orin")),
        (8.1, stories.complained(stage, "tolvane", "wharf", 1, region="US")),
        (10.9, stories.unanswered(stage, "sitara", "feira", 2)),
        (10.2, stories.unanswered(stage, "kestrel", "bluecrate", 3)),
        (9.6, stories.unanswered(stage, "halden", "wharf", 1)),
        (7.9, stories.suspended(stage, "halden", "bluecrate", 3)),
        (5.9, stories.contested(stage, "halden", "quayside", 4, "counterfeit.goods", ALTERED)),
        (5.4, stories.contested(stage, "aster", "ribera", 3, "dismissed.exhausted", FITS)),
        (5.1, stories.contested(stage, "mirelo", "feira", 1, "mark.similar", ALTERED)),
        (4.6, stories.contested(stage, "brackwater", "veloce", 2, "fair.referential", FITS)),
        (4.4, stories.copied(stage, "peacock", "pixel", 2, by="sitara")),
        (6.0002, stories.contested(stage, "tolvane", "feira", 2, "counterfeit.goods", ALTERED)),
        (3.9, stories.complained(stage, "halden", "quayside", 12)),
        (3.7, stories.complained(stage, "halden", "quayside", 2, words=stories.ON_GOODS)),
        (3.6, stories.complained(stage, "aster", "wharf", 3, by="agent")),
        (3.5, stories.complained(stage, "tolvane", "feira", 1, by="agent")),
        (3.4, stories.complained(stage, "halden", "quayside", 3)),
        (3.3, stories.complained(stage, "kestrel", "wharf", 1)),
        (3.2, stories.complained(stage, "halden", "lumen", 2, region="US")),
        (3.1, stories.complained(stage, "halden", "tanoshii", 2, region="JP")),
        (2.9, stories.fitted(stage, ["halden", "aster", "brackwater", "kestrel"])),
        (2.8, stories.incomplete(stage, "halden", "wharf", 2, mends=False)),
        (4.8, stories.incomplete(stage, "kestrel", "bluecrate", 1, mends=True)),
        (1.5, stories.drafted(stage, "halden", "bluecrate", 3)),
        (20.1, watching.banned(stage)),
        (5.2, watching.watched(stage)),
        (4.6, watching.listed(stage)),
        (3.05, watching.audited(stage, "lumen")),
        *_arrived(stage),
        (26, shoes.sold(stage, "sitara", "ipe", "mare")),
        (1.0, stories.reviewed(stage)),
        (0.95, learning.goods(stage)),
        (0.9, stories.recognised(stage)),
        (0.6, stories.hidden(stage, "halden", ["bluecrate", "wharf", "bluecrate"])),
        (0.4, stories.hidden(stage, "kestrel", ["bluecrate", "wharf"])),
        (0.3, stories.hidden(stage, "tolvane", ["wharf"])),
        (0.2, stories.hidden(stage, "aster", ["wharf", "bluecrate"])),
    ]


def _arrived(stage: Stage) -> Programme:
    """Reports of anybody, and letters in free text."""
    return [
        (11.3, reporters.followed(stage, "kestrel", "wharf")),
        (3.0, reporters.dismissed(stage, "brackwater", "veloce")),
        (2.6, reporters.bought(stage, "halden", "bluecrate")),
        (1.8, reporters.referred(stage, "kestrel", "feira")),
        (1.2, reporters.flagged(stage, "halden", "wharf")),
        (1.6, letters.complete(stage, "bluecrate")),
        (0.9, letters.demanding(stage, "wharf")),
    ]


def _conduct(stage: Stage) -> Programme:
    """What sellers learn, what their strikes come to, and what they say about themselves."""
    return [
        *((days, lessons.passed(stage, seller, lesson)) for days, seller, lesson in lessons.PASSED),
        (30, lessons.met(stage)),
        (21, lessons.written(stage)),
        (4.5, lessons.begun(stage)),
        (standing.BEGINS, standing.followed(stage)),
        (45, sellers_data.disclosed(stage)),
        (19, sellers_data.asked(stage)),
    ]

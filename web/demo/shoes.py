"""A story of the demo: shoes in Brazil, a market that is a month old. What a threshold there would have done can be tried."""

from collections.abc import Iterator

from scanner import services as scanner
from scanner.models import Match
from tenancy.context import database_now
from web.demo.cast import Brand, Shop
from web.demo.past import Story
from web.demo.stage import Stage
from web.demo.stock import HIDDEN, Offer, branded, plain
from web.demo.stories import brand, shop

SHOE = "shoe"
LIKE = ("estilo", "tipo", "inspirado em", "modelo parecido com")
"""How a title in Portuguese says that the goods are like those of a brand, and not of it."""
WEEKS = 3
PLAIN, OPEN = 3, 2
"""So many pairs a week and shop bear no brand, and so many bear it openly."""


def sold(stage: Stage, who: str, honest: str, other: str) -> Story:
    """Two shops sell shoes week by week; the lead confirms what hides the mark and dismisses what only compares."""
    for week in range(WEEKS):
        stage.offer(_of_a_week(stage, brand(who), shop(honest), shop(other), week))
        yield 2
        _judge(stage, brand(who))
        yield 5


def _of_a_week(stage: Stage, mark: Brand, honest: Shop, other: Shop, week: int) -> Iterator[Offer]:
    for seller in (honest, other):
        for _pair in range(PLAIN):
            yield plain(stage.number(), seller, SHOE)
    for _pair in range(OPEN):
        yield branded(stage.number(), other, mark, SHOE)
    yield branded(stage.number(), other, mark, SHOE, words=HIDDEN[mark.code][week])
    yield plain(stage.number(), honest, SHOE, words=f"{LIKE[week]} {mark.word}")


def _judge(stage: Stage, mark: Brand) -> None:
    """Of the week's matches one stays for whoever comes next."""
    lead, hidden = stage.actor("lead"), HIDDEN[mark.code]
    waiting = Match.objects.filter(state="open", listing__category__contains=["Shoes"]).select_related("listing")
    for match in list(waiting.order_by("id"))[1:]:
        title = match.listing.title
        if any(f" {words} " in title for words in LIKE):
            scanner.dismiss_match(actor=lead, match_id=match.id, why="descriptive", now=database_now())
        elif title.startswith(hidden):
            scanner.confirm_match(actor=lead, match_id=match.id, now=database_now())

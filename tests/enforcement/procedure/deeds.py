"""What may be tried in a case: a deed by its name, and how it is done."""

import random
from collections.abc import Iterator
from typing import Any

from tests.enforcement.procedure.model import Model

Deed = tuple[str, dict[str, Any]]
REVIEWERS = ("reviewer", "lead")


def all_deeds(model: Model, draw: random.Random) -> Iterator[Deed]:
    """One of each deed, its details drawn: also what is not open now."""
    count = len(model.items)

    def some() -> tuple[int, ...]:
        return tuple(sorted(draw.sample(range(count), draw.choice((1, 1, count)))))

    def in_state(*states: str) -> tuple[int, ...]:
        """Items of which the deed might be true, mostly."""
        found = [n for n, item in enumerate(model.items) if item.state in states]
        if not found or draw.random() < 0.1:
            return some()
        return tuple(found) if draw.random() < 0.5 else (draw.choice(found),)

    yield "file", {"complete": draw.random() < 0.6}
    yield "discard", {}
    yield "withdraw", {"items": some()}
    for code in ("accept", "delete", "licensed", "genuine", "counter_notice"):
        yield "answer", {"items": in_state("open", "unanswered", "forwarded", "in_effect"), "code": code}
    for side in ("complainant", "seller"):
        yield "turn", {"items": in_state("contested"), "side": side}
        yield "appeal", {"items": in_state("in_effect", "reversed"), "side": side}
        yield "decide_appeal", {"side": side, "grant": draw.random() < 0.6, "by": draw.choice(("appeals", "lead"))}
    for outcome, remedy in (("upheld", "delist"), ("upheld", "suspend"), ("rejected", "")):
        items = in_state("open", "contested", "unanswered")
        yield "decide", {"items": items, "outcome": outcome, "remedy": remedy, "by": draw.choice(REVIEWERS)}
    yield "confirm", {"items": in_state("proposed"), "by": draw.choice(REVIEWERS)}
    yield "refuse", {"items": in_state("proposed"), "by": draw.choice(REVIEWERS)}
    yield "undo", {"items": in_state("proposed", "decided")}
    if model.pack.papers:
        paper = draw.choice(model.pack.papers)
        yield "paper", {"code": paper.code, "side": draw.choice(("complainant", "seller", *paper.by))}
    if model.papers:
        yield "obey", {"items": some(), "code": draw.choice(model.papers).code}
    if extendable := [clock.kind for clock in model.pack.clocks if clock.extension]:
        yield "extend", {"kind": draw.choice(extendable)}
    yield "offer_security", {"items": in_state("contested")}
    yield "judge_security", {"outcome": draw.choice(("accepted", "refused", "released", "called"))}
    yield "shop_confirms", {}


def one_deed(model: Model, draw: random.Random) -> Deed:
    """A deed, mostly one that is open now. What ends a case comes seldom, so that cases grow old."""
    deeds = list(all_deeds(model, draw))
    draw.shuffle(deeds)
    if draw.random() < 0.15:
        return deeds[0]
    seldom = {"withdraw", "discard", "shop_confirms"}
    deeds = [one for one in deeds if one[0] not in seldom or draw.random() < 0.2] or deeds
    return model.first_open(deeds) or deeds[0]

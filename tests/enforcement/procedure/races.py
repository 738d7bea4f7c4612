"""The same deed by many at once: one wins, the others are told, and nothing is half done.

A race begins with deeds that bring a case to where the last one is open; that one is then submitted by so many threads, each
with a connection of its own, in transactions that really commit.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connections

from tenancy.context import tenant
from tenancy.errors import Conflict
from tests.cast import Market
from tests.enforcement.procedure.deeds import Deed
from tests.enforcement.procedure.driver import Driver, at_moment, differences, expected
from tests.enforcement.procedure.walk import Walk

FILED: Deed = ("file", {"complete": True})
GRACE, SILENCE = ("time", {"minutes": 2}), ("time", {"days": 6})
ALL = (0, 1)


def _decide(outcome: str = "upheld", remedy: str = "delist") -> Deed:
    return "decide", {"items": ALL, "outcome": outcome, "remedy": remedy, "by": "reviewer"}


def _answer(code: str) -> Deed:
    return "answer", {"items": ALL, "code": code}


COUNTERED = (FILED, GRACE, _answer("counter_notice"))
CONTESTED = (FILED, _answer("genuine"))
SUSPENDED = (*CONTESTED, _decide(remedy="suspend"))
APPEALED = (*CONTESTED, _decide(), GRACE, ("appeal", {"items": ALL, "side": "seller"}))
ORDERED = (*CONTESTED, ("paper", {"code": "order_against_seller", "side": "complainant"}))
OFFERED = (*CONTESTED, ("offer_security", {"items": ALL}))
RACES: dict[str, tuple[str, tuple[Deed, ...], Deed]] = {
    "file": ("us-dmca", (), FILED),
    "complete": ("house", (("file", {"complete": False}),), FILED),
    "discard": ("house", (("file", {"complete": False}),), ("discard", {})),
    "accept": ("house", (FILED,), _answer("accept")),
    "delete": ("house", (FILED,), _answer("delete")),
    "contest": ("eu-dsa", (FILED,), _answer("genuine")),
    "answer late": ("house", (FILED, SILENCE), _answer("licensed")),
    "counter": ("us-dmca", (FILED, GRACE), _answer("counter_notice")),
    "reply": ("preset-three-rounds", CONTESTED, ("turn", {"items": ALL, "side": "complainant"})),
    "rejoin": (
        "preset-three-rounds", (*CONTESTED, ("turn", {"items": ALL, "side": "complainant"})),
        ("turn", {"items": ALL, "side": "seller"}),
    ),
    "withdraw": ("house", CONTESTED, ("withdraw", {"items": ALL})),
    "withdraw after removal": ("us-dmca", COUNTERED, ("withdraw", {"items": ALL})),
    "decide": ("eu-dsa", CONTESTED, _decide()),
    "reject": ("house", (FILED, SILENCE), _decide("rejected", "")),
    "propose": ("house", CONTESTED, _decide(remedy="suspend")),
    "confirm": ("house", SUSPENDED, ("confirm", {"items": ALL, "by": "lead"})),
    "refuse": ("house", SUSPENDED, ("refuse", {"items": ALL, "by": "lead"})),
    "undo": ("house", (*CONTESTED, _decide()), ("undo", {"items": ALL})),
    "appeal": ("house", (*CONTESTED, _decide(), GRACE), ("appeal", {"items": ALL, "side": "seller"})),
    "grant": ("house", APPEALED, ("decide_appeal", {"side": "seller", "grant": True, "by": "appeals"})),
    "deny": ("house", APPEALED, ("decide_appeal", {"side": "seller", "grant": False, "by": "appeals"})),
    "obey": ("house", ORDERED, ("obey", {"items": ALL, "code": "order_against_seller"})),
    "extend": ("cn-ecl", COUNTERED, ("extend", {"kind": "put_back"})),
    "offer": ("eu-dsa", CONTESTED, ("offer_security", {"items": ALL})),
    "secure": ("eu-dsa", OFFERED, ("judge_security", {"outcome": "accepted"})),
}  # fmt: skip
"""By name: the scene, how it came there, and the deed that all submit. A paper may be shown as often as there are papers, and
the shop may confirm as often as it likes: they are no races."""


@dataclass
class Result:
    """What came of one race."""

    winners: int
    conflicts: int
    others: list[str]
    differences: list[str]

    @property
    def is_clear(self) -> bool:
        """One won, all others were told that somebody was faster, and what is there is what one deed brings about."""
        return self.winners == 1 and not self.others and not self.differences


def run(market: Market, name: str, runners: int) -> Result:
    """One race in a marketplace that the caller is not inside of."""
    scene, before, (deed, how) = RACES[name]
    with market.inside():
        walk = Walk(scene, len(ALL), lambda scene, count, now: Driver(market, scene, count, now))
        for step, details in before:
            _take(walk, step, details)
        assert not walk.broken, walk.broken[0]
        walk.pass_time(timedelta(seconds=20))
        driver, model = walk.driver, walk.model
        assert driver is not None
        driver.freeze()
    outcomes = _together(market, driver, deed, how, model.now, runners)
    assert model.tried(deed, **how), f"{name} is not open"
    with market.inside():
        driver.find_case()
        found = differences(expected(model), driver.seen(model.now))
    conflicts = sum(isinstance(one, Conflict) for one in outcomes)
    others = [f"{type(one).__name__}: {one}" for one in outcomes if one is not None and not isinstance(one, Conflict)]
    return Result(sum(one is None for one in outcomes), conflicts, others, found)


def _take(walk: Walk, step: str, details: dict[str, Any]) -> None:
    if step == "time":
        walk.pass_time(timedelta(**details))
    else:
        walk.pass_time(timedelta(seconds=10))
        walk.do(step, details)


def _together(
    market: Market, driver: Driver, deed: str, how: dict[str, Any], now: Any, runners: int
) -> list[Exception | None]:
    outcomes: list[Exception | None] = [None] * runners
    gate = threading.Barrier(runners)

    def submit(number: int) -> None:
        try:
            with _own_connection():
                gate.wait(120)
                with tenant(market.id):
                    getattr(driver, f"_{deed}")(now=now, **how)
        except Exception as error:
            outcomes[number] = error

    threads = [threading.Thread(target=submit, args=[number]) for number in range(runners)]
    with at_moment(now):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return outcomes


@contextmanager
def _own_connection() -> Iterator[None]:
    try:
        connections["default"].ensure_connection()
        yield
    finally:
        connections.close_all()

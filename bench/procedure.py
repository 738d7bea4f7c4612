"""The whole procedure at random, against a pure model of it: nothing is broken; and of a hundred who submit the same deed at once
one wins.

The walks are the tests' own, longer and more: files, answers, decisions, appeals, papers, time, crashes, deliveries that come
twice, under thirteen packs. `python -m bench procedure` takes long; PROCEDURE_SHARE=0.1 walks a tenth of it.
"""

from __future__ import annotations

import logging
import os
import random
import sys
import time
from collections.abc import Callable

from bench import database
from bench.rows import Row
from tests.cast import Market, make_market
from tests.enforcement.procedure import races
from tests.enforcement.procedure.driver import SCENES, Driver, choose_packs
from tests.enforcement.procedure.machine import rolled_back
from tests.enforcement.procedure.walk import Walk

SHARE = float(os.environ.get("PROCEDURE_SHARE", "1"))
THROUGH_SERVICES, PURE, STEPS = int(500 * SHARE), int(10_000 * SHARE), 50
RUNNERS = 100
SEED = 20261122


def run() -> list[Row]:
    """Rows of the bench `procedure`."""
    began = time.perf_counter()
    alone = [_walked(number, None) for number in range(PURE)]
    pure_seconds = time.perf_counter() - began
    with database.throwaway():
        market = make_market("bench", packs=())
        with market.inside():
            choose_packs(market)
            began = time.perf_counter()
            through = [_through(market, number) for number in range(THROUGH_SERVICES)]
            seconds = time.perf_counter() - began
        results = {name: races.run(market, name, RUNNERS) for name in races.RACES}
    broken = [one for walk in (*alone, *through) for one in walk.broken[:1]]
    unclear = {name: result for name, result in results.items() if not result.is_clear}
    for text in broken[:5]:
        print(text, file=sys.stderr)
    print(*(f"{name}: {result}" for name, result in unclear.items()), sep="\n", file=sys.stderr)
    return [
        Row("procedure.broken_invariants", len(broken) + len(unclear), "walks"),
        Row("procedure.winners_per_race", max(result.winners for result in results.values()), "winners"),
        Row("procedure.fewest_winners_per_race", min(result.winners for result in results.values()), "winners"),
        Row("procedure.races", len(results), "transitions"),
        Row("procedure.walks_through_services", len(through), "walks"),
        Row("procedure.walks_of_the_model", len(alone), "walks"),
        Row("procedure.deeds_done", sum(walk.deeds for walk in through), "deeds"),
        Row("procedure.ms_each_step", 1000 * seconds / max(1, len(through) * STEPS), "ms"),
        Row("procedure.ms_each_step_of_the_model", 1000 * pure_seconds / max(1, PURE * STEPS), "ms"),
    ]


def _through(market: Market, number: int) -> Walk:
    logging.disable(logging.INFO)
    with rolled_back():
        return _walked(number, lambda scene, count, now: Driver(market, scene, count, now))


def _walked(number: int, make: Callable[..., Driver] | None) -> Walk:
    """One walk, the same for its number; it ends where something is broken."""
    draw = random.Random(SEED * 100_000 + number)
    walk = Walk(sorted(SCENES)[number % len(SCENES)], draw.randint(1, 3), make)
    for _ in range(STEPS):
        seed, kind = draw.randrange(2**32), draw.random()
        if kind < 0.55:
            walk.act(seed)
        elif kind < 0.65:
            walk.twice(seed)
        elif kind < 0.75:
            walk.crash(seed)
        else:
            walk.tick(redelivered=draw.random() < 0.5)
        if walk.broken:
            break
    return walk

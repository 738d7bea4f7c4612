"""How many questions the gate answers on one core with 100,000 licences loaded, whether it ever differs from a slow reading of
the same papers, and how long the API takes to answer one item.

The questions are of the kinds that listings raise: most sellers have one licence, some several, a tenth a sublicence, and for a
tenth nothing is on file.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from http.client import HTTPConnection
from uuid import UUID

from django.db import connections
from hypothesis import HealthCheck, given, settings

from bench import database
from bench.complaint import _web
from bench.rows import Row
from registry import services as registry
from registry.details import Details
from registry.gate import NOTHING_KNOWN, Facts, ItemFacts, Licence, Question, RightFacts, ask
from tests.cast import add_key, make_market
from tests.registry.gate_cases import RULES, cases
from tests.registry.gate_reference import verdict

LICENCES, RIGHTS, QUESTIONS = 100_000, 2_000, 200_000
EXAMPLES, CALLS = 10_000, 300
DAY = date(2026, 6, 15)
OWNER = UUID(int=1)
WHERE: Sequence[tuple[str, ...]] = ((), ("EU",), ("EU", "GB"), ("DE", "PL", "FR"), ("US",))
TO = ("DE", "PL", "FR", "US", "GB", "JP")


def run() -> list[Row]:
    """Rows of the bench `gate`."""
    return [
        Row("gate.answers_per_second", _speed(), "1/s"),
        Row("gate.differences", _differences(), "cases"),
        Row("gate.api_ms_p95", _api(), "ms"),
    ]


def _speed() -> float:
    chance = random.Random(5)
    rights = {UUID(int=10_000_000 + n): RightFacts("trademark", OWNER, ("EU", "US", "GB")) for n in range(RIGHTS)}
    licences = tuple(_licences(chance, list(rights)))
    facts = Facts(rights, (), licences, RULES)
    questions = [_question(chance, licences, list(rights)) for _ in range(QUESTIONS)]
    ask(questions[0], facts)  # what is worked out once is worked out
    began = time.process_time()
    for question in questions:
        ask(question, facts)
    return QUESTIONS / (time.process_time() - began)


def _licences(chance: random.Random, rights: Sequence[UUID]) -> Iterator[Licence]:
    for n in range(LICENCES):
        above = UUID(int=20_000_000 + n - 1) if n % 10 == 9 else None
        yield Licence(
            UUID(int=20_000_000 + n),
            OWNER if above is None else UUID(int=30_000_000 + n - 1),
            UUID(int=30_000_000 + n),
            frozenset({rights[n // 10 % RIGHTS]}),
            DAY - timedelta(days=chance.randrange(1, 900)),
            territories=chance.choice(WHERE),
            carve_outs=("PL",) if n % 7 == 0 else (),
            classes=frozenset({18, 25}) if n % 3 == 0 else frozenset(),
            channels=frozenset({"marketplace"}) if n % 4 == 0 else frozenset(),
            ends_on=DAY + timedelta(days=chance.randrange(-50, 900)),
            parent=above,
            sublicensing_depth=1,
            consent="given",
            quota_left=1000 if n % 20 == 0 else None,
            reference=f"MW-{n}",
        )


def _question(chance: random.Random, licences: Sequence[Licence], rights: Sequence[UUID]) -> Question:
    one = chance.choice(licences)
    right = next(iter(one.rights)) if chance.random() < 0.9 else chance.choice(rights)
    item = ItemFacts(frozenset({25})) if chance.random() < 0.5 else NOTHING_KNOWN
    return Question(one.licensee, right, item, "marketplace:harbour", chance.choice(TO), DAY)


def _differences() -> float:
    """In how many of 10,000 drawn cases the gate and the slow reference do not say the same."""
    found: Counter[bool] = Counter()

    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(cases)
    def compare(case: tuple) -> None:  # type: ignore[type-arg]
        asked, rights, authorisations, licences = case
        said = ask(asked, Facts(rights, authorisations, licences, RULES)).verdict
        found[said != verdict(asked, rights, authorisations, licences, RULES)] += 1

    compare()
    return float(found[True])


def _api() -> float:
    """The time within which 95 of 100 questions about one item are answered, in milliseconds."""
    with database.throwaway():
        market = make_market("bench-gate", packs=())
        with market.inside():
            add_key(market, "asker", party="operator", scopes=["gate"])
            details = Details(kind="trademark", title="Zanderholt", office="EM", number="018442190", classes=(18, 25))
            right = registry.register_right(actor=market.actor("brand"), details=details)
            right = registry.verify_right(actor=market.actor("lead"), right=right)
            seller = market.parties["seller"]
            registry.authorise_seller(actor=market.actor("brand"), right=right, seller=seller)
        headers = market.keys["asker"].headers
        name = str(connections["default"].settings_dict["NAME"])
        connections.close_all()
        item = {"seller": seller.reference, "rights": [right.reference], "destination": "DE", "first_sold_in": "PL"}
        with _web(name) as port:
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            times = [
                _call(connection, f"/m/{market.slug}/api/v1/gate", headers, {"items": [item]}) for _ in range(CALLS)
            ]
    return 1000 * sorted(times[20:])[int(0.95 * (CALLS - 20))]


def _call(connection: HTTPConnection, path: str, headers: dict[str, str], body: object) -> float:
    began = time.perf_counter()
    connection.request("POST", path, json.dumps(body), {**headers, "Content-Type": "application/json"})
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{answer.status}: {text[:300]!r}")
    return time.perf_counter() - began

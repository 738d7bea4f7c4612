"""Questions and facts in all their combinations, for the gate and its slow reference."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import strategies as st

from policy.exhaustion import EXHAUSTION
from policy.first_sale import CONDITION_WORDS, STATES
from policy.model import Exhaustion
from registry.gate import Authorisation, ItemFacts, Licence, Question, RightFacts
from registry.gate.exhausting import UNKNOWN, FirstSale

DAY = date(2026, 6, 15)
LONG_AGO = DAY - timedelta(days=9)
OWNER, BEFORE, SELLER, OTHER, DEALER = PARTIES = tuple(UUID(int=n) for n in range(1, 6))
RIGHTS = (UUID(int=10), UUID(int=11))
PLACES = ("DE", "PL", "GB", "US", "EU", "NO")
CHANNELS = ("marketplace", "marketplace:harbour", "marketplace:other", "own_shop")
RULES: dict[tuple[str, str], Exhaustion] = {
    (place, kind): rule
    for place in PLACES
    for kind in ("trademark", "patent", "copyright")
    for rule in EXHAUSTION.get("EU" if place in ("DE", "PL") else place, ())
    if kind in rule.right_kinds
}

days = st.integers(-4, 4).map(lambda offset: DAY + timedelta(days=offset))
later = st.sampled_from([None] * 5 + [DAY + timedelta(days=offset) for offset in range(-3, 4)])
rarely = st.sampled_from([None] * 15 + [DAY + timedelta(days=offset) for offset in (-2, 0, 2)])
places = st.lists(st.sampled_from(PLACES), max_size=3, unique=True).map(tuple)
few_places = st.sampled_from([(), (), (), ("EU",), ("EU", "US", "GB")]) | places
parties = st.sampled_from(PARTIES)
sales = st.just(UNKNOWN) | st.builds(
    FirstSale,
    st.sampled_from(["", *PLACES]),
    st.sampled_from(["", "given", "given", "none"]),
    st.sampled_from(["", "", "confirms", "denies"]),
    st.sampled_from(["", "as_sold", "as_sold", *STATES]),
    st.sampled_from(["invoice chain state", "chain state", "invoice", ""]).map(lambda codes: frozenset(codes.split())),
    st.sampled_from([frozenset(), frozenset(CONDITION_WORDS)]),
)
classes = st.sampled_from([frozenset(), frozenset({9}), frozenset({25}), frozenset({9, 25})])
questions = st.builds(
    Question,
    st.sampled_from([SELLER] * 8 + [OTHER, OWNER]),
    st.sampled_from([RIGHTS[0]] * 5 + [RIGHTS[1]]),
    st.builds(ItemFacts, classes, sales),
    st.sampled_from(["", "marketplace:harbour", *CHANNELS]),
    st.sampled_from(["", "DE", "DE", *PLACES]),
    st.just(DAY) | days,
    st.integers(1, 4),
)
right_facts = st.builds(
    RightFacts,
    st.sampled_from(["trademark", "patent", "copyright", "design"]),
    st.just(OWNER),
    st.sampled_from([(), ("EU", "US", "GB"), ("EU", "US", "GB"), ("DE", "PL"), ("US",)]),
    st.sampled_from([True] * 14 + [False]),
    rarely,
    rarely,
    st.sampled_from([(), (), ()] + [((LONG_AGO, BEFORE), (DAY + timedelta(days=n), OWNER)) for n in (-3, 0, 1)]),
)  # fmt: skip
authorisations = st.builds(
    Authorisation,
    st.integers(100, 199).map(lambda n: UUID(int=n)),
    st.sampled_from(RIGHTS),
    st.sampled_from([SELLER, OTHER]),
    few_places,
    days,
    later,
    later,
)
_NUMBERS = st.integers(200, 206).map(lambda n: UUID(int=n))
licences = st.builds(
    Licence,
    id=_NUMBERS,
    licensor=st.sampled_from([OWNER] * 4 + [DEALER, DEALER, BEFORE]),
    licensee=st.sampled_from([SELLER, SELLER, DEALER, DEALER, OTHER]),
    rights=st.sampled_from([frozenset(RIGHTS[:1]), frozenset(RIGHTS)]),
    starts_on=st.sampled_from([LONG_AGO] * 4) | days,
    classes=st.just(frozenset()) | st.just(frozenset()) | classes,
    territories=few_places,
    carve_outs=st.sampled_from([(), (), (), ("PL",), ("DE",), ("US", "NO"), ("EU",)]),
    channels=st.just(frozenset()) | st.just(frozenset()) | st.frozensets(st.sampled_from(CHANNELS), max_size=2),
    ends_on=later,
    ended_on=st.none() | later,
    parent=st.none() | st.none() | _NUMBERS,
    sublicensing_depth=st.integers(0, 3),
    consent=st.sampled_from(["not_needed"] * 5 + ["given", "missing"]),
    exclusivity=st.sampled_from(["non_exclusive", "non_exclusive", "exclusive", "sole"]),
    quota_left=st.none() | st.none() | st.integers(0, 4),
    signed=st.sampled_from([True] * 9 + [False]),
)
cases = st.tuples(
    questions,
    st.lists(right_facts, min_size=2, max_size=2).map(lambda found: dict(zip(RIGHTS, found, strict=False))),
    st.lists(authorisations, max_size=1, unique_by=lambda one: one.id).map(tuple),
    st.lists(licences, min_size=1, max_size=6, unique_by=lambda one: one.id).map(tuple),
)

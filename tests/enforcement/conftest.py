"""A case that most tests of the pages begin with."""

import pytest

from tests.enforcement.stage import complaint, listing, only_case, trademark


@pytest.fixture
def case(market):
    """Three listings of one seller, complained of over a mark; the seller is asked."""
    right = trademark(market)
    return only_case(complaint(market, right, [listing(market, f"A-{n}") for n in (1, 2, 3)]))

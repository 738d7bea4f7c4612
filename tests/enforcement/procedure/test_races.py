"""Of eight who submit the same deed at once one wins, and the seven others are told so."""

import pytest

from tests.enforcement.procedure import races
from tests.enforcement.procedure.driver import choose_packs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("names", [("file", "counter", "confirm", "grant")], ids=["four deeds"])
def test_one_of_eight_wins_and_nothing_is_half_done(open_market, names):
    with open_market.inside():
        choose_packs(open_market)
    for name in names:
        result = races.run(open_market, name, runners=8)
        assert result.is_clear, f"{name}: {result}"
        assert result.conflicts == 7

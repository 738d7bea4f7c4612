"""Where a listing is public, as a plain rule."""

from datetime import UTC, datetime

import pytest

from registry.territories import EU_MEMBERS
from sellers.publicity import closed_since, open_markets
from sellers.wording import places


@pytest.mark.parametrize(
    ("state", "covered", "public_in"),
    [
        ("public", [], ["DE", "US"]),
        ("public", [["US"]], ["DE"]),
        ("public", [["US"], ["DE", "FR"]], []),
        ("public", [["FR"]], ["DE", "US"]),
        ("public", [[]], []),
        ("checking", [], []),
        ("held", [], []),
        ("ended", [], []),
    ],
)
def test_published_and_not_covered(state, covered, public_in):
    assert open_markets(state, ["US", "DE"], covered) == public_in


@pytest.mark.parametrize(
    ("covered", "since"),
    [
        ([], None),
        ([(7, ["FR"])], None),
        ([(1, ["US"])], 1),
        ([(4, ["DE"]), (1, ["US"])], 4),
        ([(1, []), (4, ["DE"])], 1),
    ],
)
def test_removed_since_the_day_on_which_it_left_the_shop(covered, since):
    found = closed_since(
        ["US", "DE"], [(datetime(2026, 5, day, tzinfo=UTC), territories) for day, territories in covered]
    )
    assert found == (datetime(2026, 5, since, tzinfo=UTC) if since else None)


def test_places_are_told_by_name_and_the_union_as_one():
    assert places(["DE", "JP"]) == "Germany, Japan"
    assert places([]) == "everywhere"
    assert places(sorted({*EU_MEMBERS, "JP"})) == "European Union, Japan"
    assert places(["DE", "FR", "JP"], most=2) == "Germany, France and 1 more"

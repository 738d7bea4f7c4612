"""Where a listing is public, as a plain rule."""

import pytest

from registry.territories import EU_MEMBERS
from sellers.publicity import open_markets
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


def test_places_are_told_by_name_and_the_union_as_one():
    assert places(["DE", "JP"]) == "Germany, Japan"
    assert places([]) == "everywhere"
    assert places(sorted({*EU_MEMBERS, "JP"})) == "European Union, Japan"
    assert places(["DE", "FR", "JP"], most=2) == "Germany, France and 1 more"

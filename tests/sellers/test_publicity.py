"""Where a listing is public, as a plain rule."""

import pytest

from sellers.publicity import open_markets


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

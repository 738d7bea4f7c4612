"""The first step of a complaint: one territory in which all chosen listings are offered is proposed, and no other."""

from types import SimpleNamespace

import pytest

from enforcement.forms import RightForm

RIGHT = SimpleNamespace(
    reference="MW-1", title="Summit", numbered="", territories=["EU", "US"], get_kind_display=lambda: "Copyright"
)


@pytest.mark.parametrize(
    ("markets", "proposed"),
    [
        ([["DE", "US"], ["FR"], ["PT", "ES"]], "MW-1:EU"),
        ([["DE", "US"], ["US"]], "MW-1:US"),
        ([["DE"], ["US"]], None),
        ([["DE", "US"], ["FR", "US"]], None),
        ([[]], None),
        ([], None),
    ],
)
def test_the_territory_that_fits_all_listings_is_proposed(markets, proposed) -> None:
    form = RightForm([RIGHT], initial={"right": "MW-1"}, markets=markets)
    chosen = form.initial["right"]
    assert (chosen if chosen in dict(form.fields["right"].choices) else None) == proposed


def test_each_territory_says_how_many_of_the_listings_are_offered_there() -> None:
    form = RightForm([RIGHT], markets=[["DE", "US"], ["FR"]])
    words = dict(form.fields["right"].choices)
    assert words["MW-1:EU"].endswith("2 of 2 listings offered there")
    assert words["MW-1:US"].endswith("1 of 2 listings offered there")
    assert dict(RightForm([RIGHT]).fields["right"].choices)["MW-1:US"] == "Summit, US (Copyright)"

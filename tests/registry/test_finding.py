"""Rights are found by what somebody remembers of them, the best finding first, and the page says why."""

from dataclasses import replace

import pytest

from registry.models import Right, SearchKey, SearchWord
from registry.search import finding
from registry.services import register_right, revise_right
from registry.services.words import settle_many
from tests.registry.conftest import MARK

TITLES = ("Aurora", "Aurora Outdoor", "Outdoor Aurora", "Aurorra", "Meyer", "Найк", "Zanderholt Flasks", "Häagen")


@pytest.fixture
def find(market):
    """Finds by a search as the brand's main account."""
    for number, title in enumerate(TITLES):
        register_right(actor=market.actor("brand"), details=replace(MARK, title=title, number=str(number + 1)))

    def of(search, who="brand", **options):
        found = finding.find(market.actor(who), search, **options)
        return [(right.title, found.hits[right.id].why) for right in found.rows.order_by(*finding.BEST)]

    return of


def test_the_best_finding_stands_first_and_each_says_why(find):
    assert find("aurora") == [
        ("Aurora", ""),
        ("Aurora Outdoor", "the name begins so"),
        ("Outdoor Aurora", ""),
        ("Aurorra", "one letter off: “aurorra”"),
    ]


@pytest.mark.parametrize(
    ("search", "title", "why"),
    [
        ("Maier", "Meyer", "“meyer” sounds like “maier”"),
        ("nike", "Найк", "“наик” sounds like “nike”"),
        ("zandreholt", "Zanderholt Flasks", "one letter off: “zanderholt”"),
        ("zamderhold", "Zanderholt Flasks", "2 letters off: “zanderholt”"),
        ("flaks zanderholt", "Zanderholt Flasks", "one letter off: “flasks”"),
        ("hagen", "Häagen", "one letter off: “haagen”"),
    ],
)
def test_in_spite_of_errors_and_by_sound(find, search, title, why):
    assert find(search) == [(title, why)]
    assert find(search, how="exact") == []


def test_every_word_must_be_found_and_others_rights_are_not(find):
    assert find("aurora flasks") == []
    assert find("maier", how="similar") == []
    assert find("aurora", who="seller") == []
    assert find("") == find("…") == []
    assert len(find("aurora", who="reviewer")) == 4


def test_a_renamed_right_is_found_by_its_new_name_alone(market, find):
    right = Right.objects.get(title="Meyer")
    revise_right(actor=market.actor("brand"), right=right, details=replace(MARK, title="Kestrel", number="5"))
    assert find("maier") == []
    assert find("kestrle") == [("Kestrel", "one letter off: “kestrel”")]


def test_our_reference_and_the_owners_are_found_however_they_are_written(market, find):
    right = Right.objects.get(title="Meyer")
    revise_right(
        actor=market.actor("brand"),
        right=right,
        details=replace(MARK, title="Meyer", number="5", external_id="TM-77 b"),
    )
    ours = right.reference
    for search in (ours, ours.lower().replace("-", " "), ours.replace("-", ""), ours[3:], "tm-77", "TM 77 B"):
        assert ("Meyer", "") in find(search), search


def test_settling_twice_changes_nothing(find):
    def counted():
        return SearchWord.objects.count(), SearchKey.objects.count()

    before = counted()
    settle_many(list(Right.objects.all()))
    assert counted() == before

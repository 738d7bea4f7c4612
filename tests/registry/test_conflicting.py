"""What stands in the way of a new mark: graded by signs, goods and places together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.search.conflicting import NEAR_CLASSES, Mark, Places, Signs, compare, places_of, signs_between

WORDING = st.lists(st.text("abeiklmnorst", min_size=2, max_size=9), min_size=1, max_size=3).map(" ".join)
CLASSES = st.frozensets(st.integers(1, 45), max_size=4)
PLACES = st.frozensets(st.sampled_from(["EU", "DE", "FR", "US", "CA", "GB", "JP"]), max_size=3)
MARKS = st.builds(Mark, st.tuples(WORDING), CLASSES, PLACES, st.booleans())


@pytest.mark.parametrize(
    ("one", "other", "signs"),
    [
        ("Aurora", "AURÓRA", Signs.IDENTICAL),
        ("Häagen Outdoor", "haagen-outdoor", Signs.IDENTICAL),
        ("Thomson Life", "LIFE", Signs.CONTAINED),
        ("Zanderholt", "Zanderhold", Signs.SPELLING),
        ("Nike", "Найк", Signs.SOUND),
        ("Meyer Söhne", "Söhne Maier", Signs.SOUND),
        ("Aurora", "Kestrel", None),
        ("Aurora Bags", "Kestrel Bags", None),
        ("A & B", "B", None),
    ],
)
def test_signs_are_compared_as_people_see_and_hear_them(one, other, signs):
    assert signs_between(one, other) == signs
    assert signs_between(other, one) == signs


@pytest.mark.parametrize(
    ("new", "earlier", "grade"),
    [
        (("Aurora", {25}, {"DE"}), ("Aurora", {25}, {"EU"}), 1),  # identical sign and class: art. 8(1)(a)
        (("Aurora", {18}, {"DE"}), ("Aurora", {25}, {"EU"}), 2),  # identical sign, near goods
        (("Aurora", {25}, {"DE"}), ("Aurorra", {25}, {"EU"}), 2),  # similar sign, same class: art. 8(1)(b)
        (("Aurora", {18}, {"DE"}), ("Aurorra", {25}, {"EU"}), 3),
        (("Aurora", {5}, {"DE"}), ("Aurora", {25}, {"EU"}), 4),  # other goods: worth knowing
        (("Aurora", {5}, {"DE"}), ("Aurorra", {25}, {"EU"}), None),
        (("Aurora", {25}, {"GB"}), ("Aurora", {25}, {"EU"}), 4),  # next door
        (("Aurora", {25}, {"JP"}), ("Aurora", {25}, {"EU"}), None),
        (("Aurora", {25}, {"DE"}), ("Aurora", set(), {"EU"}), 2),  # classes not known
    ],
)
def test_grades(new, earlier, grade):
    new, earlier = (Mark((word,), frozenset(classes), frozenset(where)) for word, classes, where in (new, earlier))
    found = compare(new, earlier)
    assert (found and found.grade) == grade


def test_a_famous_mark_reaches_beyond_its_goods():
    found = compare(Mark(("Aurorra",), frozenset({5})), Mark(("Aurora",), frozenset({25}), famous=True))
    assert found
    assert found.grade == 3


@given(MARKS, MARKS)
def test_comparison_has_no_direction_but_for_fame(one, other):
    assert signs_between(one.wordings[0], other.wordings[0]) == signs_between(other.wordings[0], one.wordings[0])
    assert places_of(one.territories, other.territories) == places_of(other.territories, one.territories)


@given(MARKS, MARKS, CLASSES)
def test_more_classes_never_lessen_a_conflict(new, earlier, more):
    before, after = compare(new, earlier), compare(Mark(new.wordings, new.classes | more, new.territories), earlier)
    if before and new.classes and earlier.classes:
        assert after
        assert after.grade <= before.grade


@given(MARKS.filter(lambda mark: mark.classes))
def test_nothing_is_nearer_than_the_mark_itself(mark):
    found = compare(mark, mark)
    assert found
    assert (found.grade, found.signs, found.places) == (1, Signs.IDENTICAL, Places.SAME)


def test_the_table_of_near_classes_names_classes():
    assert all(group <= set(range(1, 46)) and len(group) > 1 for group in NEAR_CLASSES)

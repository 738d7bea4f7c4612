"""What links two sellers, and what says nothing."""

from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.linking import CROWD, LEAST, MOST, SENTENCES, WEIGHTS, Shared, links, weight

A, B, C, STRANGER = (UUID(int=n) for n in (1, 2, 3, 99))
SELLERS = [UUID(int=n) for n in range(1, 9)]

things = st.lists(
    st.builds(
        Shared,
        kind=st.sampled_from(sorted(WEIGHTS)),
        key=st.text("abc", min_size=1, max_size=2),
        sellers=st.frozensets(st.sampled_from(SELLERS), min_size=1, max_size=6),
    ),
    max_size=12,
)


def shared(kind, *sellers, key="x", entitled=()):
    return Shared(kind, key, frozenset(sellers), entitled)


def test_a_payment_account_that_two_share_says_much():
    link = links([shared("payment", A, B)])[A, B]
    assert link.strength > 0.8
    assert [(reason.kind, reason.things, reason.sharing) for reason in link.reasons] == [("payment", 1, 2)]


def test_reasons_add_up_and_the_strongest_comes_first():
    link = links([shared("picture", A, B), shared("phone", A, B)])[A, B]
    assert [reason.kind for reason in link.reasons] == ["phone", "picture"]
    assert link.strength > weight("phone", 2)
    assert link.strength < 1


@pytest.mark.parametrize("kind", sorted(WEIGHTS))
def test_what_everybody_has_links_nobody_strongly(kind):
    """The more share it, the less it says; what a crowd shares says nothing."""
    said = [weight(kind, sharing) for sharing in range(2, 200)]
    assert said == sorted(said, reverse=True)
    assert weight(kind, CROWD) < LEAST
    assert links([shared(kind, *(UUID(int=n) for n in range(200)))]) == {}
    assert weight(kind, 1) == weight(kind, 0) == 0


def test_a_hundred_pictures_of_the_maker_are_not_as_good_as_a_bank_account():
    pictures = [shared("picture", A, B, key=str(n)) for n in range(100)]
    link = links(pictures)[A, B]
    assert link.strength == pytest.approx(MOST["picture"])
    assert link.reasons[0].things == 100


def test_a_picture_that_both_may_show_says_nothing_of_them_but_of_a_third():
    found = links([shared("picture", A, B, C, key=str(n), entitled=(frozenset({A, B}),)) for n in range(5)])
    assert set(found) == {(A, C), (B, C)}


@given(things, st.frozensets(st.sampled_from(SELLERS), max_size=3))
def test_only_those_asked_about_and_they_as_if_all_were_asked(shared_things, about):
    everything = links(shared_things)
    assert links(shared_things, about) == {pair: link for pair, link in everything.items() if about & set(pair)}


@given(things, st.sampled_from(sorted(WEIGHTS)))
def test_an_unrelated_seller_changes_no_link(shared_things, kind):
    before = links(shared_things)
    assert links([*shared_things, shared(kind, STRANGER, key="own")]) == before


@given(things)
def test_a_link_is_between_two_who_share_something_and_between_0_and_1(shared_things):
    for (one, other), link in links(shared_things).items():
        assert one < other
        assert LEAST <= link.strength <= 1
        assert link.reasons
        assert any((one, other) in combinations(sorted(thing.sellers), 2) for thing in shared_things)


def test_each_kind_has_its_sentence_without_any_value():
    assert set(SENTENCES) == set(WEIGHTS)
    for sentence in SENTENCES.values():
        assert sentence % {"things": 3, "sharing": 2}

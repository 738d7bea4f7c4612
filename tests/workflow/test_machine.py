"""State machines: what may be declared, and that the four of the product can be."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.machine import IllegalMove, Machine, also_to

COMPLAINT = Machine(
    name="complaint",
    initial="draft",
    edges={
        "draft": ("filed",),
        "filed": ("incomplete", "accepted"),
        "incomplete": ("accepted",),
        "accepted": ("withdrawn",),
    },
    final=("accepted", "withdrawn", "incomplete"),
    colours={"accepted": "good", "incomplete": "wait"},
)
CASE = Machine(
    name="case",
    initial="open",
    edges={
        "open": ("noticed", "decided"),
        "noticed": ("answered", "deciding"),
        "answered": ("deciding",),
        "deciding": ("decided",),
        "decided": ("closed", "deciding"),
        "closed": ("deciding",),
    },
    final=("closed",),
)
LISTING = Machine(
    name="listing",
    initial="draft",
    edges={
        "draft": {"checking"},
        "checking": ("public", "held"),
        "public": ("held", "ended"),
        "held": ("public", "ended"),
    },
    final=("ended",),
)
BEFORE_PROPOSED = ("accepted", "deleted", "contested", "unanswered")
ITEM = Machine(
    name="item",
    initial="open",
    edges=also_to(
        {
            "open": (*BEFORE_PROPOSED, "decided"),
            **dict.fromkeys(BEFORE_PROPOSED, ("proposed", "decided")),
            "proposed": ("decided", *BEFORE_PROPOSED),
            "decided": ("in_effect", *BEFORE_PROPOSED),
            "in_effect": ("contested", "reversed"),
            "reversed": (),
        },
        "withdrawn",
        but=("reversed",),
    ),
    final=("in_effect", "reversed", "withdrawn"),
    colours={"in_effect": "stop", "reversed": "good", "contested": "wait"},
)


def test_every_state_of_an_item_but_reversed_can_be_withdrawn():
    assert {s for s in ITEM.states if "withdrawn" in ITEM.targets(s)} == set(ITEM.states) - {"reversed", "withdrawn"}


def test_also_to_adds_no_edge_from_the_target_to_itself():
    edges = also_to({"a": ("b",), "b": (), "end": ("a",)}, "end", but=("b",))
    assert edges == {"a": ("b", "end"), "b": (), "end": ("a",)}


def test_an_item_returns_to_its_state_before_it_was_proposed():
    for state in BEFORE_PROPOSED:
        ITEM.check(state, "proposed")
        ITEM.check("proposed", state)


def test_a_closed_case_is_at_rest_and_can_be_reopened():
    assert "closed" in CASE.final
    CASE.check("closed", "deciding")


@pytest.mark.parametrize("machine", [COMPLAINT, CASE, LISTING, ITEM], ids=lambda m: m.name)
def test_a_declared_machine_reaches_all_it_names(machine):
    assert machine.reachable() == set(machine.states)
    assert all(set(machine.targets(state)) <= set(machine.states) for state in machine.states)
    assert all(machine.targets(state) or state in machine.final for state in machine.states)


@given(st.sampled_from([COMPLAINT, CASE, LISTING, ITEM]), st.data())
def test_check_passes_declared_edges_and_nothing_else(machine, data):
    states = st.sampled_from([*machine.states, "nowhere", ""])
    source, target = data.draw(states), data.draw(states)
    if target in machine.targets(source):
        machine.check(source, target)
    else:
        with pytest.raises(IllegalMove) as refused:
            machine.check(source, target)
        assert (refused.value.machine, refused.value.source, refused.value.target) == (machine.name, source, target)


def test_a_refusal_says_what_was_tried_and_survives_a_process_boundary():
    with pytest.raises(IllegalMove, match="listing: no move from 'ended' to 'public'") as refused:
        LISTING.check("ended", "public")
    assert str(pickle.loads(pickle.dumps(refused.value))) == str(refused.value)


def test_keeps_the_order_of_declaration_and_the_colours():
    assert CASE.targets("noticed") == ("answered", "deciding")
    assert ITEM.states[0] == "open"
    assert (ITEM.colour("in_effect"), ITEM.colour("open"), ITEM.colour("nowhere")) == ("stop", "", "")


def test_cannot_be_changed_after_construction():
    edges = {"a": ["b"]}
    machine = Machine("m", "a", edges, ("b",))
    edges["a"].append("c")
    edges["c"] = ()
    assert machine.targets("a") == ("b",)
    with pytest.raises(TypeError):
        machine.edges["a"] = ()
    with pytest.raises(AttributeError):
        machine.name = "other"


@pytest.mark.parametrize(
    ("reason", "changes"),
    [
        ("unknown states: c", {"edges": {"a": ("b", "c")}}),
        ("unknown states: nowhere", {"initial": "nowhere"}),
        ("unknown states: c", {"colours": {"c": "good"}}),
        ("unreachable states: c", {"edges": {"a": ("b",), "c": ("b",)}}),
        ("unreachable states: d", {"final": ("b", "d")}),
        ("states that never end: c", {"edges": {"a": ("b", "c"), "c": ()}}),
        ("states that never end: c, d", {"edges": {"a": ("b", "c"), "c": ("d",), "d": ("c",)}}),
        ("unknown colours: pink", {"colours": {"a": "pink"}}),
        ("lead to themselves: a", {"edges": {"a": ("a", "b")}}),
    ],
)
def test_construction_refuses(reason, changes):
    with pytest.raises(ValueError, match=reason):
        Machine(**{"name": "m", "initial": "a", "edges": {"a": ("b",)}, "final": ("b",), **changes})

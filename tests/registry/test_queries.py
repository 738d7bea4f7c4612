"""Finding rights, and what the scanner and the gate are told; how many queries each takes, and by which index."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gateway.paging import Keyset
from registry import gate, queries
from registry.gate import queries as gate_queries
from registry.models import Assignment, Right
from registry.services import (
    add_specimen,
    authorise_seller,
    register_right,
    retire_right,
    revoke_authorisation,
    verify_right,
)
from tenancy.context import database_now
from tests.plans import measure, plan_of
from tests.registry.conftest import MARK, picture

DAY = date(2026, 6, 15)


@pytest.fixture
def found(market):
    """Finds by a search; several rights are there to be found."""
    brand = market.actor("brand")
    several = [
        MARK,
        replace(MARK, title="Häagen Outdoor 3000", aliases=("東京 Tower",), number="2", external_id="TM-77"),
        replace(MARK, title="…!?", number="3"),
        replace(MARK, title="100 %", number="4", office="US"),
    ]
    for details in several:
        register_right(actor=brand, details=details)

    def find(search, **filters):
        return sorted(right.title for right in queries.rights(brand, search=search, **filters))

    return find


@pytest.mark.parametrize(
    ("search", "titles"),
    [
        ("aur", ["Aurora"]),
        ("AURORA", ["Aurora"]),
        ("haagen", ["Häagen Outdoor 3000"]),
        ("outd", ["Häagen Outdoor 3000"]),
        ("outdoor häa", ["Häagen Outdoor 3000"]),
        ("tower", ["Häagen Outdoor 3000"]),
        ("東", ["Häagen Outdoor 3000"]),
        ("tm-77", ["Häagen Outdoor 3000"]),
        ("018442190", ["Aurora"]),
        ("018 442 190", ["Aurora"]),
        ("…", ["…!?"]),
        ("100", ["100 %"]),
        ("nothing", []),
        ("aurora outdoor", []),
        ("' OR 1=1 --", []),
        ("", ["100 %", "Aurora", "Häagen Outdoor 3000", "…!?"]),
    ],
)
def test_found_by_beginnings_of_words_numbers_and_references(found, search, titles):
    assert found(search) == titles


def test_found_by_our_reference_and_filters(found):
    ref = Right.objects.get(title="Aurora").reference
    assert found(ref.lower()) == found(ref[3:]) == ["Aurora"]
    assert found("", kind="patent") == []
    assert len(found("", state="submitted")) == 4


def test_pages_follow_each_other_by_name_without_gap_or_double(market, found):
    keyset = Keyset(*queries.ORDERINGS["title"])
    titles, cursor = [], None
    while True:
        page = keyset.page(queries.rights(market.actor("brand")), cursor, size=1)
        titles += [right.title for right in page.rows]
        cursor = page.next
        if cursor is None:
            break
    assert titles == ["…!?", "100 %", "Aurora", "Häagen Outdoor 3000"]


@pytest.mark.django_db(transaction=True)
def test_a_word_is_looked_up_by_a_range_of_its_index(open_market):
    with open_market.inside():
        right = register_right(actor=open_market.actor("brand"), details=MARK)
        queries.SearchWord.objects.bulk_create(queries.SearchWord(right=right, word=f"word{n}") for n in range(5000))
    measure(queries.SearchWord)
    with open_market.inside():
        words = queries.SearchWord.objects.filter(word__gte="aur", word__lt="aur" + queries.LAST).values("right_id")
        plan = plan_of(words)
    assert "searchword_word" in plan
    assert "word >= 'aur'" in plan.replace("(word)::text >=", "word >=")


def test_the_scanner_is_told_what_is_enforced(market, verified, django_assert_num_queries):
    register_right(actor=market.actor("brand"), details=replace(MARK, number="5"))
    add_specimen(actor=market.actor("reviewer"), right=verified, picture=picture())
    with django_assert_num_queries(2):
        (mark,) = queries.live_marks()
    assert (mark.id, mark.wordings, mark.classes, mark.territories) == (verified.id, ("Aurora",), (18, 25), ("EU",))
    assert len(mark.specimens) == 1
    assert queries.live_marks([verified.id]) == [mark]
    assert queries.live_marks([]) == []


def test_the_scanner_is_told_what_changed(market, verified):
    before = queries.watermark()
    assert queries.changed_since(before, limit=10) == []
    assert queries.changed_since(before - timedelta(seconds=60), limit=10) == [verified.id]
    retire_right(actor=market.actor("brand"), right=verified, reason="Sold")
    assert queries.watermark() > before
    assert queries.changed_since(before, limit=10) == [verified.id]
    assert queries.live_marks([verified.id]) == []


def test_an_expired_right_is_not_enforced_even_before_the_sweep(market, verified):
    Right.objects.filter(id=verified.id).update(expires_on=database_now().date() - timedelta(days=1))
    assert queries.live_marks() == []


def test_the_gate_is_given_its_facts_in_two_queries(market, verified, django_assert_num_queries):
    brand, seller = market.actor("brand"), market.parties["seller"]
    other = register_right(actor=brand, details=replace(MARK, number="6"))
    first = authorise_seller(actor=brand, right=verified, seller=seller, territories=["PL"])
    authorise_seller(actor=brand, right=verified, seller=market.parties["other_seller"])
    revoke_authorisation(actor=brand, authorised=first)
    with django_assert_num_queries(2):
        facts = gate_queries.gate_facts([verified.id, other.id], seller.id)
    assert {id: (right.owner, right.in_force) for id, right in facts.rights.items()} == {
        verified.id: (brand.party_id, True),
        other.id: (brand.party_id, False),
    }
    assert facts.here == f"marketplace:{market.slug}"
    assert [one.id for one in facts.authorisations] == [first.id]
    day = database_now().date()
    asked = gate.Question(seller.id, verified.id, gate.NOTHING_KNOWN, facts.here, "PL", day)
    assert gate.ask(asked, facts).verdict == "no"


def test_a_seller_is_named_by_reference_or_exact_name(market):
    seller = market.parties["seller"]
    assert queries.seller_by_word(f" {seller.reference.lower()} ") == seller
    assert queries.seller_by_word("corner  SHOP") == seller
    for word in ("Corner", "Aurora Outdoor", "", market.parties["brand"].reference):
        assert queries.seller_by_word(word) is None


def test_two_marketplaces_know_nothing_of_each_other(world):
    with world.market.inside():
        right = register_right(actor=world.market.actor("brand"), details=MARK)
        verify_right(actor=world.market.actor("reviewer"), right=right)
    with world.other.inside():
        assert queries.live_marks() == []
        assert list(queries.rights(world.other.system)) == []
        assert gate_queries.gate_facts([right.id], world.other.parties["seller"].id) == gate.Facts()


def test_the_gate_knows_the_owner_of_each_day(market, verified):
    brand, before = market.parties["brand"], market.parties["rival"]
    sold = date(2025, 3, 1)
    Assignment.objects.create(
        right=verified, kind="assignment", giver="Rival", taker="Aurora", from_party=before, to_party=brand,
        executed_on=sold, effective_on=sold, state="confirmed",
    )  # fmt: skip
    loan = {"giver": "Aurora", "taker": "Bank", "from_party": brand, "executed_on": DAY, "effective_on": DAY}
    Assignment.objects.create(right=verified, kind="security", state="confirmed", **loan)
    right = gate_queries.gate_facts([verified.id]).rights[verified.id]
    assert right.owner_on(sold - timedelta(days=1)) == before.id
    assert right.owner_on(sold) == right.owner_on(DAY) == brand.id

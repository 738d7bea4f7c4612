"""The change feed: what is sealed, for whom it is meant, in the order of the log, and nothing else."""

import pytest
from django.db import connection
from django.test import Client

from audit.log import record
from audit.models import Seal
from audit.sequencer import seal
from audit.verbs import verb
from delivery import feed
from delivery.services import SHOP, change, party_recipient
from tenancy.context import database_now
from tenancy.errors import Denied, Invalid
from workflow.effects import release

CHANGED = verb("test.changed", "Something changed")
pytestmark = pytest.mark.urls("tests.delivery.urls")


def tell(market, *recipients: str, number: int = 1) -> None:
    """One entry with one change for each recipient, and more of them with `number`."""
    entry = record(CHANGED, actor=market.system, subject=market.parties["seller"])
    for recipient in recipients or (SHOP,):
        for ordinal in range(number):
            facts = {"listing": "MW-7Q4K2", "state": "held", "n": ordinal}
            change(recipient=recipient, what="listing.state", facts=facts, entry=entry, ordinal=ordinal)


def sealed() -> None:
    while seal().more:
        pass
    release(database_now())


def ask(market, name="key:shop", after=None, **headers):
    address = market.url("api/v1/changes") + (f"?after={after}" if after is not None else "")
    return Client().get(address, headers={**market.keys[name.removeprefix("key:")].headers, **headers})


def test_nothing_is_served_before_it_is_sealed(market):
    tell(market)
    answer = ask(market)
    assert (answer.status_code, answer.content) == (304, b"")
    assert int(answer["Retry-After"]) >= 1
    sealed()
    answer = ask(market).json()
    assert [c["what"] for c in answer["changes"]] == ["listing.state"]
    assert answer["changes"][0]["facts"] == {"listing": "MW-7Q4K2", "state": "held", "n": 0}


def test_a_shop_that_keeps_its_place_reads_everything_once_and_in_order(market):
    for _ in range(3):
        tell(market, number=2)
    sealed()
    first = ask(market).json()
    places = [c["place"] for c in first["changes"]]
    positions = [(int(p.split(".")[0]), int(p.split(".")[1])) for p in places]
    assert positions == sorted(positions)
    assert [p[1] for p in positions] == [0, 1] * 3
    assert first["after"] == places[-1]
    assert first["more"] is False
    assert ask(market, after=first["after"]).status_code == 304
    middle = ask(market, after=places[2]).json()
    assert [c["place"] for c in middle["changes"]] == places[3:]
    tell(market)
    sealed()
    later = ask(market, after=first["after"]).json()
    assert len(later["changes"]) == 1


def test_the_place_is_that_of_the_entry_in_the_tree(market):
    tell(market)
    sealed()
    [only] = ask(market).json()["changes"]
    assert only["place"] == f"{Seal.objects.get(entry_id=only['entry']).index}.0"


def test_at_most_five_hundred_at_once_and_then_the_rest(market):
    tell(market, number=501)
    sealed()
    first = ask(market).json()
    assert (len(first["changes"]), first["more"]) == (500, True)
    rest = ask(market, after=first["after"]).json()
    assert (len(rest["changes"]), rest["more"]) == (1, False)


def test_each_reads_what_is_meant_for_them(market):
    tell(market, SHOP, party_recipient(market.parties["seller"].id))
    sealed()
    shop = ask(market, "key:shop").json()["changes"]
    seller = ask(market, "key:seller").json()["changes"]
    assert len(shop) == len(seller) == 1
    assert shop[0]["key"] != seller[0]["key"]
    assert ask(market, "key:brand").status_code == 304


def test_another_marketplace_reads_nothing_of_it(world):
    with world.market.inside():
        tell(world.market)
        sealed()
    assert ask(world.other).status_code == 304
    assert len(ask(world.market).json()["changes"]) == 1


def test_who_may_not_read_changes_is_told_why(market):
    answer = ask(market, "key:rival")
    assert answer.status_code == 403
    assert "change feed" in answer.json()["detail"]
    with pytest.raises(Denied):
        feed.changes_after(market.actor("auditor"), -1, 0)
    assert Client().get(market.url("api/v1/changes")).status_code == 401


@pytest.mark.parametrize(
    "written", ["x", "1", "1.", ".1", "-1.0", "01.0", "1.0.0", "1e3.0", "٣.٠", "9" * 30 + ".0", "1.0 "]
)
def test_a_place_that_is_none_is_refused_in_words(market, written):
    answer = ask(market, after=written)
    assert answer.status_code == 422, answer.content
    assert "12.0" in answer.json()["errors"]["after"][0]


def test_the_largest_place_that_can_be_written_is_only_the_end(market):
    assert ask(market, after="9" * 18 + "." + "9" * 9).status_code == 304
    assert str(feed.place("0.0")) == "0.0"
    assert feed.place("") == feed.BEGINNING
    with pytest.raises(Invalid):
        feed.place("x")


def test_a_read_only_key_may_follow(market):
    tell(market, party_recipient(market.parties["brand"].id))
    sealed()
    assert len(ask(market, "key:brand_read_only").json()["changes"]) == 1


def test_the_feed_is_read_by_its_index_in_one_query(market, django_assert_num_queries):
    tell(market, number=3)
    sealed()
    with django_assert_num_queries(1) as queries:
        feed.changes_after(market.actor("key:shop"), 0, 1)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN " + queries.captured_queries[0]["sql"])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "effect_feed" in plan
    assert "Sort" not in plan

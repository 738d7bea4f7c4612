"""Rights are found by words of their goods and services, behind the wall."""

from dataclasses import replace

import pytest
from django.db import connection
from django.utils import timezone

from registry.models import GoodsWaiting, Right, SearchGoods
from registry.search import finding
from registry.search.lexemes import said
from registry.services import register_right, revise_right
from registry.services.goods_words import leave_goods, sweep
from tests.registry.conftest import MARK

GOODS = {
    "Aurora": {"25": "Hiking boots; leather shoes, Schürzen"},
    "Boreal": {"18": "Leather bags", "25": "Shirts"},
    "Kestrel": {"9": "登山用防護眼鏡;電池"},
}


@pytest.fixture
def find(market):
    """The names found by the goods, as the marketplace's reviewer or somebody else."""
    for number, (title, goods) in enumerate(GOODS.items()):
        details = replace(MARK, title=title, number=str(number + 1), goods=goods, classes=tuple(map(int, goods)))
        register_right(actor=market.actor("brand"), details=details)

    def of(search, who="reviewer", **wanted):
        return [right.title for right in finding.with_goods(market.actor(who), search, wanted).rows.order_by("folded")]

    return of


def test_every_word_or_its_beginning_must_stand_in_the_goods(find):
    for who in ("reviewer", "brand"):
        assert find("shoe", who) == find("schurzen", who) == ["Aurora"]
        assert find("LEATHER", who) == ["Aurora", "Boreal"]
        assert find("leather shirts", who) == ["Boreal"]
        assert find("防護眼鏡", who) == find("電", who) == ["Kestrel"]
        assert find("leather' | 'shirts", who) == ["Boreal"], "signs ask for nothing"
        assert find("sandals", who) == find("…", who) == find("oots", who) == []
    assert find("leather", "seller") == []


def test_class_place_and_owner_narrow_it(find, market):
    assert find("leather", number=18) == ["Boreal"]
    assert find("leather", place="DE") == ["Aurora", "Boreal"]
    assert find("leather", place="US") == find("leather", kind="design") == find("leather", office="US") == []
    assert find("leather", state="submitted") == ["Aurora", "Boreal"]
    assert find("leather", owner=market.parties["brand"].reference) == ["Aurora", "Boreal"]
    assert find("leather", owner="Nobody") == []


def test_a_change_and_an_import_are_found_and_another_marketplace_is_not(find, market):
    right = Right.objects.get(title="Aurora")
    revise_right(actor=market.actor("brand"), right=right, details=replace(MARK, number="1", goods={"25": "Sandals"}))
    assert find("boots") == []
    assert find("sandal") == ["Aurora"]
    SearchGoods.objects.all().delete()
    leave_goods(Right.objects.all())
    assert (GoodsWaiting.objects.count(), find("sandal")) == (1, [])
    assert sweep(timezone.now()) is None
    assert (GoodsWaiting.objects.count(), find("sandal")) == (0, ["Aurora"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.tenant', '', true)")
        cursor.execute("SELECT registry_goods('''sandal'':*'::tsquery, 10)")
        assert cursor.fetchall() == []
        cursor.execute("SELECT set_config('app.tenant', %s, true)", [str(market.row.id)])


def test_the_list_says_which_goods_fit(find, market, as_):
    page = as_(market, "lead").get(market.url("rights"), {"goods": "leather shoe"}).content.decode()
    assert "25: leather shoes" in page
    assert "Boreal" not in page
    both = as_(market, "lead").get(market.url("rights"), {"goods": "leather", "q": "aurorra"}).content.decode()
    assert "Aurora" in both
    found = as_(market, "lead").get(market.url("api/v1/rights"), {"goods": "leather"}).json()["results"]
    assert [one["title"] for one in found] == ["Aurora", "Boreal"]
    assert said({"3": "Soap; perfume", "5": "Salves"}, "perf") == ("3", "perfume")

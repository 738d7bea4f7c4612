"""The page of the kinds of goods and its API, as a lead meets them."""

import pytest

from registry.models import Right
from scanner import services
from scanner.models import GoodsCategory, GoodsModel
from tests.scanner.goods_stage import stocked
from workflow.jobs import run_ripe


def worked(market):
    while run_ripe(market.id):
        pass


@pytest.fixture
def lead(market, as_):
    return as_(market, "lead")


@pytest.fixture
def learnt(market, lead):
    """A classifier that is trained, by the page."""
    stocked(market)
    lead.post(market.url("goods/train"))
    worked(market)
    return GoodsModel.objects.get()


def shown(lead, market, rest=""):
    answer = lead.get(market.url("goods") + rest)
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_nothing_to_a_version_in_force_and_back(market, lead):
    assert "Nothing has been learnt yet" in shown(lead, market)
    answer = lead.post(market.url("goods/train"), follow=True)
    assert "Too few listings are public" in answer.content.decode()
    stocked(market)
    answer = lead.post(market.url("goods/train"), follow=True)
    assert "Being trained" in answer.content.decode()
    again = lead.post(market.url("goods/train"), follow=True)
    assert "is being trained already" in again.content.decode()
    worked(market)
    text = shown(lead, market)
    assert "Version 1, not in force" in text
    assert "Shoes › Boots" in text
    assert "25 clothing and footwear" in text
    trial = lead.post(market.url("goods/try"), {"number": "1"}).url
    worked(market)
    assert "Goods told by classifier 1" in lead.get(trial).content.decode()
    lead.post(trial + "/decide", {"deed": "promote"})
    assert "In force: version 1" in shown(lead, market)
    lead.post(market.url("goods/back"))
    assert "Version 1, not in force" in shown(lead, market)


def test_a_categorys_classes_are_set_refused_and_taken_back(market, lead, learnt):
    shoes = GoodsCategory.objects.get(name="Shoes")
    page = market.url(f"goods/categories/{shoes.id}")
    assert "from its name" in lead.get(page).content.decode()
    assert lead.post(page, {"classes": "25, 99"}).status_code == 422
    assert lead.post(page, {"classes": "shoes"}).status_code == 422
    lead.post(page, {"classes": "25, 28"})
    shoes.refresh_from_db()
    assert shoes.classes == [25, 28]
    text = shown(lead, market, "?set=people")
    assert "set by hand" in text
    assert "Fruit" not in text
    lead.post(page, {"clear": "1", "classes": ""})
    shoes.refresh_from_db()
    assert shoes.classes is None


def test_the_table_is_searched_and_says_where_nothing_is(market, lead, learnt):
    text = shown(lead, market, "?q=boot")
    assert "Shoes › Boots" in text
    assert "Sandals" not in text
    assert "No such category" in shown(lead, market, "?q=wellington")


def test_who_may_not_manage_reads_and_changes_nothing(market, lead, learnt, as_):
    auditor = as_(market, "auditor")
    assert "Version 1" in shown(auditor, market)
    shoes = GoodsCategory.objects.get(name="Shoes")
    assert auditor.post(market.url(f"goods/categories/{shoes.id}"), {"classes": "9"}).status_code == 403
    assert auditor.post(market.url("goods/train")).status_code == 403
    assert as_(market, "brand").get(market.url("goods")).status_code == 403


def test_the_number_of_queries_does_not_grow(market, lead, learnt, django_assert_max_num_queries):
    GoodsCategory.objects.bulk_create(GoodsCategory(name=f"Odd {number}") for number in range(60))
    with django_assert_max_num_queries(20):
        text = shown(lead, market)
    assert "cursor=" in text


def test_what_is_mixed_up_stands_there_in_words(market, lead, learnt):
    learnt.figures["confusions"] = [["Fruit", "Phones", 3]]
    learnt.save(update_fields=["figures"])
    held = learnt.figures["lines"]["Fruit"][0]
    assert f"Of {held} listings of “Fruit”, 3 were taken for “Phones”." in shown(lead, market)


def test_the_api_reads_versions_and_the_map_and_sets_a_categorys_classes(market, lead, learnt):
    [version] = lead.get(market.url("api/v1/goods/models")).json()["results"]
    assert (version["number"], version["state"]) == (1, "trained")
    assert version["classes_right"] > 9_000
    [boots] = lead.get(market.url("api/v1/goods/categories?q=boots")).json()["results"]
    assert (boots["classes"], boots["proposed"]) == (None, [25])
    url = market.url(f"api/v1/goods/categories/{boots['id']}")
    answer = lead.post(url, {"classes": [18]}, content_type="application/json", headers={"Idempotency-Key": "a"})
    assert (answer.status_code, answer.json()["classes"]) == (200, [18])
    answer = lead.post(url, {"classes": [99]}, content_type="application/json", headers={"Idempotency-Key": "b"})
    assert answer.status_code == 422
    answer = lead.post(url, {"classes": None}, content_type="application/json", headers={"Idempotency-Key": "c"})
    assert answer.json()["classes"] is None
    services.set_goods_classes(actor=market.actor("lead"), category_id=boots["id"], classes=[25])
    assert lead.get(url).json()["classes"] == [25]


def test_categories_are_suggested_from_the_classes_of_a_right_and_set_only_where_ticked(market, as_):
    for name, classes in (("Shoes", [25]), ("Shoes › Boots", [25]), ("Bags", [18]), ("Phones", [9])):
        GoodsCategory.objects.create(name=name, classes=classes)
    brand = as_(market, "brand")
    address = market.url("goods/suggested")
    assert address in brand.get(market.url("rights/new")).content.decode()
    part = brand.get(
        address, {"classes": "18, 25", "suggested": "Bags"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert part.count("checkbox") == 2
    assert 'value="Bags" checked' in part
    assert "Boots" not in part, "they are shoes"
    assert brand.get(market.url("api/v1/goods/categories/suggested?class=9")).json() == {"categories": ["Phones"]}
    typed = {
        "title": "Zanderholt", "classes": "25", "categories": "Hats", "suggested": "Shoes", "0-office": "EM",
        "0-number": "018442190", "rows": "1",
    }  # fmt: skip
    wrong = brand.post(market.url("rights/new"), {**typed, "title": ""})
    assert (wrong.status_code, "Hats\nShoes" in wrong.content.decode()) == (422, True)
    assert brand.post(market.url("rights/new"), typed).status_code == 303
    assert Right.objects.get(title="Zanderholt").categories == ["Hats", "Shoes"]

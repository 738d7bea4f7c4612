"""The API: what a program reads and changes, and how the shop confirms."""

import io

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image

from sellers.models import Listing
from tests.sellers.conftest import a_picture, publish, submit
from tests.sellers.test_restraints import lay


def url(market, path=""):
    return market.url(f"api/v1/listings{path}")


def test_a_list_that_is_searched_and_paged(market, as_):
    publish(market, *[submit(market, f"L-{n}", title=f"Aurora {n}") for n in range(5)])
    submit(market, "L-9")
    shop = as_(market, "key:shop")
    first = shop.get(url(market), {"limit": 4}).json()
    assert [one["number"] for one in first["results"]] == ["L-9", "L-4", "L-3", "L-2"]
    second = shop.get(first["next"]).json()
    assert [one["number"] for one in second["results"]] == ["L-1", "L-0"]
    assert [one["number"] for one in shop.get(url(market), {"q": "aurora", "number": "L-3"}).json()["results"]] == [
        "L-3"
    ]
    reference = market.parties["other_seller"].reference
    assert shop.get(url(market), {"seller": reference}).json()["results"] == []
    titles = shop.get(url(market), {"ordering": "title", "state": "public"}).json()["results"]
    assert [one["title"] for one in titles] == [f"Aurora {n}" for n in range(5)]


def test_mine_leaves_out_what_others_offer(market, as_):
    other = submit(market, "X-1", who="other_seller")
    publish(market, submit(market, "L-1"), other)
    seller = as_(market, "key:seller")
    assert {one["number"] for one in seller.get(url(market)).json()["results"]} == {"L-1", "X-1"}
    assert [one["number"] for one in seller.get(url(market), {"mine": "1"}).json()["results"]] == ["L-1"]


def test_one_listing_with_where_it_is_public(market, as_, listing):
    lay(market, [listing], territories=["US"])
    seller = as_(market, "key:seller").get(url(market, "/L-1"))
    found = seller.json()
    assert (found["public_in"], found["markets"], found["shop_state"]) == (["DE"], ["DE", "US"], 2)
    again = as_(market, "key:seller").get(url(market, "/L-1"), headers={"If-None-Match": seller["ETag"]})
    assert again.status_code == 304
    brand = as_(market, "key:brand").get(url(market, "/L-1")).json()
    assert (brand["public_in"], brand["shop_state"]) == (["DE"], None)


def test_strangers_get_what_never_was(market, as_):
    submit(market, "L-1")
    for path in ("/L-1", "/L-1/pictures"):
        hidden, never = (as_(market, "key:brand").get(url(market, p)) for p in (path, path.replace("L-1", "L-77")))
        assert hidden.status_code == never.status_code == 404
        assert hidden.content == never.content


def test_changing_it_checks_it_again(market, as_, listing):
    seller = as_(market, "key:seller")
    changed = seller.patch(url(market, "/L-1"), {"title": "Other"}, content_type="application/json")
    assert changed.status_code == 200, changed.content
    assert (changed.json()["title"], changed.json()["state"], changed.json()["brand"]) == ("Other", "checking", "")
    late = seller.patch(url(market, "/L-1"), {"title": "Late", "version": 1}, content_type="application/json")
    assert (late.status_code, late.json()["code"]) == (409, "version")
    wrong = seller.patch(url(market, "/L-1"), {"markets": ["XX"]}, content_type="application/json")
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["markets"])
    denied = as_(market, "key:brand").patch(url(market, "/L-1"), {"title": "x"}, content_type="application/json")
    assert denied.status_code == 403


def test_pictures_are_replaced(market, as_):
    publish(market, submit(market, "L-1", pictures=[a_picture()]))
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(out, "PNG")
    out.seek(0)
    out.name = "red.png"
    seller = as_(market, "key:seller")
    answer = seller.put(
        url(market, "/L-1/pictures"), encode_multipart(BOUNDARY, {"pictures": [out]}), content_type=MULTIPART_CONTENT
    )
    assert answer.status_code == 200, answer.content
    [picture] = seller.get(url(market, "/L-1/pictures")).json()
    assert (picture["width"], picture["height"]) == (30, 20)
    assert as_(market, "key:seller").get(picture["picture"]).status_code == 200


def test_the_shop_confirms_a_state(market, as_, listing):
    lay(market, [listing])
    shop = as_(market, "key:shop")
    answer = shop.post(url(market, "/L-1/states/2/applied"))
    assert (answer.status_code, answer.json()["shop_applied"]) == (200, 2)
    older = shop.post(url(market, "/L-1/states/1/applied"))
    assert (older.status_code, older.json()["shop_applied"]) == (200, 2)
    assert shop.post(url(market, "/L-1/states/3/applied")).status_code == 422
    assert shop.post(url(market, "/L-9/states/1/applied")).status_code == 404
    assert as_(market, "key:seller").post(url(market, "/L-1/states/2/applied")).status_code == 403


def test_ending_twice_with_one_key_is_one_end(market, as_, listing):
    seller = as_(market, "key:seller")
    first = seller.post(url(market, "/L-1/end"), headers={"Idempotency-Key": "one"})
    second = seller.post(url(market, "/L-1/end"), headers={"Idempotency-Key": "one"})
    assert (first.status_code, second.status_code) == (200, 200)
    assert second["Idempotency-Replayed"] == "true"
    assert Listing.objects.get().state == "ended"
    assert seller.post(url(market, "/L-1/end")).status_code == 409

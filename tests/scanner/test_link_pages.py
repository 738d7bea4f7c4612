"""The pages of links between sellers, as staff and sellers meet them."""

import re

import pytest

from accounts import services as accounts
from scanner.models import LinkContest, SellerLink
from scanner.network_layout import RADII, SIZE, places
from scanner.services import confirm_link
from sellers import services as sellers
from sellers.models import SellerTrait
from tests.scanner.test_links import PHONE, look, note

LONG = "Extraordinarily Long-Named Trading and Forwarding Company of the Upper Eastern Provinces Limited"


@pytest.fixture
def link(market):
    for seller in ("seller", "other_seller"):
        note(market, seller)
    look(market)
    return SellerLink.objects.get()


def crowd(market, n):
    """So many further sellers that share the telephone number."""
    for number in range(n):
        party = accounts.register_party(
            actor=market.system, kind="seller", name=f"{LONG} {number}", country="US", contact_email="c@x.test"
        )
        sellers.note_trait(actor=market.actor("lead"), seller=party, kind="phone", value=PHONE)
    look(market)


def text_of(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_says_who_and_why_and_can_be_cut(market, as_, link):
    lead = as_(market, "lead")
    page = text_of(lead, market.url("links"))
    assert "Corner Shop" in page
    assert "Both gave the same telephone number (shared by 2 sellers)." in page
    assert "No link here" in text_of(lead, market.url("links?kind=payment"))
    assert "Corner Shop" in text_of(lead, market.url("links?kind=phone"))
    assert "No link here" in text_of(lead, market.url("links?state=contested"))


def test_an_empty_list_and_an_empty_network(market, as_):
    lead = as_(market, "lead")
    assert "No link waits" in text_of(lead, market.url("links"))
    reference = market.parties["seller"].reference
    assert "No link to anybody" in text_of(lead, market.url(f"links/{reference}"))


def test_the_network_is_drawn_and_each_circle_leads_on(market, as_, link):
    crowd(market, 4)
    page = text_of(as_(market, "auditor"), market.url(f"links/{market.parties['seller'].reference}"))
    drawing = page[page.index('<svg class="network"') :]
    drawing = drawing[: drawing.index("</svg>")]
    assert drawing.count("<circle") == 6
    assert drawing.count("<line") == 15
    assert f"/links/{market.parties['other_seller'].reference}" in drawing
    assert "style=" not in drawing
    assert not re.search(r'c[xy]="[^"]*,', drawing)
    assert "does not let you" in page


def test_confirming_and_dropping_on_the_page(market, as_, link):
    lead, seller = as_(market, "lead"), market.parties["seller"].reference
    answer = lead.post(market.url(f"links/of/{link.id}/confirm?from={seller}"), {"reason": ""}, follow=True)
    assert "Say why" in answer.content.decode()
    lead.post(market.url(f"links/of/{link.id}/confirm?from={seller}"), {"reason": "Same people."})
    link.refresh_from_db()
    assert link.state == "confirmed"
    lead.post(market.url(f"links/of/{link.id}/drop"), {"reason": "A call centre."})
    link.refresh_from_db()
    assert link.state == "dropped"


def test_a_seller_sees_why_and_who_only_once_confirmed_and_contests(market, as_, link):
    seller, other = as_(market, "seller"), market.parties["other_seller"]
    page = text_of(seller, market.url("linked"))
    assert "Both gave the same telephone number" in page
    assert other.reference not in page
    assert other.name not in page
    confirm_link(actor=market.actor("reviewer"), link_id=link.id, reason="Same people.")
    page = text_of(seller, market.url("linked"))
    assert other.reference in page
    assert other.name not in page
    assert "Same people" not in page
    seller.post(market.url(f"linked/{link.id}/contest"), {"statement": "My accountant's number."})
    assert "My accountant" in text_of(seller, market.url("linked"))
    contest = LinkContest.objects.get()
    page = text_of(as_(market, "reviewer"), market.url(f"links/{other.reference}"))
    assert "You have confirmed it" in page
    assert "My accountant" not in text_of(as_(market, "other_seller"), market.url("linked"))
    as_(market, "lead").post(market.url(f"links/contests/{contest.id}"), {"answer": "upheld", "reason": "True."})
    assert "No link" in text_of(seller, market.url("linked"))


def test_nobody_else_has_such_a_page(market, as_, link):
    assert as_(market, "brand").get(market.url("linked")).status_code == 404
    assert as_(market, "brand").get(market.url("links")).status_code == 403


def test_traits_on_the_sellers_page_and_by_the_api(market, as_):
    lead, seller = as_(market, "lead"), market.parties["seller"]
    at = market.url(f"standing/{seller.reference}")
    answer = lead.post(f"{at}/traits", {"kind": "phone", "value": "12"}, follow=True)
    assert "with its country code" in answer.content.decode()
    lead.post(f"{at}/traits", {"kind": "phone", "value": PHONE})
    page = text_of(lead, at)
    assert "…1820" in page
    assert "901" not in page.split('id="traits"')[1].split("</section>")[0].replace("PA-", "")
    assert "…1820" not in text_of(as_(market, "seller"), market.url("standing"))
    trait = SellerTrait.objects.get()
    lead.post(market.url(f"standing/traits/{trait.id}/end"))
    assert "…1820" not in text_of(lead, at)
    given = [{"seller": seller.reference, "kind": "supplier", "value": f"Mill {n}"} for n in range(3)]
    answer = lead.post(
        market.url("api/v1/traits"), {"traits": [*given, given[0]]}, content_type="application/json",
        headers={"Idempotency-Key": "a" * 20},
    )  # fmt: skip
    assert answer.json() == {"noted": 3, "known": 1}
    wrong = lead.post(
        market.url("api/v1/traits"), {"traits": [{**given[0], "seller": "PA-0000000"}]}, content_type="application/json",
        headers={"Idempotency-Key": "b" * 20},
    )  # fmt: skip
    assert wrong.status_code == 422


def test_the_api_lists_links_with_their_reasons(market, as_, link):
    [one] = as_(market, "lead").get(market.url("api/v1/links?kind=phone")).json()["results"]
    assert one["strength"] == 65
    assert one["reasons"][0]["sentence"].startswith("Both gave the same")
    assert set(one["sellers"]) == {market.parties[name].reference for name in ("seller", "other_seller")}


def test_as_many_queries_for_many_links_as_for_one(market, as_, link, django_assert_max_num_queries):
    lead = as_(market, "lead")
    pages = [market.url("links"), market.url(f"links/{market.parties['seller'].reference}")]
    crowd(market, 6)
    for page in pages:
        with django_assert_max_num_queries(22):
            lead.get(page)


def test_sixty_sellers_are_drawn_apart_from_each_other_and_always_alike():
    links = [("a", f"n{n}") for n in range(20)] + [(f"n{n % 20}", f"m{n}") for n in range(39)]
    found = places("a", links)
    assert len(found) == 60
    assert places("a", list(links)) == found
    assert found["a"] == (SIZE / 2, SIZE / 2)
    points = list(found.values())
    apart = [(one[0] - two[0]) ** 2 + (one[1] - two[1]) ** 2 for n, one in enumerate(points) for two in points[n + 1 :]]
    assert min(apart) >= 25**2
    assert all(14 < axis < SIZE - 14 for point in points for axis in point)
    assert max(RADII) < SIZE / 2


def test_who_is_not_linked_is_not_drawn():
    assert set(places("a", [("a", "b"), ("c", "d")])) == {"a", "b"}
    assert places("a", []) == {"a": (SIZE / 2, SIZE / 2)}

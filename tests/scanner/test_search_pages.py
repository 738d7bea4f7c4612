"""The page of the search: found, chosen over pages, taken to the complaint; searches kept, and told of by mail."""

import html
import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.models import Entry
from scanner.models import SavedSearch
from scanner.search import catalogue
from scanner.search.asking import Asked
from scanner.services import alert_ripe, end_search, save_search, unsubscribe
from scanner.services.searching import token_of
from scanner.views import search as page_of_search
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.models import Due
from tests.scanner.stage import authorise, png, published, trademark
from workflow.models import Effect


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    monkeypatch.setattr(catalogue, "PAUSE_SECONDS", -1.0)


@pytest.fixture
def shop(market, monkeypatch):
    """Seven listings that hide a name, on pages of three."""
    monkeypatch.setattr("scanner.search.finding.PAGE", 3)
    for n in range(7):
        seller = "other_seller" if n == 6 else "seller"
        published(
            market, f"L-{n}", f"Z a n d e r h o l t bag {n}", seller=seller, markets=("DE",), pictures=[png(n + 1)]
        )
    return market.url("search")


def body(answer):
    return html.unescape(answer.content.decode())


def numbers(answer):
    return [one["listing"].number for one in answer.context["rows"]]


class TestFinding:
    def test_first_it_asks(self, market, as_, shop):
        trademark(market, "Zanderholt", picture=9)
        page = as_(market, "brand").get(shop)
        assert page.status_code == 200
        assert numbers(page) == []
        [specimen] = page.context["specimens"]
        assert "No listing found" not in body(page)
        assert as_(market, "brand").get(specimen["url"]).status_code == 200

    def test_a_disguise_is_found_marked_and_said(self, market, as_, shop):
        page = as_(market, "brand").get(shop, {"q": "Zanderholt"})
        assert "7 listings" in body(page)
        assert "<mark>Z a n d e r h o l t</mark>" in body(page)
        assert "spells out the mark" in body(page)

    def test_the_choice_stays_over_pages_and_goes_to_the_complaint(self, market, as_, shop):
        trademark(market, "Zanderholt")
        brand = as_(market, "brand")
        first = brand.get(shop, {"q": "zanderholt"})
        here = first.context["here"]
        second = brand.post(here, {"listing": ["L-6", "L-4"], "turn": first.context["part"].next})
        assert numbers(second) == ["L-3", "L-2", "L-1"]
        assert second.context["elsewhere"].split() == ["L-6", "L-4"]
        third = brand.post(
            here, {"chosen": second.context["elsewhere"], "listing": "L-1", "ask": "1", "q": "nothing such"}
        )
        assert third.context["chosen"] == ["L-6", "L-4", "L-1"]
        going = brand.post(
            market.url("complaints/new"), {"from": "search", "chosen": "L-6 L-4", "listing": "L-1", "q": "zander"}
        )
        assert going.context["form"]["listings"].value().split() == ["L-1", "L-6", "L-4"]
        assert [label for _value, label in going.context["form"].fields["right"].choices] != []

    def test_all_that_remain_without_authorised_sellers(self, market, as_, shop):
        right = trademark(market, "Zanderholt")
        authorise(market, right, seller="other_seller")
        brand = as_(market, "brand")
        page = brand.get(shop, {"q": "zanderholt"})
        assert page.context["answer"].authorised == 1
        [chip] = [one for one in page.context["chips"] if "authorised" in one["url"]]
        page = brand.post(chip["url"])
        page = brand.post(page.context["here"], {"pick": "all"})
        assert sorted(page.context["chosen"]) == [f"L-{n}" for n in range(6)]
        assert brand.post(page.context["here"], {"chosen": "L-1", "pick": "none"}).context["chosen"] == []
        assert len(brand.post(page.context["here"], {"pick": "page"}).context["chosen"]) == 3

    def test_more_than_a_complaint_can_name_is_said(self, market, as_, shop):
        many = " ".join(f"N-{n}" for n in range(1100))
        page = as_(market, "brand").post(f"{shop}?q=zanderholt", {"chosen": many})
        assert "At most 1000 listings at once" in body(page)
        assert len(page.context["chosen"]) == 1000

    def test_by_an_uploaded_picture(self, market, as_, shop):
        brand = as_(market, "brand")
        sent = brand.post(market.url("search/picture"), {"picture": SimpleUploadedFile("a.png", png(3, mirrored=True))})
        page = brand.get(sent["Location"])
        assert numbers(page) == ["L-2"]
        assert "Same picture" in body(page)
        assert "mirrored" in body(page)
        assert page.context["question"]

    def test_what_is_no_picture_is_refused_in_words(self, market, as_, shop):
        brand = as_(market, "brand")
        for file in (SimpleUploadedFile("a.png", b"nothing"), SimpleUploadedFile("b.png", png(2)[:200])):
            refused = brand.post(market.url("search/picture"), {"picture": file})
            assert refused.status_code == 422
            assert "picture" in body(refused)
        assert brand.post(market.url("search/picture")).status_code == 422

    def test_pictures_are_limited(self, market, as_, shop, monkeypatch):
        monkeypatch.setattr(page_of_search, "PICTURES_A_MINUTE", 1)
        brand = as_(market, "brand")
        assert brand.post(market.url("search/picture")).status_code == 422
        assert brand.post(market.url("search/picture")).status_code == 429

    def test_wrong_filters_keep_what_was_typed(self, market, as_, shop):
        page = as_(market, "brand").get(shop, {"q": "zander", "price_from": "cheap", "market": "Atlantis"})
        assert page.status_code == 422
        assert 'value="cheap"' in body(page)
        assert 'value="zander"' in body(page)
        assert "Not a country: Atlantis." in body(page)

    def test_numbers_and_links_are_looked_up_and_chosen(self, market, as_, shop):
        page = as_(market, "brand").post(shop, {"look": "1", "numbers": "L-1 https://shop.example/item/L-2?a=b L-99"})
        assert page.context["chosen"] == ["L-1", "L-2"]
        assert page.context["missing"] == ("L-99",)
        assert as_(market, "brand").post(shop, {"look": "1"}).status_code == 422

    def test_while_the_listings_are_read_the_page_says_so_and_asks_again(self, market, as_, shop, monkeypatch):
        monkeypatch.setattr(catalogue, "if_in_memory", lambda: None)
        page = body(as_(market, "brand").get(shop, {"q": "zander"}))
        assert "being made ready" in page
        assert "hx-get" in page

    def test_queries_do_not_grow_with_the_listings(self, market, as_, shop, django_assert_max_num_queries):
        brand = as_(market, "brand")
        brand.get(shop, {"q": "zanderholt"})
        with django_assert_max_num_queries(40) as one:
            brand.get(shop, {"q": "zanderholt", "seller": market.parties["other_seller"].reference})
        with django_assert_max_num_queries(len(one)):
            brand.get(shop, {"q": "zanderholt"})

    def test_it_moved(self, market, as_, shop):
        moved = as_(market, "brand").get(market.url("listings/find"), {"q": "bag"})
        assert moved["Location"] == f"{shop}?q=bag"

    def test_sellers_do_not_search(self, market, as_, shop):
        assert as_(market, "seller").get(shop).status_code == 403


class TestProgram:
    def test_it_finds_as_the_page_does(self, market, as_, shop):
        program = as_(market, "brand")
        url = market.url("api/v1/search")
        found = program.get(url, {"q": "zanderholt", "sort": "newest"}).json()
        assert (found["count"], found["more"], found["previous"]) == (7, False, None)
        assert [one["listing"] for one in found["results"]] == ["L-6", "L-5", "L-4"]
        assert found["results"][0]["why"]
        following = program.get(found["next"]).json()
        assert [one["listing"] for one in following["results"]] == ["L-3", "L-2", "L-1"]

    def test_by_picture(self, market, as_, shop):
        program = as_(market, "brand")
        sent = program.post(
            market.url("api/v1/search/pictures"), {"picture": SimpleUploadedFile("a.png", png(2))},
            headers={"Idempotency-Key": "one"},
        )  # fmt: skip
        assert sent.status_code == 201
        found = program.get(market.url("api/v1/search"), sent.json()).json()
        assert [(one["listing"], one["distance"]) for one in found["results"]] == [("L-1", 0)]

    def test_kept_searches(self, market, as_, shop):
        program, url = as_(market, "brand"), market.url("api/v1/searches")
        sent = {"name": "Hidden", "query": {"q": "zanderholt", "market": "DE"}, "alerts": True}
        made = program.post(url, json.dumps(sent), content_type="application/json", headers={"Idempotency-Key": "two"})
        assert made.status_code == 201
        one = f"{url}/{made.json()['id']}"
        assert program.get(one).json()["query"] == sent["query"]
        assert len(program.get(url).json()["results"]) == 1
        assert as_(market, "agent").get(one).status_code == 404
        assert program.delete(one).status_code == 204
        assert program.get(one).status_code == 404


def kept(here, *, who="brand", name="Hidden", alerts=True, **asked):
    return save_search(actor=here.actor(who), name=name, asked=Asked(**(asked or {"q": "zanderholt"})), alerts=alerts)


def letters():
    return [json.loads(one.payload) for one in Effect.objects.filter(kind="mail").order_by("id")]


class TestKept:
    def test_kept_from_the_page_opened_and_forgotten(self, market, as_, shop):
        brand = as_(market, "brand")
        assert (
            brand.post(market.url("search/keep?q=zanderholt&market=DE"), {"name": "", "alerts": "on"}).status_code
            == 422
        )
        assert (
            brand.post(
                market.url("search/keep?q=zanderholt&market=DE"), {"name": "My bags", "alerts": "on"}
            ).status_code
            == 303
        )
        saved = SavedSearch.objects.get()
        assert saved.query == {"q": "zanderholt", "market": "DE"}
        assert "My bags" in body(brand.get(market.url("search/kept")))
        opened = brand.get(market.url(f"search/kept/{saved.id}"))
        assert opened["Location"].endswith("search?q=zanderholt&market=DE")
        assert as_(market, "agent").get(market.url(f"search/kept/{saved.id}")).status_code == 404
        brand.post(market.url(f"search/kept/{saved.id}/end"), {"alerts": "0"})
        assert not SavedSearch.objects.get().alerts
        brand.post(market.url(f"search/kept/{saved.id}/end"))
        assert "My bags" not in body(brand.get(market.url("search/kept")))
        said = list(Entry.objects.filter(subject_id=saved.id).order_by("id").values_list("verb", flat=True))
        assert said == ["search.saved", "search.ended", "search.ended"]

    def test_without_a_name_or_a_question_nothing_is_kept(self, market):
        with pytest.raises(Invalid):
            kept(market, name="  ")
        with pytest.raises(Invalid):
            kept(market, market="DE")

    def test_fifty_are_enough(self, market, monkeypatch):
        monkeypatch.setattr("scanner.services.searching.MOST_KEPT", 1)
        kept(market)
        with pytest.raises(Conflict):
            kept(market)

    def test_a_mail_tells_of_what_is_new_once_a_day(self, market):
        published(market, "A-1", "Zanderholt bag")
        first, second = kept(market), kept(market, name="Totes", q="tote")
        assert first.next_at == second.next_at
        assert Due.objects.filter(job="alerts").exists()
        soon = database_now() + timedelta(hours=1)
        assert alert_ripe(now=soon) == first.next_at
        assert letters() == []
        published(market, "A-2", "Z a n d e r h o l t tote")
        tomorrow = database_now() + timedelta(days=1, minutes=1)
        alert_ripe(now=tomorrow)
        [letter] = letters()
        assert letter["to"] == market.user("brand").email
        assert "A-2" in letter["body"]
        assert "A-1" not in letter["body"]
        assert letter["body"].count("1 listing") == 2
        first.refresh_from_db()
        assert (first.told, first.next_at) == (1, tomorrow + timedelta(days=1))
        alert_ripe(now=tomorrow)
        alert_ripe(now=tomorrow + timedelta(days=1))
        assert len(letters()) == 1

    def test_the_link_in_the_mail_ends_it_after_one_question(self, market, client, as_):
        saved = kept(market)
        address = market.url(f"search/alerts/{token_of(saved)}/stop")
        assert client.get(address).status_code == 200
        saved.refresh_from_db()
        assert saved.alerts
        assert client.post(address).status_code == 200
        saved.refresh_from_db()
        assert (saved.alerts, saved.ended_at) == (False, None)
        assert client.post(address[:-9] + "x/stop").status_code == 404
        with pytest.raises(NotFound):
            unsubscribe(token=f"{saved.id}:made-up")

    def test_who_has_left_is_not_written_to(self, market):
        saved = kept(market)
        membership = market.people["brand"].membership
        membership.state = "revoked"
        membership.save()
        published(market, "A-1", "Zanderholt bag")
        assert alert_ripe(now=database_now() + timedelta(days=2)) is None
        saved.refresh_from_db()
        assert not saved.alerts
        assert letters() == []

    def test_nobody_ends_the_search_of_another(self, market):
        with pytest.raises(NotFound):
            end_search(actor=market.actor("agent"), saved=kept(market))

    def test_the_page_of_a_mail_leads_somewhere(self, market, as_):
        saved = kept(market)
        published(market, "A-1", "Zanderholt bag")
        alert_ripe(now=database_now() + timedelta(days=2))
        [letter] = letters()
        links = re.findall(r"https?://[^/\s]+(/\S+)", letter["body"])
        assert f"/m/{market.slug}/search/kept/{saved.id}" in links
        for link in links:
            assert as_(market, "brand").get(link).status_code in (200, 303)

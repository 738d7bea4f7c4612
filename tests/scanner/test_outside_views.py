"""The pages and the API of shops outside, as people and programs meet them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actors import of_membership
from audit.models import Entry
from evidence.models import Evidence
from registry import services as registry
from reporting import queries as reporting
from scanner.models import OutsideMatch, OutsidePage, Shop, Watcher
from scanner.services import outside, outside_pages
from scanner.services.outside_uploads import upload
from tenancy.context import database_now
from tests.cast import add_key
from tests.scanner.outside_stage import look_round, product, shop_host, watched
from tests.scanner.stage import png, trademark


@pytest.fixture
def host(settings):
    with shop_host(settings) as found:
        yield found


@pytest.fixture
def brand(as_, market):
    return as_(market, "brand")


def page(client, url, **data):
    response = client.get(url, data)
    assert response.status_code == 200
    return response.content.decode()


def test_a_rights_holder_has_a_shop_watched_and_sees_what_it_offers(market, brand, host):
    trademark(market, picture=1)
    assert "No shop is watched" in page(brand, market.url("outside"))
    response = brand.post(
        market.url("outside"), {"url": host.url(), "markets": ["DE"], "interval_hours": "24", "why": "Copies."}
    )
    shop = Shop.objects.get()
    assert (response.status_code, response["Location"]) == (303, market.url(f"outside/{shop.reference}"))
    assert "Not looked at yet" in page(brand, response["Location"])
    look_round(market)
    text = page(brand, market.url(f"outside/{shop.reference}"))
    assert "39.90\u00a0EUR" in text
    assert "Zanderholt weekender" in text
    assert "Copies." in text
    assert page(brand, market.url("outside/matches/count")) == "1"
    match = OutsideMatch.objects.select_related("page").get()
    assert match.page.title in page(brand, market.url("outside/matches"))
    text = page(brand, market.url(f"outside/matches/{match.id}"))
    assert "A picture of the page is one of the registered pictures" in text
    assert text.count("side=960") == 2
    text = page(brand, market.url(f"outside/{shop.reference}/pages/{match.page.reference}"))
    assert match.page.evidence.sha256 in text
    assert host.url("/p/1") in text


def test_the_evidence_is_downloaded_as_it_is_and_runs_nowhere(market, brand, host):
    shop = watched(market, host)
    upload(actor=market.actor("brand"), shop_id=shop.id, data=product(), url=host.url("/p/1"))
    piece = OutsidePage.objects.get().evidence
    response = brand.post(market.url(f"evidence/{piece.reference}/original"), {"why": "To look."})
    assert response.content == product()
    assert "attachment" in response["Content-Disposition"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert brand.get(market.url(f"evidence/{piece.reference}/picture")).status_code == 404


def test_a_match_is_judged_on_its_page(market, brand, host):
    trademark(market)
    watched(market, host)
    look_round(market)
    match = OutsideMatch.objects.get()
    response = brand.post(market.url(f"outside/matches/{match.id}/judge"), {"verdict": "genuine"})
    assert response["Location"] == market.url("outside/matches")
    match.refresh_from_db()
    assert match.state == "dismissed"
    assert "The goods are genuine" in page(brand, market.url(f"outside/matches/{match.id}"))
    assert brand.post(market.url(f"outside/matches/{match.id}/judge"), {"verdict": "x"}).status_code == 422


def test_an_agent_of_one_brand_sees_what_concerns_it_and_changes_nothing(market, as_, host):
    """Of a shop that is watched for the rights holder: the page and the match of its brand, and no other."""
    holder, agent = market.actor("brand"), market.parties["agent"]
    rights = [trademark(market), trademark(market, "Plain", number="018442191")]
    brands = [registry.add_brand(actor=holder, name=right.title) for right in rights]
    for one, right in zip(brands, rights, strict=True):
        registry.put_in_brand(actor=holder, owner=market.parties["brand"], brand=one, rights=[right])
    ends_on = database_now().date() + timedelta(days=9)
    registry.appoint(actor=holder, agent=agent, terms=registry.Terms(brands=brands[:1], ends_on=ends_on))
    shop = watched(market, host)
    look_round(market)
    mine, other = (OutsideMatch.objects.select_related("page").get(right=right) for right in rights)
    seen = as_(market, "agent")
    assert shop.domain in page(seen, market.url("outside"))
    text = page(seen, market.url(f"outside/{shop.reference}"))
    assert mine.page.title in text
    assert other.page.title not in text
    assert mine.page.evidence.sha256 in page(seen, market.url(f"outside/{shop.reference}/pages/{mine.page.reference}"))
    assert seen.get(market.url(f"outside/{shop.reference}/pages/{other.page.reference}")).status_code == 404
    assert seen.get(market.url(f"outside/matches/{other.id}")).status_code == 404
    today = of_membership(market.people["agent"].membership)
    visible = set(Evidence.objects.visible_to(today).values_list("id", flat=True))
    assert mine.page.evidence_id in visible
    assert other.page.evidence_id not in visible
    judged = seen.post(market.url(f"outside/matches/{mine.id}/judge"), {"verdict": "confirmed"})
    assert judged.status_code == 403, "it was appointed to read"
    assert seen.post(market.url(f"outside/{shop.reference}/do"), {"deed": "look"}).status_code == 403
    now = database_now()
    measured = reporting.brands(today, begin=now - timedelta(days=9), end=now + timedelta(days=1))
    assert [(one.found_outside, one.reference) for one in measured] == [(1, market.parties["brand"].reference)]


def test_what_was_typed_stays_if_it_is_refused(market, brand, host):
    response = brand.post(
        market.url("outside"), {"url": "http://127.0.0.1:1/", "interval_hours": "24", "name": "Bags4U"}
    )
    assert response.status_code == 422
    assert 'value="Bags4U"' in response.content.decode()
    shop = watched(market, host)
    response = brand.post(market.url(f"outside/{shop.reference}/add"), {"url": "https://other.example/x"})
    assert response.status_code == 422
    assert "does not lie in the shop" in response.content.decode()


def test_a_page_is_handed_in_with_its_pictures_and_a_drawing_is_refused(market, brand, host):
    trademark(market, picture=1)
    shop = watched(market, host)
    where = market.url(f"outside/{shop.reference}/upload")
    saved = SimpleUploadedFile("page.html", product(), "text/html")
    drawing = SimpleUploadedFile("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml")
    response = brand.post(where, {"file": saved, "url": host.url("/p/5"), "pictures": [drawing]})
    assert response.status_code == 422
    saved.seek(0)
    picture = SimpleUploadedFile("a.png", png(1), "image/png")
    response = brand.post(where, {"file": saved, "url": host.url("/p/5"), "pictures": [picture]}, follow=True)
    assert "1 page was kept" in response.content.decode()
    assert OutsidePage.objects.get().pictures.count() == 1


def test_deeds_of_the_watch(market, brand, as_, host):
    shop = watched(market, host)
    where = market.url(f"outside/{shop.reference}/do")
    for deed, state in (("pause", "paused"), ("resume", "watched"), ("end", "ended")):
        assert brand.post(where, {"deed": deed}).status_code == 303
        shop.refresh_from_db()
        assert shop.state == state
    assert shop.domain in page(brand, market.url("outside"), state="ended")
    watched(market, host)
    watched(market, host, who="rival")
    assert brand.post(where, {"deed": "pause"}).status_code == 403
    assert "it is watched for others too" in page(brand, market.url(f"outside/{shop.reference}")).lower()
    assert brand.post(where, {"deed": "stop"})["Location"] == market.url("outside")
    assert brand.get(market.url(f"outside/{shop.reference}")).status_code == 404
    assert as_(market, "rival").get(market.url(f"outside/{shop.reference}")).status_code == 200


def test_the_page_of_a_shop_that_fails_says_why(market, brand, host):
    watched(market, host)
    host.down = "503 Busy"
    look_round(market, rounds=1)
    shop = Shop.objects.get()
    text = page(brand, market.url(f"outside/{shop.reference}"))
    assert "The last look failed" in text
    assert "The host does not show this page." in text
    assert "The host does not show this page." in page(brand, market.url("outside"))


def test_strangers_and_sellers(market, as_, host):
    shop = watched(market, host)
    assert as_(market, "rival").get(market.url(f"outside/{shop.reference}")).status_code == 404
    assert as_(market, "seller").get(market.url("outside")).status_code == 403
    reader = as_(market, "brand_reader")
    text = page(reader, market.url(f"outside/{shop.reference}"))
    assert "Look now" not in text
    assert reader.post(market.url(f"outside/{shop.reference}/do"), {"deed": "look"}).status_code == 403


def test_an_operator_chooses_for_whom(market, as_, host):
    lead = as_(market, "lead")
    rival = market.parties["rival"]
    lead.post(market.url("outside"), {"url": host.url(), "party": rival.reference, "interval_hours": "6"})
    lead.post(market.url("outside"), {"url": host.url(), "party": "", "interval_hours": "6"})
    shop = Shop.objects.get()
    assert set(Watcher.objects.values_list("party_id", flat=True)) == {rival.id, None}
    text = page(lead, market.url(f"outside/{shop.reference}"))
    assert rival.name in text
    assert "the marketplace itself" in text


def test_more_pages_cost_no_more_queries(market, brand, host):
    trademark(market, picture=1)
    shop = watched(market, host)
    holder = market.actor("brand")

    def costs():
        found = []
        for path in ("outside", "outside/matches", f"outside/{shop.reference}"):
            with CaptureQueriesContext(connection) as seen:
                page(brand, market.url(path))
            found.append(len(seen))
        return found

    def add(number):
        upload(actor=holder, shop_id=shop.id, data=product(f"Zanderholt {number}"), url=host.url(f"/p/{number}"))
        outside.add_shop(actor=holder, url=f"https://shop{number}.example/")
        outside_pages.scan_kept(actor=market.system, now=database_now())

    add(1)
    costs()
    before = costs()
    for number in range(2, 8):
        add(number)
    assert costs() == before


def test_the_api_lists_and_adds_shops_and_lists_matches(market, client, host):
    trademark(market)
    with_scope = add_key(market, "brand_outside", party="brand", scopes=["outside"])
    where = market.url("api/v1/outside/shops")
    body = {"url": host.url(), "markets": ["DE"], "name": "Bags4U", "why": "Copies."}
    headers = {**with_scope.headers, "Idempotency-Key": "one"}
    made = client.post(where, body, content_type="application/json", headers=headers)
    assert made.status_code == 201
    assert made.json()["domain"] == host.place
    look_round(market)
    [shop] = client.get(where, headers=with_scope.headers).json()["results"]
    assert (shop["reference"], shop["waiting"], shop["failure"]) == (made.json()["reference"], 1, "")
    [match] = client.get(market.url("api/v1/outside/matches"), headers=with_scope.headers).json()["results"]
    assert (match["url"], match["state"], match["price_cents"]) == (host.url("/p/1"), "open", 3990)
    assert match["why"] == ["The title contains the mark “Zanderholt”."]
    refused = client.post(where, {"url": "http://10.0.0.1/"}, content_type="application/json",
                          headers={**with_scope.headers, "Idempotency-Key": "two"})  # fmt: skip
    assert refused.status_code == 422
    assert client.get(where, headers=market.keys["seller"].headers).status_code == 403


def test_the_api_judges_a_match(market, as_, host):
    trademark(market)
    watched(market, host)
    look_round(market)
    match = OutsideMatch.objects.get()
    brand, where = as_(market, "brand"), market.url(f"api/v1/outside/matches/{match.id}")

    def judge(deed, key, client=brand, **body):
        return client.post(
            f"{where}/{deed}", body or None, content_type="application/json", headers={"Idempotency-Key": key}
        )

    assert brand.get(where).json()["index"] == match.index.number
    assert judge("dismiss", "one", why="mood").status_code == 422
    first, again = judge("dismiss", "two", why="genuine"), judge("dismiss", "two", why="genuine")
    assert (first.status_code, first.json()) == (200, again.json())
    assert (first.json()["state"], first.json()["verdict"]) == ("dismissed", "genuine")
    assert judge("dismiss", "three", why="genuine").status_code == 409
    assert judge("confirm", "four").json()["state"] == "confirmed"
    assert judge("confirm", "five", as_(market, "rival")).status_code == 404
    assert judge("confirm", "six", as_(market, "brand_reader")).status_code == 403
    assert Entry.objects.filter(verb="outside.judged").count() == 2

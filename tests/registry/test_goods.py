"""Texts, usual prices and countries of origin of a right: who may say them, what they replace, what the scanner reads."""

from dataclasses import replace
from datetime import timedelta

import pytest

from audit.queries import timeline
from registry import goods, services
from registry.details import Details
from registry.models import PriceBand, Right
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.registry.conftest import MARK

TEXT = "The trail bottle keeps water cold for a whole day. Its wall of double steel has no seam that could ever leak at all."
WORK = Details(kind="copyright", title="Catalogue of 2026", territories=("EU", "US"))


@pytest.fixture
def work(market):
    right = services.register_right(actor=market.actor("brand"), details=WORK)
    return services.verify_right(actor=market.actor("reviewer"), right=right)


def add(market, right, who="brand", title="Trail bottle", text=TEXT):
    return services.add_text(actor=market.actor(who), right=right, title=title, text=text)


def price(cast, right, who="brand", **given):
    given = {"currency": "EUR", "low_cents": 10_000, "high_cents": 20_000, **given}
    return services.set_band(actor=cast.actor(who), right=right, **given)


class TestTexts:
    def test_the_owner_adds_one_and_the_right_is_checked_again(self, market, work):
        text = add(market, work)
        assert Right.objects.get().state == Right.State.SUBMITTED
        assert goods.live_texts() == []
        line = timeline(work.id, market.actor("brand"))[0]
        assert line.verb == "text.added"
        assert TEXT not in str(line)
        services.verify_right(actor=market.actor("reviewer"), right=Right.objects.get())
        assert goods.live_texts() == [goods.LiveText(work.id, text.id, TEXT)]
        assert goods.live_texts([text.id]) == []

    def test_the_house_adds_one_and_it_holds_at_once(self, market, work):
        before = Right.objects.get().changed_at
        add(market, work, "reviewer")
        assert Right.objects.get().changed_at > before, "the index learns of it"
        assert len(goods.live_texts()) == 1

    def test_a_retired_text_is_compared_no_more(self, market, work):
        text = add(market, work, "reviewer")
        services.retire_text(actor=market.actor("brand"), text=text)
        assert goods.live_texts() == []
        with pytest.raises(Conflict):
            services.retire_text(actor=market.actor("brand"), text=text)
        add(market, work, "reviewer")

    @pytest.mark.parametrize(
        ("title", "text", "field"),
        [("", TEXT, "title"), ("x", "too short", "text"), ("x", "a\x00" * 40, "text"), ("x", "word " * 30_000, "text")],
    )
    def test_what_is_no_text_is_refused(self, market, work, title, text, field):
        with pytest.raises(Invalid) as refused:
            add(market, work, title=title, text=text)
        assert field in refused.value.fields

    def test_a_text_of_a_script_without_spaces_is_long_enough_by_its_characters(self, market, work):
        add(market, work, text="登山用のボトルは一日中水を冷たく保ちます。" * 12)

    def test_the_same_twice_a_mark_a_stranger_and_a_reader(self, market, work, mark):
        add(market, work)
        with pytest.raises(Invalid):
            add(market, work)
        with pytest.raises(Conflict):
            add(market, mark)
        with pytest.raises(NotFound):
            add(market, work, "rival")
        with pytest.raises(Denied):
            add(market, work, "brand_reader")


class TestPrices:
    def test_a_new_one_takes_the_place_of_the_old_and_the_old_stays_on_file(self, market, verified):
        first = price(market, verified)
        price(market, verified, low_cents=12_000)
        assert [band.low_cents for band in goods.live_bands()[verified.id]] == [12_000]
        assert PriceBand.objects.get(id=first.id).ended_at is not None
        assert Right.objects.get().state == Right.State.VERIFIED, "a price changes nothing that was verified"
        assert timeline(verified.id, market.actor("brand"))[0].verb == "price.set"

    def test_goods_markets_and_currencies_stand_side_by_side(self, market, verified):
        price(market, verified)
        price(market, verified, goods="  Running SHOES ")
        price(market, verified, market="Germany")
        price(market, verified, currency="USD")
        found = goods.live_bands()[verified.id]
        assert [(band.currency, band.goods, band.market) for band in found] == [
            ("EUR", "", ""), ("EUR", "running shoes", ""), ("EUR", "", "DE"), ("USD", "", ""),
        ]  # fmt: skip

    def test_it_ends_by_hand_or_by_its_day(self, market, verified):
        band = price(market, verified)
        services.end_band(actor=market.actor("brand"), band=band)
        with pytest.raises(Conflict):
            services.end_band(actor=market.actor("brand"), band=band)
        tomorrow = database_now().date() + timedelta(days=1)
        price(market, verified, starts_on=tomorrow)
        assert goods.live_bands() == {}

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"currency": "eur"}, "currency"),
            ({"low_cents": 0}, "low_cents"),
            ({"high_cents": 9_999}, "high_cents"),
            ({"market": "EU"}, "market"),
            ({"market": "JP"}, "market"),
            ({"goods": "a\x00"}, "goods"),
        ],
    )
    def test_what_does_not_hold_together(self, market, verified, given, field):
        with pytest.raises(Invalid) as refused:
            price(market, verified, **given)
        assert field in refused.value.fields

    def test_strangers_and_readers(self, market, verified):
        with pytest.raises(NotFound):
            price(market, verified, "rival")
        with pytest.raises(Denied):
            price(market, verified, "brand_reader")


def test_countries_of_origin_need_no_new_check(market, verified):
    details = replace(MARK, made_in=("Italy", "PT"))
    right = services.revise_right(actor=market.actor("brand"), right=verified, details=details)
    assert (right.state, right.made_in) == ("verified", ["IT", "PT"])
    assert goods.live_origins() == {right.id: frozenset({"IT", "PT"})}
    with pytest.raises(Invalid) as refused:
        services.revise_right(actor=market.actor("brand"), right=right, details=replace(details, made_in=("Narnia",)))
    assert "made_in" in refused.value.fields


def test_a_design_has_locarno_classes(market):
    design = Details(kind="design", title="Trail shoe", office="EM", number="008123456-0001", classes=(2,))
    right = services.register_right(actor=market.actor("brand"), details=design)
    services.verify_right(actor=market.actor("reviewer"), right=right)
    assert goods.live_designs() == {right.id: frozenset({2})}
    with pytest.raises(Invalid):
        services.register_right(actor=market.actor("brand"), details=replace(design, number="1", classes=(40,)))


class TestPages:
    def test_a_text_is_added_and_retired(self, market, work, as_):
        brand = as_(market, "brand")
        url = market.url(f"rights/{work.reference}")
        sent = {"text-title": "<b>Manual</b>", "text-text": TEXT}
        answer = brand.post(f"{url}/texts", sent, follow=True)
        assert "checked again" in answer.content.decode()
        assert "&lt;b&gt;Manual" in answer.content.decode()
        [text] = goods.texts_of(work)
        answer = brand.post(f"{url}/texts/{text.id}/retire", follow=True)
        assert "The text is retired." in answer.content.decode()

    def test_what_is_wrong_with_a_text_is_said_and_kept(self, market, work, as_):
        answer = as_(market, "brand").post(
            market.url(f"rights/{work.reference}/texts"), {"text-title": "x", "text-text": "too short"}
        )
        assert answer.status_code == 422
        assert "fewer than 16 words" in answer.content.decode()
        assert "too short" in answer.content.decode()

    def test_a_price_is_set_and_ended(self, market, verified, as_):
        brand = as_(market, "brand")
        url = market.url(f"rights/{verified.reference}")
        sent = {"price-currency": "eur", "price-low": "95", "price-high": "180.50", "price-goods": "shoes"}
        answer = brand.post(f"{url}/prices", sent, follow=True)
        assert "EUR 95.00" in answer.content.decode()
        [band] = goods.bands_of(verified)
        assert band.high_cents == 18_050
        answer = brand.post(f"{url}/prices/{band.id}/end", follow=True)
        assert "Ended." in answer.content.decode()
        wrong = brand.post(f"{url}/prices", {**sent, "price-high": "9"})
        assert wrong.status_code == 422
        assert "not below the lowest" in wrong.content.decode()


def test_by_the_api(market, work, client):
    headers = market.keys["brand"].headers
    texts, prices = (market.url(f"api/v1/rights/{work.reference}/{what}") for what in ("texts", "prices"))
    made = client.post(texts, {"title": "Manual", "text": TEXT}, content_type="application/json", headers=headers)
    assert made.status_code == 201
    retired = client.post(f"{texts}/{made.json()['id']}/retire", headers=headers)
    assert retired.json()["retired_at"]
    sent = {"currency": "EUR", "low_cents": 100, "high_cents": 200, "market": "DE"}
    made = client.post(prices, sent, content_type="application/json", headers=headers)
    assert (made.status_code, made.json()["market"]) == (201, "DE")
    wrong = client.post(prices, {**sent, "high_cents": 9}, content_type="application/json", headers=headers)
    assert wrong.status_code == 422
    assert client.post(f"{prices}/{made.json()['id']}/end", headers=headers).json()["ended_at"]
    assert len(client.get(prices, headers=headers).json()["results"]) == 1
    assert len(client.get(texts, headers=headers).json()["results"]) == 1

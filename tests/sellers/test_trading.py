"""High-volume sellers and data that are asked for: who reaches the thresholds, who answers, and who stays silent."""

from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from registry.models import PartyNumber
from sellers.models import DataRequest, Listing, Restraint, SellerApplication
from sellers.onboarding.volume import GROSS_CENTS, SALES, is_high_volume, months_back
from sellers.services import end_listing
from sellers.services.asking import OVERDUE
from sellers.services.checking_data import CLOCK as CHECK
from sellers.services.checking_data import UNCHECKED
from sellers.services.onboarding_review import Limits
from sellers.services.trading import YEARLY, YEARS_JOB, ask_again, begin_years
from tenancy.context import database_now
from tenancy.models import Due
from tests.architecture.stage_sellers import trades
from tests.enforcement.pages import text
from tests.sellers.conftest import public_in
from workflow.clocks import CONSEQUENCES
from workflow.models import Clock, Effect

TODAY = date(2026, 11, 23)
MONTHS = months_back(TODAY)


@given(
    told=st.dictionaries(
        st.sampled_from(MONTHS), st.tuples(st.integers(0, 120), st.integers(0, 300_000)), max_size=len(MONTHS)
    )
)
def test_high_volume_is_both_thresholds_in_one_period_of_twelve_months(told):
    expected = any(
        sum(told.get(month, (0, 0))[0] for month in MONTHS[start : start + 12]) >= SALES
        and sum(told.get(month, (0, 0))[1] for month in MONTHS[start : start + 12]) >= GROSS_CENTS
        for start in range(13)
    )
    assert is_high_volume(told, TODAY) is expected


def test_the_thresholds_are_those_of_the_act():
    assert (MONTHS[0], MONTHS[-1]) == (date(2026, 11, 1), date(2024, 12, 1))
    assert is_high_volume({MONTHS[0]: (100, 250_000), MONTHS[11]: (100, 250_000)}, TODAY)
    assert not is_high_volume({MONTHS[0]: (100, 250_000), MONTHS[12]: (100, 250_000)}, TODAY), "thirteen months apart"
    assert not is_high_volume({MONTHS[0]: (199, 900_000)}, TODAY)
    assert not is_high_volume({MONTHS[0]: (900, 499_999)}, TODAY)
    assert not is_high_volume({date(2024, 11, 1): (900, 900_000)}, TODAY), "longer ago than 24 months"
    assert not Limits()


def tell(client, market, seller, sales, gross, month):
    facts = [{"seller": seller.reference, "month": month.isoformat(), "sales": sales, "gross_cents": gross}]
    answer = client.post(
        market.url("api/v1/sales"), {"facts": facts}, content_type="application/json",
        headers={"Idempotency-Key": f"{month}-{sales}"},
    )  # fmt: skip
    assert answer.status_code == 200, answer.content
    return answer.json()["asked"]


@pytest.mark.django_db
def test_who_reaches_the_thresholds_is_asked_and_who_is_silent_is_out_until_it_answers(market, as_, listing):
    shop, seller, now = as_(market, "key:shop"), market.parties["seller"], database_now()
    assert tell(shop, market, seller, 150, 900_000, now.date()) == 0
    last = now.date().replace(day=1) - timedelta(days=40)
    assert tell(shop, market, seller, 50, 10_000, last) == 1
    assert tell(shop, market, seller, 60, 10_000, last) == 0, "asked once a year"
    asked = DataRequest.objects.get()
    clock = Clock.objects.get(subject_id=asked.id)
    assert (clock.due_at - clock.started_at, clock.basis) == (timedelta(days=10), "law")
    assert "until" in Effect.objects.filter(kind="mail").latest("id").payload
    CONSEQUENCES[OVERDUE](clock, clock.due_at)
    asked.refresh_from_db()
    assert asked.state == "overdue"
    assert Restraint.objects.get(cause=asked.reference).kind == "suspend"
    assert not Listing.objects.public_in("US", clock.due_at).exists()
    mine, address = as_(market, "seller"), market.url(f"data-requests/{asked.reference}")
    assert "Your listings are out of the shop" in text(mine.get(address))
    assert as_(market, "other_seller").get(address).status_code == 404
    said = {"account": "DE89 3704 0044 0532 0130 00", "confirmed": "1"}
    lacks = text(mine.post(address, said), 422)
    assert "Give a number of the register" in lacks
    type(seller).objects.filter(id=seller.id).update(
        phone="+1 212 555 0100", address="1 Pier", contact_email="s@s.test"
    )
    assert "check digits" in text(mine.post(address, {**said, "account": "DE88 3704 0044 0532 0130 00"}), 422)
    assert "One that is well formed" in text(mine.post(address, {**said, "number": "12"}), 422)
    assert mine.post(address, {**said, "number": "91-1144442"}).status_code == 303
    asked.refresh_from_db()
    assert (asked.state, asked.account["last"]) == ("given", "3000")
    assert PartyNumber.objects.get(party=seller).value == "911144442"
    check = Clock.objects.get(subject_id=asked.id, kind=CHECK)
    assert (check.due_at - check.started_at, check.basis) == (timedelta(days=10), "law")
    lead, place = as_(market, "lead"), market.url(f"parties/{seller.reference}/data")
    assert "1 Pier" in text(lead.get(place))
    CONSEQUENCES[UNCHECKED](check, check.due_at)
    [told] = Effect.objects.filter(kind="mail", recipient=f"party:{market.parties['operator'].id}")
    assert "has not been checked in time" in told.payload
    deed = market.url(f"data-requests/{asked.reference}/")
    assert "This field is required" in text(lead.post(f"{deed}doubt", {"doubt-words": ""}), 422)
    assert lead.post(f"{deed}doubt", {"doubt-words": "The account is not yours."}).status_code == 303
    again = DataRequest.objects.get(basis="inform", state="open")
    assert "not yours" in again.words
    assert mine.post(market.url(f"data-requests/{again.reference}"), said).status_code == 303
    assert seller.name in text(lead.get(market.url("data-requests")))
    assert lead.post(market.url(f"data-requests/{again.reference}/holds")).status_code == 303
    assert lead.post(market.url(f"data-requests/{again.reference}/holds")).status_code == 409
    assert public_in("US") == {"US": ["L-1"]}
    assert mine.post(address, said).status_code == 409
    year = Clock.objects.get(subject_id=seller.id, kind=YEARLY, state="running")
    assert (year.due_at - year.started_at).days == 365
    ask_again(actor=market.system, seller=seller, now=year.due_at)
    yearly = DataRequest.objects.get(basis="yearly")
    assert yearly.state == "open"
    assert mine.post(market.url(f"data-requests/{yearly.reference}"), said).status_code == 303
    yearly.refresh_from_db()
    assert yearly.state == "verified", "nothing of what a person has checked is another"


@pytest.mark.django_db
def test_buyers_are_told_who_sells_for_more_than_twenty_thousand_dollars_a_year(market, as_, listing):
    shop, seller, now = as_(market, "key:shop"), market.parties["seller"], database_now()
    month = months_back(now.date())[0]
    assert tell(shop, market, seller, 300, 1_999_999, month) == 1
    public = market.url(f"who-sells/{seller.reference}")
    assert Client().get(public).status_code == 404
    assert tell(shop, market, seller, 301, 2_000_000, month) == 1
    assert tell(shop, market, seller, 302, 2_000_001, month) == 0, "asked once"
    asked = DataRequest.objects.get(basis="disclose")
    mine, address = as_(market, "seller"), market.url(f"data-requests/{asked.reference}")
    PartyNumber.objects.create(party=seller, scheme="us_ein", value="911144442")
    details = {"phone": "+1 212 555 0100", "address": "1 Pier", "contact_email": "s@s.test"}
    type(seller).objects.filter(id=seller.id).update(**details)
    said = {"account": "DE89370400440532013000", "confirmed": "1", "name": "Quay Goods", "email": "ask@quay.test"}
    lacks = text(mine.post(address, {**said, "phone": "call me"}), 422)
    assert all(words in lacks for words in ("only my home", "Say what you do", "code of the country"))
    home = {**said, "place": "Oregon", "at_home": "1", "no_phone": "1", "phone": "+1 212 555 0100", "trade": "resells"}
    assert mine.post(address, home).status_code == 303
    shown = text(Client().get(public))
    assert all(words in shown for words in ("Quay Goods", "Oregon", "ask@quay.test", "no business address"))
    assert "1 Pier" not in shown
    assert "555 0100" not in shown
    listed = shop.get(market.url(f"api/v1/seller-disclosures?seller={seller.reference}")).json()["results"]
    assert [(one["name"], one["at_home"], one["phone"]) for one in listed] == [("Quay Goods", True, "")]
    CONSEQUENCES[OVERDUE](Clock.objects.get(subject_id=asked.id, kind="seller_data"), now)
    assert public_in("US") == {"US": ["L-1"]}, "who has answered stays in the shop"


@pytest.mark.django_db
def test_the_year_of_a_seller_begins_on_the_day_it_came(market):
    seller = market.parties["seller"]
    assert Due.objects.filter(job=YEARS_JOB).exists(), "who registers it has the round look"
    long_ago = database_now() - timedelta(days=400)
    type(seller).objects.filter(id=market.parties["other_seller"].id).update(made_at=long_ago)
    begin_years(actor=market.system, now=database_now())
    begin_years(actor=market.system, now=database_now())
    clock = Clock.objects.get(subject_id=seller.id, kind=YEARLY)
    assert abs(clock.due_at - seller.made_at - timedelta(days=365)) < timedelta(seconds=1)
    late = Clock.objects.get(subject_id=market.parties["other_seller"].id, kind=YEARLY)
    assert late.next_at > late.due_at, "who is here for longer is asked now"


@pytest.mark.django_db
def test_staff_ask_for_what_is_not_right(market, as_):
    lead, seller = as_(market, "lead"), market.parties["seller"]
    page, said = market.url(f"parties/{seller.reference}/data"), {"ask-words": "The address is an empty lot."}
    assert lead.post(page, said).status_code == 303
    assert "asked already" in text(lead.post(page, said), 409)
    assert as_(market, "seller").get(page).status_code in (403, 404)
    asked = DataRequest.objects.get(seller=seller)
    assert "empty lot" in Effect.objects.filter(kind="mail").latest("id").payload or not asked.seller.contact_email
    assert asked.basis == "correct"


@pytest.mark.django_db
def test_buyers_are_told_who_the_trader_of_a_listing_is_and_nothing_more(market, as_, listing):
    page, api = market.url(f"trader/{listing.number}"), market.url(f"api/v1/listings/{listing.number}/trader")
    shop, seller = as_(market, "key:shop"), market.parties["seller"]
    assert Client().get(page).status_code == shop.get(api).status_code == 404, "nothing is kept of it"
    trades(market, "seller")
    type(seller).objects.filter(id=seller.id).update(address="1 Pier", phone="+46 46 1100", contact_email="s@s.test")
    shown = text(Client().get(page))
    assert all(
        words in shown for words in ("Corner Shop", "1 Pier", "+46 46 1100", "s@s.test", "556036-0793", "its word")
    )
    assert "SE1" not in shown, "no tax number"
    told = shop.get(api).json()
    assert (told["register"], told["number"], told["certified"]) == ("Lund", "556036-0793", True)
    assert set(told) == {"seller", "name", "address", "country", "phone", "email", "register", "number", "certified"}
    begun = SellerApplication.objects.get(party=seller)
    begun.said["who"]["kind"] = "person"
    begun.save(update_fields=["said"])
    assert Client().get(page).status_code == 404, "a person who sells in their own name is no trader"
    begun.said["who"]["kind"] = "company"
    begun.save(update_fields=["said"])
    end_listing(actor=market.actor("seller"), listing=listing)
    assert Client().get(page).status_code == 404, "the shop shows it no more"

"""High-volume sellers and data that are asked for: who reaches the thresholds, who answers, and who stays silent."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.models import PartyNumber
from sellers.models import DataRequest, Listing, Restraint
from sellers.onboarding.volume import GROSS_CENTS, SALES, is_high_volume, months_back
from sellers.services.onboarding_review import Limits
from sellers.services.trading import OVERDUE, YEARLY, ask_again, request_data
from tenancy.context import database_now
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
    PartyNumber.objects.create(party=seller, scheme="us_ein", value="911144442")
    type(seller).objects.filter(id=seller.id).update(
        phone="+1 212 555 0100", address="1 Pier", contact_email="s@s.test"
    )
    assert "check digits" in text(mine.post(address, {**said, "account": "DE88 3704 0044 0532 0130 00"}), 422)
    assert mine.post(address, said).status_code == 303
    asked.refresh_from_db()
    assert (asked.state, asked.account["last"]) == ("given", "3000")
    assert public_in("US") == {"US": ["L-1"]}
    assert mine.post(address, said).status_code == 409
    year = Clock.objects.get(subject_id=seller.id, kind=YEARLY)
    assert (year.due_at - year.started_at).days == 365
    ask_again(actor=market.system, seller=seller, now=year.due_at)
    assert DataRequest.objects.get(basis="yearly").state == "open"


@pytest.mark.django_db
def test_staff_ask_for_what_is_not_right(market):
    asked = request_data(
        actor=market.actor("lead"), seller=market.parties["seller"], words="The address is an empty lot."
    )
    assert "empty lot" in Effect.objects.filter(kind="mail").latest("id").payload or not asked.seller.contact_email
    assert asked.basis == "correct"

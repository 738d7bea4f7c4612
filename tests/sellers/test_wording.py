"""What a person reads of a listing."""

import pytest

from sellers.models import Listing
from sellers.wording import price_of
from tenancy.ids import uuid7


@pytest.mark.parametrize(
    ("cents", "currency", "read"),
    [
        (None, "", ""),
        (0, "EUR", "0.00 EUR"),
        (129_905, "EUR", "1,299.05 EUR"),
        (193_000, "JPY", "1,930 JPY"),
        (193_050, "JPY", "1,930.50 JPY"),
    ],
)
def test_a_price_is_written_in_the_units_of_its_currency(cents: int | None, currency: str, read: str):
    assert price_of(Listing(tenant_id=uuid7(), price_cents=cents, currency=currency)) == read

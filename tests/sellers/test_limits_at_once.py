"""Two listings that are handed in at the same moment, each on a connection of its own: one takes the last place."""

import threading

import pytest
from django.db import connections

from sellers import services
from sellers.models import Listing, SellerLimit
from tenancy.context import tenant
from tenancy.errors import Invalid


@pytest.mark.django_db(transaction=True)
def test_the_last_place_under_a_limit_is_taken_once(open_market):
    with open_market.inside():
        SellerLimit.objects.create(seller=open_market.parties["seller"], most=1, cause="SA-1")
    together, said = threading.Barrier(2), []

    def hand_in(number):
        try:
            together.wait(60)
            with tenant(open_market.id):
                services.submit_listing(actor=open_market.actor("seller"), number=number, title="Lamp", markets=["DE"])
                said.append("taken")
        except Invalid as full:
            said.append(sorted(full.fields))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=hand_in, args=(f"L-{number}",)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said, key=str) == [["number"], "taken"]
    with open_market.inside():
        assert Listing.objects.count() == 1

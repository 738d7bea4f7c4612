"""Two orders at once never take more than the quota, each on a connection of its own, in transactions that commit."""

import threading

import pytest
from django.db import connections

from registry.models import Licence
from registry.services import accept_licence, draft_licence, offer_licence, register_right, verify_right
from registry.services.quota import quota_left, take
from tenancy.context import database_now, tenant
from tenancy.errors import Conflict
from tests.registry.conftest import MARK
from tests.registry.test_licences import sign, terms

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_four_orders_at_once_two_find_enough(open_market):
    market = open_market
    with market.inside():
        mark = verify_right(
            actor=market.actor("reviewer"), right=register_right(actor=market.actor("brand"), details=MARK)
        )
        licence = draft_licence(actor=market.actor("brand"), rights=[mark], terms=terms(market, quota=10))
        sign(offer_licence, licence, market.actor("brand"), [mark])
        sign(accept_licence, licence, market.actor("seller"), [mark])
    together, outcomes = threading.Barrier(4), []

    def order(line):
        try:
            together.wait(60)
            with tenant(market.id):
                outcomes.append(take(actor=market.system, licence=licence, quantity=4, line_ref=line))
        except Conflict:
            outcomes.append(False)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=order, args=(f"A-{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False, False, True, True]
    with market.inside():
        assert quota_left(Licence.objects.get(id=licence.id), database_now().date()) == 2

"""What two people do with licences at the same moment, each on a connection of its own, in transactions that commit."""

import threading
from collections.abc import Callable, Sequence

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


@pytest.fixture
def mark(open_market):
    with open_market.inside():
        registered = register_right(actor=open_market.actor("brand"), details=MARK)
        return verify_right(actor=open_market.actor("reviewer"), right=registered)


def offered(market, mark, licensee, **more):
    brand = market.actor("brand")
    licence = draft_licence(actor=brand, rights=[mark], terms=terms(market, licensee, **more))
    return sign(offer_licence, licence, brand, [mark])


def at_once(market, deeds: Sequence[Callable[[], object]]) -> list[bool]:
    """Whether each came through, in no order."""
    together, outcomes = threading.Barrier(len(deeds)), []

    def act(deed):
        try:
            together.wait(60)
            with tenant(market.id):
                outcomes.append(bool(deed()))
        except Conflict:
            outcomes.append(False)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_of_four_orders_two_find_enough(open_market, mark):
    with open_market.inside():
        licence = sign(
            accept_licence, offered(open_market, mark, "seller", quota=10), open_market.actor("seller"), [mark]
        )

    def order(line):
        return lambda: take(actor=open_market.system, licence=licence, quantity=4, line_ref=line)

    assert at_once(open_market, [order(f"A-{number}") for number in range(4)]) == [False, False, True, True]
    with open_market.inside():
        assert quota_left(Licence.objects.get(id=licence.id), database_now().date()) == 2


def test_of_two_exclusive_licences_one_is_signed(open_market, mark):
    """Both are on offer; whoever signs first has it, and the other one hears why not."""
    sellers = ("seller", "other_seller")
    with open_market.inside():
        offers = {name: offered(open_market, mark, name, exclusivity="exclusive") for name in sellers}

    def signing(name):
        return lambda: sign(accept_licence, offers[name], open_market.actor(name), [mark])

    assert at_once(open_market, [signing(name) for name in sellers]) == [False, True]
    with open_market.inside():
        assert Licence.objects.filter(state="signed").count() == 1

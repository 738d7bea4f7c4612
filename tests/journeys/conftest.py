"""Fixtures of the journeys.

- `house`: a marketplace with its people, served to a browser, with a real worker and sequencer and a clock that moves.
- `people("seller")`: that person's tab, signed in; `people("seller", script=False)` without JavaScript.
"""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.cast import Market
from tests.journeys.browser import chromium, open_tab
from tests.journeys.database_clock import movable_clock
from tests.journeys.house import House, running
from tests.sessions import signed_in

People = Callable[..., Page]


@pytest.fixture
def house(open_market: Market, live_server, tmp_path) -> Iterator[House]:
    """Everything that runs in production, for one test."""
    with movable_clock() as clock, running(House(open_market, live_server.url, clock, tmp_path)) as found:
        yield found


@pytest.fixture
def people(house: House) -> Iterator[People]:
    """Tabs of people of the cast. Whatever a page complains of in the console fails the test."""
    members = {name: player.membership for name, player in house.market.people.items()}
    sessions = {name: signed_in(Client(), member).cookies["sessionid"].value for name, member in members.items()}
    complaints: list[str] = []
    with chromium() as browser:

        def somebody(name: str, *, script: bool = True) -> Page:
            tab = open_tab(browser, complaints, java_script_enabled=script, base_url=house.address(""))
            tab.context.add_cookies([{"name": "sessionid", "value": sessions[name], "url": house.url}])
            return tab

        yield somebody
    assert complaints == []

"""Fixtures that every test may use: the cast, and clients that are somebody.

- `market`: one marketplace; the test runs inside it, so services and queries can be called straight.
- `world`: two marketplaces alike; the test is inside neither (`with world.market.inside(): …`).
- `open_market`: one marketplace, the test is not inside: for transactional tests, threads and workers.
- `as_(market, "seller")`: a client signed in as that person, second factor shown; `as_(market, "key:shop")`: a client
  with that key.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as properties

from tenancy import ids
from tests.cast import Market, World, make_market, make_world
from tests.schema import template
from tests.sessions import signed_in

# That a machine is busy is no finding: what may take how long is said by the tests that measure it.
properties.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("busy")
DATABASE = {"db", "transactional_db", "market", "world", "open_market"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test that uses the database may use both connections: counters live on their own. Journeys come first: they are
    the longest, and at the end one process would wait for the other."""
    items.sort(key=lambda item: "journeys" not in item.path.parts)
    for item in items:
        mark = item.get_closest_marker("django_db")
        uses_database = bool(DATABASE & set(getattr(item, "fixturenames", ())))
        if mark is not None or uses_database:
            options = dict(mark.kwargs) if mark else {}
            item.add_marker(
                pytest.mark.django_db(*(mark.args if mark else ()), **{**options, "databases": "__all__"}), append=False
            )


@pytest.fixture(scope="session", autouse=True)
def folder_of_static_files() -> None:
    """WhiteNoise warns where it is missing, and a warning is an error here; the files come from the apps' own folders."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def clock_of_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that travelled into the future must not leave this process' ids ahead of those of the next test's workers."""
    monkeypatch.setattr(ids, "_last", 0)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Test databases are copies of one that was migrated once."""
    for alias in connections:
        connections.settings[alias]["TEST"] |= {"TEMPLATE": template(), "MIGRATE": False}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """pytest-django's own, so that no connection is left open at the end: a database in use cannot be dropped."""
    for alias in connections:
        connections.settings[alias]["CONN_MAX_AGE"] = 0  # the threads of a live server close theirs with each answer
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture
def world(db: None) -> World:
    """Two marketplaces with all their people."""
    return make_world()


@pytest.fixture
def open_market(request: pytest.FixtureRequest) -> Market:
    """One marketplace with all its people; the test is not inside."""
    if request.node.get_closest_marker("django_db").kwargs.get("transaction"):
        request.getfixturevalue("transactional_db")
    else:
        request.getfixturevalue("db")
    return make_market()


@pytest.fixture
def market(request: pytest.FixtureRequest, db: None) -> Iterator[Market]:
    """One marketplace with all its people, the world's first if there is a world; the test runs inside."""
    found = request.getfixturevalue("world").market if "world" in request.fixturenames else make_market()
    with found.inside():
        yield found


@pytest.fixture
def as_() -> Callable[[Market, str], Client]:
    """A client that is somebody of the cast: a person by name, a key as `key:shop`."""

    def client(market: Market, name: str, **options: object) -> Client:
        if name.startswith("key:"):
            return Client(headers=market.keys[name.removeprefix("key:")].headers, **options)
        return signed_in(Client(**options), market.people[name].membership)

    return client

"""A request's marketplace lasts as long as its answer is being made, and no longer; what fails leaves nothing."""

from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from audit.models import Secret
from tenancy.context import tenant

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.tenancy.urls")]


@pytest.fixture
def client(settings) -> Client:
    settings.TEMPLATES = deepcopy(settings.TEMPLATES)
    settings.TEMPLATES[0]["DIRS"] = [*settings.TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]
    return Client(raise_request_exception=False)


@pytest.fixture
def ash(committed_places):
    return committed_places[0]


def kept(place) -> list[str]:
    with tenant(place.id):
        return sorted(Secret.objects.values_list("name", flat=True))


@pytest.mark.parametrize("when", ["now", "lazy", "stream"])
def test_rows_are_read_whenever_the_answer_is_made(client, ash, when):
    answer = client.get(f"/m/ash/{when}")
    assert (answer.status_code, answer.getvalue().decode().strip("; \n")) == (200, "ash")


def test_rows_are_read_when_the_api_renders(client, ash):
    assert client.get("/m/ash/later").json() == ["ash"]


def test_a_stream_that_opens_no_marketplace_is_told_so(client, ash):
    assert client.get("/m/ash/careless-stream").getvalue() == b"no marketplace"


def test_what_succeeds_is_kept(client, ash):
    assert client.get("/m/ash/write").status_code == 200
    assert kept(ash) == ["ash", "written"]


@pytest.mark.parametrize(
    "how",
    ["write-then-raise", "write-then-say-500", "write-then-fail-to-render", "write-then-fail-to-render-later"],
)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_fails_leaves_nothing(client, ash, how):
    assert client.get(f"/m/ash/{how}").status_code >= 500
    assert kept(ash) == ["ash"]


def test_one_connection_serves_one_marketplace_after_the_other(client, ash):
    backends = set()
    for n in range(20):
        slug = ("ash", "birch")[n % 2]
        assert client.get(f"/m/{slug}/now").content.decode() == slug
        backends.add(connection.connection.info.backend_pid if connection.connection else None)
    assert client.get("/outside").content == b"no marketplace"


def test_after_a_failure_the_connection_serves_another_marketplace(client, ash):
    client.get("/m/ash/write-then-raise")
    assert client.get("/m/birch/now").content == b"birch"
    assert client.get("/outside").content == b"no marketplace"


def test_outside_and_unknown_marketplaces(client, ash):
    assert client.get("/outside").content == b"no marketplace"
    unknown = client.get("/m/elm/now")
    assert unknown.status_code == 404
    assert client.get("/m/elm/nothing").content == unknown.content


def test_the_product_sets_the_marketplace_last_and_keeps_atomic_requests():
    assert settings.MIDDLEWARE[-1] == "accounts.middleware.MarketplaceMiddleware"
    assert settings.DATABASES["default"]["ATOMIC_REQUESTS"] is True

"""Limits hold whatever becomes of the request, and say nothing of whom they count."""

import threading

import pytest
from django.core.cache import cache
from django.db import connections, transaction
from django.test import RequestFactory

from gateway import limits
from gateway.limits import client_address, limit, refuse_if_spent
from gateway.models import Counter
from tenancy.errors import TooMany

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


@pytest.fixture(autouse=True)
def _empty_cache(transactional_db):
    """Its table is no model's, so that nobody empties it between transactional tests."""
    cache.clear()


def test_ten_calls_pass_and_the_eleventh_is_told_when_to_come_back():
    for call in range(10):
        assert limit("wrong key", "192.0.2.1", per_minute=10).remaining == 9 - call
    with pytest.raises(TooMany) as refused:
        limit("wrong key", "192.0.2.1", per_minute=10)
    assert 0 < refused.value.retry_after <= 60
    assert limit("wrong key", "192.0.2.2", per_minute=10).remaining == 9
    assert limit("another limit", "192.0.2.1", per_minute=10).remaining == 9


def test_the_tighter_of_two_limits_counts():
    for _ in range(3):
        limit("sign-up", "x", per_minute=3, per_hour=100)
    with pytest.raises(TooMany) as refused:
        limit("sign-up", "x", per_minute=3, per_hour=100)
    assert refused.value.retry_after <= 60
    for _ in range(2):
        limit("letters", "x", per_minute=100, per_hour=2)
    with pytest.raises(TooMany) as refused:
        limit("letters", "x", per_minute=100, per_hour=2)
    assert refused.value.retry_after > 60


def test_asking_counts_nothing_and_refuses_once_spent():
    for _ in range(20):
        refuse_if_spent("wrong key", "y", per_minute=2)
    limit("wrong key", "y", per_minute=2)
    limit("wrong key", "y", per_minute=2)
    with pytest.raises(TooMany):
        refuse_if_spent("wrong key", "y", per_minute=2)


def test_the_count_survives_a_transaction_that_is_rolled_back():
    for _ in range(3):
        with transaction.atomic():
            limit("api", "z", per_minute=3)
            transaction.set_rollback(True)
    with pytest.raises(TooMany):
        limit("api", "z", per_minute=3)


def test_a_window_begins_anew_and_old_ones_are_swept():
    limit("api", "old", per_minute=1)
    with connections["counters"].cursor() as cursor:
        cursor.execute("UPDATE gateway_counter SET ends_at = clock_timestamp() - interval '1 second'")
    assert limit("api", "old", per_minute=1).used == 1
    with connections["counters"].cursor() as cursor:
        cursor.execute("UPDATE gateway_counter SET ends_at = clock_timestamp() - interval '1 second'")
    limit("api", "new", per_minute=1)
    cache.set("past", 1, -1)
    cache.set("present", 1, 60)
    assert limits.sweep() == 2
    assert Counter.objects.count() == 1
    assert cache.get("present") == 1


def test_no_call_is_lost_between_threads():
    def call() -> None:
        for _ in range(25):
            limit("race", "w", per_minute=1000)
        connections.close_all()

    threads = [threading.Thread(target=call) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert limit("race", "w", per_minute=1000).used == 201


def test_nothing_in_the_table_says_who_it_was():
    limit("sign-in", "zoe@example.org", per_minute=5)
    cache.set("zoe@example.org", "x", 60)
    with connections["counters"].cursor() as cursor:
        cursor.execute("SELECT key FROM gateway_counter UNION ALL SELECT cache_key FROM gateway_cache")
        keys = [row[0] for row in cursor.fetchall()]
    assert len(keys) == 2
    assert not any("zoe" in key for key in keys)


def test_the_cache_of_the_framework_survives_a_rollback_too():
    with transaction.atomic():
        cache.add("login", 1, 60)
        cache.incr("login")
        transaction.set_rollback(True)
    assert cache.get("login") == 2


@pytest.mark.parametrize(
    ("trusted", "forwarded", "address"),
    [
        (0, "203.0.113.9", "198.51.100.1"),  # nobody vouches for the header
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),  # the first was written by the caller
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "198.51.100.1"),  # went round the outer proxy
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "[2001:db8:1:2:3::9]:443", "2001:db8:1:2::/64"),
        (1, "2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "unknown", "198.51.100.1"),
        (1, "", "198.51.100.1"),
        (1, "<script>", "198.51.100.1"),
    ],
)
def test_the_address_is_believed_as_far_as_our_proxies_vouch(settings, trusted, forwarded, address):
    settings.TRUSTED_PROXIES = trusted
    request = RequestFactory().get("/", REMOTE_ADDR="198.51.100.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address


def test_ten_wrong_keys_then_too_many(house, fair, client):
    """Each wrong try is answered 404 and rolled back; the count stays."""
    statuses = [client.get("/m/fair/api/v1/guarded?key=wrong").status_code for _ in range(12)]
    assert statuses == [404] * 10 + [429] * 2
    refused = client.get("/m/fair/api/v1/guarded?key=right")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert refused.json()["code"] == "too_many"


def test_every_answer_of_the_api_says_what_is_left(house, fair, client):
    first = client.get("/m/fair/api/v1/busy", headers={"Authorization": "1"})
    assert (first["RateLimit-Limit"], first["RateLimit-Remaining"]) == ("3", "2")
    assert int(first["RateLimit-Reset"]) <= 60
    for _ in range(2):
        client.get("/m/fair/api/v1/busy", headers={"Authorization": "1"})
    assert client.get("/m/fair/api/v1/busy", headers={"Authorization": "1"}).status_code == 429
    assert client.get("/m/fair/api/v1/busy", headers={"Authorization": "2"}).status_code == 200
    assert client.get("/m/fair/api/v1/busy").status_code == 200

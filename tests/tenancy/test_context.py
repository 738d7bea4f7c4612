"""One way in: what the marketplace is, in Python and in the database, and when it ends."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, connections, transaction

from audit.models import Secret
from tenancy.context import TenantMissing, current_tenant, database_now, tenant, tenant_or_none
from tenancy.ids import uuid7
from tenancy.models import Marketplace
from tests.tenancy.conftest import keep


def setting() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.tenant', true)")
        return cursor.fetchone()[0] or ""


def names() -> list[str]:
    return sorted(Secret.objects.values_list("name", flat=True))


def test_inside_are_its_own_rows_and_no_others(places):
    ash, birch = places
    with tenant(ash.id):
        assert (current_tenant(), setting(), names()) == (ash.id, str(ash.id), ["ash"])
    with tenant(birch.id):
        assert names() == ["birch"]


def test_an_inner_marketplace_gives_back_the_outer_one(places):
    ash, birch = places
    with tenant(ash.id):
        with tenant(birch.id):
            assert names() == ["birch"]
        assert (names(), setting()) == (["ash"], str(ash.id))
        keep("later")
    with tenant(ash.id):
        assert names() == ["ash", "later"]


def test_after_an_error_the_outer_one_is_back_and_nothing_of_the_inner_one_was_kept(places):
    ash, birch = places
    with tenant(ash.id):
        with pytest.raises(ZeroDivisionError), tenant(birch.id):
            keep("lost")
            raise ZeroDivisionError
        assert (current_tenant(), setting(), names()) == (ash.id, str(ash.id), ["ash"])
    with tenant(birch.id):
        assert names() == ["birch"]


def test_after_an_error_of_the_database_too(places):
    ash, birch = places
    with tenant(ash.id):
        first = keep("one")
        with pytest.raises(IntegrityError), tenant(birch.id):
            Secret.objects.bulk_create([Secret(id=first.id, owner_id=first.owner_id, name="x", salt=b"1" * 32)] * 2)
        assert setting() == str(ash.id)


def test_a_block_marked_to_roll_back_ends_quietly(places):
    ash, birch = places
    with tenant(ash.id):
        with tenant(birch.id):
            keep("lost")
            transaction.set_rollback(True)
        assert names() == ["ash"]


@pytest.mark.django_db(transaction=True)
def test_the_setting_ends_with_its_transaction(committed_places):
    with tenant(committed_places[0].id):
        backend = connection.connection.info.backend_pid
    assert connection.connection.info.backend_pid == backend, "the same connection serves the next one"
    assert setting() == ""
    assert tenant_or_none() is None


@pytest.mark.django_db(transaction=True)
def test_five_hundred_changes_of_marketplace_on_one_connection_mix_nothing(committed_places):
    wrong = 0
    for n in range(500):
        place = committed_places[n % 2]
        with tenant(place.id):
            wrong += names() != [place.slug]
    assert wrong == 0


def test_the_clock_is_that_of_the_database_and_goes_on(places, time_machine):
    with pytest.raises(TenantMissing):
        database_now()
    with tenant(places[0].id):
        first = database_now()
        time_machine.move_to(datetime.now(UTC) + timedelta(days=1))
        second = database_now()
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            real = cursor.fetchone()[0]
    assert first <= second
    assert abs(real - first) < timedelta(seconds=5), "a wrong clock of the process moves no deadline"


def test_an_inner_block_reads_the_clock_again_and_gives_the_outer_one_back(places):
    with tenant(places[0].id):
        before = database_now()
        with tenant(places[1].id):
            assert database_now() >= before
        assert database_now() >= before


def test_without_a_marketplace_a_walled_query_raises(places):
    with pytest.raises(TenantMissing):
        Secret.objects.count()
    with pytest.raises(TenantMissing):
        Secret.objects.create(owner_id=uuid7(), name="x", salt=b"s" * 32)
    with pytest.raises(TenantMissing):
        current_tenant()


@pytest.mark.django_db(transaction=True)
def test_a_thread_does_not_inherit_the_marketplace(committed_places):
    seen: list[object] = []

    def look() -> None:
        try:
            seen.append(Secret.objects.count())
        except TenantMissing as missing:
            seen.append(missing)
        finally:
            connections.close_all()

    with tenant(committed_places[0].id):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join(20)
    assert isinstance(seen[0], TenantMissing)


def test_a_queryset_that_leaves_its_marketplace_reads_nothing(places):
    with tenant(places[0].id):
        lazy = Secret.objects.all()
    assert list(lazy) == [], "never the rows of somebody else"
    with tenant(places[1].id):
        assert list(lazy.all()) == []


def test_a_closed_marketplace_is_no_address(client, places):
    Marketplace.objects.filter(id=places[0].id).update(state="closed")
    assert client.get("/m/ash/").status_code == client.get("/m/never/").status_code == 404

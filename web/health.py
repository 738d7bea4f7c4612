"""Whether the process is alive, and whether it is ready: for load balancers and the launcher."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET
from redis import Redis, RedisError


@require_GET
def alive(request: HttpRequest) -> JsonResponse:
    """The process answers. Touches nothing else."""
    return JsonResponse({"alive": True})


@require_GET
def ready(request: HttpRequest) -> JsonResponse:
    """Database reached and migrated: people can work. The broker is named too, but nobody waits for it."""
    found = {"database": _database(), "broker": _broker()}
    return JsonResponse(found, status=200 if found["database"] == "ready" else 503)


def _database() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "unreachable"
    return "migrations wait" if waiting else "ready"


def _broker() -> str:
    try:
        client = Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1)
        client.ping()
    except RedisError:
        return "unreachable: what is due is found by the next round"
    client.close()
    return "ready"

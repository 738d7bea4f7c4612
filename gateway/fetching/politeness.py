"""One request at a time to one host, with a pause between two, over all our processes and marketplaces.

A row of the counters is the host's turn: whoever writes it holds it, until it is over or its time has run. It stands
on the connection `counters`, so no transaction holds it, and it names the host by a keyed HMAC.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from gateway.fetching.refusing import refusal
from gateway.limits import CONNECTION, blind

PAUSE = 1.0
PATIENCE = 20.0
"""Seconds between two requests to one host, and how long one waits for its turn."""
_LOOK_AGAIN = 0.25

CLAIM = """
INSERT INTO gateway_counter AS c (key, hits, ends_at)
VALUES (%(key)s, 1, clock_timestamp() + make_interval(secs => %(seconds)s))
ON CONFLICT (key) DO UPDATE SET hits = c.hits + 1, ends_at = excluded.ends_at WHERE c.ends_at <= clock_timestamp()
RETURNING hits
"""
OVER = "UPDATE gateway_counter SET ends_at = clock_timestamp() + make_interval(secs => %(seconds)s) WHERE key = %(key)s"


@contextmanager
def turn(host: str, seconds: float) -> Iterator[None]:
    """Wait for the host's turn, and hold it for at most `seconds`. Raises FetchRefused `busy` if it does not come."""
    key = blind(f"fetch\n{host}")
    until = time.monotonic() + PATIENCE
    while not _ask(CLAIM, key, seconds):
        if time.monotonic() > until:
            raise refusal("busy")
        time.sleep(_LOOK_AGAIN)
    try:
        yield
    finally:
        _ask(OVER, key, PAUSE)


def _ask(sql: str, key: str, seconds: float) -> bool:
    with connections[CONNECTION].cursor() as cursor:
        cursor.execute(sql, {"key": key, "seconds": seconds})
        return cursor.rowcount > 0

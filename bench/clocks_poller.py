"""A poller that dies: `python -m bench.clocks_poller DATABASE TENANT` takes a clock that has run out, says so in the middle of
what follows from it, and waits to be killed."""

import sys
import time
from datetime import datetime
from uuid import UUID

from django.db import connections

from workflow import clocks
from workflow.models import Clock

THEN = "bench_fires"
IN_THE_MIDDLE = "in the middle"
MAKE = """
CREATE TABLE bench_fired (clock_id uuid NOT NULL, at timestamptz NOT NULL);
GRANT SELECT, INSERT ON bench_fired TO app;
"""


def write_down(clock: Clock, now: datetime) -> None:
    """That a clock has fired, in the transaction that marks it."""
    with connections["default"].cursor() as cursor:
        cursor.execute("INSERT INTO bench_fired VALUES (%s, %s)", [clock.id, now])


def _wait_to_be_killed(clock: Clock, now: datetime) -> None:
    write_down(clock, now)
    print(IN_THE_MIDDLE, flush=True)
    time.sleep(60)


if __name__ == "__main__":
    for alias in connections:
        connections[alias].settings_dict["NAME"] = sys.argv[1]
    clocks.CONSEQUENCES[THEN] = _wait_to_be_killed
    if not clocks.fire_ripe(UUID(sys.argv[2])):
        print("nothing to do", flush=True)

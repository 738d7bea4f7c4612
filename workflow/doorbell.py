"""The doorbell: after commit, tell a worker that there is work, so that it does not wait for the next second.

Nothing depends on it. With the broker down it stays silent, and after a failure it is not tried for a while, so that
no request waits for it.
"""

import logging
import threading
import time
from contextlib import suppress

from celery import current_app
from django.db import transaction
from kombu import Connection

logger = logging.getLogger(__name__)

TASK = "config.tasks.ring"
PATIENCE_SECONDS = 0.2
MUTE_SECONDS = 30.0
QUIET_SECONDS = 0.05
"""A bell that has just been rung for the same job is not rung again."""

_lock = threading.Lock()
_not_before: dict[str, float] = {}
_own = threading.local()


def after_commit(job: str) -> None:
    """Ring for `job` once the current transaction has committed; not at all if it is rolled back."""
    transaction.on_commit(lambda: press(job), robust=True)


def press(job: str) -> bool:
    """Ring now; False if it was not tried or did not get through. Never raises, and takes 0.2 seconds at most."""
    now = time.monotonic()
    with _lock:
        if now < max(_not_before.get(job, 0.0), _not_before.get("", 0.0)):
            return False
        _not_before[job] = now + QUIET_SECONDS
    try:
        current_app.send_task(TASK, args=[job], connection=_line(), retry=False, ignore_result=True, expires=5)
    except Exception as error:
        logger.warning("The doorbell does not ring: %s. Work waits for the next round.", type(error).__name__)
        _hang_up()
        with _lock:
            _not_before[""] = time.monotonic() + MUTE_SECONDS
        return False
    return True


def _line() -> Connection:
    """This thread's connection to the broker, kept because making one takes longer than a ring."""
    if not hasattr(_own, "line"):
        patience = {"socket_timeout": PATIENCE_SECONDS / 2, "socket_connect_timeout": PATIENCE_SECONDS / 2}
        _own.line = current_app.connection_for_write(transport_options={**patience, "max_retries": 0})
    return _own.line


def _hang_up() -> None:
    """Forget a connection that failed."""
    line = _own.__dict__.pop("line", None)
    if line is not None:
        with suppress(Exception):
            line.collect(socket_timeout=PATIENCE_SECONDS)

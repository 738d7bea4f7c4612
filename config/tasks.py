"""What the schedule rings. Both go through the marketplaces themselves, so neither runs inside of one."""

import logging
from typing import Any

from celery import Task

from config.celery import QUEUES, app
from evidence.services import sweep_orphans
from gateway import idempotency, limits
from tenancy.context import tenant
from tenancy.models import Marketplace
from workflow.rounds import ROUNDS, repair_round, run_round

logger = logging.getLogger(__name__)


@app.task(base=Task, name="config.tasks.ring", typing=False)
def ring(job: str, *_later: Any, **_more: Any) -> int:
    """Sweep what is due of one job; how many marketplaces were swept. A job of another version is let pass."""
    if job not in ROUNDS:
        logger.warning("Nobody here does the job %s.", job)
        return 0
    return run_round(job)


@app.task(base=Task, name="config.tasks.repair", typing=False)
def repair(queue: str = "celery", *_later: Any, **_more: Any) -> int:
    """Sweep everywhere whatever belongs to a queue, for the sake of lines that were lost."""
    return sum(repair_round(job) for job in ROUNDS if QUEUES.get(job, "celery") == queue)


@app.task(base=Task, name="config.tasks.tidy", typing=False)
def tidy(*_later: Any, **_more: Any) -> int:
    """Forget what has run its time: counters of limits, remembered answers, files that no row names."""
    removed = limits.sweep()
    for marketplace_id in Marketplace.objects.values_list("id", flat=True):
        with tenant(marketplace_id):
            removed += idempotency.sweep() + sweep_orphans()
    return removed

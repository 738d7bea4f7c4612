"""A kind of job whose rows are lines of `tenancy.due`; in the middle of a step it waits to be killed if it is asked to."""

from datetime import datetime, timedelta
from typing import Any

from tenancy.due import ring
from tests.workflow.stage.ledger import note, stand_still
from workflow import jobs
from workflow.kinds import Plan, Step, job
from workflow.models import Job

ROWS, TOGETHER = 40, 5
object.__setattr__(jobs.QUEUE, "lease", timedelta(seconds=1))


def plan(asked: Job) -> Plan:
    """Two halves."""
    return Plan(ROWS, [[0, ROWS // 2], [ROWS // 2, ROWS]])


@job("stage_job", title="Stage", plan=plan)
def step(asked: Job, cursor: Any, now: datetime) -> Step:
    """A line for each row, half of them before the point at which it may be killed."""
    at, end = cursor
    for number in range(at, at + TOGETHER):
        ring(f"row-{number}")
        if number == at + 2:
            note("steps", str(at))
            stand_still("job")
    return Step([at + TOGETHER, end], TOGETHER, finished=at + TOGETHER >= end)

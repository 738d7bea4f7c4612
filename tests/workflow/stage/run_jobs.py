"""A worker that does nothing but the round of jobs, until nothing is left: `python -m tests.workflow.stage.run_jobs TENANT`."""

import sys
import time
from uuid import UUID

import django

if __name__ == "__main__":
    django.setup()
    from tenancy.context import tenant
    from workflow.jobs import JOB
    from workflow.models import Job
    from workflow.rounds import run_round

    place = UUID(sys.argv[1])
    while True:
        run_round(JOB)
        with tenant(place):
            if not Job.objects.filter(state__in=["waiting", "running"]).exists():
                break
        time.sleep(0.05)

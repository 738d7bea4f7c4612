"""A worker for benches: does the round of jobs of one marketplace until none is open, as Celery's processes do.

`python -m bench.worker DATABASE TENANT` loads the index, prints "ready", waits for a line on standard input, works, and
prints its resident memory in MiB.
"""

import sys
import time
from pathlib import Path
from uuid import UUID


def resident_mib() -> float:
    """Of this process, in MiB, as the kernel counts it (Linux)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


if __name__ == "__main__":
    import django

    django.setup()
    from django.db import connections

    from scanner import reference
    from tenancy.context import tenant
    from workflow.jobs import JOB
    from workflow.models import Job
    from workflow.rounds import run_round

    for alias in connections:
        connections[alias].settings_dict["NAME"] = sys.argv[1]
    place = UUID(sys.argv[2])
    with tenant(place):
        reference.current()
    print("ready", flush=True)
    sys.stdin.readline()
    while True:
        run_round(JOB)
        with tenant(place):
            if not Job.objects.open().exists():
                break
        time.sleep(0.01)
    print(resident_mib(), flush=True)

"""One worker on a bench's database: it seals the log and carries out effects, until it is told to end.

`python -m bench.complaint_worker DATABASE`.
"""

import sys
import time

from django.db import connections

from audit import sequencer
from workflow import clocks, effects
from workflow.rounds import run_round

IDLE_SECONDS = 0.02

if __name__ == "__main__":
    for alias in connections:
        connections[alias].settings_dict["NAME"] = sys.argv[1]
    seed = sequencer.read_seed()
    while True:
        done = sequencer.run_once(seed) + sum(run_round(job) for job in (clocks.JOB, effects.JOB, effects.RELEASE))
        if not done:
            time.sleep(IDLE_SECONDS)

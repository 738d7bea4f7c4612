"""The registry's round: rights expire on their day."""

from registry.services.expiry import JOB, sweep
from workflow.rounds import round

round(JOB)(sweep)

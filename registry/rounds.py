"""The registry's round: rights expire on their day."""

from workflow.rounds import round

from registry.services.expiry import JOB, sweep

round(JOB)(sweep)

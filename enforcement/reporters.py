"""The bell for those who wait to hear what became of their reports."""

from enforcement.models import Case, ReportCase
from tenancy import due

JOB = "reporters"


def ring_for_reporters(case: Case) -> None:
    """Something about a case has been decided: have those told who reported it and wait. One query."""
    if ReportCase.objects.filter(case=case, told_at=None).exists():
        due.ring(JOB)

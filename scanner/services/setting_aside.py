"""Saying in the log that pictures could not be opened, so that nobody takes them for compared."""

from collections.abc import Sequence

from audit import log
from scanner import verbs
from scanner.models import OutsidePage
from sellers.models import Listing
from tenancy.actor import Actor


def note_refused(*, actor: Actor, subject: Listing | OutsidePage, faults: Sequence[str]) -> None:
    """Say that pictures of this revision were refused, and why. For a scan, which has authorised it."""
    if faults:
        facts: dict[str, log.Fact] = {
            "pictures": len(faults), "faults": ", ".join(sorted(set(faults))), "revision": subject.revision,
        }  # fmt: skip
        log.record(verbs.PICTURES_REFUSED, actor=actor, subject=subject, facts=facts)

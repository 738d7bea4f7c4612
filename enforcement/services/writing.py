"""What is being written at a complaint: kept with every change, and said only when somebody saves or files it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from enforcement.models import Complaint, ComplaintWriting
from enforcement.named import Amiss
from enforcement.services.drafting import hold_draft, rows_of
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict

AT_IT = timedelta(minutes=5)
"""So long after the last change somebody counts as still writing."""


@dataclass(frozen=True, slots=True)
class Typed:
    """All that stands in the form: of `notes` by listing those that stay. `more` and `amiss` name listings to be added."""

    reason: str = ""
    elements: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[UUID, str] = field(default_factory=dict)
    more: str = ""
    amiss: Sequence[Amiss] = ()


@transaction.atomic
def keep_writing(*, actor: Actor, reference: str, number: int, typed: Typed, now: datetime | None = None) -> datetime:
    """Keep what stands in the form, whether it could be filed or not; since when it is kept.

    It is written upon the version of that `number`. Raises Conflict where a newer one was saved meanwhile, or where a
    colleague is writing: nobody's words are written over unseen.
    """
    require(actor, "complaint.file")
    complaint = hold_draft(actor, reference)
    at = now or database_now()
    before = writing_of(complaint)
    if complaint.wording.number != number:
        raise Conflict(_("Somebody saved this complaint meanwhile. Load the page to see it."), code="changed")
    if before is not None and is_at_it(before, actor, at):
        raise Conflict(_("A colleague is writing at this complaint just now. Load the page to see it."), code="changed")
    ComplaintWriting.objects.update_or_create(
        complaint=complaint,
        defaults={
            "by_membership_id": actor.membership_id, "number": number, "reason": typed.reason,
            "elements": dict(typed.elements), "notes": {str(key): note for key, note in typed.notes.items()},
            "listings": [str(key) for key in typed.notes], "more": typed.more, "amiss": rows_of(typed.amiss),
            "kept_at": at,
        },
    )  # fmt: skip
    return at


def is_at_it(writing: ComplaintWriting, actor: Actor, now: datetime) -> bool:
    """Whether somebody else is writing there at this moment."""
    others = writing.elements is not None and writing.by_membership_id != actor.membership_id
    return others and writing.kept_at > now - AT_IT


def writing_of(complaint: Complaint) -> ComplaintWriting | None:
    """What is being written there and not said yet."""
    found: ComplaintWriting | None = complaint.writings.select_related("by_membership__user").first()
    return found


def amiss_in(writing: ComplaintWriting | None) -> list[Amiss]:
    """The lines that were kept."""
    return [Amiss(**row) for row in writing.amiss] if writing is not None else []

"""Checklists gone through: kept as a file with its hash, and as a row that the log commits to."""

import io
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit.log import Fact, record
from audit.rows import committed
from evidence.services import store
from gateway.text import text_fault
from gateway.uploads import checked_file
from sellers import verbs
from sellers.learning.checklists import ANSWERS, CHECKLISTS, EDITION, Checklist
from sellers.models import FilledChecklist, Listing
from sellers.queries import listing_by_number
from sellers.services.listings import seller_for
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Invalid, NotFound
from tenancy.references import unused

LONGEST_WORDS = 500
LARGEST = 200_000


def fill_checklist(
    *, actor: Actor, kind: str, answers: Mapping[str, str], words: Mapping[str, str], listing: str = ""
) -> FilledChecklist:
    """Keep a checklist as a seller went through it, for a listing (its number) or in general.

    `answers` has a code of `ANSWERS` for every point, `words` what is said beside some. Raises NotFound for a list that there
    is not, Invalid by point, and for a listing that is not the seller's.
    """
    require(actor, "listing.submit")
    checklist = CHECKLISTS.get(kind)
    if checklist is None:
        raise NotFound
    seller = seller_for(actor, None)
    about, wrong = _listing(actor, seller, listing), {}
    for point in checklist.points:
        if answers.get(point.code) not in ANSWERS:
            wrong[point.code] = [_("Choose an answer.")]
        elif fault := _fault(words.get(point.code, "")):
            wrong[f"{point.code}_words"] = [fault]
    if wrong:
        raise Invalid(fields=wrong)
    now, reference = database_now(), unused(FilledChecklist, "CL")
    kept = {point.code: answers[point.code] for point in checklist.points}
    with transaction.atomic():
        text = _as_text(checklist, reference, seller, about, kept, words, now.isoformat(timespec="seconds"))
        file = checked_file(io.BytesIO(text.encode()), media_type="text/plain; charset=utf-8", most=LARGEST)
        evidence = store(data=file, kind="checklist", actor=actor, label=f"{reference}.txt")
        row = committed(
            FilledChecklist, reference=reference, seller_id=seller.id, kind=kind, edition=EDITION,
            listing_id=about.id if about else None, answers=kept, evidence_id=evidence.id, at=now,
        )  # fmt: skip
        said = list(kept.values())
        facts: dict[str, Fact] = {
            "kind": kind, "edition": EDITION, "yes": said.count("yes"), "no": said.count("no")
        }  # fmt: skip
        refs = [evidence, about] if about else [evidence]
        record(
            verbs.CHECKLIST_FILLED, actor=actor, subject=row, refs=refs, rows=[row], facts=facts, parties=[seller.id]
        )
    return row


def _listing(actor: Actor, seller: Party, number: str) -> Listing | None:
    if not number.strip():
        return None
    try:
        found = listing_by_number(actor, number.strip())
    except NotFound:
        found = None
    if found is None or found.seller_id != seller.id:
        raise Invalid(
            fields={"listing": [_("You have no listing of this number. Leave it empty for all of your goods.")]}
        )
    return found


def _fault(said: str) -> str | None:
    if len(said) > LONGEST_WORDS:
        return _("At most %(most)d characters.") % {"most": LONGEST_WORDS}
    return text_fault(said)


def _as_text(
    checklist: Checklist, reference: str, seller: Party, listing: Listing | None, answers: Mapping[str, str],
    words: Mapping[str, str], at: str,
) -> str:  # fmt: skip
    """The list as a text that anybody can read, now and in ten years."""
    about = f"{listing.number} {listing.title}" if listing else _("in general")
    lines = [
        f"{checklist.title} ({reference})", f"{seller.name} ({seller.reference})", f"{_('Listing')}: {about}",
        f"{_('Gone through')}: {at}", "",
    ]  # fmt: skip
    for place, point in enumerate(checklist.points, start=1):
        lines.append(f"{place}. {point.text} {ANSWERS[answers[point.code]]}")
        if said := words.get(point.code, "").strip():
            lines.append(f"   {said}")
    return "\n".join(lines) + "\n"

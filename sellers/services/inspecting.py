"""What an inspector does with a review that it was given: declares itself, answers step by step with pictures, and signs."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.log import record
from audit.rows import committed
from evidence.models import Evidence
from evidence.services import show, store
from gateway.text import text_fault
from gateway.uploads import CheckedPicture
from sellers import verbs
from sellers.machine import SELLERREVIEW
from sellers.models import Interest, ReviewAssignment, ReviewPicture, ReviewReport, SellerReview
from sellers.reviews.checklists import ANSWERS, Section, missing, sections_of, verdict
from sellers.reviews.letters import send_signed
from sellers.services.reviews import give_back, locked, words_fault
from sellers.services.risk import call_for_weighing
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from workflow.moves import move

State = SellerReview.State
MOST_PICTURES, LONGEST_NOTE = 60, 2000


@dataclass(frozen=True, slots=True)
class Said:
    """What was said to one question: yes, no or none, "" for not yet; words; and pictures that were taken."""

    answer: str = ""
    note: str = ""
    pictures: Sequence[CheckedPicture] = ()


@transaction.atomic
def declare(*, actor: Actor, review: SellerReview, free: bool, interest: str = "") -> SellerReview:
    """Before it begins the inspector says that nothing ties it to the seller, or what does: then it goes back.

    Raises NotFound for anybody else, Invalid without words where something does, Conflict.
    """
    fresh = _mine(actor, review)
    if fresh.state != State.ASSIGNED:
        raise Conflict(_("It was declared already."))
    if not free:
        if fault := words_fault(interest):
            raise Invalid(fields={"interest": [fault]})
        Interest.objects.get_or_create(
            inspector=fresh.inspector, party=fresh.seller, ended_at=None, defaults={"words": interest.strip()}
        )
        give_back(actor=actor, fresh=fresh, reason=interest.strip(), interest=True)
        return fresh
    move(fresh, State.BEGUN, machine=SELLERREVIEW)
    ReviewAssignment.objects.filter(review=fresh, ended_at=None).update(
        declared_at=database_now(), declared_by=actor.membership_id
    )
    record(verbs.REVIEW_DECLARED, actor=actor, subject=fresh, refs=[fresh.seller], parties=[actor.party_id])
    return fresh


@transaction.atomic
def save_section(
    *, actor: Actor, review: SellerReview, section: str, said: Mapping[str, Said]
) -> SellerReview:  # fmt: skip
    """Keep what was answered in one section, whole or not, with its pictures. Raises NotFound, Invalid, Conflict."""
    fresh = _mine(actor, review)
    if fresh.state != State.BEGUN:
        raise Conflict(_("It is not being done."))
    codes = {one.code for part in sections(fresh) if part.code == section for one in part.questions}
    if not codes or set(said) - codes:
        raise NotFound
    if wrong := _faults(said):
        raise Invalid(fields=wrong)
    assignment = assignment_of(fresh)
    sent = [(code, picture) for code, one in said.items() for picture in one.pictures]
    if assignment.pictures.count() + len(sent) > MOST_PICTURES:
        raise Conflict(_("A report holds at most %(most)d pictures.") % {"most": MOST_PICTURES})
    for code, picture in sent:
        evidence = store(data=picture, kind="review_picture", actor=actor, label=fresh.reference)
        ReviewPicture.objects.get_or_create(assignment=assignment, question=code, evidence=evidence)
    fresh.answers = {
        **fresh.answers,
        **{code: {"answer": one.answer, "note": one.note.strip()} for code, one in said.items()},
    }
    fresh.save(update_fields=["answers"])
    record(
        verbs.REVIEW_SAVED, actor=actor, subject=fresh, refs=[fresh.seller], parties=[actor.party_id],
        facts={"section": section, "pictures": len(sent)},
    )  # fmt: skip
    return fresh


@transaction.atomic
def sign_report(*, actor: Actor, review: SellerReview, name: str, seen: str, agreed: bool) -> ReviewReport:
    """Sign the report as it was shown (`seen` is its digest): from then on the seller reads it, and nothing changes it.

    The log commits to the row. Raises NotFound, Denied for programs, Invalid, and Conflict if another was shown.
    """
    fresh = _mine(actor, review)
    if actor.membership_id is None:
        raise Denied(_("A person signs."))
    if fresh.state != State.BEGUN:
        raise Conflict(_("It is not being done."))
    wrong: dict[str, list[str]] = {}
    if len(name.strip()) < 2 or len(name) > 120 or text_fault(name):
        wrong["name"] = [_("Type your name: it is your signature.")]
    if not agreed:
        wrong["agreed"] = [_("Tick that you saw yourself what you report.")]
    if lacking(fresh):
        wrong["report"] = [_("Something is not answered yet.")]
    if wrong:
        raise Invalid(fields=wrong)
    if seen != digest(fresh):
        raise Conflict(_("This is not the report that you were shown. Read it again before you sign."))
    now, found = database_now(), verdict(sections(fresh), fresh.answers)
    report = committed(
        ReviewReport, review=fresh, inspector=fresh.inspector, accreditation=fresh.accreditation,
        membership_id=actor.membership_id, verdict=found, report_sha256=seen, signed_at=now, name=name.strip(),
        report=content(fresh),
    )  # fmt: skip
    move(fresh, State.SIGNED, machine=SELLERREVIEW, now=now)
    fresh.verdict, fresh.signed_at = found, now
    fresh.save(update_fields=["verdict", "signed_at"])
    pictures = Evidence.objects.filter(id__in=assignment_of(fresh).pictures.values("evidence"))
    show(evidence=list(pictures), party=fresh.seller, actor=actor)
    entry = record(
        verbs.REVIEW_SIGNED, actor=actor, subject=fresh, refs=[fresh.seller], rows=(report,),
        parties=[actor.party_id, fresh.seller_id], facts={"verdict": found, "sha256": seen},
    )  # fmt: skip
    send_signed(entry=entry, review=fresh)
    call_for_weighing([fresh.seller_id])
    return report


def sections(review: SellerReview) -> tuple[Section, ...]:
    """The steps of a review's checklist, in the version with which it began."""
    return sections_of(review.kind, review.checklist)


def assignment_of(review: SellerReview) -> ReviewAssignment:
    """The assignment under which it is done or was signed."""
    found: ReviewAssignment = ReviewAssignment.objects.get(review=review, ended_at=None)
    return found


def pictures_of(review: SellerReview) -> dict[str, list[ReviewPicture]]:
    """The pictures of the report by question, the oldest first. One query."""
    rows = ReviewPicture.objects.filter(assignment__review=review, assignment__ended_at=None)
    found: dict[str, list[ReviewPicture]] = {}
    for row in rows.select_related("evidence").order_by("id"):
        found.setdefault(row.question, []).append(row)
    return found


def lacking(review: SellerReview) -> dict[str, list[str]]:
    """What keeps it from being signed, as `checklists.missing`."""
    return missing(sections(review), review.answers, frozenset(pictures_of(review)))


def content(review: SellerReview) -> dict[str, Any]:
    """The report as it is signed. The questions' words are those of the checklist's version."""
    pictures = pictures_of(review)
    return {
        "review": review.reference,
        "seller": review.seller.reference,
        "kind": review.kind,
        "department": review.department,
        "country": review.country,
        "checklist": review.checklist,
        "accreditation": review.accreditation.reference if review.accreditation else "",
        "answers": [
            {
                "question": one.code, **review.answers.get(one.code, {}),
                "pictures": [picture.evidence.sha256 for picture in pictures.get(one.code, ())],
            }
            for section in sections(review)
            for one in section.questions
        ],
        "verdict": verdict(sections(review), review.answers),
    }  # fmt: skip


def digest(review: SellerReview) -> str:
    """SHA-256 of the report in canonical JSON (sorted keys, no spaces), in hexadecimal."""
    said = json.dumps(content(review), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _mine(actor: Actor, review: SellerReview) -> SellerReview:
    require(actor, "review.inspect")
    fresh = locked(review)
    if actor.party_id is None or fresh.inspector_id != actor.party_id:
        raise NotFound
    return fresh


def _faults(said: Mapping[str, Said]) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    for code, one in said.items():
        if one.answer and one.answer not in ANSWERS:
            wrong[code] = [_("Choose an answer.")]
        elif len(one.note) > LONGEST_NOTE:
            wrong[code] = [_("At most %(most)d characters.") % {"most": LONGEST_NOTE}]
        elif fault := text_fault(one.note) if one.note else None:
            wrong[code] = [fault]
    return wrong

"""Who may inspect sellers: accredited for kinds of review, goods and countries until a day, reminded, revoked; and what ties an
inspector to sellers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit.log import record
from sellers import verbs
from sellers.machine import ACCREDITATION
from sellers.models import Accreditation, Interest, ReviewKind
from sellers.reviews.letters import send_of_accreditation
from sellers.services.reviews import give_back_all, words_fault
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.references import unused
from workflow.clocks import Limit, start, stop
from workflow.moves import move

State = Accreditation.State
CLOCK, REMINDER = "accreditation", "accreditation_reminder"
EXPIRED, REMINDED = "accreditation_expired", "accreditation_reminded"
"""The clocks, and what follows when they run out."""
REMIND_BEFORE = timedelta(days=30)
LONGEST = timedelta(days=3 * 365)
MOST_DEPARTMENTS, LONGEST_DEPARTMENT = 30, 100


@dataclass(frozen=True, slots=True)
class Reach:
    """What an accreditation is for: kinds of review, kinds of goods in words, countries (ISO 3166-1 alpha-2); the last
    two empty for all. `until_on` is its last day."""

    kinds: Sequence[str]
    until_on: date
    departments: Sequence[str] = ()
    countries: Sequence[str] = ()


@transaction.atomic
def accredit(*, actor: Actor, inspector: Party, reach: Reach, reason: str) -> Accreditation:
    """Accredit an inspector, in the place of the accreditation that it has. Raises Invalid by field."""
    require(actor, "review.manage")
    now = database_now()
    if wrong := _faults(inspector, reach, reason, now.date()):
        raise Invalid(fields=wrong)
    before = Accreditation.objects.select_for_update().filter(inspector=inspector, state=State.ACTIVE).first()
    if before is not None:
        move(before, State.REPLACED, machine=ACCREDITATION)
        _stop_clocks(before, "replaced")
    row: Accreditation = Accreditation.objects.create(
        reference=unused(Accreditation, "IA"), inspector=inspector, kinds=sorted(set(reach.kinds)),
        departments=list(reach.departments), countries=sorted(set(reach.countries)), until_on=reach.until_on,
        reason=reason.strip(),
    )  # fmt: skip
    _start_clocks(row, now)
    entry = record(
        verbs.ACCREDITED, actor=actor, subject=row, refs=[inspector], parties=[inspector.id],
        facts={"kinds": ", ".join(row.kinds), "until": row.until_on.isoformat()}, personal={"reason": row.reason},
    )  # fmt: skip
    words = _("You may review sellers until %(day)s.") % {"day": row.until_on.isoformat()}
    send_of_accreditation(entry=entry, row=row, subject=_("You are accredited as inspector"), words=words)
    return row


@transaction.atomic
def revoke_accreditation(*, actor: Actor, row: Accreditation, reason: str) -> Accreditation:
    """Revoke it with a reason: what is not signed goes back to be assigned, what is signed stays and says so.

    Raises Invalid, Conflict.
    """
    require(actor, "review.manage")
    if fault := words_fault(reason):
        raise Invalid(fields={"reason": [fault]})
    fresh = _locked(row)
    fresh.ended_reason = reason.strip()
    fresh.save(update_fields=["ended_reason"])  # the database asks for it in a row that is revoked
    move(fresh, State.REVOKED, machine=ACCREDITATION)
    _stop_clocks(fresh, "revoked")
    back = give_back_all(actor=actor, accreditation=fresh, reason=_("The accreditation was revoked."))
    entry = record(
        verbs.ACCREDITATION_REVOKED, actor=actor, subject=fresh, refs=[fresh.inspector],
        parties=[fresh.inspector_id], facts={"reviews": back}, personal={"reason": fresh.ended_reason},
    )  # fmt: skip
    send_of_accreditation(entry=entry, row=fresh, subject=_("Your accreditation was revoked"), words=fresh.ended_reason)
    return fresh


def remind(*, actor: Actor, row: Accreditation) -> None:
    """The end is near: the inspector is told, once."""
    if row.state != State.ACTIVE:
        return
    facts = {"until": row.until_on.isoformat()}
    entry = record(
        verbs.ACCREDITATION_REMINDED, actor=actor, subject=row, refs=[row.inspector], parties=[row.inspector_id],
        facts=facts,
    )  # fmt: skip
    words = _("Your accreditation ends on %(until)s. Ask the marketplace if you want to go on.") % facts
    send_of_accreditation(entry=entry, row=row, subject=_("Your accreditation ends soon"), words=words)


def expire(*, actor: Actor, row: Accreditation, now: datetime) -> None:
    """The last day is over: nothing is assigned any more, and what is not signed goes back."""
    if row.state != State.ACTIVE:
        return
    move(row, State.EXPIRED, machine=ACCREDITATION, now=now)
    back = give_back_all(actor=actor, accreditation=row, reason=_("The accreditation has run out."))
    entry = record(
        verbs.ACCREDITATION_EXPIRED, actor=actor, subject=row, refs=[row.inspector], parties=[row.inspector_id],
        facts={"reviews": back},
    )  # fmt: skip
    words = _("Reviews that you have not signed are given to others.")
    send_of_accreditation(entry=entry, row=row, subject=_("Your accreditation has ended"), words=words)


@transaction.atomic
def note_interest(*, actor: Actor, inspector: Party, party: Party | None, words: str) -> Interest:
    """Put on record that an inspector has to do with a seller. Staff say it, or the inspector itself. Raises Invalid."""
    if actor.party_id != inspector.id:
        require(actor, "review.manage")
    else:
        require(actor, "review.inspect")
    wrong = {"words": [fault]} if (fault := words_fault(words)) else {}
    if party is None or party.kind != Party.Kind.SELLER:
        wrong["party"] = [_("There is no such seller.")]
    if wrong or party is None:
        raise Invalid(fields=wrong)
    try:
        with transaction.atomic():
            made: Interest = Interest.objects.create(inspector=inspector, party=party, words=words.strip())
    except IntegrityError as again:
        raise Conflict(_("That is on record already.")) from again
    record(
        verbs.INTEREST_NOTED, actor=actor, subject=inspector, refs=[party], parties=[inspector.id],
        personal={"reason": made.words},
    )  # fmt: skip
    return made


@transaction.atomic
def end_interest(*, actor: Actor, interest: Interest) -> None:
    """Staff say that it is over; an inspector cannot say so itself. Raises Conflict."""
    require(actor, "review.manage")
    fresh = Interest.objects.select_for_update(of=("self",)).select_related("inspector", "party").get(id=interest.id)
    if fresh.ended_at is not None:
        raise Conflict(_("It has ended already."))
    fresh.ended_at = database_now()
    fresh.save(update_fields=["ended_at"])
    record(verbs.INTEREST_ENDED, actor=actor, subject=fresh.inspector, refs=[fresh.party], parties=[fresh.inspector_id])


def _locked(row: Accreditation) -> Accreditation:
    rows = Accreditation.objects.select_for_update(of=("self",)).select_related("inspector", "tenant")
    found: Accreditation | None = rows.filter(id=row.id).first()
    if found is None:
        raise NotFound
    return found


def _start_clocks(row: Accreditation, now: datetime) -> None:
    ends_at = datetime.combine(row.until_on + timedelta(days=1), time(), tzinfo=UTC)
    about, source = row.inspector_id, _("Accreditation of inspectors")
    limit = Limit(unit="days", upper=(ends_at - now).days, source=str(source))
    start(kind=CLOCK, subject=row, about_id=about, starts_at=now, due_at=ends_at, then=EXPIRED, limit=limit)
    if ends_at - REMIND_BEFORE > now:
        soon = ends_at - REMIND_BEFORE
        start(kind=REMINDER, subject=row, about_id=about, starts_at=now, due_at=soon, then=REMINDED, limit=limit)


def _stop_clocks(row: Accreditation, by: str) -> None:
    for kind in (CLOCK, REMINDER):
        stop(subject_id=row.id, kind=kind, by=by)


def _faults(inspector: Party, reach: Reach, reason: str, today: date) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    if inspector.kind != Party.Kind.INSPECTOR or inspector.state != Party.State.ACTIVE:
        wrong["inspector"] = [_("There is no such inspector.")]
    if not reach.kinds or set(reach.kinds) - set(ReviewKind.values):
        wrong["kinds"] = [_("Choose what it may review.")]
    if not today < reach.until_on <= today + LONGEST:
        wrong["until_on"] = [_("A day after today, at most three years ahead.")]
    if len(reach.departments) > MOST_DEPARTMENTS or any(len(one) > LONGEST_DEPARTMENT for one in reach.departments):
        wrong["departments"] = [_("At most %(most)d, each of at most 100 characters.") % {"most": MOST_DEPARTMENTS}]
    if fault := words_fault(reason):
        wrong["reason"] = [fault]
    return wrong

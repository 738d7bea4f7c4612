"""What is said about detained goods: by the rights holder, by the declarant, and by customs about more time."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.log import record
from audit.models import Entry
from fulfillment.customs import deadlines, verbs
from fulfillment.customs.keeping import append, concerned, held, keep_pictures, require_words
from fulfillment.customs.letters import day_of, send_to_customs, send_to_holder
from fulfillment.customs.standing import is_customs
from fulfillment.machine import DETENTION
from fulfillment.models import Detention, DetentionAnswer
from gateway.uploads import CheckedPicture
from tenancy.actor import Actor
from tenancy.errors import Conflict, Denied, Invalid
from workflow.moves import move

State, Side, Kind = Detention.State, DetentionAnswer.Side, DetentionAnswer.Kind
MoreTime = Detention.MoreTime
ANSWERS = (Kind.FAKE, Kind.GENUINE, Kind.OUTSIDE, Kind.MORE_TIME, Kind.COURT)
"""What a rights holder may say."""
DECLARED = (Kind.CONSENTS, Kind.OBJECTS)
TOLD = "told"
"""Of the declarant: customs have told it of the detention, and it has said nothing yet."""
LONGEST_COURT = 200


@transaction.atomic
def answer_detention(
    *,
    actor: Actor,
    detention: Detention,
    answer: str,
    words: str,
    pictures: Sequence[CheckedPicture] = (),
    court: str = "",
) -> Detention:
    """The rights holder says what the goods are, asks for more time, or shows that a court is seized of them.

    "fake" confirms the infringement and agrees to the destruction; "genuine" and "outside" (a parallel import or an overrun, for
    which there is no destruction without a court) let the goods go. Raises Invalid by field, Conflict where it is too late.
    """
    require(actor, "customs.apply")
    if answer not in ANSWERS:
        raise Invalid(fields={"answer": [_("Choose what you say of the goods.")]})
    require_words(words)
    fresh = held(actor, detention)
    if answer == Kind.MORE_TIME:
        return _ask_for_more_time(actor, fresh, words)
    if answer == Kind.COURT:
        return _show_court(actor, fresh, words, court)
    entry = _answered(actor, fresh, answer, words, pictures)
    said = {"reference": fresh.customs_reference, "said": fresh.get_holder_said_display()}
    send_to_customs(
        entry=entry, detention=fresh, subject=_("Detention %(reference)s: the rights holder answered") % said,
        body=_("The rights holder says: %(said)s.") % said,
    )  # fmt: skip
    return fresh


@transaction.atomic
def note_holder(*, actor: Actor, detention: Detention, answer: str, words: str) -> Detention:
    """What the rights holder told customs by letter or telephone, recorded by customs; the rights holder is told so.

    Raises Denied for anybody but customs, else as `answer_detention`.
    """
    require(actor, "customs.detain")
    if not is_customs(actor):
        raise Denied(_("The rights holder answers here itself. What it wrote to customs is recorded by customs."))
    if answer not in ANSWERS[:3]:
        raise Invalid(fields={"answer": [_("Choose what it said of the goods.")]})
    require_words(words)
    fresh = held(actor, detention)
    entry = _answered(actor, fresh, answer, words)
    said = {"reference": fresh.customs_reference, "said": fresh.get_holder_said_display()}
    send_to_holder(
        entry=entry, detention=fresh, subject=_("Detention %(reference)s: your answer is on file") % said,
        body=_("Customs have recorded what you told them: %(said)s. If that is wrong, write to them at once.") % said,
    )  # fmt: skip
    return fresh


@transaction.atomic
def note_declarant_told(*, actor: Actor, detention: Detention) -> Detention:
    """Customs told the declarant of the detention. Conflict where that is on file, or it has answered."""
    require(actor, "customs.detain")
    fresh = held(actor, detention)
    if not deadlines.still_to_tell(fresh):
        raise Conflict(_("That the declarant was told is on file already."), code="stage")
    deadlines.stop(fresh, "declarant_told")
    record(verbs.DECLARANT_TOLD, actor=actor, subject=fresh, parties=concerned(fresh, actor))
    return fresh


@transaction.atomic
def note_declarant(*, actor: Actor, detention: Detention, answer: str, words: str = "") -> Detention:
    """What the declarant told customs: it consents or objects. Raises Invalid, Conflict where it has answered before."""
    require(actor, "customs.detain")
    if answer not in DECLARED:
        raise Invalid(fields={"answer": [_("Choose what the declarant said.")]})
    if words:
        require_words(words)
    fresh = held(actor, detention)
    if fresh.declarant_said in DECLARED:
        raise Conflict(_("What the declarant said is on file already."), code="stage")
    row = append(actor, fresh, Side.DECLARANT, answer, words)
    fresh.declarant_said = answer
    fresh.save(update_fields=["declarant_said"])
    deadlines.stop(fresh, "declarant_answered")
    entry = record(
        verbs.DECLARANT_ANSWERED, actor=actor, subject=fresh, facts={"kind": answer}, rows=[row],
        parties=concerned(fresh, actor),
    )  # fmt: skip
    words_for = {"reference": fresh.customs_reference, "day": ""}
    if answer == Kind.OBJECTS:
        clock = deadlines.holder_must_go_to_court(fresh) if fresh.state == State.CONFIRMED else None
        words_for["day"] = day_of(fresh, clock) if clock and clock.basis == "law" else ""
        body = _(
            "The declarant objects to the destruction. Without proceedings before a court customs release the goods."
        )
        if words_for["day"]:
            body = _("The declarant objects to the destruction. Show proceedings before a court until %(day)s.")
    else:
        body = _("The declarant agrees to the destruction.")
    send_to_holder(
        entry=entry, detention=fresh, subject=_("Detention %(reference)s: the declarant answered") % words_for,
        body=body % words_for,
    )  # fmt: skip
    return fresh


@transaction.atomic
def decide_more_time(
    *, actor: Actor, detention: Detention, granted: bool, days: int | None = None, words: str = ""
) -> Detention:
    """What customs said to the request for more time: so many working days more, or none.

    Raises Invalid for more than the law lets them grant, Conflict where nobody asked, or the time has passed.
    """
    require(actor, "customs.detain")
    if words:
        require_words(words)
    fresh = held(actor, detention)
    if fresh.more_time != MoreTime.ASKED:
        raise Conflict(_("No request for more time is open."), code="stage")
    most = deadlines.most_days_more(fresh)
    if granted and (days is None or not 1 <= days <= most):
        raise Invalid(fields={"days": [_("Between 1 and %(most)d working days.") % {"most": most}]})
    clock = deadlines.extend(fresh, days) if granted and days else None
    if granted and clock is None:
        raise Conflict(_("No time runs that could be longer."), code="stage")
    row = append(actor, fresh, Side.CUSTOMS, Kind.GRANTED if granted else Kind.REFUSED, words)
    fresh.more_time = MoreTime.GRANTED if granted else MoreTime.REFUSED
    fresh.save(update_fields=["more_time"])
    facts = {"kind": row.kind, "days": days if granted else None}
    entry = record(
        verbs.MORE_TIME_DECIDED, actor=actor, subject=fresh, facts=facts, rows=[row], parties=concerned(fresh, actor)
    )
    said = {"reference": fresh.customs_reference, "day": day_of(fresh, clock) if clock else ""}
    body = _("Customs gave you time until %(day)s.") if granted else _("Customs gave you no more time.")
    send_to_holder(
        entry=entry, detention=fresh, subject=_("Detention %(reference)s: your request for more time") % said,
        body=body % said,
    )  # fmt: skip
    return fresh


def may_ask_for_more_time(detention: Detention) -> bool:
    """Whether a time runs that customs may make longer, and nobody has asked yet. At most one query."""
    return (
        detention.state in (State.WAITING, State.CONFIRMED)
        and not detention.more_time
        and deadlines.most_days_more(detention) > 0
        and deadlines.holders_day(detention) is not None
    )


def _answered(
    actor: Actor, fresh: Detention, answer: str, words: str, pictures: Sequence[CheckedPicture] = ()
) -> Entry:
    if fresh.state != State.WAITING:
        raise Conflict(
            _("This was answered, or the time for it has passed. Write to the customs office."), code="stage"
        )
    row = append(actor, fresh, Side.HOLDER, answer, words)
    keep_pictures(actor, fresh, pictures, Side.HOLDER)
    move(fresh, State.CONFIRMED if answer == Kind.FAKE else State.UNCONFIRMED, machine=DETENTION)
    fresh.holder_said = answer
    fresh.save(update_fields=["holder_said"])
    deadlines.stop(fresh, "holder_answered")
    if answer == Kind.FAKE and fresh.declarant_said == Detention.DeclarantSaid.OBJECTS:
        deadlines.holder_must_go_to_court(fresh)
    return record(
        verbs.ANSWERED, actor=actor, subject=fresh, refs=[fresh.right], facts={"kind": answer}, rows=[row],
        parties=concerned(fresh, actor),
    )  # fmt: skip


def _ask_for_more_time(actor: Actor, fresh: Detention, words: str) -> Detention:
    if not may_ask_for_more_time(fresh):
        raise Conflict(
            _("No more time can be asked for here: none is provided, or it was asked for before."), code="stage"
        )
    row = append(actor, fresh, Side.HOLDER, Kind.MORE_TIME, words)
    fresh.more_time = MoreTime.ASKED
    fresh.save(update_fields=["more_time"])
    entry = record(verbs.MORE_TIME_ASKED, actor=actor, subject=fresh, rows=[row], parties=concerned(fresh, actor))
    said = {"reference": fresh.customs_reference, "words": words.strip()}
    send_to_customs(
        entry=entry, detention=fresh, subject=_("Detention %(reference)s: more time is asked for") % said,
        body=_("The rights holder asks for more time. Its reasons:\n\n%(words)s") % said,
    )  # fmt: skip
    return fresh


def _show_court(actor: Actor, fresh: Detention, words: str, court: str) -> Detention:
    if not court.strip() or len(court) > LONGEST_COURT:
        raise Invalid(fields={"court": [_("Which court, and under which number?")]})
    row = append(actor, fresh, Side.HOLDER, Kind.COURT, words)
    move(fresh, State.COURT, machine=DETENTION)
    fresh.court = court.strip()
    fresh.save(update_fields=["court"])
    deadlines.stop(fresh, "court_shown")
    entry = record(
        verbs.COURT_SHOWN, actor=actor, subject=fresh, rows=[row], personal={"court": fresh.court},
        parties=concerned(fresh, actor),
    )  # fmt: skip
    said = {"reference": fresh.customs_reference, "court": fresh.court}
    send_to_customs(
        entry=entry, detention=fresh, subject=_("Detention %(reference)s: a court is seized") % said,
        body=_("The rights holder has shown proceedings before %(court)s. The goods stay where they are.") % said,
    )  # fmt: skip
    return fresh

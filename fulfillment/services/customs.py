"""Detentions at the border taken in: by hand, by a program, from a list."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Appointment, Party
from accounts.permissions import require
from audit.log import Fact, record
from audit.rows import committed
from fulfillment.customs import deadlines, verbs
from fulfillment.customs.keeping import concerned, keep_pictures
from fulfillment.customs.letters import send_detained
from fulfillment.customs.standing import granted_for, rights_to_enter
from fulfillment.customs.taking_in import Letter, RowFault, checked_codes, faults, rows_of
from fulfillment.models import (
    CustomsApplication,
    Detention,
    DetentionAnswer,
    DetentionNotice,
)
from fulfillment.services.customs_outcomes import agree_in_advance, end_at_once
from gateway.problems import on_constraint
from gateway.uploads import CheckedPicture
from policy.customs import regime
from registry.acting import refuse_beyond
from registry.models import Right
from tenancy.actor import Actor
from tenancy.errors import Conflict, Denied, Invalid
from tenancy.references import unused
from workflow.models import Clock

MOST_TOGETHER, MOST_PICTURES = 300, 12
ON_FILE = gettext_lazy("This detention is on file already.")
PLAIN = (
    "country", "noticed_on", "goods", "quantity", "unit", "weight_grams", "value_cents", "origin", "destination", "transport",
    "perishable", "small",
)  # fmt: skip

on_constraint("detention_once", Conflict(ON_FILE))  # type: ignore[arg-type]


@dataclass
class DetentionsTaken:
    """What became of a list: those that are new, those on file already, and what is wrong with the others."""

    new: int = 0
    known: int = 0
    faults: list[RowFault] = field(default_factory=list)


@transaction.atomic
def enter_detention(*, actor: Actor, letter: Letter, pictures: Sequence[CheckedPicture] = ()) -> Detention:
    """Take in what customs wrote: the clocks run from the day of the letter, and the rights holder is told.

    Customs enter it under an application that was granted for their country. Raises Invalid by field, Denied where an
    agent's appointment does not reach it, Conflict where it is on file already.
    """
    require(actor, "customs.detain")
    letter, right, application = _checked(actor, letter, len(pictures))
    if _on_file(letter, right):
        raise Conflict(str(ON_FILE))
    made, notice = _put_down(actor, letter, right, application)
    keep_pictures(actor, made, pictures, DetentionAnswer.Side.CUSTOMS)
    facts: dict[str, Fact] = {
        "country": made.country, "quantity": made.quantity, "unit": made.unit, "noticed_on": made.noticed_on.isoformat(),
        "small": made.small, "perishable": made.perishable,
    }  # fmt: skip
    entry = record(
        verbs.DETAINED, actor=actor, subject=made, refs=[right, *([application] if application else [])], facts=facts,
        rows=[notice], parties=concerned(made, actor),
    )  # fmt: skip
    if letter.outcome:
        end_at_once(
            actor=actor, detention=made, outcome=letter.outcome, on=letter.ended_on, quantity=letter.ended_quantity
        )
        return made
    deadlines.begin(made)
    if made.small:
        agree_in_advance(detention=made)
    if made.holder_id != actor.party_id:
        until = Clock.objects.filter(subject_id=made.id, kind__in=deadlines.HOLDERS).first()
        send_detained(entry=entry, detention=made, until=until)
    return made


def import_detentions(*, actor: Actor, text: str) -> DetentionsTaken:
    """Take in a CSV list of at most 300 detentions; one that is on file changes nothing, and what cannot go in comes back
    with line and column. Raises Invalid for a longer list.
    """
    require(actor, "customs.detain")
    rows = list(rows_of(text))
    if len(rows) > MOST_TOGETHER:
        raise Invalid(fields={"file": [_("At most %(most)d rows at once.") % {"most": MOST_TOGETHER}]})
    if not rows:
        raise Invalid(fields={"file": [_("There is no row in this file.")]})
    taken = DetentionsTaken()
    with transaction.atomic():
        for line, row in rows:
            _take_in(actor, line, row, taken)
    return taken


def _put_down(
    actor: Actor, letter: Letter, right: Right, application: CustomsApplication | None
) -> tuple[Detention, DetentionNotice]:
    made: Detention = Detention.objects.create(
        reference=unused(Detention, "CD"), holder_id=right.owner_id, right=right, brand_id=right.brand_id,
        application=application, entered_by_id=actor.party_id, customs_reference=letter.customs_reference.strip(),
        office=letter.office.strip(), packaging=letter.packaging.strip(), currency=letter.currency if letter.value_cents else "",
        gtins=checked_codes(letter.gtins), serials=list(dict.fromkeys(letter.serials)),
        **{name: getattr(letter, name) for name in PLAIN},
    )  # fmt: skip
    notice = committed(
        DetentionNotice, detention=made, **{name: getattr(made, name) for name in DetentionNotice.committed_fields[1:]},
        **{name: getattr(letter, name).strip() for name in ("declarant", "consignor", "consignee")},
    )  # fmt: skip
    return made, notice


def _take_in(actor: Actor, line: int, row: Letter | list[RowFault], taken: DetentionsTaken) -> None:
    if isinstance(row, list):
        taken.faults += row
        return
    try:
        with transaction.atomic():
            enter_detention(actor=actor, letter=row)
        taken.new += 1
    except Conflict:
        taken.known += 1
    except Invalid as refusal:
        taken.faults += [RowFault(line, name, text) for name, texts in refusal.fields.items() for text in texts]
    except Denied as refusal:
        taken.faults.append(RowFault(line, "right", refusal.message))


def _checked(actor: Actor, letter: Letter, pictures: int) -> tuple[Letter, Right, CustomsApplication | None]:
    letter = replace(letter, right=letter.right.strip(), country=letter.country.strip().upper())
    today = deadlines.today_in(letter.country)
    rules = regime(letter.country, letter.noticed_on or today)
    wrong = faults(letter, rules, today)
    if pictures > MOST_PICTURES:
        wrong["pictures"] = [_("At most %(most)d pictures.") % {"most": MOST_PICTURES}]
    try:
        checked_codes(letter.gtins)
    except Invalid as refusal:
        wrong |= refusal.fields
    agency = Party.objects.filter(id=actor.party_id, kind=Party.Kind.AGENCY).first()
    if agency is not None and letter.country != agency.country:
        wrong["country"] = [_("You enter what the customs of your own country hold.")]
    right = _right(actor, letter.right)
    if letter.right and right is None:
        wrong["right"] = [_("There is no such right that you may name here, or several have this number.")]
    if wrong or right is None or letter.noticed_on is None:
        raise Invalid(fields=wrong)
    refuse_beyond(actor, right, Appointment.Deed.CUSTOMS, region=letter.country)
    application = granted_for(right, letter.country, letter.noticed_on)
    if agency is not None and application is None:
        raise Invalid(fields={"right": [_("No application for it is granted in your country on that day.")]})
    if letter.small and (application is None or not application.small_consignments):
        raise Invalid(fields={"small": [_("The rights holder has not agreed to that in an application.")]})
    return letter, right, application


def _right(actor: Actor, named: str) -> Right | None:
    rows = Right.objects.filter(id__in=rights_to_enter(actor).values("id"))
    numbered = list(rows.filter(number=named)[:2])
    return rows.filter(reference=named.upper()).first() or (numbered[0] if len(numbered) == 1 else None)


def _on_file(letter: Letter, right: Right) -> bool:
    same = Detention.objects.filter(
        country=letter.country, customs_reference=letter.customs_reference.strip(), right=right
    )
    return same.exists()

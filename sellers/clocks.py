"""What follows when a clock of sellers runs out (silence about its data, the year until they are confirmed, lessons,
seminars, accreditations), and when what a seller is known by has changed."""

from datetime import datetime

from accounts.models import Party
from accounts.services.moves import afterwards
from sellers.models import Accreditation, AssignedLesson, DataRequest, PaymentMove, Seminar
from sellers.services import learning, seminars
from sellers.services.accrediting import EXPIRED, REMINDED, expire, remind
from sellers.services.asking import OVERDUE
from sellers.services.checking_data import UNCHECKED, note_unchecked
from sellers.services.kinship import read_again
from sellers.services.payments import TAKES_EFFECT, take_payment_effect
from sellers.services.trading import LOOK_AGAIN, YEARS_JOB, ask_after_change, ask_again, take_out
from tenancy.actor import Actor
from tenancy.context import current_tenant
from tenancy.due import ring
from workflow.clocks import consequence
from workflow.models import Clock


@consequence(OVERDUE)
def data_overdue(clock: Clock, now: datetime) -> None:
    """Who stayed silent is out of the shop until it answers."""
    rows = DataRequest.objects.select_for_update(of=("self",)).select_related("seller", "tenant")
    take_out(actor=Actor.system(current_tenant()), asked=rows.get(id=clock.subject_id), now=now)


@consequence(UNCHECKED)
def data_unchecked(clock: Clock, now: datetime) -> None:
    """Nobody checked in time what a seller gave."""
    rows = DataRequest.objects.select_for_update(of=("self",)).select_related("seller", "tenant")
    note_unchecked(actor=Actor.system(current_tenant()), asked=rows.get(id=clock.subject_id))


@consequence(TAKES_EFFECT)
def payment_account_changes(clock: Clock, now: datetime) -> None:
    """Three days have passed and nobody stopped it."""
    rows = PaymentMove.objects.select_for_update(of=("self",)).select_related("seller", "tenant")
    take_payment_effect(actor=Actor.system(current_tenant()), asked=rows.get(id=clock.subject_id), now=now)


@consequence(LOOK_AGAIN)
def looked_at_again(clock: Clock, now: datetime) -> None:
    """A year after it was let in, or confirmed, a seller is asked again."""
    seller = Party.objects.get(id=clock.subject_id)
    ask_again(actor=Actor.system(current_tenant()), seller=seller, now=now)


@consequence(learning.REMIND)
def lesson_soon_due(clock: Clock, now: datetime) -> None:
    """A mail, some days before a lesson is due."""
    learning.remind_of_lesson(actor=Actor.system(current_tenant()), assigned=_assigned(clock), now=now)


@consequence(learning.OVERDUE)
def lesson_overdue(clock: Clock, now: datetime) -> None:
    """The lesson was not passed in time: that is shown."""
    learning.note_overdue(actor=Actor.system(current_tenant()), assigned=_assigned(clock), now=now)


def _assigned(clock: Clock) -> AssignedLesson:
    found: AssignedLesson = AssignedLesson.objects.select_for_update().get(id=clock.subject_id)
    return found


@consequence(seminars.REMIND)
def seminar_tomorrow(clock: Clock, now: datetime) -> None:
    """A mail to everybody with a place, a day before."""
    rows = Seminar.objects.select_for_update(of=("self",)).select_related("tenant")
    seminars.remind_of_seminar(actor=Actor.system(current_tenant()), seminar=rows.get(id=clock.subject_id), now=now)


@afterwards
def known_otherwise(actor: Actor, party: Party, fields: frozenset[str], now: datetime) -> None:
    """A seller under another name, address or lead shows that it is the same, or applies as the other; it is looked for under
    what it is called now. One that is here from now on has its year begin."""
    if party.kind != Party.Kind.SELLER:
        return
    if "active" in fields:
        ring(YEARS_JOB)
    if fields & {"name", "address", "contact_name"}:
        read_again(seller=party)
    if fields - {"active", "contact_name"}:
        ask_after_change(actor=actor, seller=party, fields=fields, now=now)


@consequence(REMINDED)
def accreditation_reminded(clock: Clock, now: datetime) -> None:
    """Thirty days before it ends the inspector is reminded."""
    remind(actor=Actor.system(current_tenant()), row=Accreditation.objects.get(id=clock.subject_id))


@consequence(EXPIRED)
def accreditation_expired(clock: Clock, now: datetime) -> None:
    """Its last day is over."""
    expire(actor=Actor.system(current_tenant()), row=Accreditation.objects.get(id=clock.subject_id), now=now)

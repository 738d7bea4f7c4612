"""What follows when a clock of fulfilment runs out: at customs, in complaints of buyers, and for parcels that wait."""

from datetime import datetime

from fulfillment.customs import deadlines
from fulfillment.models import CorrectiveAction, CustomsApplication, Detention, Shipment, TradeComplaint
from fulfillment.services import corrective, customs_applications, customs_outcomes, shipments, trade_deciding
from fulfillment.trade.keeping import held_complaint, held_shipment
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.clocks import consequence
from workflow.models import Clock


@consequence("customs_holder_silent")
def customs_holder_silent(clock: Clock, now: datetime) -> None:
    """The rights holder said nothing in time: the goods are to be released."""
    customs_outcomes.note_holder_silent(actor=_house(), detention=_detention(clock))


@consequence("customs_declarant_silent")
def customs_declarant_silent(clock: Clock, now: datetime) -> None:
    """The declarant said nothing in time: its consent is assumed."""
    customs_outcomes.note_declarant_silent(actor=_house(), detention=_detention(clock))


@consequence("customs_answer_overdue")
def customs_answer_overdue(clock: Clock, now: datetime) -> None:
    """Where no law gives a bound: the rights holder is reminded."""
    customs_outcomes.note_answer_overdue(actor=_house(), detention=_detention(clock))


@consequence("customs_declarant_untold")
def customs_declarant_untold(clock: Clock, now: datetime) -> None:
    """Nobody has said that customs told the declarant: that is shown."""
    customs_outcomes.note_declarant_untold(actor=_house(), detention=_detention(clock))


@consequence("customs_no_application")
def customs_no_application(clock: Clock, now: datetime) -> None:
    """Customs acted on their own and no application followed: the goods are to be released."""
    customs_outcomes.note_not_applied(actor=_house(), detention=_detention(clock))


@consequence("customs_decision_overdue")
def customs_decision_overdue(clock: Clock, now: datetime) -> None:
    """Customs have not decided on an application in time: that is shown."""
    customs_applications.note_decision_overdue(actor=_house(), application=_application(clock))


@consequence(deadlines.REMINDER)
def customs_application_reminder(clock: Clock, now: datetime) -> None:
    """Remind the rights holder to renew an application, and start the clock of the next reminder."""
    application = _application(clock)
    customs_applications.remind_to_renew(actor=_house(), application=application, now=now)
    past = Clock.objects.filter(subject_id=application.id, kind=deadlines.REMINDER).values_list("due_at", flat=True)
    if application.state == CustomsApplication.State.GRANTED:
        deadlines.plan_reminder(application, sent={due.date() for due in past if due})


@consequence(deadlines.ENDS)
def customs_application_ends(clock: Clock, now: datetime) -> None:
    """The last day of an application is over."""
    customs_applications.note_ended(actor=_house(), application=_application(clock))


@consequence("trade_seller_silent")
def trade_seller_silent(clock: Clock, now: datetime) -> None:
    """The seller said nothing in time: a refund is proposed."""
    trade_deciding.note_seller_silent(actor=_house(), complaint=_complaint(clock), now=now)


@consequence("trade_buyer_silent")
def trade_buyer_silent(clock: Clock, now: datetime) -> None:
    """The buyer said nothing in time: an offer counts as accepted, a proof stands."""
    trade_deciding.note_buyer_silent(actor=_house(), complaint=_complaint(clock), now=now)


@consequence("trade_undecided")
def trade_undecided(clock: Clock, now: datetime) -> None:
    """The marketplace has not decided in time."""
    trade_deciding.note_undecided(actor=_house(), complaint=_complaint(clock), now=now)


@consequence("trade_not_done")
def trade_not_done(clock: Clock, now: datetime) -> None:
    """What was owed was not done in time: the marketplace decides."""
    trade_deciding.note_not_done(actor=_house(), complaint=_complaint(clock), now=now)


@consequence("parcel_reminder")
def parcel_reminder(clock: Clock, now: datetime) -> None:
    """A parcel waits for its buyer still."""
    shipment = held_shipment(_house(), Shipment(id=clock.subject_id))
    shipments.remind_buyer(actor=_house(), shipment=shipment, now=now)


@consequence(corrective.REMINDER)
def corrective_reminder(clock: Clock, now: datetime) -> None:
    """The day of what a supplier was asked comes near: it is reminded."""
    corrective.remind_of_correction(actor=_house(), action=CorrectiveAction(id=clock.subject_id), now=now)


@consequence(corrective.OVERDUE)
def corrective_overdue(clock: Clock, now: datetime) -> None:
    """The day of what a supplier was asked is over."""
    corrective.note_correction_overdue(actor=_house(), action=CorrectiveAction(id=clock.subject_id), now=now)


def _house() -> Actor:
    return Actor.system(current_tenant())


def _detention(clock: Clock) -> Detention:
    rows = Detention.objects.select_for_update(of=("self",)).select_related("holder", "right", "tenant")
    found: Detention = rows.get(id=clock.subject_id)
    return found


def _application(clock: Clock) -> CustomsApplication:
    rows = CustomsApplication.objects.select_for_update(of=("self",)).select_related("holder", "tenant")
    found: CustomsApplication = rows.get(id=clock.subject_id)
    return found


def _complaint(clock: Clock) -> TradeComplaint:
    return held_complaint(TradeComplaint(id=clock.subject_id))

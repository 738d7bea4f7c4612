"""What is to be done next about a detention, in one sentence, and by whom."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from fulfillment.models import Detention

State = Detention.State


@dataclass(frozen=True, slots=True)
class Next:
    """A headline, a sentence, and its tone. `side` is who must act: holder, declarant, customs, court, "" for nobody."""

    headline: str
    sentence: str
    tone: str
    side: str


def next_step(detention: Detention, *, declarant_waits: bool) -> Next:
    """From where it stands; `declarant_waits` where the time of the declarant runs still."""
    if detention.state == State.WAITING:
        return Next(
            _("The rights holder answers"), _("Are the goods fake, and may they be destroyed?"), "wait", "holder"
        )
    if detention.state == State.CONFIRMED:
        return _confirmed(detention, declarant_waits)
    if detention.state == State.UNCONFIRMED:
        return Next(_("Customs release the goods"), _why_released(detention), "stop", "customs")
    if detention.state == State.COURT:
        return Next(_("A court decides"), _("The goods stay where they are until it has."), "wait", "court")
    words = {
        State.DESTROYED: (_("Destroyed"), _("These goods reach nobody."), "good"),
        State.SEIZED: (_("Seized by a court"), _("These goods reach nobody."), "good"),
        State.RELEASED: (_("Released"), _("The goods went on their way."), ""),
    }
    headline, sentence, tone = words[State(detention.state)]
    return Next(headline, sentence, tone, "")


def _confirmed(detention: Detention, declarant_waits: bool) -> Next:
    if detention.declarant_said == Detention.DeclarantSaid.OBJECTS:
        return Next(
            _("The rights holder goes to court"),
            _("The declarant objects. Without proceedings in time, customs release the goods."), "stop", "holder",
        )  # fmt: skip
    if declarant_waits and not detention.declarant_said:
        return Next(
            _("The declarant answers"),
            _("The rights holder agrees to the destruction. Who says nothing in time is taken to agree."),
            "wait", "declarant",
        )  # fmt: skip
    return Next(
        _("Customs destroy the goods"),
        _("Nobody is left to be asked. Record the destruction when it is done."),
        "wait",
        "customs",
    )


def _why_released(detention: Detention) -> str:
    said: dict[str, str] = {
        Detention.HolderSaid.GENUINE: _("The rights holder says that they are genuine."),
        Detention.HolderSaid.OUTSIDE: _("A parallel import or an overrun: there is no destruction without a court."),
        Detention.HolderSaid.FAKE: _("The declarant objects, and no court was shown to be seized in time."),
    }
    return said.get(detention.holder_said, _("The rights holder has not confirmed in time."))

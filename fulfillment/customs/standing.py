"""Under which rights a detention may be entered, and on which application customs act."""

from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import Party
from fulfillment.models import CustomsApplication, CustomsApplicationPlace, CustomsApplicationRight
from registry.models import Right
from tenancy.actor import Actor


def granted_for(right: Right, country: str, day: date) -> CustomsApplication | None:
    """The application on which customs of a country act for a right on that day; the newest. One query."""
    reached = CustomsApplicationPlace.objects.filter(country=country).values("application_id")
    resting = CustomsApplicationRight.objects.filter(right=right).values("application_id")
    rows = CustomsApplication.objects.filter(id__in=resting).filter(id__in=reached)
    stood = Q(state="granted") | Q(state="ended", state_at__date__gte=day)  # one that was taken back held until then
    held = rows.filter(stood, decided_on__isnull=False, valid_from__lte=day, valid_until__gte=day)
    return held.order_by("-id").first()


def rights_to_enter(actor: Actor) -> QuerySet[Right]:
    """The rights under which the actor may take in a detention, by title: customs those of applications granted for their
    country, a rights holder its own. One query."""
    if is_customs(actor):
        granted = CustomsApplication.objects.visible_to(actor).filter(state=CustomsApplication.State.GRANTED)
        held = CustomsApplicationRight.objects.filter(application__in=granted).values("right_id")
        return Right.objects.filter(id__in=held).order_by("folded", "id")
    return Right.objects.visible_to(actor).filter(state=Right.State.VERIFIED).order_by("folded", "id")


def is_customs(actor: Actor) -> bool:
    """Whether customs act, by a person or a program. A query for a program alone."""
    if actor.kind != "key":
        return actor.role.startswith("agency.")
    return Party.objects.filter(id=actor.party_id, kind=Party.Kind.AGENCY).exists()

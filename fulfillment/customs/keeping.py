"""What the acts on a detention share: the row held, what was said appended, pictures and papers kept, who is concerned."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Appointment
from audit.rows import committed
from evidence.models import Evidence
from evidence.services import show, store
from fulfillment.customs.letters import agencies_of
from fulfillment.models import Detention, DetentionAnswer, DetentionPicture
from gateway.text import text_fault
from gateway.uploads import CheckedDocument, CheckedPicture
from registry.acting import refuse_beyond
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound

MOST_WORDS, MOST_PICTURES = 4000, 12
OVER = (Detention.State.DESTROYED, Detention.State.SEIZED, Detention.State.RELEASED)


def held(actor: Actor, detention: Detention) -> Detention:
    """The row as it stands, for this transaction alone. NotFound for who does not see it, Denied for an agent whose
    appointment does not reach it, Conflict where it is over."""
    rows = Detention.objects.visible_to(actor).select_for_update(of=("self",))
    fresh: Detention | None = (
        rows.select_related("holder", "right", "tenant", "application").filter(id=detention.id).first()
    )
    if fresh is None:
        raise NotFound
    refuse_beyond(actor, fresh.right, Appointment.Deed.CUSTOMS, region=fresh.country)
    if fresh.state in OVER:
        raise Conflict(_("This detention is over: %(state)s.") % {"state": fresh.get_state_display()}, code="stage")
    return fresh


def append(actor: Actor, detention: Detention, side: str, kind: str, words: str = "") -> DetentionAnswer:
    """Put down what was said. Part of an act with its own entry."""
    return committed(
        DetentionAnswer, detention=detention, side=side, kind=kind, membership_id=actor.membership_id, at=database_now(),
        words=words.strip(),
    )  # fmt: skip


def keep_pictures(actor: Actor, detention: Detention, pictures: Sequence[CheckedPicture], side: str) -> None:
    """Put pictures to a detention, for the rights holder and the customs of the country. Part of an act with its own entry.

    Raises Invalid for more than twelve.
    """
    if len(pictures) > MOST_PICTURES:
        raise Invalid(fields={"pictures": [_("At most %(most)d pictures.") % {"most": MOST_PICTURES}]})
    pieces = [store(data=picture, kind="detention", actor=actor) for picture in pictures]
    rows = [DetentionPicture(detention=detention, evidence=piece, side=side) for piece in pieces]
    DetentionPicture.objects.bulk_create(rows)
    _share(actor, detention, pieces)


def keep_paper(actor: Actor, detention: Detention, paper: CheckedDocument) -> Evidence:
    """Put a paper of customs to a detention. Part of an act with its own entry."""
    piece = store(data=paper, kind="detention", actor=actor)
    _share(actor, detention, [piece])
    return piece


def concerned(detention: Detention, actor: Actor) -> set[UUID | None]:
    """The parties that see what the log says of a detention."""
    agencies = [agency.id for agency in agencies_of([detention.country])]
    return {detention.holder_id, detention.entered_by_id, actor.party_id, *agencies}


def require_words(words: str) -> None:
    """Pass if reasons were given. Raises Invalid for the field "words"."""
    if not words.strip():
        raise Invalid(fields={"words": [_("Say why, in a sentence or two.")]})
    if fault := text_fault(words):
        raise Invalid(fields={"words": [fault]})
    if len(words) > MOST_WORDS:
        raise Invalid(fields={"words": [_("At most %(most)d characters.") % {"most": MOST_WORDS}]})


def _share(actor: Actor, detention: Detention, pieces: Sequence[Evidence]) -> None:
    """The rights holder and the customs of the country see these."""
    if pieces:
        for party in (detention.holder, *agencies_of([detention.country])):
            show(evidence=pieces, party=party, actor=actor)

"""What shows a right: specimens, which are compared with listings, and certificates, which people read."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from evidence.models import Evidence
from evidence.services import show, store
from gateway.uploads import CheckedDocument, CheckedPicture, checked_picture
from registry import verbs
from registry.models import Certificate, Right, Specimen
from registry.services.likenesses import retract_of
from registry.services.standing import go_to, locked, require_own, say, touch
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.due import ring
from tenancy.errors import Conflict

MOST_SPECIMENS = 50
SPECIMENS_JOB = "specimens"
"""Rung for a new specimen, for whoever compares pictures."""


def add_specimen(*, actor: Actor, right: Right, picture: CheckedPicture | bytes, label: str = "") -> Specimen:
    """Add a reference picture. A verified right is then checked again, unless the marketplace itself adds it.

    Raises Invalid if the picture is none, Conflict beyond fifty and for a retired right.
    """
    require_own(actor, right, "right.verify" if actor.is_operator else "right.register")
    with transaction.atomic():
        fresh = _open(right)
        specimens = Specimen.objects.filter(right=fresh)
        if specimens.filter(retired_at=None).count() >= MOST_SPECIMENS:
            raise Conflict(_("A right has at most %(most)d specimens. Retire one first.") % {"most": MOST_SPECIMENS})
        last = specimens.aggregate(last=Max("position"))["last"]
        checked = checked_picture(picture) if isinstance(picture, bytes) else picture
        evidence = store(data=checked, kind="specimen", actor=actor, label=label)
        show_owner(actor, fresh, [evidence])
        specimen = Specimen.objects.create(right=fresh, evidence=evidence, position=0 if last is None else last + 1)
        ring(SPECIMENS_JOB)
        own = actor.is_operator or actor.is_system
        if fresh.state == Right.State.VERIFIED and not own:
            go_to(fresh, Right.State.SUBMITTED)
        else:
            touch(fresh)
        facts = {"position": specimen.position + 1}
        say(verbs.SPECIMEN_ADDED, actor, fresh, facts=facts, refs=(specimen, evidence))
    return specimen


def compare_again(right: Right) -> None:
    """Hold its pictures against those of other owners once more: since the last time others have come to be enforced."""
    if Specimen.objects.filter(right=right, retired_at=None).update(compared_at=None):
        ring(SPECIMENS_JOB)


def retire_specimen(*, actor: Actor, specimen: Specimen) -> None:
    """Nothing is compared with this picture any more. Retiring twice is a Conflict."""
    require_own(actor, specimen.right, "right.verify" if actor.is_operator else "right.register")
    with transaction.atomic():
        fresh = locked(specimen.right)
        now = database_now()
        if not Specimen.objects.filter(id=specimen.id, retired_at=None).update(retired_at=now):
            raise Conflict(_("This specimen is retired already."))
        specimen.retired_at = now
        retract_of(specimen)
        touch(fresh)
        say(verbs.SPECIMEN_RETIRED, actor, fresh, facts={"position": specimen.position + 1}, refs=(specimen,))


def add_certificate(*, actor: Actor, right: Right, document: CheckedDocument | bytes, label: str = "") -> Certificate:
    """Add a document that shows the right. Raises Invalid if it is neither a PDF nor a picture."""
    require_own(actor, right, "right.verify" if actor.is_operator else "right.register")
    with transaction.atomic():
        fresh = _open(right)
        evidence = store(data=document, kind="certificate", actor=actor, label=label)
        show_owner(actor, fresh, [evidence])
        certificate = Certificate.objects.create(right=fresh, evidence=evidence)
        touch(fresh)
        say(verbs.CERTIFICATE_ADDED, actor, fresh, refs=(evidence,))
    return certificate


def show_owner(actor: Actor, right: Right, evidence: Sequence[Evidence]) -> None:
    """What an agent or the marketplace hands in for an owner, the owner sees."""
    if actor.party_id != right.owner_id:
        show(evidence=evidence, party=right.owner, actor=actor)


def _open(right: Right) -> Right:
    fresh = locked(right)
    if fresh.state == Right.State.RETIRED:
        raise Conflict(_("This right is retired. Register it anew."))
    return fresh

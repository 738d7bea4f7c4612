"""Keeping a view of the queue under a name, and forgetting it."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.permissions import may, require
from audit import log
from enforcement.models import SavedView
from enforcement.queries import ASKED
from enforcement.queueing import verbs
from gateway.text import clean
from tenancy.actor import Actor
from tenancy.errors import Conflict, Denied, Invalid, NotFound

LONGEST, MOST = 60, 20


@transaction.atomic
def save_view(*, actor: Actor, name: str, asked: Mapping[str, str], shared: bool = False) -> SavedView:
    """Keep what narrows and orders the queue. Raises Invalid without a name or for what is no part of a queue, Conflict
    for a name that one has already or for too many; Denied for sharing without being a lead."""
    require(actor, "case.assign")
    if actor.membership_id is None:
        raise Denied(_("Only a person keeps a view."))
    if shared:
        require(actor, "case.route")
    words = clean(name.strip(), name="name")
    if not words or len(words) > LONGEST:
        raise Invalid(fields={"name": [_("A name of at most %(n)d characters.") % {"n": LONGEST}]})
    kept = {key: str(value)[:80] for key, value in asked.items() if key in ASKED and value}
    own = SavedView.objects.filter(membership_id=actor.membership_id)
    if own.filter(name=words).exists():
        raise Conflict(_("You have a view of this name."), code="name_taken")
    if own.count() >= MOST:
        raise Conflict(_("At most %(n)d views: forget one first.") % {"n": MOST}, code="too_many")
    view = SavedView.objects.create(name=words, asked=kept, shared=shared, membership_id=actor.membership_id)
    log.record(verbs.VIEW_SAVED, actor=actor, subject=view, facts={"shared": shared}, personal={"name": words})
    return view


@transaction.atomic
def forget_view(*, actor: Actor, view_id: UUID) -> None:
    """Forget one's own view; a lead also one that is shared."""
    require(actor, "case.assign")
    theirs = Q(membership_id=actor.membership_id)
    if may(actor, "case.route"):
        theirs |= Q(shared=True)
    view = SavedView.objects.filter(theirs, id=view_id).first()
    if view is None:
        raise NotFound
    log.record(verbs.VIEW_FORGOTTEN, actor=actor, subject=view, facts={"shared": view.shared})
    view.delete()

"""What every service of the registry needs: whose right it is, who is told, and the locks and marks of a change."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Party
from accounts.permissions import require
from audit.log import record
from audit.models import Entry
from audit.rows import Committed
from audit.verbs import Verb
from gateway.problems import on_constraint
from registry.acting import Deed, refuse_beyond, refuse_beyond_for
from registry.checking.reminders import plan
from registry.details import Details
from registry.machine import REVOCATION, RIGHT
from registry.models import Brand, Review, Revocation, Right
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.due import ring
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from workflow.moves import move

EXPLAINED = {
    "right_number": gettext_lazy("This registration is on file already."),
    "right_external": gettext_lazy("Another right has this reference of your own."),
    "right_verified_number": gettext_lazy(
        "Another right with this number is verified already. Compare the two before you decide."
    ),
}
DEEDS = {"right.register": Deed.REGISTER, "seller.authorise": Deed.LICENSE}
CHANGED_JOB = "backscan"
STANDING_JOB = "standing"
"""Rung when a right changes its state, for those who work on it elsewhere."""
QUIET = timedelta(seconds=30)
"""After a change of a right the line that calls for a back-scan ripens, so that many changes at once call for one."""
for name, sentence in EXPLAINED.items():
    on_constraint(name, Conflict(sentence))  # type: ignore[arg-type]  # translated when it is shown


def require_own(actor: Actor, right: Right, permission: str) -> None:
    """Pass for who sees the right and has the permission. NotFound for a stranger, Denied with the reason."""
    if not (actor.is_operator or actor.is_system):
        if right.owner_id not in {actor.party_id, *actor.brands} and right.brand_id not in actor.marks:
            raise NotFound
        refuse_beyond(actor, right, DEEDS.get(permission, Deed.REGISTER))
    require(actor, permission)


def owner_for(actor: Actor, owner: Party | None) -> Party:
    """The rights holder for whom `actor` acts: its own party, or the one named. Invalid for the field "owner"."""
    sees_all = actor.is_operator or actor.is_system
    mine = frozenset() if sees_all else acts_for(actor)
    if owner is None and not sees_all:
        brands = list(Party.objects.filter(id__in=mine, kind=Party.Kind.BRAND)[:2])
        if len(brands) == 1:
            return brands[0]
    if owner is None or (not sees_all and owner.id not in mine) or owner.kind != Party.Kind.BRAND:
        raise Invalid(fields={"owner": [_("Name the rights holder that owns this.")]})
    if owner.state != Party.State.ACTIVE:
        raise Conflict(_("This rights holder is not active."))
    return owner


def acts_for(actor: Actor) -> frozenset[UUID]:
    """The parties under whose names the actor registers: its own, and those of whom it acts for all or some brands."""
    own = {*([actor.party_id] if actor.party_id else ()), *actor.brands}
    limited = Brand.objects.filter(id__in=actor.marks).values_list("owner_id", flat=True) if actor.marks else ()
    return frozenset({*own, *limited})


def require_all_of(actor: Actor, owner: Party) -> None:
    """Denied for an agent that acts for some brands of the rights holder only: this reaches all that it has."""
    if not (actor.is_operator or actor.is_system or owner.id in {actor.party_id, *actor.brands}):
        raise Denied(_("You act for some brands of this rights holder. A list may change all of its rights."))
    refuse_beyond_for(actor, principal=owner.id, brand=None, deed=Deed.REGISTER)


def brand_for(actor: Actor, owner: Party, kind: str) -> Brand | None:
    """The brand in which the actor registers: the one to which an agent is limited, else none yet.

    Raises Denied where its appointment does not reach that, Invalid for the field "owner" where it has several.
    """
    brand = None
    if not (actor.is_operator or actor.is_system or owner.id in {actor.party_id, *actor.brands}):
        brands = list(Brand.objects.filter(id__in=actor.marks, owner=owner)[:2])
        if len(brands) > 1:
            told = _("You act for several brands of this rights holder: it registers, and puts the right into one.")
            raise Invalid(fields={"owner": [told]})
        brand = brands[0]
    refuse_beyond_for(actor, principal=owner.id, brand=brand.id if brand else None, deed=Deed.REGISTER, kind=kind)
    return brand


def locked(right: Right, version: int | None = None) -> Right:
    """The right as it is now, held until the end of the transaction.

    Conflict if it is no longer at `version`, the one that the person saw.
    """
    fresh: Right = Right.objects.select_for_update().get(id=right.id)
    if version is not None and fresh.version != version:
        raise Conflict(_("Somebody else has changed this right meanwhile. Look at it again before you go on."))
    return fresh


def refuse_twins(owner_id: UUID, found: Details, *, but: UUID | None = None) -> None:
    """Invalid if the owner has this registration, or this reference of its own, on file already."""
    rows = Right.objects.filter(owner_id=owner_id).exclude(state=Right.State.RETIRED).exclude(id=but)
    same_number = Q(kind=found.kind, office=found.office, number=found.number)
    twin = rows.filter(same_number).first() if found.number else None
    if twin is not None:
        raise Invalid(
            fields={"number": [_("This registration is on file already, as %(ref)s.") % {"ref": twin.reference}]}
        )
    twin = rows.filter(external_id=found.external_id).first() if found.external_id else None
    if twin is not None:
        raise Invalid(fields={"external_id": [_("You use this for %(ref)s already.") % {"ref": twin.reference}]})


def go_to(right: Right, state: str) -> None:
    """Move along the machine, and write the line of its history. What was begun in the state before has ended with it."""
    was = right.state
    move(right, state, machine=RIGHT)
    touch(right)
    if Right.State.VERIFIED in (was, state):
        ring(STANDING_JOB)
        plan(right)
    if was == Right.State.IN_REVIEW:
        Review.objects.filter(right=right, ended_at=None).update(ended_at=database_now(), ended_as=state)
    if was == Right.State.VERIFIED:
        for proposed in Revocation.objects.filter(right=right, state=REVOCATION.initial):
            move(proposed, "confirmed" if state == Right.State.REVOKED else "refused", machine=REVOCATION)


def refuse_others(right: Right, actor: Actor) -> None:
    """Conflict where somebody else has this right in hand."""
    open_one = Review.objects.filter(right=right, ended_at=None).first()
    if open_one is not None and not actor.is_system and open_one.reviewer_id != actor.membership_id:
        raise Conflict(_("Somebody else has taken this up. They decide, or give it back."))


def touch(right: Right) -> None:
    """Say that the scanner must look at this right again, and save what was changed in hand."""
    right.changed_at = moment_of_change()
    right.save()


def moment_of_change() -> datetime:
    """Now, on the database's clock, holding back other changes of the registry until this one commits.

    So the scanner, which asks for what changed after the newest change it knows, misses none that commits late. What is in
    the shop already is scanned for what changed once the registry has been quiet for a moment.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clock_timestamp() FROM (SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))) AS held",
            [f"registry:{current_tenant()}"],
        )
        moment: datetime = cursor.fetchone()[0]
    ring(CHANGED_JOB, at=moment + QUIET)
    return moment


def say(
    verb: Verb,
    actor: Actor,
    right: Right,
    *,
    facts: Mapping[str, Any] | None = None,
    personal: Mapping[str, str] | None = None,
    also: tuple[UUID, ...] = (),
    refs: tuple[Any, ...] = (),
    rows: tuple[Committed, ...] = (),
) -> Entry:
    """Record, seen by the owner and by who acted for it; `also` are further parties."""
    acting = () if actor.is_operator or actor.is_system else (actor.party_id,)
    parties = [right.owner_id, *acting, *also]
    return record(
        verb, actor=actor, subject=right, refs=refs, facts=facts, personal=personal, rows=rows, parties=parties
    )


def spoken(codes: Any) -> str | None:
    """Codes or numbers as the log's facts hold them: one text, or None for none."""
    return ", ".join(str(code) for code in codes) or None

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
from registry.details import Details, found_by
from registry.machine import RIGHT
from registry.models import Right, SearchWord
from tenancy.actor import Actor
from tenancy.context import current_tenant
from tenancy.due import ring
from tenancy.errors import Conflict, Invalid, NotFound
from workflow.moves import move

EXPLAINED = {
    "right_number": gettext_lazy("This registration is on file already."),
    "right_external": gettext_lazy("Another right has this reference of your own."),
    "right_verified_number": gettext_lazy(
        "Another right with this number is verified already. Compare the two before you decide."
    ),
}
CHANGED_JOB = "backscan"
QUIET = timedelta(seconds=30)
"""After a change of a right the line that calls for a back-scan ripens, so that many changes at once call for one."""
for name, sentence in EXPLAINED.items():
    on_constraint(name, Conflict(sentence))  # type: ignore[arg-type]  # translated when it is shown


def require_own(actor: Actor, right: Right, permission: str) -> None:
    """Pass for who sees the right and has the permission. NotFound for a stranger, Denied with the reason."""
    sees_all = actor.is_operator or actor.is_system
    if not sees_all and right.owner_id not in {actor.party_id, *actor.brands}:
        raise NotFound
    require(actor, permission)


def owner_for(actor: Actor, owner: Party | None) -> Party:
    """The rights holder for whom `actor` acts: its own party, or the one named. Invalid for the field "owner"."""
    sees_all = actor.is_operator or actor.is_system
    mine = frozenset({actor.party_id, *actor.brands})
    if owner is None and not sees_all:
        brands = list(Party.objects.filter(id__in=[p for p in mine if p], kind=Party.Kind.BRAND)[:2])
        if len(brands) == 1:
            return brands[0]
    if owner is None or (not sees_all and owner.id not in mine) or owner.kind != Party.Kind.BRAND:
        raise Invalid(fields={"owner": [_("Name the rights holder that owns this.")]})
    if owner.state != Party.State.ACTIVE:
        raise Conflict(_("This rights holder is not active."))
    return owner


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
    """Move along the machine, and write the line of its history."""
    move(right, state, machine=RIGHT)
    touch(right)


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


def settle_words(right: Right) -> None:
    """Make the words by which a right is found those of what is on file now."""
    wanted = found_by(right)
    SearchWord.objects.filter(right=right).exclude(word__in=wanted).delete()
    known = set(SearchWord.objects.filter(right=right).values_list("word", flat=True))
    SearchWord.objects.bulk_create([SearchWord(right=right, word=word) for word in wanted if word not in known])


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

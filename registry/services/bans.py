"""Bans: put on the list, ended, taken in from a list."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Party
from accounts.permissions import require
from audit.log import record
from gateway.problems import on_constraint
from registry import verbs
from registry.banning import BanDetails, checked, rows_of
from registry.models import Ban, BanException, Right
from registry.reading.facts import Fault
from registry.services.standing import moment_of_change, spoken
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid
from tenancy.references import unused

MOST_TOGETHER = 300
ON_FILE = gettext_lazy("This order is on the list already.")

on_constraint("ban_order", Conflict(ON_FILE))  # type: ignore[arg-type]


@dataclass
class BansTaken:
    """What became of a list: bans that are new, those that were on file, and what is wrong with the others."""

    new: int = 0
    known: int = 0
    faults: list[Fault] = field(default_factory=list)


def add_ban(*, actor: Actor, details: BanDetails) -> Ban:
    """Put an order on the list: listings that are checked from now on are held against it.

    Raises Invalid with a sentence per field, Conflict if the order is on the list already.
    """
    require(actor, "ban.manage")
    found = checked(details, day=database_now().date())
    sellers, right = _excepted(found.excepted), _patent(found.right)
    with transaction.atomic():
        if _on_file(found):
            raise Conflict(str(ON_FILE))
        ban: Ban = Ban.objects.create(
            reference=unused(Ban), right=right, changed_at=moment_of_change(), **found.as_columns()
        )
        BanException.objects.bulk_create(BanException(ban=ban, seller=seller) for seller in sellers)
        facts = {
            "kind": ban.kind,
            "territories": spoken(ban.territories),
            "products": len(ban.products),
            "action": ban.action,
            "starts_on": ban.starts_on.isoformat(),
            "ends_on": ban.ends_on.isoformat() if ban.ends_on else None,
        }
        refs = [right] if right else []
        said = {"authority": ban.authority, "order": ban.order}
        record(verbs.BAN_ADDED, actor=actor, subject=ban, refs=refs, facts=facts, personal=said)
    return ban


def end_ban(*, actor: Actor, ban: Ban) -> None:
    """The order was lifted or has run out: nothing is held against it any more. Ending twice is a Conflict."""
    require(actor, "ban.manage")
    with transaction.atomic():
        fresh = Ban.objects.select_for_update().get(id=ban.id)
        if fresh.ended_at is not None:
            raise Conflict(_("This ban has ended already."))
        fresh.ended_at, fresh.changed_at = database_now(), moment_of_change()
        fresh.save(update_fields=["ended_at", "changed_at"])
        ban.ended_at = fresh.ended_at
        record(verbs.BAN_ENDED, actor=actor, subject=fresh)


def import_bans(*, actor: Actor, text: str) -> BansTaken:
    """Take in a CSV list of at most 300 bans; an order that is on the list changes nothing, and what cannot go in comes
    back with line and column. Raises Invalid for a longer list.
    """
    require(actor, "ban.manage")
    rows = list(rows_of(text))
    if len(rows) > MOST_TOGETHER:
        raise Invalid(fields={"file": [_("At most %(most)d rows at once.") % {"most": MOST_TOGETHER}]})
    taken = BansTaken()
    with transaction.atomic():
        for line, row in rows:
            _take_in(actor, line, row, taken)
    return taken


def _take_in(actor: Actor, line: int, row: BanDetails | list[Fault], taken: BansTaken) -> None:
    if isinstance(row, list):
        taken.faults += row
    elif _on_file(row):
        taken.known += 1
    else:
        try:
            add_ban(actor=actor, details=row)
            taken.new += 1
        except Invalid as refusal:
            taken.faults += [Fault(line, name, text) for name, texts in refusal.fields.items() for text in texts]


def _on_file(found: BanDetails) -> bool:
    return Ban.objects.filter(authority=found.authority.strip(), order=found.order.strip(), ended_at=None).exists()


def _excepted(references: Sequence[str]) -> list[Party]:
    """The sellers of these references. Invalid where one is none."""
    rows = Party.objects.filter(kind=Party.Kind.SELLER, reference__in=[one.upper() for one in references])
    found = {party.reference: party for party in rows}
    unknown = [one for one in references if one.upper() not in found]
    if unknown:
        sentence = _("No seller has the reference %(words)s.") % {"words": ", ".join(unknown[:5])}
        raise Invalid(fields={"excepted": [sentence]})
    return list(found.values())


def _patent(ref: str) -> Right | None:
    """The patent of that reference. Invalid where it is none."""
    if not ref.strip():
        return None
    right: Right | None = Right.objects.filter(reference=ref.strip().upper(), kind=Right.Kind.PATENT).first()
    if right is None:
        raise Invalid(fields={"right": [_("No patent on file has this reference.")]})
    return right

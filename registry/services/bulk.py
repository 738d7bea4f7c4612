"""What is done with many rights of one rights holder at once: at most 300 in one transaction."""

from collections.abc import Callable, Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from accounts.models import Party
from accounts.permissions import require
from audit.log import Fact, record
from registry import extract, verbs
from registry.models import Right
from registry.services.brands import MOST_TOGETHER
from registry.services.rights import retire_right
from registry.services.sellers import authorise_seller
from registry.services.standing import moment_of_change, require_all_of
from tenancy.actor import Actor
from tenancy.errors import Conflict, Invalid, NotFound


def set_reach(
    *, actor: Actor, owner: Party, rights: Collection[Right], categories: Sequence[str] | None = None,
    markets: Sequence[str] | None = None,
) -> int:  # fmt: skip
    """Say in which of the marketplace's categories and countries such goods are offered; None leaves as it is.

    How many rights this changed, in one entry. Raises Invalid, NotFound for a right of somebody else.
    """
    require(actor, "right.register")
    require_all_of(actor, owner)
    wanted = _wanted(categories, markets)
    with transaction.atomic():
        changed = []
        for right in _held(owner, rights):
            if any(list(getattr(right, name)) != value for name, value in wanted.items()):
                for name, value in wanted.items():
                    setattr(right, name, value)
                changed.append(right)
        if not changed:
            return 0
        now = moment_of_change()
        for right in changed:
            right.version, right.changed_at = right.version + 1, now
        bulk_update_with_history(changed, Right, [*wanted, "version", "changed_at"], manager=Right.objects)
        facts: dict[str, Fact] = {"rights": len(changed), "fields": ", ".join(sorted(wanted))}
        parties = {owner.id, actor.party_id or owner.id}
        refs = [right.id for right in changed]
        record(verbs.RIGHTS_MAPPED, actor=actor, subject=owner, refs=refs, facts=facts, parties=sorted(parties))
    return len(changed)


def authorise_for_all(*, actor: Actor, owner: Party, rights: Collection[Right], seller: Party) -> int:
    """Let a seller sell under each of these, wherever it holds, from today on. How many were new; each has its entry."""
    require(actor, "seller.authorise")
    return _each(owner, rights, lambda right: authorise_seller(actor=actor, right=right, seller=seller))


def retire_all(*, actor: Actor, owner: Party, rights: Collection[Right], reason: str) -> int:
    """Take these out of use for good; each has its entry. How many were not retired before."""
    require(actor, "right.register")
    return _each(owner, rights, lambda right: retire_right(actor=actor, right=right, reason=reason))


def _each(owner: Party, rights: Collection[Right], deed: Callable[[Right], object]) -> int:
    """All or none; a right where it is so already, or that is retired, is passed over."""
    done = 0
    with transaction.atomic():
        for right in _held(owner, rights):
            try:
                with transaction.atomic():
                    deed(right)
            except Conflict:
                continue
            done += 1
    return done


def _held(owner: Party, rights: Collection[Right]) -> list[Right]:
    """These as they are now, locked, the retired ones left out."""
    if len(rights) > MOST_TOGETHER:
        raise ValueError(f"At most {MOST_TOGETHER} rights are changed at once.")
    rows = Right.objects.select_for_update(of=("self",)).filter(id__in=[right.id for right in rights], owner=owner)
    found = list(rows.order_by("id"))
    if len(found) != len({right.id for right in rights}):
        raise NotFound
    return [right for right in found if right.state != Right.State.RETIRED]


def _wanted(categories: Sequence[str] | None, markets: Sequence[str] | None) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}

    def put(name: str, sentence: str) -> None:
        wrong.setdefault(name, []).append(sentence)

    found: dict[str, list[str]] = {}
    if categories is not None:
        found["categories"] = list(extract.categories(categories, put))
    if markets is not None:
        found["markets"] = list(extract.markets(markets, put))
    if wrong:
        raise Invalid(fields=wrong)
    if not found:
        raise Invalid(fields={"categories": [_("Say what is to be changed.")]})
    return found

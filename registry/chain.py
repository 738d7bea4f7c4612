"""Chain of title: who owned a right on which day, and where its documents do not fit each other. Pure.

A link passes title from the day it takes effect; of two that take effect on one day the one recorded later counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from registry.words import fold

PASSING = frozenset({"assignment", "merger", "change_of_name"})
"""Kinds of conveyance after which somebody else, or somebody under another name, owns all of it."""


@dataclass(frozen=True, slots=True)
class Holder:
    """An owner: the name, and who it is on this marketplace (None: nobody here)."""

    name: str
    party_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One confirmed conveyance of the whole right, from one holder to the next."""

    giver: Holder
    taker: Holder
    effective_on: date
    executed_on: date
    recorded_on: date | None = None


def same(one: Holder, other: Holder) -> bool:
    """Whether two holders are the same: by the party where both have one, else by the letters of the name."""
    if one.party_id is not None and other.party_id is not None:
        return one.party_id == other.party_id
    return _letters(one.name) == _letters(other.name)


def owner_at(links: Sequence[Link], present: Holder, day: date, *, since: date | None = None) -> Holder | None:
    """Who owned it on that day, by the `links` in order of effect; without any, the `present` owner always has.

    None before `since`, the day on which the right began.
    """
    if since is not None and day < since:
        return None
    if not links:
        return present
    holder = links[0].giver
    for link in links:
        if link.effective_on > day:
            break
        holder = link.taker
    return holder


def faults(links: Sequence[Link], present: Holder) -> list[str]:
    """Gaps and contradictions in the `links` in order of effect, each as a sentence."""
    found = []
    for place, link in enumerate(links):
        before = links[place - 1] if place else None
        if before is not None and not same(before.taker, link.giver):
            words = {"giver": link.giver.name, "owner": before.taker.name, "day": link.effective_on.isoformat()}
            found.append(_("%(giver)s gave it away on %(day)s, but %(owner)s owned it then.") % words)
        if before is not None and before.effective_on == link.effective_on and same(before.giver, link.giver):
            words = {"giver": link.giver.name, "day": link.effective_on.isoformat()}
            found.append(_("%(giver)s gave it away twice on %(day)s.") % words)
        if link.recorded_on is not None and link.recorded_on < link.executed_on:
            words = {"taker": link.taker.name}
            found.append(_("The office recorded the transfer to %(taker)s before it was signed.") % words)
    if links and not same(links[-1].taker, present):
        words = {"taker": links[-1].taker.name, "owner": present.name}
        found.append(_("The last transfer goes to %(taker)s, but %(owner)s is on file as the owner.") % words)
    return found


def _letters(name: str) -> str:
    return "".join(character for character in fold(name) if character.isalnum())

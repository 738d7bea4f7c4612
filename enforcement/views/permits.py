"""What the owner had given the seller: licences and authorisations on file between the seller and the right of a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from enforcement.models import Case
from registry import queries
from registry.licensing import queries as licence_queries
from registry.licensing.terms import day_words, named_places
from registry.models import AuthorisedSeller, Licence
from tenancy.actor import Actor

MOST = 20
State, Consent = Licence.State, Licence.Consent


@dataclass(frozen=True, slots=True)
class Permit:
    """One line: what it is, where it holds, how it stood when the goods were offered, and what became of it."""

    name: str
    licence: str
    where: str
    word: str
    tone: str
    note: str = ""


def permits_of(found: Case, actor: Actor) -> list[Permit]:
    """All on file that this reader may see, ended ones too, each as it stood while the listings were offered. Two queries.

    From the day on which the first of them was made to the day on which the case was opened.
    """
    if not (actor.is_operator or actor.is_system or {actor.party_id, *actor.brands} & _sides(found)):
        return []
    since = min((item.listing.made_at.date() for item in found.items.all()), default=found.opened_at.date())
    until = found.opened_at.date()
    licences = licence_queries.licences_between(found.seller_id, [found.right_id])
    given = queries.authorised_sellers(found.right).filter(seller_id=found.seller_id).order_by("-id")[:MOST]
    return [*_licensed(licences, since, until), *(_authorised(row, since, until) for row in given)]


def _sides(found: Case) -> set[UUID]:
    return {found.seller_id, found.right.owner_id}


def _licensed(licences: Iterable[Licence], since: date, until: date) -> Iterable[Permit]:
    for one in licences:
        name = _("Sublicence from %(name)s") if one.parent_id else _("Licence from %(name)s")
        where = named_places(one.territories) or _("wherever the right holds")
        if one.carve_outs:
            where = _("%(where)s, without %(carved)s") % {"where": where, "carved": named_places(one.carve_outs)}
        if one.state not in (State.SIGNED, State.ENDED, State.TERMINATED):
            word, tone = str(one.get_state_display()), "wait"
        elif one.consent in (Consent.MISSING, Consent.REFUSED):
            word, tone = _("No consent from above"), "wait"
        else:
            word, tone = stood(one.starts_on, _last(one.ends_on, one.terminated_on), since, until)
        note = _("terminated") if one.state == State.TERMINATED else ""
        yield Permit(name % {"name": one.licensor.name}, one.reference, where, word, tone, note)


def _authorised(row: AuthorisedSeller, since: date, until: date) -> Permit:
    where = named_places(row.territories) or _("wherever the right holds")
    last = _last(row.ends_on, row.revoked_at.date() if row.revoked_at else None)
    word, tone = stood(row.starts_on, last, since, until)
    return Permit(_("Authorised by the owner"), "", where, word, tone, _("taken back") if row.revoked_at else "")


def _last(ends_on: date | None, stopped_on: date | None) -> date | None:
    """The last day of a term; from `stopped_on` on it allowed nothing."""
    before = stopped_on - timedelta(days=1) if stopped_on else None
    return min((day for day in (ends_on, before) if day is not None), default=None)


def stood(begins: date, last: date | None, since: date, until: date) -> tuple[str, str]:
    """How a term stood while the listings were offered, in words and with its tone."""
    if last is not None and last < until:
        words = _("Ended on %(day)s") if last < since else _("Ended on %(day)s, while the goods were offered")
        return words % {"day": day_words(last)}, "stop"
    if begins > until:
        return _("Began on %(day)s, after the complaint") % {"day": day_words(begins)}, "stop"
    if last is not None:
        return _("In force then, until %(day)s") % {"day": day_words(last)}, "good"
    return _("In force then"), "good"

"""A licence drawn: who lets whom, the places with those left out struck, the term with today in it, the tree of sublicences."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from registry.licensing import terms as licence_terms
from registry.licensing.channels import channel_name
from registry.licensing.queries import Relative
from registry.machine import LICENCE
from registry.models import Licence, Right
from registry.registers import nice
from registry.registers.offices import place_name
from registry.services.quota import quota_left
from registry.territories import countries_of
from tenancy.context import database_now

MARGIN = 0.06
"""Of the bar of time, what is left free before it."""
OPEN_ENDED = 365
"""Days that the bar shows of a licence without a last day."""


@dataclass(slots=True)
class Branch:
    """A licence in the tree, with those that stand under it."""

    licence: Licence
    standing: tuple[str, str]
    url: str
    below: "list[Branch]" = field(default_factory=list)


def licence_url(licence: Licence, slug: str) -> str:
    """The page of a licence."""
    return reverse("registry:licence", args=[slug, licence.reference])


def standing_of(licence: Licence) -> tuple[str, str]:
    """How it stands today, in words and with its tone."""
    day = database_now().date()
    if licence.state == Licence.State.SIGNED:
        if day < licence.starts_on:
            return _("From %(day)s") % {"day": licence_terms.day_words(licence.starts_on)}, "note"
        if licence.ends_on is not None and day > licence.ends_on:
            return _("Ended on %(day)s") % {"day": licence_terms.day_words(licence.ends_on)}, ""
        if licence.consent in (Licence.Consent.MISSING, Licence.Consent.REFUSED):
            return _("Without consent"), "wait" if licence.consent == Licence.Consent.MISSING else "stop"
        return _("In force"), "good"
    if licence.state == Licence.State.ENDED and licence.ends_on is not None:
        return _("Ended on %(day)s") % {"day": licence_terms.day_words(licence.ends_on)}, ""
    return str(licence.get_state_display()), LICENCE.colour(licence.state)


def drawn(shown: Licence, rights: Sequence[Right]) -> dict[str, Any]:
    """What one sees at a glance."""
    named = shown.territories or sorted({place for right in rights for place in right.territories})
    carved = set(shown.carve_outs)
    day = database_now().date()
    return {
        "places": [(str(place_name(code)), code in carved) for code in named],
        "carved": [str(place_name(code)) for code in sorted(carved - set(named)) if countries_of([code])],
        "classes": nice.named(shown.classes),
        "channels": [channel_name(code) for code in shown.channels],
        "term": licence_terms.term_words(shown),
        "bar": bar(shown, day),
        "today": day,
        "last": last_day(shown),
        "days_left": (shown.ends_on - day).days if shown.ends_on and shown.in_force(day) else None,
        "sublicensing": licence_terms.sublicensing_words(shown),
        "quota": licence_terms.quota_words(shown),
        "quota_left": quota_left(shown, day),
    }


def last_day(licence: Licence) -> date | None:
    """The last day on which it allows anything, or the day of its end before that; None while it is open."""
    return min((day for day in (licence.ends_on, licence.terminated_on) if day is not None), default=None)


def bar(licence: Licence, day: date) -> dict[str, int]:
    """Where the term lies between the ends of the bar, and that day on it, in days from the bar's beginning."""
    last = last_day(licence)
    first, latest = min(licence.starts_on, day), max(licence.starts_on, day)
    until = max(last, day) if last else latest + timedelta(OPEN_ENDED)
    margin = max(round((until - first).days * MARGIN), 1)
    return {
        "low": (licence.starts_on - first).days + margin,
        "high": ((last or until) - first).days + margin,
        "at": (day - first).days + margin,
    }


def grown(family: Sequence[Relative], slug: str) -> list[Branch]:
    """The head licences of a family, each with all that stands under it."""
    heads: list[Branch] = []
    path: list[Branch] = []
    for one in family:
        branch = Branch(one.licence, standing_of(one.licence), licence_url(one.licence, slug))
        path = path[: one.depth]
        (path[-1].below if path else heads).append(branch)
        path.append(branch)
    return heads

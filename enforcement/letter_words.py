"""What stands in a letter beside its template: said when the letter is rendered, in its reader's language.

A deed hands over what these functions return; nothing is said before `str()` is taken inside the letter's language.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

from django.utils.formats import date_format
from django.utils.functional import Promise, lazy
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from enforcement.packs import time_zone
from policy.calendar import last_day
from policy.model import Element, Pack
from sellers.models import Listing

LISTED = 50
HOW_TO_ADD: Mapping[str, str | Promise] = MappingProxyType(
    {
        "text": _("Write it into the field of this name on the page of the complaint."),
        "choice": _("Choose one of the answers on the page of the complaint."),
        "statement": _("Read the statement on the page of the complaint, and tick it if it is true."),
        "signature": _("Enter your full name as your signature on the page of the complaint."),
    }
)
"""How an element of each kind is added, where its pack says no more."""
NO_COURT_ACTION = _("No court action was shown in time.")
NO_COURT_ORDER = _("No order of a court was shown in time.")
SECURED = _("The seller has posted a security; the listings stay until somebody decides.")
TAKEN_BACK = _("The complaint about these listings was taken back.")

STAYS = ("warn", "demote", "check_first", "restrict")
"""Remedies after which the listing itself stays in the shop."""
FOLLOWS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "warn": _("It is a warning. Nothing is taken out of the shop because of it."),
        "demote": _("The listing stays in the shop, after the others in lists and searches."),
        "check_first": _("What the seller hands in or changes from now on is published once a person has passed it."),
        "restrict": _("The seller may hand in no new listing of “%(what)s”. Those that are in the shop stay."),
    }
)
"""What such a remedy means, in a sentence."""


def _listed(listings: Sequence[Listing]) -> str:
    lines = [f"- {listing.number}: {listing.title}" for listing in listings[:LISTED]]
    rest = len(listings) - LISTED
    if rest > 0:
        lines.append(ngettext("and %(count)d more", "and %(count)d more", rest) % {"count": rest})
    return "\n".join(lines)


def _day_of(moment: datetime | None, pack: Pack) -> str:
    if moment is None:
        return gettext("no date is set")
    return _date(last_day(moment, time_zone(pack)))


def _date(day: date) -> str:
    return date_format(day, "j F Y" if (get_language() or "en").startswith("en") else "DATE_FORMAT")


def _paper(court: str, number: str, filed_on: date) -> str:
    return f"{court}, {number}, {_date(filed_on)}"


def _outcome(upheld: int, rejected: int) -> str:
    parts = []
    if upheld:
        parts.append(ngettext("%(n)d listing is removed", "%(n)d listings are removed", upheld) % {"n": upheld})
    if rejected:
        parts.append(ngettext("%(n)d listing stays", "%(n)d listings stay", rejected) % {"n": rejected})
    return ", ".join(parts)


def _titles(titles: Iterable[str], words: Iterable[str]) -> str:
    said = [*(gettext(title) for title in titles), *(str(word) for word in words)]
    return "\n".join(dict.fromkeys(text for text in said if text))


def _follows(remedy: str, what: str) -> str:
    return str(FOLLOWS[remedy]) % {"what": what} if remedy in FOLLOWS else ""


def _missing(elements: Iterable[Element]) -> str:
    return "\n".join(f"- {gettext(one.title)}\n  {_how_to_add(one)}" for one in elements)


def _how_to_add(element: Element) -> str:
    """As the pack says it, where it says so in the letter's language; else by the kind of what is missing."""
    told = gettext(element.help) if element.help else ""
    if told and (told != element.help or (get_language() or "en").startswith("en")):
        return told
    return str(HOW_TO_ADD[element.kind])


listed = lazy(_listed, str)
"""The listings of a letter, a line each."""

day_of = lazy(_day_of, str)
"""A deadline as a letter names it: the last day, in the time zone where the days of the case end."""

paper = lazy(_paper, str)
"""A court's or an authority's paper: whose it is, its number and its date."""

outcome = lazy(_outcome, str)
"""How many listings are removed, and how many stay."""

titles_and_words = lazy(_titles, str)
"""Titles from a pack, each once, then what somebody wrote, as it was written."""

follows = lazy(_follows, str)
"""What a remedy means that leaves the listing in the shop; `what` the seller may not hand in any more. "" for others."""

missing_elements = lazy(_missing, str)
"""What a notice lacks as a list: each element, and how to add it."""

"""What stands in a letter beside its template: said when the letter is rendered, in its reader's language.

A deed hands over what these functions return; nothing is said before `str()` is taken inside the letter's language.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from enforcement.packs import time_zone
from policy.calendar import last_day
from policy.model import Pack
from sellers.models import Listing

LISTED = 50
NO_COURT_ACTION = _("No court action was shown in time.")
NO_COURT_ORDER = _("No order of a court was shown in time.")
SECURED = _("The seller has posted a security; the listings stay until somebody decides.")
TAKEN_BACK = _("The complaint about these listings was taken back.")


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
    said = [*(gettext(title) for title in titles), *words]
    return "\n".join(dict.fromkeys(text for text in said if text))


def _bullets(titles: Iterable[str]) -> str:
    return "\n".join(f"- {gettext(title)}" for title in titles)


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

bullets = lazy(_bullets, str)
"""Titles from a pack as a list."""

"""What a trial tries, in words: for its pages and for the list of jobs."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_countries import countries

from scanner.services.thresholds import NEVER
from scanner.words import MATCHERS_NAMED


def said(change: Mapping[str, Any]) -> str:
    """What a trial tries, in a sentence."""
    if change["kind"] == "threshold":
        scores = {
            "place": place_said(change),
            "queue": change["queue_at"] if change["queue_at"] < NEVER else _("never"),
            "hold": change["hold_at"] if change["hold_at"] < NEVER else _("never"),
        }
        return _("%(place)s: a reviewer looks from %(queue)s, held from %(hold)s") % scores
    if change["kind"] == "matcher":
        name = {"matcher": MATCHERS_NAMED.get(change["matcher"], change["matcher"])}
        return (_("“%(matcher)s” counts") if change["state"] == "live" else _("“%(matcher)s” does not count")) % name
    if change["kind"] == "goods":
        return _("Goods told by classifier %(number)s") % {"number": change["number"]}
    return _("Scores by calibration %(number)s") % {"number": change["number"]}


def place_said(change: Mapping[str, Any]) -> str:
    """Which listings a change is about, as in “Shoes in Brazil”."""
    place = {
        "market": dict(countries).get(change.get("region", "")) or _("all markets"),
        "category": change.get("category") or _("all categories"),
    }
    return capfirst(_("%(category)s in %(market)s") % place)
